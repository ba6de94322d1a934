SELECT
  CAST(campaign AS BIGINT) AS campaign_id,
  CAST(household_key AS BIGINT) AS household_id
FROM campaign_table
