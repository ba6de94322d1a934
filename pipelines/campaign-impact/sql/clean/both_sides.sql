-- Both files one under the other; side says which.
SELECT 'before' AS side, line_number, date, store_id, customer_id, sales FROM sales_before_raw
UNION ALL
SELECT 'after' AS side, line_number, date, store_id, customer_id, sales FROM sales_after_raw
