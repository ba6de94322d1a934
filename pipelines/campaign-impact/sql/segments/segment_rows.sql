-- Each line of both files as given, with what the other two files say of its store and its customer.
SELECT
  b.side,
  b.line_number,
  b.date,
  b.sales,
  LOWER(s.store_location) AS store_location,
  LOWER(s.store_size) AS store_size,
  CASE WHEN c.age < 35 THEN '18-34' WHEN c.age < 50 THEN '35-49' WHEN c.age >= 50 THEN '50+' END AS age_band,
  UPPER(c.gender) AS gender,
  CASE
    WHEN c.income < 25000 THEN 'under 25000'
    WHEN c.income < 35000 THEN '25000-35000'
    WHEN c.income >= 35000 THEN 'over 35000'
  END AS income_band
FROM (
  SELECT 'before' AS side, line_number, date, store_id, customer_id, sales FROM sales_before_raw
  UNION ALL
  SELECT 'after' AS side, line_number, date, store_id, customer_id, sales FROM sales_after_raw
) b
LEFT JOIN stores_raw s ON s.store_id = b.store_id
LEFT JOIN customers_raw c ON c.customer_id = b.customer_id
