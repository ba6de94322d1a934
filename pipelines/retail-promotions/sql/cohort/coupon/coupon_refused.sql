-- Campaigns whose coupon exposure nobody can know, with the reason.
SELECT
  c.campaign_id AS group_id,
  CASE
    WHEN c.campaign_type = 'TypeA'
      THEN 'Each household got 16 coupons chosen from its past purchases, and no file says which: exposure to a commodity is not observed for TypeA.'
    ELSE 'No coupon of the campaign names a product whose commodity is known.'
  END AS reason
FROM campaigns c
LEFT JOIN (SELECT DISTINCT campaign_id FROM coupon_books) b ON b.campaign_id = c.campaign_id
WHERE b.campaign_id IS NULL
