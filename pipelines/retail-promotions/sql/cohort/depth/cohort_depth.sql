-- A dose has no untreated arm: every household is offered what its store offers, and what differs is how
-- deep and when. Treated means followed.
SELECT DISTINCT
  w.window_id AS group_id,
  f.household_id AS unit_id,
  TRUE AS treated,
  w.start_day AS start_time,
  FALSE AS concurrent
FROM frame_depth f
CROSS JOIN depth_window w
