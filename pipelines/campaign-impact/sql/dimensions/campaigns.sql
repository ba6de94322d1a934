-- One campaign; its first day is day 0.
SELECT CAST(1 AS BIGINT) AS campaign_id, MIN(date) AS start_date, CAST(0 AS BIGINT) AS start_day
FROM sales
WHERE side = 'after'
