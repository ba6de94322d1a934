SELECT
  CAST(coupon_upc AS BIGINT) AS coupon_upc,
  CAST(product_id AS BIGINT) AS product_id,
  CAST(campaign_id AS BIGINT) AS campaign_id
FROM coupons
