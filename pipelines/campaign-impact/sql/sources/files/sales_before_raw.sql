SELECT date, CAST(store_id AS BIGINT) AS store_id, CAST(customer_id AS BIGINT) AS customer_id, CAST(sales AS DECIMAL(18, 6)) AS sales
FROM sales_before
