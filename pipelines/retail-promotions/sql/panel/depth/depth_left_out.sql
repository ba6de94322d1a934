-- What became of the frame: households by commodities by weeks, each under one reason.
WITH counts AS (
  SELECT
    (SELECT COUNT(*) FROM frame_depth) AS pairs,
    (SELECT COUNT(*) FROM panel_depth) AS known,
    (SELECT COUNT(*) FROM panel_depth WHERE weight > 0) AS used,
    (SELECT MAX(last_week - start_week + 1) FROM depth_window) AS weeks
)
SELECT 'used' AS reason, CAST(used AS BIGINT) AS cells FROM counts
UNION ALL
SELECT 'nobody else bought of it in the usual store that week', CAST(pairs * COALESCE(weeks, 0) - known AS BIGINT) FROM counts
UNION ALL
SELECT 'the shelf is known in too few weeks', CAST(known - used AS BIGINT) FROM counts
