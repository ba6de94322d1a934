-- Every estimate of the run with its judgement. type_id is empty for all clients together.
SELECT
  e.design,
  e.estimator,
  e.profile,
  e.treatment,
  e.outcome,
  e.group_id AS type_id,
  e.term,
  e.estimate,
  e.std_error,
  e.p_value,
  e.conf_low,
  e.conf_high,
  e.n,
  e.treated_units AS units_with_any,
  e.comparison_units AS units_without,
  e.grade,
  v.verdict,
  COALESCE(v.headline, FALSE) AS headline,
  v.break_even,
  v.mde,
  v.roi,
  v.reasons,
  v.next_step,
  e.missing_reason
FROM estimates e
LEFT JOIN verdicts v
  ON v.design = e.design
  AND v.treatment = e.treatment
  AND v.outcome = e.outcome
  AND v.term = e.term
  AND v.group_id IS NOT DISTINCT FROM e.group_id
