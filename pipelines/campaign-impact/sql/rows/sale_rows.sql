-- Each sale with what is known of its store and customer; what is not known is a level of its own.
SELECT
  s.side,
  s.line_number,
  s.store_id,
  s.day AS period,
  d.treated,
  s.day >= 0 AS post,
  s.sales,
  COALESCE(c.age_band, 'unknown') AS age_band,
  COALESCE(c.gender, 'unknown') AS gender,
  COALESCE(c.income_band, 'unknown') AS income_band,
  d.store_size,
  d.store_location,
  c.age,
  c.income
FROM sales s
JOIN stores d ON d.store_id = s.store_id
LEFT JOIN customers c ON c.customer_id = s.customer_id
WHERE s.day >= 0 - :window AND s.day < :window
