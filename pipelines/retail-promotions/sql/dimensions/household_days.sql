-- What a household bought on a day. base_value is what the shelf asked without discounts; part_1 to part_6 are
-- sales in the six departments with the most products (by name where two have as many), so that the choice of
-- departments rests on no sale.
WITH departments AS (
  SELECT department, COUNT(*) AS products FROM products GROUP BY department
),
ranked AS (
  SELECT department, ROW_NUMBER() OVER (ORDER BY products DESC NULLS LAST, department NULLS LAST) AS place
  FROM departments
  WHERE department IS NOT NULL
),
placed AS (
  SELECT p.product_id, r.place FROM products p JOIN ranked r ON r.department = p.department WHERE r.place <= 6
)
SELECT
  t.household_id,
  t.day,
  CAST(SUM(t.sales_value) AS DECIMAL(18, 2)) AS sales,
  CAST(SUM(t.quantity) AS BIGINT) AS units,
  COUNT(DISTINCT t.basket_id) AS baskets,
  CAST(SUM(t.sales_value - COALESCE(t.retail_disc, 0) - COALESCE(t.coupon_match_disc, 0)) AS DECIMAL(18, 2)) AS base_value,
  CAST(SUM(0 - COALESCE(t.coupon_disc, 0)) AS DECIMAL(18, 2)) AS coupon_value,
  CAST(SUM(CASE WHEN p.place = 1 THEN t.sales_value ELSE 0 END) AS DECIMAL(18, 2)) AS part_1,
  CAST(SUM(CASE WHEN p.place = 2 THEN t.sales_value ELSE 0 END) AS DECIMAL(18, 2)) AS part_2,
  CAST(SUM(CASE WHEN p.place = 3 THEN t.sales_value ELSE 0 END) AS DECIMAL(18, 2)) AS part_3,
  CAST(SUM(CASE WHEN p.place = 4 THEN t.sales_value ELSE 0 END) AS DECIMAL(18, 2)) AS part_4,
  CAST(SUM(CASE WHEN p.place = 5 THEN t.sales_value ELSE 0 END) AS DECIMAL(18, 2)) AS part_5,
  CAST(SUM(CASE WHEN p.place = 6 THEN t.sales_value ELSE 0 END) AS DECIMAL(18, 2)) AS part_6
FROM transactions t
LEFT JOIN placed p ON p.product_id = t.product_id
GROUP BY t.household_id, t.day
