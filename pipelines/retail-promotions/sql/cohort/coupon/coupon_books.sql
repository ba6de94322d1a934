-- Commodities that a campaign's coupons cover. Of TypeA no file says which of its coupons a household
-- got, so its book is nobody's exposure.
SELECT DISTINCT cp.campaign_id, p.commodity
FROM coupons cp
JOIN campaigns c ON c.campaign_id = cp.campaign_id AND c.campaign_type IN ('TypeB', 'TypeC')
JOIN products p ON p.product_id = cp.product_id
WHERE p.commodity IS NOT NULL
