WITH counts AS (
  SELECT
    (SELECT COUNT(*) FROM mailings_raw) AS listed,
    (SELECT COUNT(*) FROM cohort_participation) AS pairs,
    (SELECT COUNT(*) FROM cohort_participation WHERE treated) AS bought
)
SELECT CAST(1 AS BIGINT) AS step, 'Lines of the mailing lists' AS name,
  CAST(listed AS BIGINT) AS units,
  'Every line of the campaign table.' AS why
FROM counts
UNION ALL
SELECT CAST(2 AS BIGINT), 'Pairs of campaign and household',
  CAST(pairs AS BIGINT),
  'Left out: copies, and lines of a campaign without dates; these pairs are the cohort.'
FROM counts
UNION ALL
SELECT CAST(3 AS BIGINT), 'Bought a coupon product while it ran',
  CAST(bought AS BIGINT),
  'The treated of this definition; a purchase is part of the outcome as well.'
FROM counts
