-- Households by their first mailing, whichever campaign it was, and those never mailed. Who had been
-- seen shopping before a start is read from cohort_mailing, which saw nothing later. Never mailed
-- counts from the earliest start. Weeks of first mailing with fewer than :min_arm households are left out.
WITH firsts AS (
  SELECT m.household_id, MIN(c.start_day) AS start_day
  FROM mailings m
  JOIN campaigns c ON c.campaign_id = m.campaign_id
  GROUP BY m.household_id
),
seen AS (
  SELECT DISTINCT unit_id, start_time FROM cohort_mailing
),
entered AS (
  SELECT f.household_id, f.start_day, week_number(f.start_day) AS entry_week
  FROM firsts f
  JOIN seen s ON s.unit_id = f.household_id AND s.start_time = f.start_day
),
sizes AS (
  SELECT entry_week, COUNT(*) AS households FROM entered GROUP BY entry_week
),
earliest AS (
  SELECT MIN(start_time) AS start_day FROM seen
)
SELECT
  CAST(0 AS BIGINT) AS group_id,
  e.household_id AS unit_id,
  TRUE AS treated,
  e.start_day AS start_time,
  FALSE AS concurrent,
  e.entry_week
FROM entered e
JOIN sizes z ON z.entry_week = e.entry_week
WHERE z.households >= :min_arm
UNION ALL
SELECT
  CAST(0 AS BIGINT),
  s.unit_id,
  FALSE,
  s.start_time,
  FALSE,
  CAST(0 AS BIGINT)
FROM seen s
JOIN earliest a ON a.start_day = s.start_time
LEFT JOIN firsts f ON f.household_id = s.unit_id
WHERE f.household_id IS NULL
