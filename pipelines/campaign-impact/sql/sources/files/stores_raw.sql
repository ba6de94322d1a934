SELECT
  CAST(store_id AS BIGINT) AS store_id,
  NULLIF(TRIM(store_size), '') AS store_size,
  NULLIF(TRIM(store_location), '') AS store_location,
  CAST(treated AS BIGINT) AS treated
FROM store_characteristics
