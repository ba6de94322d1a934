-- One row a week that was observed, with what was sold in it.
SELECT
  week_number(day) AS week,
  MIN(day) AS first_day,
  MAX(day) AS last_day,
  COUNT(DISTINCT household_id) AS households,
  COUNT(DISTINCT basket_id) AS baskets,
  SUM(sales_value) AS sales
FROM transactions
GROUP BY week_number(day)
