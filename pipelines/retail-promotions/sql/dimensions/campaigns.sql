-- mailed counts the households on the campaign's list.
WITH lists AS (
  SELECT campaign_id, COUNT(*) AS mailed
  FROM mailings
  GROUP BY campaign_id
)
SELECT
  c.campaign_id,
  c.campaign_type,
  c.start_day,
  c.end_day,
  CAST(COALESCE(l.mailed, 0) AS BIGINT) AS mailed
FROM campaigns_raw c
LEFT JOIN lists l ON c.campaign_id = l.campaign_id
