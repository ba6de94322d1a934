-- Lines as delivered. Kaggle's discounts are zero or negative; sales_value is what the till took.
SELECT
  CAST(household_key AS BIGINT) AS household_id,
  CAST(basket_id AS BIGINT) AS basket_id,
  CAST(day AS BIGINT) AS day,
  CAST(product_id AS BIGINT) AS product_id,
  CAST(quantity AS BIGINT) AS quantity,
  CAST(sales_value AS DECIMAL(18, 2)) AS sales_value,
  CAST(store_id AS BIGINT) AS store_id,
  CAST(retail_disc AS DECIMAL(18, 2)) AS retail_disc,
  CAST(coupon_disc AS DECIMAL(18, 2)) AS coupon_disc,
  CAST(coupon_match_disc AS DECIMAL(18, 2)) AS coupon_match_disc,
  CAST(trans_time AS BIGINT) AS trans_time,
  CAST(week_no AS BIGINT) AS week_no
FROM transaction_data
