-- Client types in order of the alphabet, numbered from 1.
SELECT
  ROW_NUMBER() OVER (ORDER BY t.client_type NULLS LAST) AS type_id,
  t.client_type, t.clients, t.lines
FROM (
  SELECT c.client_type, COUNT(DISTINCT c.client_id) AS clients, COUNT(*) AS lines
  FROM contacts c
  GROUP BY c.client_type
) t
