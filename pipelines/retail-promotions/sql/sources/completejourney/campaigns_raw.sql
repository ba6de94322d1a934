-- A campaign may start before day 1 or end after the last transaction: its days are then below 1 or past the end.
WITH origin AS (
  SELECT MAKE_DATE(MIN(YEAR(transaction_timestamp)), 1, 1) AS first_day FROM transactions
)
SELECT
  CAST(c.campaign_id AS BIGINT) AS campaign_id,
  REPLACE(TRIM(c.campaign_type), ' ', '') AS campaign_type,
  day_number(c.start_date, o.first_day) AS start_day,
  day_number(c.end_date, o.first_day) AS end_day
FROM campaign_descriptions_lines c
CROSS JOIN origin o
ORDER BY c.line_number NULLS LAST
