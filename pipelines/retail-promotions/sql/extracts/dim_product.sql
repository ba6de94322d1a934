-- One row a product, with its place in the hierarchy; a hole stays a hole.
SELECT product_id, department, commodity, sub_commodity, brand, manufacturer_id, package_size
FROM products
