-- Weeks around each campaign's start: week r holds days start + 7r to start + 7r + 6.
-- Only weeks that lie wholly between the first and the last day of the transactions are there.
WITH digits AS (
  SELECT d FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS t (d)
),
periods AS (
  SELECT CAST(h.d * 100 + t.d * 10 + u.d AS BIGINT) - :pre_weeks AS period
  FROM digits h
  CROSS JOIN digits t
  CROSS JOIN digits u
  WHERE h.d * 100 + t.d * 10 + u.d < :pre_weeks + :post_weeks
),
observed AS (
  SELECT MIN(day) AS first_day, MAX(day) AS last_day FROM transactions
)
SELECT
  c.campaign_id,
  p.period,
  c.start_day + 7 * p.period AS first_day,
  c.start_day + 7 * p.period + 6 AS last_day
FROM campaigns c
CROSS JOIN periods p
CROSS JOIN observed o
WHERE c.start_day + 7 * p.period >= o.first_day
  AND c.start_day + 7 * p.period + 6 <= o.last_day
