SELECT
  CAST(campaign_id AS BIGINT) AS campaign_id,
  CAST(household_id AS BIGINT) AS household_id
FROM campaigns
