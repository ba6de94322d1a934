-- The vocabulary of both layouts: this file's labels, but for the one word that Kaggle writes otherwise.
SELECT
  CAST(household_id AS BIGINT) AS household_id,
  NULLIF(TRIM(age), '') AS age,
  NULLIF(TRIM(marital_status), '') AS marital_status,
  NULLIF(TRIM(income), '') AS income,
  CASE TRIM(home_ownership)
    WHEN 'Probable Homeowner' THEN 'Probable Owner'
    ELSE NULLIF(TRIM(home_ownership), '')
  END AS homeowner,
  NULLIF(TRIM(household_comp), '') AS household_composition,
  NULLIF(TRIM(household_size), '') AS household_size,
  NULLIF(TRIM(kids_count), '') AS kids
FROM demographics
