-- Households of the cohort by weeks around the campaign's start. A week without purchases is a zero;
-- weeks outside the observed calendar are not there. Days are summed once, before campaigns repeat them.
-- uncovered: sales in commodities that no campaign running in the panel's weeks has coupons for.
WITH bought AS (
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
commodity_days AS (
  SELECT t.household_id, t.day, p.commodity, SUM(t.sales_value) AS sales
  FROM transactions t
  JOIN products p ON p.product_id = t.product_id
  WHERE p.commodity IN (SELECT commodity FROM near)
  GROUP BY t.household_id, t.day, p.commodity
),
covered AS (
  SELECT w.campaign_id, d.household_id, w.period, SUM(d.sales) AS sales
  FROM commodity_days d
  JOIN near n ON n.commodity = d.commodity
  JOIN calendar w ON w.campaign_id = n.campaign_id AND d.day >= w.first_day AND d.day <= w.last_day
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
