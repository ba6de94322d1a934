-- Displays and places in the mailer by product, store and week: the code 0 means none.
SELECT
  CAST(product_id AS BIGINT) AS product_id,
  CAST(store_id AS BIGINT) AS store_id,
  CAST(week_no AS BIGINT) AS week_no,
  TRIM(display) AS display,
  TRIM(mailer) AS mailer
FROM causal_data
