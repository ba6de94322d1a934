-- One row a campaign.
SELECT
  c.campaign_id,
  c.campaign_type,
  c.start_day,
  c.end_day,
  week_number(c.start_day) AS start_week,
  c.mailed
FROM campaigns c
