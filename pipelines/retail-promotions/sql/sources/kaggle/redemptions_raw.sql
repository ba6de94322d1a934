SELECT
  CAST(household_key AS BIGINT) AS household_id,
  CAST(day AS BIGINT) AS day,
  CAST(coupon_upc AS BIGINT) AS coupon_upc,
  CAST(campaign AS BIGINT) AS campaign_id
FROM coupon_redempt
