-- Every line left out, as it was, with the one reason that applies first.
WITH copies AS (
  SELECT
    b.*,
    ROW_NUMBER() OVER (
      PARTITION BY side, date, store_id, customer_id, sales ORDER BY line_number NULLS LAST
    ) AS copy
  FROM both_sides b
),
judged AS (
  SELECT
    side, line_number, date, store_id, customer_id, sales,
    CASE
      WHEN date IS NULL OR store_id IS NULL THEN 'date or store missing'
      WHEN sales IS NULL THEN 'sales missing'
      WHEN copy > 1 THEN 'exact duplicate of an earlier line'
    END AS reason
  FROM copies
)
SELECT side, line_number, date, store_id, customer_id, sales, reason
FROM judged
WHERE reason IS NOT NULL
