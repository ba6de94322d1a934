SELECT t.line_number, t.household_id, t.day, t.coupon_upc, t.campaign_id
FROM redemptions_raw t
LEFT JOIN redemptions_rejected x ON t.line_number = x.line_number
WHERE x.line_number IS NULL
