-- Each week beside the one before it. One market, so there is one unit.
SELECT
  w.market,
  w.period,
  w.week,
  w.facebook, w.google, w.tiktok, w.instagram, w.snapchat, w.social,
  w.followers, w.price, w.promotions, w.emails, w.sms, w.holiday, w.revenue,
  w.emails + w.sms AS messages,
  LN(CAST(w.revenue AS DOUBLE)) AS log_revenue,
  LN(CAST(w.price AS DOUBLE)) AS log_price,
  b.revenue AS revenue_before,
  b.followers AS followers_before,
  b.promotions AS promotions_before
FROM weeks w
JOIN weeks b ON b.period = w.period - 1
WHERE w.revenue > 0 AND w.price > 0
