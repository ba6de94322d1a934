-- What the other campaigns do in the weeks around a campaign's start: one row a campaign, other
-- campaign, week and lag. A lag is a stretch of :lag_weeks weeks since the other's start, up to
-- :lag_after weeks past its end; a week of the panel may reach into two of them. share: the part of
-- the week's days in that lag; running: those of them on which the other campaign runs.
WITH stretches AS (
  SELECT n AS next FROM int_range(0, 1)
),
reaches AS (
  SELECT
    w.campaign_id,
    o.campaign_id AS other_id,
    w.period,
    GREATEST(floor_div(w.first_day - o.start_day, 7 * :lag_weeks), 0) + s.next AS lag,
    w.first_day,
    w.last_day,
    o.start_day,
    o.end_day
  FROM calendar w
  JOIN campaigns o
    ON o.campaign_id <> w.campaign_id
    AND o.start_day <= w.last_day
    AND o.end_day + 7 * :lag_after >= w.first_day
  CROSS JOIN stretches s
),
parts AS (
  SELECT
    campaign_id,
    other_id,
    period,
    lag,
    LEAST(last_day, start_day + 7 * :lag_weeks * (lag + 1) - 1, end_day + 7 * :lag_after)
      - GREATEST(first_day, start_day + 7 * :lag_weeks * lag) + 1 AS in_lag,
    LEAST(last_day, start_day + 7 * :lag_weeks * (lag + 1) - 1, end_day)
      - GREATEST(first_day, start_day + 7 * :lag_weeks * lag) + 1 AS in_run
  FROM reaches
)
SELECT
  campaign_id AS group_id,
  other_id,
  period,
  lag,
  CAST(in_lag AS DOUBLE) / 7 AS share,
  CAST(GREATEST(in_run, 0) AS DOUBLE) / 7 AS running
FROM parts
WHERE in_lag > 0
