-- One row a line of the file; ROW order is what months follow from where the file has no date.
SELECT
  client_id,
  client_type,
  CAST(customers AS DECIMAL(18, 4)) AS customers,
  CAST(monthly_target AS DECIMAL(18, 4)) AS monthly_target,
  CAST(amount_collected AS DECIMAL(18, 4)) AS amount,
  CAST(units_sold AS DECIMAL(18, 4)) AS units,
  CAST(email AS DECIMAL(18, 4)) AS email,
  CAST(flyer AS DECIMAL(18, 4)) AS flyer,
  CAST(phone AS DECIMAL(18, 4)) AS phone,
  CAST(contact_1 AS DECIMAL(18, 4)) AS contact_1,
  CAST(contact_2 AS DECIMAL(18, 4)) AS contact_2,
  CAST(contact_3 AS DECIMAL(18, 4)) AS contact_3,
  CAST(contact_4 AS DECIMAL(18, 4)) AS contact_4,
  CAST(contact_5 AS DECIMAL(18, 4)) AS contact_5,
  competition,
  CAST(calendar_year AS BIGINT) AS calendar_year,
  CAST(calendar_month AS BIGINT) AS calendar_month
FROM campaign_data
