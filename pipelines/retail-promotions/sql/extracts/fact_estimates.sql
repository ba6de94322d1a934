-- Every estimate of the run with its judgement. campaign_id is empty for pooled terms.
SELECT
  e.design,
  e.estimator,
  e.profile,
  e.treatment,
  e.outcome,
  e.group_id AS campaign_id,
  e.term,
  e.estimate,
  e.std_error,
  e.df,
  e.p_value,
  v.q_value,
  e.conf_low,
  e.conf_high,
  e.vcov,
  e.n,
  e.treated_units,
  e.comparison_units,
  e.clean_treated_units,
  e.clean_comparison_units,
  e.grade,
  v.verdict,
  COALESCE(v.headline, FALSE) AS headline,
  v.break_even,
  v.mde,
  v.roi,
  v.reasons,
  v.next_step,
  e.missing_reason,
  e.detail
FROM estimates e
LEFT JOIN verdicts v
  ON v.design = e.design
  AND v.treatment = e.treatment
  AND v.outcome = e.outcome
  AND v.term = e.term
  AND v.group_id IS NOT DISTINCT FROM e.group_id
