-- Every household that shopped or has demographics. Nothing is imputed; flags say what is missing.
WITH described AS (
  SELECT
    household_id, age, marital_status, income, homeowner, household_composition, household_size, kids,
    ROW_NUMBER() OVER (
      PARTITION BY household_id
      ORDER BY
        age NULLS LAST, marital_status NULLS LAST, income NULLS LAST, homeowner NULLS LAST,
        household_composition NULLS LAST, household_size NULLS LAST, kids NULLS LAST
    ) AS copy
  FROM households_raw
  WHERE household_id IS NOT NULL
),
everyone AS (
  SELECT household_id FROM transactions
  UNION
  SELECT household_id FROM described
)
SELECT
  e.household_id,
  d.household_id IS NOT NULL AS has_demographics,
  d.age, d.age IS NULL AS age_missing,
  d.marital_status, d.marital_status IS NULL AS marital_status_missing,
  d.income, d.income IS NULL AS income_missing,
  d.homeowner, d.homeowner IS NULL AS homeowner_missing,
  d.household_composition, d.household_composition IS NULL AS household_composition_missing,
  d.household_size, d.household_size IS NULL AS household_size_missing,
  d.kids, d.kids IS NULL AS kids_missing
FROM everyone e
LEFT JOIN described d ON e.household_id = d.household_id AND d.copy = 1
