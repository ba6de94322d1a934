-- The households of the mailing cohort, for campaigns whose coupons go to everyone mailed.
SELECT c.group_id, c.unit_id, c.treated, c.start_time, c.concurrent
FROM cohort_mailing c
JOIN (SELECT DISTINCT campaign_id FROM coupon_books) b ON b.campaign_id = c.group_id
