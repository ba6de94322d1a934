-- Households of the cohort by weeks around the campaign's start. A week without purchases is a zero;
-- weeks outside the observed calendar are not there. Days are summed once, before campaigns repeat them.
-- uncovered: sales in commodities that no campaign running in the panel's weeks has coupons for.
-- The LEFT JOIN keeps lines first: joined to products beforehand, the days of books would be millions.
WITH bought AS (
  SELECT
    w.campaign_id,
    d.household_id,
    w.period,
    SUM(d.sales) AS sales,
    CAST(SUM(d.units) AS BIGINT) AS units,
    CAST(SUM(d.baskets) AS BIGINT) AS baskets
  FROM household_days d
  JOIN calendar_days w ON w.day = d.day
  GROUP BY w.campaign_id, d.household_id, w.period
),
spans AS (
  SELECT campaign_id, MIN(first_day) AS first_day, MAX(last_day) AS last_day
  FROM calendar
  GROUP BY campaign_id
),
books AS (
  SELECT DISTINCT c.campaign_id, p.commodity
  FROM coupons c
  JOIN products p ON p.product_id = c.product_id
),
near AS (
  SELECT DISTINCT s.campaign_id, b.commodity
  FROM spans s
  JOIN campaigns c ON c.start_day <= s.last_day AND c.end_day >= s.first_day
  JOIN books b ON b.campaign_id = c.campaign_id
),
near_days AS (
  SELECT n.campaign_id, n.commodity, w.day, w.period
  FROM near n
  JOIN calendar_days w ON w.campaign_id = n.campaign_id
),
covered AS (
  SELECT n.campaign_id, t.household_id, n.period, SUM(t.sales_value) AS sales
  FROM transactions t
  LEFT JOIN products p ON p.product_id = t.product_id
  JOIN near_days n ON n.commodity = p.commodity AND n.day = t.day
  GROUP BY n.campaign_id, t.household_id, n.period
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
  CAST(COALESCE(b.sales, 0) - COALESCE(v.sales, 0) AS DECIMAL(18, 2)) AS uncovered,
  week_number(w.first_day) AS calendar_week
FROM cohort_mailing c
JOIN calendar w ON w.campaign_id = c.group_id
LEFT JOIN bought b
  ON b.campaign_id = c.group_id
  AND b.household_id = c.unit_id
  AND b.period = w.period
LEFT JOIN covered v
  ON v.campaign_id = c.group_id
  AND v.household_id = c.unit_id
  AND v.period = w.period
