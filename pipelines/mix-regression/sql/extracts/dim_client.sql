SELECT m.client_id, MIN(m.type_id) AS type_id, MIN(m.client_type) AS client_type, MAX(m.customers) AS customers, COUNT(*) AS months
FROM client_months m
GROUP BY m.client_id
