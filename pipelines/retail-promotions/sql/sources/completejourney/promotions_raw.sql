-- Displays and places in the mailer by product, store and week: the code 0 means none.
SELECT
  CAST(product_id AS BIGINT) AS product_id,
  CAST(store_id AS BIGINT) AS store_id,
  CAST(week AS BIGINT) AS week_no,
  TRIM(display_location) AS display,
  TRIM(mailer_location) AS mailer
FROM promotions
