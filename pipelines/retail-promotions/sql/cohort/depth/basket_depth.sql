-- The fixed basket of each commodity: its products, weighed by what was bought of them before the window,
-- in cents at base prices.
WITH sold AS (
  SELECT
    t.product_id,
    p.commodity,
    CAST(
      ROUND(
        SUM(t.sales_value - COALESCE(t.retail_disc, 0) - COALESCE(t.coupon_match_disc, 0)) * 100
      ) AS BIGINT
    ) AS weight
  FROM transactions t
  JOIN products p ON p.product_id = t.product_id
  WHERE p.commodity IS NOT NULL AND t.quantity > 0
  GROUP BY t.product_id, p.commodity
)
SELECT
  product_id,
  DENSE_RANK() OVER (ORDER BY commodity NULLS LAST) AS commodity_id,
  commodity,
  weight
FROM sold
WHERE weight > 0
