-- Blanks around words go. A line keeps its number: it says which month a client's line is.
SELECT
  r.line_number,
  TRIM(r.client_id) AS client_id,
  TRIM(r.client_type) AS client_type,
  r.customers, r.monthly_target, r.amount, r.units,
  r.email, r.flyer, r.phone, r.contact_1, r.contact_2, r.contact_3, r.contact_4, r.contact_5,
  TRIM(r.competition) AS competition,
  r.calendar_year, r.calendar_month
FROM contacts_raw r
LEFT JOIN contacts_rejected x ON x.line_number = r.line_number
WHERE x.line_number IS NULL
