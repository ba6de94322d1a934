SELECT
  CAST(campaign AS BIGINT) AS campaign_id,
  REPLACE(TRIM(description), ' ', '') AS campaign_type,
  CAST(start_day AS BIGINT) AS start_day,
  CAST(end_day AS BIGINT) AS end_day
FROM campaign_desc
