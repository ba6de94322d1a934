-- Other campaigns in the weeks around a start, while they run and :lag_after weeks past their end. What
-- another campaign does to these commodities depends on both books, so it has a lag class of its own in
-- each campaign's weeks.
WITH parts AS (
  SELECT
    w.campaign_id,
    o.campaign_id AS other_id,
    w.period,
    LEAST(w.last_day, o.end_day + 7 * :lag_after) - GREATEST(w.first_day, o.start_day) + 1 AS in_lag,
    LEAST(w.last_day, o.end_day) - GREATEST(w.first_day, o.start_day) + 1 AS in_run
  FROM calendar w
  JOIN (SELECT DISTINCT campaign_id FROM coupon_books) b ON b.campaign_id = w.campaign_id
  JOIN campaigns o
    ON o.campaign_id <> w.campaign_id
    AND o.start_day <= w.last_day
    AND o.end_day + 7 * :lag_after >= w.first_day
)
SELECT
  campaign_id AS group_id,
  other_id,
  period,
  2 * campaign_id AS lag,
  CAST(in_run AS DOUBLE) / 7 AS share,
  CAST(in_run AS DOUBLE) / 7 AS running
FROM parts
WHERE in_run > 0
UNION ALL
SELECT
  campaign_id,
  other_id,
  period,
  2 * campaign_id + 1,
  CAST(in_lag - GREATEST(in_run, 0) AS DOUBLE) / 7,
  CAST(0 AS DOUBLE)
FROM parts
WHERE in_lag > GREATEST(in_run, 0)
