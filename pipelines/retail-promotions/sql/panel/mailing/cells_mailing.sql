-- The panel's outcomes by cells declared beforehand: commodities that the campaign's coupons cover, their
-- declared substitutes that are not covered themselves, and the rest, which holds products without a
-- commodity too. Base value is what the shelf asked before discounts. runs: the campaign still runs when
-- the week begins.
WITH books AS (
  SELECT DISTINCT cp.campaign_id, p.commodity
  FROM coupons cp
  JOIN products p ON p.product_id = cp.product_id
  WHERE p.commodity IS NOT NULL
),
cells AS (
  SELECT campaign_id, commodity, TRUE AS covered FROM books
  UNION ALL
  SELECT DISTINCT b.campaign_id, s.substitute AS commodity, FALSE AS covered
  FROM books b
  JOIN substitutes s ON s.commodity = b.commodity
  LEFT JOIN books o ON o.campaign_id = b.campaign_id AND o.commodity = s.substitute
  WHERE o.commodity IS NULL
),
cell_days AS (
  SELECT c.campaign_id, c.commodity, c.covered, w.day, w.period
  FROM cells c
  JOIN calendar_days w ON w.campaign_id = c.campaign_id
),
celled AS (
  SELECT
    n.campaign_id,
    t.household_id,
    n.period,
    SUM(CASE WHEN n.covered THEN t.sales_value ELSE 0 END) AS sales_covered,
    SUM(CASE WHEN n.covered THEN 0 ELSE t.sales_value END) AS sales_substitutes,
    CAST(SUM(CASE WHEN n.covered THEN t.quantity ELSE 0 END) AS BIGINT) AS units_covered,
    CAST(SUM(CASE WHEN n.covered THEN 0 ELSE t.quantity END) AS BIGINT) AS units_substitutes,
    SUM(
      CASE WHEN n.covered
        THEN t.sales_value - COALESCE(t.retail_disc, 0) - COALESCE(t.coupon_match_disc, 0) ELSE 0 END
    ) AS base_covered,
    SUM(
      CASE WHEN n.covered
        THEN 0 ELSE t.sales_value - COALESCE(t.retail_disc, 0) - COALESCE(t.coupon_match_disc, 0) END
    ) AS base_substitutes
  FROM transactions t
  LEFT JOIN products p ON p.product_id = t.product_id
  JOIN cell_days n ON n.commodity = p.commodity AND n.day = t.day
  GROUP BY n.campaign_id, t.household_id, n.period
),
whole AS (
  SELECT w.campaign_id, d.household_id, w.period, SUM(d.base_value) AS base_value
  FROM household_days d
  JOIN calendar_days w ON w.day = d.day
  GROUP BY w.campaign_id, d.household_id, w.period
)
SELECT
  m.group_id,
  m.unit_id,
  m.period,
  m.treated,
  m.post,
  m.concurrent,
  m.period >= 0 AND k.start_day + 7 * m.period <= k.end_day AS runs,
  m.sales,
  m.units,
  CAST(COALESCE(w.base_value, 0) AS DECIMAL(18, 2)) AS base_value,
  CAST(COALESCE(c.sales_covered, 0) AS DECIMAL(18, 2)) AS sales_covered,
  CAST(COALESCE(c.sales_substitutes, 0) AS DECIMAL(18, 2)) AS sales_substitutes,
  CAST(m.sales - COALESCE(c.sales_covered, 0) - COALESCE(c.sales_substitutes, 0) AS DECIMAL(18, 2)) AS sales_rest,
  COALESCE(c.units_covered, 0) AS units_covered,
  COALESCE(c.units_substitutes, 0) AS units_substitutes,
  m.units - COALESCE(c.units_covered, 0) - COALESCE(c.units_substitutes, 0) AS units_rest,
  CAST(COALESCE(c.base_covered, 0) AS DECIMAL(18, 2)) AS base_value_covered,
  CAST(COALESCE(c.base_substitutes, 0) AS DECIMAL(18, 2)) AS base_value_substitutes,
  CAST(COALESCE(w.base_value, 0) - COALESCE(c.base_covered, 0) - COALESCE(c.base_substitutes, 0) AS DECIMAL(18, 2)) AS base_value_rest
FROM panel_mailing m
JOIN campaigns k ON k.campaign_id = m.group_id
LEFT JOIN celled c ON c.campaign_id = m.group_id AND c.household_id = m.unit_id AND c.period = m.period
LEFT JOIN whole w ON w.campaign_id = m.group_id AND w.household_id = m.unit_id AND w.period = m.period
