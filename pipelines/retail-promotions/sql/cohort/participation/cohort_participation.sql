-- The original's definition: of the households on a campaign's list, those count as treated that bought a
-- product with a coupon of the campaign between its first and last day. Their start is the first day of
-- that purchase's week (weeks run from day 1); for the others it is the campaign's median start, and the
-- campaign's first day where nobody bought. The definition reads purchases after the start, so the
-- contrast is a description.
WITH offered AS (
  SELECT DISTINCT campaign_id, product_id FROM coupons
),
bought AS (
  SELECT
    m.campaign_id,
    m.household_id,
    week_first_day(MIN(t.day)) AS anchor
  FROM mailings m
  JOIN campaigns c ON c.campaign_id = m.campaign_id
  JOIN offered f ON f.campaign_id = m.campaign_id
  JOIN transactions t
    ON t.household_id = m.household_id
    AND t.product_id = f.product_id
    AND t.day >= c.start_day
    AND t.day <= c.end_day
  GROUP BY m.campaign_id, m.household_id
),
usual AS (
  SELECT campaign_id, PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY anchor NULLS LAST) AS anchor
  FROM bought
  GROUP BY campaign_id
),
paired AS (
  SELECT
    m.campaign_id,
    m.household_id,
    b.household_id IS NOT NULL AS treated,
    COALESCE(b.anchor, u.anchor, c.start_day) AS start_time
  FROM mailings m
  JOIN campaigns c ON c.campaign_id = m.campaign_id
  LEFT JOIN bought b ON b.campaign_id = m.campaign_id AND b.household_id = m.household_id
  LEFT JOIN usual u ON u.campaign_id = m.campaign_id
),
others AS (
  SELECT DISTINCT p.campaign_id, p.household_id
  FROM paired p
  JOIN mailings m ON m.household_id = p.household_id AND m.campaign_id <> p.campaign_id
  JOIN campaigns c
    ON c.campaign_id = m.campaign_id
    AND c.start_day <= p.start_time + 7 * :post_weeks - 1
    AND c.end_day >= p.start_time - 7 * :pre_weeks
)
SELECT
  p.campaign_id AS group_id,
  p.household_id AS unit_id,
  p.treated,
  p.start_time,
  o.household_id IS NOT NULL AS concurrent
FROM paired p
LEFT JOIN others o ON o.campaign_id = p.campaign_id AND o.household_id = p.household_id
