-- Lines kept. outlier marks a unit price further from its product's median than :outlier_z robust
-- deviations: interquartile range / 1.349, at least a tenth of the median. Prices are whole hundredths
-- of a cent, so medians and quartiles are exact. Flagged lines stay.
WITH kept AS (
  SELECT
    t.line_number, t.household_id, t.basket_id, t.day, t.product_id, t.quantity, t.sales_value,
    t.store_id, t.retail_disc, t.coupon_disc, t.coupon_match_disc, t.trans_time, t.week_no,
    CAST(ROUND(CAST(t.sales_value AS DOUBLE) * 10000 / NULLIF(t.quantity, 0)) AS BIGINT) AS unit_price
  FROM transactions_raw t
  LEFT JOIN transactions_rejected x ON t.line_number = x.line_number
  WHERE x.line_number IS NULL
),
prices AS (
  SELECT product_id, unit_price, COUNT(*) AS lines
  FROM kept
  GROUP BY product_id, unit_price
),
ranked AS (
  SELECT
    product_id,
    unit_price,
    CAST(SUM(lines) OVER (PARTITION BY product_id ORDER BY unit_price NULLS LAST) AS BIGINT) AS up_to,
    CAST(SUM(lines) OVER (PARTITION BY product_id) AS BIGINT) AS lines
  FROM prices
),
usual AS (
  SELECT
    product_id,
    MIN(CASE WHEN 4 * up_to >= lines THEN unit_price END) AS lower_price,
    MIN(CASE WHEN 2 * up_to >= lines THEN unit_price END) AS median_price,
    MIN(CASE WHEN 4 * up_to >= 3 * lines THEN unit_price END) AS upper_price
  FROM ranked
  GROUP BY product_id
)
SELECT
  k.line_number, k.household_id, k.basket_id, k.day, k.product_id, k.quantity, k.sales_value,
  k.store_id, k.retail_disc, k.coupon_disc, k.coupon_match_disc, k.trans_time, k.week_no,
  CAST(ABS(k.unit_price - u.median_price) AS DECIMAL(22, 0)) * 1349
    > CAST(
        GREATEST((u.upper_price - u.lower_price) * 1000, u.median_price * 135) AS DECIMAL(22, 0)
      ) * :outlier_z AS outlier
FROM kept k
JOIN usual u ON k.product_id = u.product_id
