-- What the known response model says along the curve of effects: percent of demand for a percent of
-- discount, from the highest to the lowest price asked, as the mean over all customers had they that income.
WITH ends AS (
  SELECT CAST(MIN(price) AS DOUBLE) AS low, CAST(MAX(price) AS DOUBLE) AS high FROM customers
),
places AS (
  SELECT
    place,
    value,
    CASE
      WHEN :heterogeneity = 'constant' THEN 0
      WHEN :heterogeneity = 'step' THEN :slope + CASE WHEN value < 1 THEN :extra ELSE 0 END
      ELSE :slope + safe_div(:extra, 1 + EXP(4 * (value - 1)))
    END AS slope
  FROM curve_elasticity
),
responses_there AS (
  SELECT
    p.place,
    p.value,
    r.exponent,
    p.slope * e.low + r.base AS demand_low,
    p.slope * e.high + r.base AS demand_high,
    LN(e.high) - LN(e.low) AS discount
  FROM places p
  CROSS JOIN responses r
  CROSS JOIN ends e
)
SELECT
  place,
  MIN(value) AS value,
  safe_div(
    SUM(CAST(CASE WHEN exponent <> 0 THEN -exponent ELSE (LN(demand_low) - LN(demand_high)) / NULLIF(discount, 0) END AS DECIMAL(28, 14))),
    COUNT(*)) AS effect
FROM responses_there
WHERE demand_low > 0 AND demand_high > 0
GROUP BY place
