-- Lines left out, each with the first reason that applies.
WITH copies AS (
  SELECT
    r.*,
    ROW_NUMBER() OVER (
      PARTITION BY week, facebook, google, tiktok, instagram, snapchat, followers, price, promotions, emails, sms, revenue
      ORDER BY line_number NULLS LAST
    ) AS copy
  FROM weeks_raw r
)
SELECT
  c.line_number, c.week, c.facebook, c.google, c.tiktok, c.instagram, c.snapchat, c.followers, c.price, c.promotions,
  c.emails, c.sms, c.holiday, c.revenue,
  CASE
    WHEN c.week IS NULL THEN 'no week'
    WHEN c.revenue IS NULL THEN 'no revenue'
    WHEN c.copy > 1 THEN 'exact duplicate of an earlier line'
    ELSE 'a column without a figure'
  END AS reason
FROM copies c
WHERE c.week IS NULL OR c.revenue IS NULL OR c.copy > 1
  OR c.facebook IS NULL OR c.google IS NULL OR c.tiktok IS NULL OR c.instagram IS NULL OR c.snapchat IS NULL
  OR c.followers IS NULL OR c.price IS NULL OR c.promotions IS NULL OR c.emails IS NULL OR c.sms IS NULL
