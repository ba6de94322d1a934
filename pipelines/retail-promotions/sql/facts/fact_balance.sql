-- Balance of each covariate before and after adjustment; campaign_id is empty for all campaigns together.
SELECT
  b.group_id AS campaign_id,
  b.adjustment,
  b.kind,
  b.covariate,
  b.place,
  b.treated_mean,
  b.comparison_mean,
  b.smd,
  b.variance_ratio,
  b.ks,
  b.ks_limit,
  b.holds
FROM balance_adjust_mailing b
