SELECT
  CAST(product_id AS BIGINT) AS product_id,
  CAST(manufacturer AS BIGINT) AS manufacturer_id,
  NULLIF(TRIM(department), '') AS department,
  NULLIF(TRIM(brand), '') AS brand,
  NULLIF(TRIM(commodity_desc), '') AS commodity,
  NULLIF(TRIM(sub_commodity_desc), '') AS sub_commodity,
  NULLIF(TRIM(curr_size_of_product), '') AS package_size
FROM product
