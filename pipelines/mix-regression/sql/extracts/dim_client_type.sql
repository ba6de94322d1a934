SELECT t.type_id, t.client_type, t.clients, t.lines
FROM client_types t
