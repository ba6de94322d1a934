-- Campaigns without a row in the panel, with the reason.
SELECT
  c.campaign_id AS group_id,
  'No household seen shopping before the start has an observed week on both sides of it.' AS reason
FROM campaigns c
LEFT JOIN (SELECT DISTINCT group_id FROM cohort_mailing) k ON k.group_id = c.campaign_id
WHERE k.group_id IS NULL
