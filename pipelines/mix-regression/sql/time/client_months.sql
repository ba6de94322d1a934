-- Clients by months. Where :month_order is file, a client's raw lines stand for months one after
-- another from :first_year, :first_month on, lines that cleaning left out included; where it is
-- columns, the file's own year and month say so.
WITH raw_order AS (
  SELECT
    r.line_number,
    ROW_NUMBER() OVER (PARTITION BY TRIM(r.client_id) ORDER BY r.line_number NULLS LAST) AS place
  FROM contacts_raw r
),
dated AS (
  SELECT
    c.*,
    CASE
      WHEN :month_order = 'columns'
        THEN (c.calendar_year - :first_year) * 12 + c.calendar_month - :first_month + 1
      ELSE o.place
    END AS period
  FROM contacts c
  JOIN raw_order o ON o.line_number = c.line_number
)
SELECT
  d.line_number, d.client_id, d.client_type, t.type_id, d.period,
  :first_year + floor_div(:first_month + d.period - 2, 12) AS year,
  :first_month + d.period - 1 - 12 * floor_div(:first_month + d.period - 2, 12) AS month_of_year,
  d.customers, d.monthly_target, d.amount, d.units,
  d.email, d.flyer, d.phone, d.contact_1, d.contact_2, d.contact_3, d.contact_4, d.contact_5,
  d.competition,
  CASE WHEN d.competition = 'High' THEN 1 ELSE 0 END AS high_competition
FROM dated d
JOIN client_types t ON t.client_type = d.client_type
