-- Every estimate of the run with its judgement.
SELECT
  e.design,
  e.estimator,
  e.profile,
  e.treatment,
  e.outcome,
  e.term,
  e.estimate,
  e.std_error,
  e.p_value,
  e.conf_low,
  e.conf_high,
  e.n,
  e.treated_units,
  e.comparison_units,
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
