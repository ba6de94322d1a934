-- One row a client: mean monthly amount before and from the start of the experiment. A client that
-- took no part has no arm and is split in the middle of the months: it helps to size an experiment.
WITH whole AS (
  SELECT int_div(MAX(m.period), 2) + 1 AS middle FROM client_months m
),
starts AS (
  SELECT c.client_id, a.arm, COALESCE(a.start_month, w.middle) AS start_month
  FROM (SELECT DISTINCT client_id FROM client_months) c
  CROSS JOIN whole w
  LEFT JOIN arms_raw a ON TRIM(a.client_id) = c.client_id
)
SELECT
  s.client_id, s.arm, s.start_month,
  CAST(SUM(CASE WHEN m.period < s.start_month THEN m.amount END) AS DECIMAL(18, 4))
    / NULLIF(CAST(SUM(CASE WHEN m.period < s.start_month THEN 1 ELSE 0 END) AS BIGINT), 0) AS before_amount,
  CAST(SUM(CASE WHEN m.period >= s.start_month THEN m.amount END) AS DECIMAL(18, 4))
    / NULLIF(CAST(SUM(CASE WHEN m.period >= s.start_month THEN 1 ELSE 0 END) AS BIGINT), 0) AS after_amount
FROM starts s
JOIN client_months m ON m.client_id = s.client_id
GROUP BY s.client_id, s.arm, s.start_month
