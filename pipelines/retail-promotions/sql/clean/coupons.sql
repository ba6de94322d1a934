SELECT t.line_number, t.coupon_upc, t.product_id, t.campaign_id
FROM coupons_raw t
LEFT JOIN coupons_rejected x ON t.line_number = x.line_number
WHERE x.line_number IS NULL
