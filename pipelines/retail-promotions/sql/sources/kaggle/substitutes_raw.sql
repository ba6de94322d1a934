SELECT
  NULLIF(TRIM(commodity), '') AS commodity,
  NULLIF(TRIM(substitute), '') AS substitute
FROM substitutes
