-- Mean revenue a customer when the estimates decide who gets a discount, under the known response
-- model: where the estimate is above break-even, and where the whole interval is.
WITH chosen AS (
  SELECT customer_id, 'estimate above break-even' AS policy, CASE WHEN effect > :break_even THEN :discounted ELSE :full_price END AS price FROM customer_effects
  UNION ALL
  SELECT customer_id, 'interval above break-even', CASE WHEN advice = 'discount' THEN :discounted ELSE :full_price END FROM customer_effects
),
asked AS (
  SELECT
    c.policy,
    CAST(c.price AS DOUBLE) AS price,
    CASE
      WHEN r.exponent <> 0 THEN r.base * EXP(r.exponent * LN(CAST(c.price AS DOUBLE)))
      ELSE r.slope * CAST(c.price AS DOUBLE) + r.base
    END AS demand
  FROM chosen c
  JOIN responses r ON r.customer_id = c.customer_id
)
SELECT
  policy,
  COUNT(*) AS customers,
  safe_div(CAST(SUM(CASE WHEN price < :full_price THEN 1 ELSE 0 END) AS BIGINT), COUNT(*)) AS discounted_share,
  safe_div(SUM(CAST(price * demand AS DECIMAL(28, 14))), COUNT(*)) AS mean_revenue
FROM asked
GROUP BY policy
