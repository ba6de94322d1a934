-- Demographics in one vocabulary for both layouts; what the file calls unknown is missing, not a group.
-- kids: the file does not tell "none" from "unknown", so both are missing here.
SELECT
  CAST(household_key AS BIGINT) AS household_id,
  NULLIF(NULLIF(TRIM(age_desc), ''), 'Unknown') AS age,
  CASE UPPER(TRIM(marital_status_code)) WHEN 'A' THEN 'Married' WHEN 'B' THEN 'Unmarried' END AS marital_status,
  NULLIF(NULLIF(TRIM(income_desc), ''), 'Unknown') AS income,
  NULLIF(NULLIF(TRIM(homeowner_desc), ''), 'Unknown') AS homeowner,
  CASE TRIM(hh_comp_desc)
    WHEN 'Single Female' THEN '1 Adult No Kids'
    WHEN 'Single Male' THEN '1 Adult No Kids'
    WHEN 'Unknown' THEN NULL
    ELSE NULLIF(TRIM(hh_comp_desc), '')
  END AS household_composition,
  NULLIF(NULLIF(TRIM(household_size_desc), ''), 'Unknown') AS household_size,
  CASE WHEN TRIM(kid_category_desc) IN ('1', '2', '3+') THEN TRIM(kid_category_desc) END AS kids
FROM hh_demographic
