-- Who was offered what, and what came of it.
SELECT
  price,
  COUNT(*) AS customers,
  safe_div(COUNT(*), (SELECT COUNT(*) FROM customers)) AS share,
  safe_div(SUM(CAST(income AS DECIMAL(28, 12))), COUNT(*)) AS mean_income,
  safe_div(SUM(CAST(demand AS DECIMAL(28, 12))), COUNT(*)) AS mean_demand,
  safe_div(SUM(CAST(revenue AS DECIMAL(28, 12))), COUNT(*)) AS mean_revenue
FROM customers
GROUP BY price
