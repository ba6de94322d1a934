-- One row a household, demographics as given; nothing is imputed.
SELECT
  household_id, has_demographics, age, marital_status, income, homeowner, household_composition,
  household_size, kids
FROM households
