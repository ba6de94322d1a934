SELECT
  customer_id,
  age,
  income,
  COALESCE(UPPER(gender), 'unknown') AS gender,
  CASE WHEN age < 35 THEN '18-34' WHEN age < 50 THEN '35-49' WHEN age >= 50 THEN '50+' ELSE 'unknown' END AS age_band,
  CASE
    WHEN income < 25000 THEN 'under 25000'
    WHEN income < 35000 THEN '25000-35000'
    WHEN income >= 35000 THEN 'over 35000'
    ELSE 'unknown'
  END AS income_band
FROM customers_raw
