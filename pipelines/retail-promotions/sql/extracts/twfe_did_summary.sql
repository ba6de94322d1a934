-- The original's name for its table of panel regressions: one row an outcome and recipe.
SELECT
  e.profile,
  e.outcome,
  e.estimate AS did,
  e.std_error,
  e.p_value,
  e.conf_low,
  e.conf_high,
  e.n,
  e.grade,
  v.verdict
FROM estimates e
LEFT JOIN verdicts v
  ON v.design = e.design
  AND v.treatment = e.treatment
  AND v.outcome = e.outcome
  AND v.term = e.term
  AND v.group_id IS NOT DISTINCT FROM e.group_id
WHERE e.estimator IN ('fe', 'stacked-fe') AND e.term = 'att' AND e.group_id IS NULL
