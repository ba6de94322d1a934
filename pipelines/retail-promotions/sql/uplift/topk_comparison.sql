-- The original's name for how far its two learners agree on the first share of households.
SELECT
  t.share,
  t.units AS households,
  t.top AS top_k,
  t.both AS in_both,
  t.overlap,
  t.expected_by_chance,
  t.effect_of_both,
  t.effect_of_all,
  t.t_learner,
  t.s_learner
FROM topk_uplift_mailing t
