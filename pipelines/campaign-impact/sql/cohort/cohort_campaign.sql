SELECT
  c.campaign_id AS group_id,
  s.store_id AS unit_id,
  s.treated,
  c.start_day AS start_time,
  FALSE AS concurrent
FROM stores s
CROSS JOIN campaigns c
