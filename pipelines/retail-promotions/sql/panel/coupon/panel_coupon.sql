-- Households by weeks around the start, with what they buy of a commodity that the coupons cover: the
-- mean over covered commodities. Every household of a campaign has the same ones, so a regression on
-- these means equals the one on households by commodities with household x commodity and commodity x
-- week effects. sales_beyond: less the mean of the household's own uncovered commodities, which
-- assumes that coupons do nothing there.
-- The LEFT JOIN keeps lines first: joined to products beforehand, the days of books would be millions.
WITH sizes AS (
  SELECT campaign_id, COUNT(*) AS covered FROM coupon_books GROUP BY campaign_id
),
sold AS (
  SELECT COUNT(DISTINCT commodity) AS commodities FROM products
),
book_days AS (
  SELECT b.campaign_id, b.commodity, w.day, w.period
  FROM coupon_books b
  JOIN calendar_days w ON w.campaign_id = b.campaign_id
),
bought AS (
  SELECT
    b.campaign_id,
    t.household_id,
    b.period,
    SUM(t.sales_value) AS sales,
    CAST(SUM(t.quantity) AS BIGINT) AS units
  FROM transactions t
  LEFT JOIN products p ON p.product_id = t.product_id
  JOIN book_days b ON b.commodity = p.commodity AND b.day = t.day
  GROUP BY b.campaign_id, t.household_id, b.period
),
summed AS (
  SELECT
    m.group_id,
    m.unit_id,
    m.period,
    m.treated,
    m.post,
    m.concurrent,
    CAST(m.sales AS DOUBLE) AS basket,
    CAST(COALESCE(b.sales, 0) AS DOUBLE) AS covered_sales,
    COALESCE(b.units, 0) AS covered_units,
    z.covered,
    s.commodities
  FROM panel_mailing m
  JOIN cohort_coupon c ON c.group_id = m.group_id AND c.unit_id = m.unit_id
  JOIN sizes z ON z.campaign_id = m.group_id
  CROSS JOIN sold s
  LEFT JOIN bought b
    ON b.campaign_id = m.group_id AND b.household_id = m.unit_id AND b.period = m.period
)
SELECT
  group_id,
  unit_id,
  period,
  treated,
  post,
  concurrent,
  CAST(covered_sales / NULLIF(covered, 0) AS DECIMAL(18, 6)) AS sales,
  CAST(CAST(covered_units AS DOUBLE) / NULLIF(covered, 0) AS DECIMAL(18, 6)) AS units,
  CAST(
    covered_sales / NULLIF(covered, 0)
      - COALESCE((basket - covered_sales) / NULLIF(commodities - covered, 0), 0)
    AS DECIMAL(18, 6)
  ) AS sales_beyond,
  covered
FROM summed
