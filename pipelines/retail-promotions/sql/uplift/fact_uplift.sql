-- One row a household: its segment and recommendations, or why it has none.
SELECT
  u.unit_id AS household_id,
  u.effect,
  u.segment,
  u.expected_profit,
  u.effect_t,
  u.effect_s,
  u.recommended_by_profit,
  u.recommended_conservative,
  u.learner,
  u.reason
FROM units_uplift_mailing u
