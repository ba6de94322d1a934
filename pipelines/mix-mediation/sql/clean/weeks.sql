-- Weeks kept, in time order from 1. social is every channel but the one that is thought to mediate.
WITH kept AS (
  SELECT r.*, ROW_NUMBER() OVER (ORDER BY r.week NULLS LAST, r.line_number NULLS LAST) AS period
  FROM weeks_raw r
  LEFT JOIN weeks_rejected x ON x.line_number = r.line_number
  WHERE x.line_number IS NULL
)
SELECT
  k.period,
  1 AS market,
  floor_div(k.period - 1, 13) + 1 AS quarter,
  k.week,
  k.facebook, k.google, k.tiktok, k.instagram, k.snapchat,
  k.facebook + k.tiktok + k.instagram + k.snapchat AS social,
  k.followers, k.price, k.promotions, k.emails, k.sms,
  COALESCE(k.holiday, 0) AS holiday,
  k.revenue,
  k.line_number
FROM kept k
