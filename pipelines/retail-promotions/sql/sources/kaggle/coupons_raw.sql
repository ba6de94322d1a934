SELECT
  CAST(coupon_upc AS BIGINT) AS coupon_upc,
  CAST(product_id AS BIGINT) AS product_id,
  CAST(campaign AS BIGINT) AS campaign_id
FROM coupon
