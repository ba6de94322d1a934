-- The response model that the authors of the data drew it from, without noise: demand at a price q
-- is (slope + extra * share of the steeper response) * q + base. It is known here and nowhere else.
WITH model AS (
  SELECT
    customer_id,
    income,
    price,
    20 + 0.5 * avg_hours + CASE WHEN days_visited > 4 THEN 5 ELSE 0 END AS base,
    CASE
      WHEN :heterogeneity = 'step' THEN CASE WHEN income < 1 THEN 1.0 ELSE 0.0 END
      ELSE 1 / NULLIF(1 + EXP(4 * (income - 1)), 0)
    END AS steep
  FROM customers
)
SELECT
  customer_id,
  income,
  price,
  base,
  CASE WHEN :heterogeneity = 'constant' THEN 0 ELSE :slope + :extra * steep END AS slope,
  CASE WHEN :heterogeneity = 'constant' THEN :elasticity ELSE 0 END AS exponent
FROM model
