SELECT CAST(store_id AS BIGINT) AS store_id FROM untreated_stores
