-- What is left of the variance of log price once a covariate is known: half the mean square of its
-- change from one customer to the next in order of the covariate (von Neumann 1941), over its
-- variance. Near 1: the covariate says nothing. Near 0: it determines the price, and nobody can
-- tell what the price does from what the covariate does.
WITH cells AS (
  SELECT 'account_age' AS covariate, customer_id, CAST(account_age AS DOUBLE) AS x, log_price FROM customers
  UNION ALL SELECT 'age', customer_id, CAST(age AS DOUBLE), log_price FROM customers
  UNION ALL SELECT 'avg_hours', customer_id, avg_hours, log_price FROM customers
  UNION ALL SELECT 'days_visited', customer_id, CAST(days_visited AS DOUBLE), log_price FROM customers
  UNION ALL SELECT 'friends_count', customer_id, CAST(friends_count AS DOUBLE), log_price FROM customers
  UNION ALL SELECT 'has_membership', customer_id, CAST(has_membership AS DOUBLE), log_price FROM customers
  UNION ALL SELECT 'is_us', customer_id, CAST(is_us AS DOUBLE), log_price FROM customers
  UNION ALL SELECT 'songs_purchased', customer_id, songs_purchased, log_price FROM customers
  UNION ALL SELECT 'income', customer_id, income, log_price FROM customers
),
steps AS (
  SELECT
    covariate,
    x,
    log_price AS t,
    log_price - LAG(log_price) OVER (
      PARTITION BY covariate
      ORDER BY x NULLS LAST, hash32(customer_id) NULLS LAST, customer_id NULLS LAST
    ) AS step
  FROM cells
),
sums AS (
  SELECT
    covariate,
    COUNT(*) AS n,
    COUNT(DISTINCT x) AS levels,
    SUM(CAST(t AS DECIMAL(24, 12))) AS sum_t,
    SUM(CAST(t * t AS DECIMAL(24, 12))) AS sum_tt,
    SUM(CAST(step * step AS DECIMAL(24, 12))) AS sum_steps
  FROM steps
  GROUP BY covariate
)
SELECT
  covariate,
  levels,
  safe_div(sum_steps, 2 * (CAST(sum_tt AS DOUBLE) - safe_div(CAST(sum_t AS DOUBLE) * CAST(sum_t AS DOUBLE), n))) AS open_share
FROM sums
