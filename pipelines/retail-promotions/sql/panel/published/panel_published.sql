-- The original's panel: every week around each pair's own start (start_time of the cohort), zero-filled
-- even where nobody observed it. observed: the week lies wholly between the first and the last day of the
-- transactions.
WITH periods AS (
  SELECT n AS period FROM int_range(0 - :pre_weeks, :post_weeks - 1)
),
days AS (
  SELECT MIN(day) AS first_day, MAX(day) AS last_day FROM transactions
),
weeks AS (
  SELECT
    c.group_id, c.unit_id, c.treated, c.concurrent, p.period,
    c.start_time + 7 * p.period AS first_day,
    c.start_time + 7 * p.period >= d.first_day
      AND c.start_time + 7 * p.period + 6 <= d.last_day AS observed
  FROM cohort_participation c
  CROSS JOIN periods p
  CROSS JOIN days d
),
household_days AS (
  SELECT
    household_id,
    day,
    SUM(sales_value) AS sales,
    CAST(SUM(quantity) AS BIGINT) AS units,
    COUNT(DISTINCT basket_id) AS baskets
  FROM transactions
  GROUP BY household_id, day
),
bought AS (
  SELECT
    c.group_id,
    c.unit_id,
    floor_div(d.day - c.start_time, 7) AS period,
    SUM(d.sales) AS sales,
    CAST(SUM(d.units) AS BIGINT) AS units,
    CAST(SUM(d.baskets) AS BIGINT) AS baskets
  FROM cohort_participation c
  JOIN household_days d
    ON d.household_id = c.unit_id
    AND d.day >= c.start_time - 7 * :pre_weeks
    AND d.day <= c.start_time + 7 * :post_weeks - 1
  GROUP BY c.group_id, c.unit_id, floor_div(d.day - c.start_time, 7)
)
SELECT
  w.group_id,
  w.unit_id,
  w.period,
  w.treated,
  w.period >= 0 AS post,
  w.concurrent,
  CAST(COALESCE(b.sales, 0) AS DECIMAL(18, 2)) AS sales,
  COALESCE(b.units, 0) AS units,
  COALESCE(b.baskets, 0) AS baskets,
  LN(CAST(1 + COALESCE(b.sales, 0) AS DOUBLE)) AS log_sales,
  week_number(w.first_day) AS calendar_week,
  w.observed
FROM weeks w
LEFT JOIN bought b ON b.group_id = w.group_id AND b.unit_id = w.unit_id AND b.period = w.period
