SELECT s.store_id, s.store_size, s.store_location, s.treated FROM stores s
