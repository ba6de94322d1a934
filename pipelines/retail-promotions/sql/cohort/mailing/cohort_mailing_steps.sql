WITH compared AS (
  SELECT campaign_id
  FROM calendar
  GROUP BY campaign_id
  HAVING MIN(period) < 0 AND MAX(period) >= 0
),
counts AS (
  SELECT
    (SELECT COUNT(*) FROM households) AS households,
    (SELECT COUNT(*) FROM campaigns) AS campaigns,
    (SELECT COUNT(*) FROM compared) AS compared,
    (SELECT COUNT(*) FROM cohort_mailing) AS kept,
    (SELECT COUNT(*) FROM cohort_mailing WHERE NOT concurrent) AS clean
)
SELECT CAST(1 AS BIGINT) AS step, 'Households by campaigns' AS name,
  CAST(households * campaigns AS BIGINT) AS units,
  'Every household that shopped or has demographics, once for each campaign.' AS why
FROM counts
UNION ALL
SELECT CAST(2 AS BIGINT), 'Weeks on both sides',
  CAST(households * compared AS BIGINT),
  'Left out: campaigns without a whole observed week before the start or from it on.'
FROM counts
UNION ALL
SELECT CAST(3 AS BIGINT), 'Shopped before the start',
  CAST(kept AS BIGINT),
  'Left out: households not seen before the campaign started; these rows are the cohort.'
FROM counts
UNION ALL
SELECT CAST(4 AS BIGINT), 'No other mailing in the window',
  CAST(clean AS BIGINT),
  'The part of the cohort that no other campaign reached in these weeks; used for the clean contrast only.'
FROM counts
