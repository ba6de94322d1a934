-- Weeks in which offers are followed: whole weeks, as stores count them, past the first :depth_base_weeks.
-- What comes before start_day decides who and what is looked at.
WITH weeks AS (
  SELECT
    COALESCE(week_no, int_div(day + 6, 7)) AS week,
    MIN(day) AS first_day,
    MAX(day) AS last_day
  FROM transactions
  GROUP BY COALESCE(week_no, int_div(day + 6, 7))
),
started AS (
  SELECT MIN(week) + :depth_base_weeks AS start_week FROM weeks
)
SELECT
  CAST(1 AS BIGINT) AS window_id,
  s.start_week,
  MAX(CASE WHEN w.last_day - w.first_day = 6 THEN w.week END) AS last_week,
  MIN(w.first_day) AS start_day
FROM weeks w
JOIN started s ON w.week >= s.start_week
GROUP BY s.start_week
