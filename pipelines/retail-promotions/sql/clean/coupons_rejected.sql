-- Every line left out, as it was, with the one reason that applies first.
WITH numbered AS (
  SELECT
    line_number, coupon_upc, product_id, campaign_id,
    ROW_NUMBER() OVER (PARTITION BY coupon_upc, product_id, campaign_id ORDER BY line_number NULLS LAST) AS copy
  FROM coupons_raw
)
SELECT
  line_number, coupon_upc, product_id, campaign_id,
  CASE
    WHEN copy > 1 THEN 'exact duplicate of an earlier line'
    ELSE 'coupon, product or campaign missing'
  END AS reason
FROM numbered
WHERE copy > 1 OR coupon_upc IS NULL OR product_id IS NULL OR campaign_id IS NULL
