SELECT
  CAST(campaign AS BIGINT) AS campaign_id,
  fixed_cost, fixed_cost_low, fixed_cost_high, fixed_cost_sd,
  cost_per_household, cost_per_household_low, cost_per_household_high, cost_per_household_sd,
  margin, margin_low, margin_high, margin_sd
FROM costs
