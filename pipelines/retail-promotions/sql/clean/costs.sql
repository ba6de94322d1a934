-- Costs by campaign. low and high hold a figure in 95 of 100 cases; where a standard deviation is given
-- instead they lie 1.96 of it to both sides, inside what the figure can be. Without either the figure is sure.
SELECT
  campaign_id,
  fixed_cost,
  CASE WHEN fixed_cost_sd IS NULL THEN fixed_cost_low ELSE GREATEST(fixed_cost - 1.96 * fixed_cost_sd, 0) END AS fixed_cost_low,
  CASE WHEN fixed_cost_sd IS NULL THEN fixed_cost_high ELSE fixed_cost + 1.96 * fixed_cost_sd END AS fixed_cost_high,
  cost_per_household AS cost_per_unit,
  CASE WHEN cost_per_household_sd IS NULL THEN cost_per_household_low ELSE GREATEST(cost_per_household - 1.96 * cost_per_household_sd, 0) END
    AS cost_per_unit_low,
  CASE WHEN cost_per_household_sd IS NULL THEN cost_per_household_high ELSE cost_per_household + 1.96 * cost_per_household_sd END
    AS cost_per_unit_high,
  margin,
  CASE WHEN margin_sd IS NULL THEN margin_low ELSE GREATEST(margin - 1.96 * margin_sd, 0) END AS margin_low,
  CASE WHEN margin_sd IS NULL THEN margin_high ELSE LEAST(margin + 1.96 * margin_sd, 1) END AS margin_high
FROM costs_raw
WHERE campaign_id IS NOT NULL
