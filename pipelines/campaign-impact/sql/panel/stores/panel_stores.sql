-- Stores by days: what a sale brought on average. A day without a sale is not there.
SELECT
  c.group_id,
  c.unit_id,
  s.day AS period,
  c.treated,
  s.day >= 0 AS post,
  c.concurrent,
  CAST(SUM(s.sales) / NULLIF(COUNT(*), 0) AS DECIMAL(18, 6)) AS sales,
  CAST(COUNT(*) AS BIGINT) AS lines
FROM cohort_campaign c
JOIN sales s ON s.store_id = c.unit_id
WHERE s.day >= 0 - :window AND s.day < :window
GROUP BY c.group_id, c.unit_id, s.day, c.treated, c.concurrent
