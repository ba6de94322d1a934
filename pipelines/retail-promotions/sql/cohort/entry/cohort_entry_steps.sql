WITH counts AS (
  SELECT
    (SELECT COUNT(DISTINCT household_id) FROM mailings) AS mailed,
    (SELECT COUNT(*) FROM households) AS households,
    (SELECT COUNT(*) FROM cohort_entry WHERE treated) AS entered,
    (SELECT COUNT(*) FROM cohort_entry WHERE NOT treated) AS never
)
SELECT CAST(1 AS BIGINT) AS step, 'Households' AS name,
  CAST(households AS BIGINT) AS units,
  'Every household that shopped or has demographics.' AS why
FROM counts
UNION ALL
SELECT CAST(2 AS BIGINT), 'Mailed by any campaign',
  CAST(mailed AS BIGINT),
  'Those on at least one mailing list.'
FROM counts
UNION ALL
SELECT CAST(3 AS BIGINT), 'Entered in a cohort that is large enough',
  CAST(entered AS BIGINT),
  'Left out: households not seen before their first mailing, or first mailed in a week with too few others.'
FROM counts
UNION ALL
SELECT CAST(4 AS BIGINT), 'Never mailed',
  CAST(never AS BIGINT),
  'Seen shopping before the earliest start; with households not mailed yet they are the comparison.'
FROM counts
