SELECT client_id, CAST(arm AS BIGINT) AS arm, CAST(start_month AS BIGINT) AS start_month
FROM ab_test
