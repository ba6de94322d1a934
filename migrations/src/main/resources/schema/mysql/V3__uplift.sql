-- One row a household: its uplift segment and recommendations, or why it has none.
CREATE TABLE fact_uplift (
  result_digest            VARCHAR(64) NOT NULL,
  household_id             BIGINT      NOT NULL,
  effect                   DOUBLE PRECISION,
  segment                  BIGINT,
  expected_profit          DOUBLE PRECISION,
  effect_t                 DOUBLE PRECISION,
  effect_s                 DOUBLE PRECISION,
  recommended_by_profit    TINYINT(1),
  recommended_conservative TINYINT(1),
  learner                  VARCHAR(40),
  reason                   VARCHAR(1000),
  PRIMARY KEY (result_digest, household_id)
);
