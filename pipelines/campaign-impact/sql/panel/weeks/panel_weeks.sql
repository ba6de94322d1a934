-- Stores by weeks from the start: the mean of their days. Week -1 ends the day before the start. A week that is not
-- seen whole, at either end of the days at hand, is left out: its few days would make it noisier than the others.
WITH span AS (
  SELECT MIN(period) AS first_day, MAX(period) AS last_day FROM panel_stores
),
weekly AS (
  SELECT p.group_id, p.unit_id, int_div(p.period + 7000, 7) - 1000 AS week, p.treated, p.concurrent, p.sales
  FROM panel_stores p
)
SELECT
  group_id,
  unit_id,
  week AS period,
  treated,
  week >= 0 AS post,
  concurrent,
  CAST(SUM(sales) / NULLIF(COUNT(*), 0) AS DECIMAL(18, 6)) AS sales,
  week AS calendar_week
FROM weekly
CROSS JOIN span
WHERE 7 * week >= first_day AND 7 * week + 6 <= last_day
GROUP BY group_id, unit_id, week, treated, concurrent
