-- Households compared for each campaign: all that were seen shopping before it started.
-- The stage lays out household_days once a campaign and only up to the day before its start, so nothing
-- from after the start can enter. concurrent: on the list of another campaign that runs in the panel's weeks.
WITH compared AS (
  SELECT campaign_id, MIN(first_day) AS first_day, MAX(last_day) AS last_day
  FROM calendar
  GROUP BY campaign_id
  HAVING MIN(period) < 0 AND MAX(period) >= 0
),
shopped AS (
  SELECT DISTINCT campaign_id, household_id FROM household_days
),
others AS (
  SELECT DISTINCT w.campaign_id, m.household_id
  FROM compared w
  JOIN campaigns c
    ON c.campaign_id <> w.campaign_id
    AND c.start_day <= w.last_day
    AND c.end_day >= w.first_day
  JOIN mailings m ON m.campaign_id = c.campaign_id
)
SELECT
  c.campaign_id AS group_id,
  s.household_id AS unit_id,
  m.household_id IS NOT NULL AS treated,
  c.start_day AS start_time,
  o.household_id IS NOT NULL AS concurrent
FROM compared w
JOIN campaigns c ON c.campaign_id = w.campaign_id
JOIN shopped s ON s.campaign_id = w.campaign_id
LEFT JOIN mailings m ON m.campaign_id = w.campaign_id AND m.household_id = s.household_id
LEFT JOIN others o ON o.campaign_id = w.campaign_id AND o.household_id = s.household_id
