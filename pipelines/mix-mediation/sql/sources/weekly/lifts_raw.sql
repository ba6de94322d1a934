SELECT
  channel, from_week, to_week, measured_to,
  CAST(factor AS DOUBLE) AS factor,
  CAST(lift AS DOUBLE) AS lift,
  CAST(std_error AS DOUBLE) AS std_error
FROM lift_experiments
