SELECT
  CAST(customer_id AS BIGINT) AS customer_id,
  CAST(age AS DECIMAL(18, 6)) AS age,
  NULLIF(TRIM(gender), '') AS gender,
  CAST(income AS DECIMAL(18, 6)) AS income
FROM customer_demographics
