SELECT CAST(1 AS BIGINT) AS step, 'Stores' AS name, CAST(COUNT(*) AS BIGINT) AS units,
  'Every store of store_characteristics.' AS why
FROM stores
UNION ALL
SELECT CAST(2 AS BIGINT), 'Stores with the campaign', CAST(COUNT(*) AS BIGINT),
  'All but those that a column or a file says were left out.'
FROM stores
WHERE treated
