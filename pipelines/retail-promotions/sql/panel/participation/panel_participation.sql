-- The original's panel without the weeks that nobody observed.
SELECT
  group_id,
  unit_id,
  period,
  treated,
  post,
  concurrent,
  sales,
  units,
  baskets,
  log_sales,
  calendar_week
FROM panel_published
WHERE observed
