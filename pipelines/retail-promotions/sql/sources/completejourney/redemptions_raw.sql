WITH origin AS (
  SELECT MAKE_DATE(MIN(YEAR(transaction_timestamp)), 1, 1) AS first_day FROM transactions
)
SELECT
  CAST(r.household_id AS BIGINT) AS household_id,
  day_number(r.redemption_date, o.first_day) AS day,
  CAST(r.coupon_upc AS BIGINT) AS coupon_upc,
  CAST(r.campaign_id AS BIGINT) AS campaign_id
FROM coupon_redemptions_lines r
CROSS JOIN origin o
ORDER BY r.line_number NULLS LAST
