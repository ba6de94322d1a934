-- Households by commodities by weeks of the window in which the shelf of the usual store is known from
-- others. depth: points off the base price, mean over the fixed basket's products that other households
-- bought in that store and week. weight: weeks of the window by weeks known of the household's commodity,
-- so that each household's commodity counts alike; 0 where fewer than :depth_min_weeks are known.
-- depth_next: what is offered the week after, which nobody can have bought yet; null where not known.
-- display, mailer: points of the fixed basket on display and in the mailer; displayed, mailed: whether any
-- of it is. Null where no file tells of the store and week; a product that the file does not name has neither.
-- Ratios are whole millionths, so sums are exact.
WITH ours AS (
  SELECT DISTINCT store_id FROM frame_depth
),
followed AS (
  SELECT DISTINCT household_id, store_id FROM frame_depth
),
offers AS (
  SELECT
    t.store_id,
    COALESCE(t.week_no, int_div(t.day + 6, 7)) AS week,
    t.product_id,
    SUM(t.sales_value - COALESCE(t.retail_disc, 0) - COALESCE(t.coupon_match_disc, 0)) AS base_value,
    SUM(CAST(0 AS DECIMAL(18, 2)) - COALESCE(t.retail_disc, 0)) AS off
  FROM transactions t
  JOIN ours o ON o.store_id = t.store_id
  JOIN depth_window w
    ON COALESCE(t.week_no, int_div(t.day + 6, 7)) BETWEEN w.start_week AND w.last_week
  WHERE t.quantity > 0
    AND t.sales_value - COALESCE(t.retail_disc, 0) - COALESCE(t.coupon_match_disc, 0) > 0
  GROUP BY t.store_id, COALESCE(t.week_no, int_div(t.day + 6, 7)), t.product_id
),
lines AS (
  SELECT
    t.household_id,
    t.store_id,
    f.store_id AS usual_store,
    COALESCE(t.week_no, int_div(t.day + 6, 7)) AS week,
    t.product_id,
    t.quantity,
    t.sales_value,
    t.sales_value - COALESCE(t.retail_disc, 0) - COALESCE(t.coupon_match_disc, 0) AS base_value,
    CAST(0 AS DECIMAL(18, 2)) - COALESCE(t.retail_disc, 0) AS off
  FROM transactions t
  JOIN followed f ON f.household_id = t.household_id
  JOIN depth_window w
    ON COALESCE(t.week_no, int_div(t.day + 6, 7)) BETWEEN w.start_week AND w.last_week
),
priced AS (
  SELECT
    o.store_id,
    o.week,
    o.product_id,
    b.commodity_id,
    b.weight,
    o.base_value,
    o.off,
    CAST(
      ROUND(CAST(o.off AS DOUBLE) * 1000000 / NULLIF(CAST(o.base_value AS DOUBLE), 0)) AS BIGINT
    ) AS off_share
  FROM offers o
  JOIN basket_depth b ON b.product_id = o.product_id
),
shelf AS (
  SELECT
    store_id,
    commodity_id,
    week,
    CAST(SUM(weight) AS DECIMAL(38, 0)) AS weight,
    SUM(CAST(weight AS DECIMAL(19, 0)) * CAST(off_share AS DECIMAL(19, 0))) AS off
  FROM priced
  GROUP BY store_id, commodity_id, week
),
own AS (
  SELECT l.household_id, l.store_id, l.week, l.product_id, SUM(l.base_value) AS base_value, SUM(l.off) AS off
  FROM lines l
  WHERE l.store_id = l.usual_store AND l.quantity > 0 AND l.base_value > 0
  GROUP BY l.household_id, l.store_id, l.week, l.product_id
),
without AS (
  SELECT
    o.household_id,
    p.commodity_id,
    o.week,
    p.weight,
    p.off_share,
    CASE
      WHEN p.base_value > o.base_value
        THEN CAST(
          ROUND(
            CAST(p.off - o.off AS DOUBLE) * 1000000
              / NULLIF(CAST(p.base_value - o.base_value AS DOUBLE), 0)
          ) AS BIGINT
        )
    END AS others_share
  FROM own o
  JOIN priced p ON p.store_id = o.store_id AND p.week = o.week AND p.product_id = o.product_id
),
left_out AS (
  SELECT
    household_id,
    commodity_id,
    week,
    CAST(SUM(CASE WHEN others_share IS NULL THEN weight ELSE 0 END) AS DECIMAL(38, 0)) AS weight,
    SUM(
      CAST(weight AS DECIMAL(19, 0))
        * CAST(off_share - COALESCE(others_share, 0) AS DECIMAL(19, 0))
    ) AS off
  FROM without
  GROUP BY household_id, commodity_id, week
),
cells AS (
  SELECT
    f.household_id,
    f.commodity_id,
    s.week,
    f.store_id,
    CAST(s.weight - COALESCE(x.weight, 0) AS DOUBLE) AS others_weight,
    CAST(s.off - COALESCE(x.off, 0) AS DOUBLE) AS others_off
  FROM frame_depth f
  JOIN shelf s ON s.store_id = f.store_id AND s.commodity_id = f.commodity_id
  LEFT JOIN left_out x
    ON x.household_id = f.household_id AND x.commodity_id = f.commodity_id AND x.week = s.week
  WHERE s.weight > COALESCE(x.weight, 0)
),
known AS (
  SELECT
    household_id,
    commodity_id,
    week,
    store_id,
    CAST(others_off / NULLIF(others_weight, 0) / 10000 AS DECIMAL(9, 4)) AS depth,
    COUNT(*) OVER (PARTITION BY household_id, commodity_id) AS weeks_known
  FROM cells
),
followed_on AS (
  SELECT
    household_id,
    commodity_id,
    week,
    store_id,
    depth,
    weeks_known,
    LEAD(depth) OVER (PARTITION BY household_id, commodity_id ORDER BY week NULLS LAST) AS next_depth,
    LEAD(week) OVER (PARTITION BY household_id, commodity_id ORDER BY week NULLS LAST) AS next_week
  FROM known
),
commodities AS (
  SELECT DISTINCT commodity_id, commodity FROM basket_depth
),
bought AS (
  SELECT
    l.household_id,
    c.commodity_id,
    l.week,
    CAST(SUM(l.quantity) AS BIGINT) AS units,
    SUM(l.base_value) AS base_value,
    SUM(l.sales_value) AS sales,
    SUM(l.off) AS off
  FROM lines l
  JOIN products p ON p.product_id = l.product_id
  JOIN commodities c ON c.commodity = p.commodity
  GROUP BY l.household_id, c.commodity_id, l.week
),
baskets AS (
  SELECT commodity_id, CAST(SUM(weight) AS DECIMAL(38, 0)) AS weight
  FROM basket_depth
  GROUP BY commodity_id
),
promoted AS (
  SELECT
    r.store_id,
    r.week_no AS week,
    r.product_id,
    MAX(CASE WHEN r.display <> '0' THEN 1 ELSE 0 END) AS display,
    MAX(CASE WHEN r.mailer <> '0' THEN 1 ELSE 0 END) AS mailer
  FROM promotions_raw r
  JOIN ours o ON o.store_id = r.store_id
  JOIN depth_window w ON r.week_no BETWEEN w.start_week AND w.last_week
  GROUP BY r.store_id, r.week_no, r.product_id
),
told AS (
  SELECT DISTINCT store_id, week FROM promoted
),
features AS (
  SELECT
    p.store_id,
    b.commodity_id,
    p.week,
    CAST(SUM(b.weight * p.display) AS DECIMAL(38, 0)) AS display,
    CAST(SUM(b.weight * p.mailer) AS DECIMAL(38, 0)) AS mailer
  FROM promoted p
  JOIN basket_depth b ON b.product_id = p.product_id
  GROUP BY p.store_id, b.commodity_id, p.week
)
SELECT
  k.household_id,
  k.commodity_id,
  k.week,
  k.store_id,
  k.depth,
  CASE WHEN k.next_week = k.week + 1 THEN k.next_depth END AS depth_next,
  CASE
    WHEN k.weeks_known >= :depth_min_weeks
      THEN CAST(
        CAST(w.last_week - w.start_week + 1 AS DOUBLE) / NULLIF(k.weeks_known, 0) AS DECIMAL(12, 6)
      )
    ELSE CAST(0 AS DECIMAL(12, 6))
  END AS weight,
  COALESCE(b.units, 0) AS units,
  CAST(COALESCE(b.base_value, 0) AS DECIMAL(18, 2)) AS base_value,
  CAST(COALESCE(b.sales, 0) AS DECIMAL(18, 2)) AS sales,
  CAST(
    COALESCE(CAST(b.off AS DOUBLE) * 100 / NULLIF(CAST(b.base_value AS DOUBLE), 0), 0)
    AS DECIMAL(9, 4)
  ) AS own_share,
  CASE WHEN n.store_id IS NOT NULL
    THEN CAST(COALESCE(CAST(e.display AS DOUBLE) * 100 / NULLIF(CAST(z.weight AS DOUBLE), 0), 0) AS DECIMAL(9, 4))
  END AS display,
  CASE WHEN n.store_id IS NOT NULL
    THEN CAST(COALESCE(CAST(e.mailer AS DOUBLE) * 100 / NULLIF(CAST(z.weight AS DOUBLE), 0), 0) AS DECIMAL(9, 4))
  END AS mailer,
  CASE WHEN n.store_id IS NOT NULL THEN CASE WHEN e.display > 0 THEN 1 ELSE 0 END END AS displayed,
  CASE WHEN n.store_id IS NOT NULL THEN CASE WHEN e.mailer > 0 THEN 1 ELSE 0 END END AS mailed
FROM followed_on k
CROSS JOIN depth_window w
JOIN baskets z ON z.commodity_id = k.commodity_id
LEFT JOIN bought b
  ON b.household_id = k.household_id AND b.commodity_id = k.commodity_id AND b.week = k.week
LEFT JOIN told n ON n.store_id = k.store_id AND n.week = k.week
LEFT JOIN features e
  ON e.store_id = k.store_id AND e.commodity_id = k.commodity_id AND e.week = k.week
