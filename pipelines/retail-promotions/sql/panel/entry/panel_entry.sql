-- Households of the cohort by calendar weeks that lie wholly in the observed days; a week without
-- purchases is a zero. cohort: the week of the first mailing, 0 for never.
WITH days AS (
  SELECT MIN(day) AS first_day, MAX(day) AS last_day FROM household_days
),
weeks AS (
  SELECT DISTINCT week_number(t.day) AS period
  FROM household_days t
  CROSS JOIN days d
  WHERE 7 * week_number(t.day) - 6 >= d.first_day AND 7 * week_number(t.day) <= d.last_day
),
bought AS (
  SELECT
    household_id,
    week_number(day) AS period,
    SUM(sales) AS sales,
    CAST(SUM(units) AS BIGINT) AS units
  FROM household_days
  GROUP BY household_id, week_number(day)
)
SELECT
  c.unit_id,
  w.period,
  c.entry_week AS cohort,
  CAST(COALESCE(b.sales, 0) AS DECIMAL(18, 2)) AS sales,
  COALESCE(b.units, 0) AS units
FROM cohort_entry c
CROSS JOIN weeks w
LEFT JOIN bought b ON b.household_id = c.unit_id AND b.period = w.period
