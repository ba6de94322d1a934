SELECT p.unit_id AS store_id, p.period, p.treated, p.post, p.sales, p.lines FROM panel_stores p
