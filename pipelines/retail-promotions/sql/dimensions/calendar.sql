-- Weeks around each campaign's start: week r holds days start + 7r to start + 7r + 6.
-- Only weeks that lie wholly between the first and the last day of the transactions are there.
WITH periods AS (
  SELECT n AS period FROM int_range(0 - :pre_weeks, :post_weeks - 1)
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
