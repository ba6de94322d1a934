-- Households by their usual store, the one with most of their baskets before the window. At most
-- :depth_households of them, those whose keys have the lowest hash, are followed.
WITH visits AS (
  SELECT household_id, store_id, COUNT(DISTINCT basket_id) AS store_baskets, MAX(day) AS last_day
  FROM transactions
  WHERE store_id IS NOT NULL
  GROUP BY household_id, store_id
),
ranked AS (
  SELECT
    household_id,
    store_id,
    store_baskets,
    CAST(SUM(store_baskets) OVER (PARTITION BY household_id) AS BIGINT) AS baskets,
    MAX(last_day) OVER (PARTITION BY household_id) AS last_day,
    ROW_NUMBER() OVER (
      PARTITION BY household_id ORDER BY store_baskets DESC NULLS LAST, store_id NULLS LAST
    ) AS place
  FROM visits
),
drawn AS (
  SELECT
    household_id, store_id, store_baskets, baskets, last_day,
    ROW_NUMBER() OVER (ORDER BY hash32(household_id) NULLS LAST, household_id NULLS LAST) AS draw
  FROM ranked
  WHERE place = 1
)
SELECT
  d.household_id,
  d.store_id,
  d.store_baskets,
  d.baskets,
  d.last_day,
  w.start_day,
  d.draw <= :depth_households AS followed
FROM drawn d
CROSS JOIN depth_window w
