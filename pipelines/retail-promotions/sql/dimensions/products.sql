WITH numbered AS (
  SELECT
    product_id, manufacturer_id, department, brand, commodity, sub_commodity, package_size,
    ROW_NUMBER() OVER (
      PARTITION BY product_id
      ORDER BY
        department NULLS LAST, commodity NULLS LAST, sub_commodity NULLS LAST, brand NULLS LAST,
        manufacturer_id NULLS LAST, package_size NULLS LAST
    ) AS copy
  FROM products_raw
  WHERE product_id IS NOT NULL
)
SELECT product_id, manufacturer_id, department, brand, commodity, sub_commodity, package_size
FROM numbered
WHERE copy = 1
