SELECT t.line_number, t.campaign_id, t.household_id
FROM mailings_raw t
LEFT JOIN mailings_rejected x ON t.line_number = x.line_number
WHERE x.line_number IS NULL
