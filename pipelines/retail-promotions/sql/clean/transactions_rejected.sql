-- Every line left out, as it was, with the one reason that applies first.
-- Lines can only be copies of each other when basket and product repeat, so few lines are compared in full.
WITH repeated AS (
  SELECT basket_id, product_id
  FROM transactions_raw
  GROUP BY basket_id, product_id
  HAVING COUNT(*) > 1
),
copies AS (
  SELECT
    t.line_number,
    ROW_NUMBER() OVER (
      PARTITION BY
        t.household_id, t.basket_id, t.day, t.product_id, t.quantity, t.sales_value, t.store_id,
        t.retail_disc, t.coupon_disc, t.coupon_match_disc, t.trans_time, t.week_no
      ORDER BY t.line_number NULLS LAST
    ) AS copy
  FROM transactions_raw t
  JOIN repeated r
    ON t.basket_id IS NOT DISTINCT FROM r.basket_id
    AND t.product_id IS NOT DISTINCT FROM r.product_id
),
duplicates AS (
  SELECT line_number FROM copies WHERE copy > 1
),
judged AS (
  SELECT
    t.line_number, t.household_id, t.basket_id, t.day, t.product_id, t.quantity, t.sales_value,
    t.store_id, t.retail_disc, t.coupon_disc, t.coupon_match_disc, t.trans_time, t.week_no,
    CASE
      WHEN d.line_number IS NOT NULL THEN 'exact duplicate of an earlier line'
      WHEN t.household_id IS NULL OR t.basket_id IS NULL OR t.day IS NULL OR t.product_id IS NULL
        THEN 'household, basket, day or product missing'
      WHEN t.quantity IS NULL OR t.quantity <= 0 THEN 'quantity not positive'
      WHEN t.sales_value IS NULL OR t.sales_value <= 0 THEN 'value not positive'
    END AS reason
  FROM transactions_raw t
  LEFT JOIN duplicates d ON t.line_number = d.line_number
)
SELECT
  line_number, household_id, basket_id, day, product_id, quantity, sales_value, store_id,
  retail_disc, coupon_disc, coupon_match_disc, trans_time, week_no, reason
FROM judged
WHERE reason IS NOT NULL
