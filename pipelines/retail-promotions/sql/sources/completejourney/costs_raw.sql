SELECT
  CAST(campaign AS BIGINT) AS campaign_id,
  CAST(fixed_cost AS DECIMAL(18, 4)) AS fixed_cost,
  CAST(fixed_cost_low AS DECIMAL(18, 4)) AS fixed_cost_low,
  CAST(fixed_cost_high AS DECIMAL(18, 4)) AS fixed_cost_high,
  CAST(fixed_cost_sd AS DECIMAL(18, 4)) AS fixed_cost_sd,
  CAST(cost_per_household AS DECIMAL(18, 4)) AS cost_per_household,
  CAST(cost_per_household_low AS DECIMAL(18, 4)) AS cost_per_household_low,
  CAST(cost_per_household_high AS DECIMAL(18, 4)) AS cost_per_household_high,
  CAST(cost_per_household_sd AS DECIMAL(18, 4)) AS cost_per_household_sd,
  CAST(margin AS DECIMAL(18, 4)) AS margin,
  CAST(margin_low AS DECIMAL(18, 4)) AS margin_low,
  CAST(margin_high AS DECIMAL(18, 4)) AS margin_high,
  CAST(margin_sd AS DECIMAL(18, 4)) AS margin_sd
FROM costs
