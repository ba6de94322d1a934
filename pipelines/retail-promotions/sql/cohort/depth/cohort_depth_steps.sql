WITH counts AS (
  SELECT
    (SELECT COUNT(*) FROM households_depth) AS shopped,
    (SELECT COUNT(*) FROM households_depth WHERE followed) AS followed,
    (SELECT COUNT(*) FROM cohort_depth) AS framed,
    (SELECT COUNT(*) FROM frame_depth) AS pairs
)
SELECT CAST(1 AS BIGINT) AS step, 'Households' AS name,
  CAST(shopped AS BIGINT) AS units,
  'Shopped before the window, so that their usual store is known.' AS why
FROM counts
UNION ALL
SELECT CAST(2 AS BIGINT), 'Followed',
  CAST(followed AS BIGINT),
  'As many as depth_households says, those whose keys have the lowest hash: as good as drawn by lot.'
FROM counts
UNION ALL
SELECT CAST(3 AS BIGINT), 'With a commodity of the base period',
  CAST(framed AS BIGINT),
  'Bought something whose commodity is known.'
FROM counts
UNION ALL
SELECT CAST(4 AS BIGINT), 'Households by commodities',
  CAST(pairs AS BIGINT),
  'Each is followed through every week of the window.'
FROM counts
