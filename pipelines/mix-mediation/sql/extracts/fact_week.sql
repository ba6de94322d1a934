SELECT
  w.period, w.week, w.facebook, w.google, w.tiktok, w.instagram, w.snapchat, w.social, w.followers, w.price, w.promotions,
  w.emails, w.sms, w.holiday, w.revenue
FROM weeks w
