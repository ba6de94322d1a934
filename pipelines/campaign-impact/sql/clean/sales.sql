-- Lines kept. day counts from the first date of the file after: 0 is the start.
WITH start AS (
  SELECT MIN(date) AS start_date FROM sales_after_raw
)
SELECT
  b.side, b.line_number, b.date, days_between(s.start_date, b.date) AS day, b.store_id, b.customer_id, b.sales
FROM both_sides b
CROSS JOIN start s
LEFT JOIN sales_rejected x ON x.side = b.side AND x.line_number = b.line_number
WHERE x.line_number IS NULL
