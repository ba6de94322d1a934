-- Money by campaign, by type and in all: one row an entity. assumed names figures that nobody gave.
SELECT
  CASE WHEN level = 'group' THEN 'campaign' ELSE level END AS level,
  CASE
    WHEN level = 'group' THEN CAST(group_id AS STRING)
    WHEN level = 'type' THEN type
    ELSE 'all'
  END AS entity,
  group_id AS campaign_id,
  type AS campaign_type,
  treatment,
  outcome,
  groups AS campaigns,
  treated_units,
  reached_units,
  effect,
  std_error,
  revenue,
  revenue_low,
  revenue_high,
  base_value,
  margin,
  discounts,
  cost,
  cost_low,
  cost_high,
  profit,
  profit_low,
  profit_high,
  roi,
  roi_low,
  roi_high,
  hurdle,
  p_roi_above_hurdle,
  break_even,
  mde,
  roi_original,
  costs_given,
  assumed,
  missing_reason
FROM economics
