-- Figures far from the rest: more than ten quartile distances beyond a quartile.
WITH cells AS (
  SELECT 'avg_hours' AS name, customer_id, avg_hours AS x FROM customers
  UNION ALL SELECT 'songs_purchased', customer_id, songs_purchased FROM customers
  UNION ALL SELECT 'income', customer_id, income FROM customers
  UNION ALL SELECT 'price', customer_id, price FROM customers
  UNION ALL SELECT 'demand', customer_id, demand FROM customers
),
placed AS (
  SELECT
    name,
    x,
    ROW_NUMBER() OVER (PARTITION BY name ORDER BY x NULLS LAST, customer_id NULLS LAST) AS place,
    COUNT(*) OVER (PARTITION BY name) AS n
  FROM cells
),
quartiles AS (
  SELECT
    name,
    MAX(CASE WHEN place <= floor_div(n + 3, 4) THEN x END) AS q1,
    MAX(CASE WHEN place <= floor_div(3 * n + 3, 4) THEN x END) AS q3
  FROM placed
  GROUP BY name
),
judged AS (
  SELECT
    p.name,
    q.q1 - 10 * (q.q3 - q.q1) AS low,
    q.q3 + 10 * (q.q3 - q.q1) AS high,
    p.x
  FROM placed p
  JOIN quartiles q ON q.name = p.name
)
SELECT
  name,
  low,
  high,
  MIN(x) AS least,
  MAX(x) AS greatest,
  CAST(SUM(CASE WHEN high > low AND (x < low OR x > high) THEN 1 ELSE 0 END) AS BIGINT) AS outside
FROM judged
GROUP BY name, low, high
