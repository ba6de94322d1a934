-- One row a line of the file. Columns that a file does not have count 0, but for week and revenue.
SELECT
  week,
  CAST(facebook_spend AS DECIMAL(18, 4)) AS facebook,
  CAST(google_spend AS DECIMAL(18, 4)) AS google,
  CAST(tiktok_spend AS DECIMAL(18, 4)) AS tiktok,
  CAST(instagram_spend AS DECIMAL(18, 4)) AS instagram,
  CAST(snapchat_spend AS DECIMAL(18, 4)) AS snapchat,
  CAST(social_followers AS DECIMAL(18, 4)) AS followers,
  CAST(average_price AS DECIMAL(18, 4)) AS price,
  CAST(promotions AS DECIMAL(18, 4)) AS promotions,
  CAST(emails_send AS DECIMAL(18, 4)) AS emails,
  CAST(sms_send AS DECIMAL(18, 4)) AS sms,
  CAST(holiday AS DECIMAL(18, 4)) AS holiday,
  CAST(revenue AS DECIMAL(18, 4)) AS revenue
FROM weekly
