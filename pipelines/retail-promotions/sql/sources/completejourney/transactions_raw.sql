-- Dates become day numbers: day 1 is 1 January of the year of the first transaction.
-- Discounts are positive in this layout and change sign here; the week number is the file's own.
WITH origin AS (
  SELECT MAKE_DATE(MIN(YEAR(transaction_timestamp)), 1, 1) AS first_day FROM transactions
)
SELECT
  CAST(t.household_id AS BIGINT) AS household_id,
  CAST(t.basket_id AS BIGINT) AS basket_id,
  day_number(t.transaction_timestamp, o.first_day) AS day,
  CAST(t.product_id AS BIGINT) AS product_id,
  CAST(t.quantity AS BIGINT) AS quantity,
  CAST(t.sales_value AS DECIMAL(18, 2)) AS sales_value,
  CAST(t.store_id AS BIGINT) AS store_id,
  CAST(0 - t.retail_disc AS DECIMAL(18, 2)) AS retail_disc,
  CAST(0 - t.coupon_disc AS DECIMAL(18, 2)) AS coupon_disc,
  CAST(0 - t.coupon_match_disc AS DECIMAL(18, 2)) AS coupon_match_disc,
  CAST(HOUR(t.transaction_timestamp) * 100 + MINUTE(t.transaction_timestamp) AS BIGINT) AS trans_time,
  CAST(t.week AS BIGINT) AS week_no
FROM transactions_lines t
CROSS JOIN origin o
ORDER BY t.line_number NULLS LAST
