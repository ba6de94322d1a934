-- Mean revenue a customer of each named policy under the known response model.
WITH asked AS (
  SELECT
    p.policy,
    CAST(p.price AS DOUBLE) AS price,
    CASE
      WHEN r.exponent <> 0 THEN r.base * EXP(r.exponent * LN(CAST(p.price AS DOUBLE)))
      ELSE r.slope * CAST(p.price AS DOUBLE) + r.base
    END AS demand
  FROM policy_prices p
  JOIN responses r ON r.customer_id = p.customer_id
)
SELECT
  policy,
  COUNT(*) AS customers,
  safe_div(CAST(SUM(CASE WHEN price < :full_price THEN 1 ELSE 0 END) AS BIGINT), COUNT(*)) AS discounted_share,
  safe_div(SUM(CAST(demand AS DECIMAL(28, 14))), COUNT(*)) AS mean_demand,
  safe_div(SUM(CAST(price * demand AS DECIMAL(28, 14))), COUNT(*)) AS mean_revenue
FROM asked
GROUP BY policy
