SELECT
  CAST(product_id AS BIGINT) AS product_id,
  CAST(manufacturer_id AS BIGINT) AS manufacturer_id,
  NULLIF(TRIM(department), '') AS department,
  NULLIF(TRIM(brand), '') AS brand,
  NULLIF(TRIM(product_category), '') AS commodity,
  NULLIF(TRIM(product_type), '') AS sub_commodity,
  NULLIF(TRIM(package_size), '') AS package_size
FROM products
