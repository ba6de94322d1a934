-- Lines left out, each with the first reason that applies.
SELECT
  r.*,
  CASE
    WHEN r.client_id IS NULL OR TRIM(r.client_id) = '' THEN 'no client'
    WHEN r.client_type IS NULL OR TRIM(r.client_type) = '' THEN 'no client type'
    WHEN r.amount IS NULL THEN 'no amount collected'
    ELSE 'a channel without a figure'
  END AS reason
FROM contacts_raw r
WHERE r.client_id IS NULL OR TRIM(r.client_id) = ''
  OR r.client_type IS NULL OR TRIM(r.client_type) = ''
  OR r.amount IS NULL
  OR r.email IS NULL OR r.flyer IS NULL OR r.phone IS NULL
  OR r.contact_1 IS NULL OR r.contact_2 IS NULL OR r.contact_3 IS NULL
  OR r.contact_4 IS NULL OR r.contact_5 IS NULL
