-- Households of the cohort by weeks around the campaign's start. A week without purchases is a zero;
-- weeks outside the observed calendar are not there. Days are summed once, before campaigns repeat them.
WITH household_days AS (
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
    w.campaign_id,
    d.household_id,
    w.period,
    SUM(d.sales) AS sales,
    CAST(SUM(d.units) AS BIGINT) AS units,
    CAST(SUM(d.baskets) AS BIGINT) AS baskets
  FROM household_days d
  JOIN calendar w ON d.day >= w.first_day AND d.day <= w.last_day
  GROUP BY w.campaign_id, d.household_id, w.period
)
SELECT
  c.group_id,
  c.unit_id,
  w.period,
  c.treated,
  w.period >= 0 AS post,
  c.concurrent,
  CAST(COALESCE(b.sales, 0) AS DECIMAL(18, 2)) AS sales,
  COALESCE(b.units, 0) AS units,
  COALESCE(b.baskets, 0) AS baskets,
  week_number(w.first_day) AS calendar_week
FROM cohort_mailing c
JOIN calendar w ON w.campaign_id = c.group_id
LEFT JOIN bought b
  ON b.campaign_id = c.group_id
  AND b.household_id = c.unit_id
  AND b.period = w.period
