SELECT
  m.client_id, m.period, m.year, m.month_of_year, m.type_id, m.amount, m.units, m.monthly_target,
  m.email, m.flyer, m.phone, m.contact_1, m.contact_2, m.contact_3, m.contact_4, m.contact_5
FROM client_months m
