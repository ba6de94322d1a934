-- Every line left out, as it was, with the one reason that applies first.
WITH numbered AS (
  SELECT
    line_number, household_id, day, coupon_upc, campaign_id,
    ROW_NUMBER() OVER (PARTITION BY household_id, day, coupon_upc, campaign_id ORDER BY line_number NULLS LAST) AS copy
  FROM redemptions_raw
)
SELECT
  line_number, household_id, day, coupon_upc, campaign_id,
  CASE
    WHEN copy > 1 THEN 'exact duplicate of an earlier line'
    ELSE 'household, day, coupon or campaign missing'
  END AS reason
FROM numbered
WHERE copy > 1 OR household_id IS NULL OR day IS NULL OR coupon_upc IS NULL OR campaign_id IS NULL
