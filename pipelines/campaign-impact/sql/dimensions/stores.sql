-- A store is left out only where the column or the file says so.
WITH listed AS (
  SELECT DISTINCT store_id FROM untreated_raw WHERE store_id IS NOT NULL
)
SELECT
  s.store_id,
  COALESCE(LOWER(s.store_size), 'unknown') AS store_size,
  COALESCE(LOWER(s.store_location), 'unknown') AS store_location,
  NOT (COALESCE(s.treated, 1) = 0 OR u.store_id IS NOT NULL) AS treated
FROM stores_raw s
LEFT JOIN listed u ON u.store_id = s.store_id
