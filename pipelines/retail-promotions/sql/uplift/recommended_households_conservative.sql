-- The original's name for households in the first share of both learners. Empty where the gate refuses the ranking.
SELECT u.unit_id AS household_id, u.effect_t, u.effect_s, u.effect, u.segment, u.expected_profit
FROM units_uplift_mailing u
WHERE u.recommended_conservative
