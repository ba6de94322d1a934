-- The marts in full. Rows of a mart with content_hash are kept once however many results share them: mart_content says
-- which content a result has. Rows of the others are keyed by the digest of their result, row_no is a row's place.
CREATE TABLE mart_content (
  result_digest VARCHAR(64)  NOT NULL,
  mart          VARCHAR(100) NOT NULL,
  content_hash  VARCHAR(64)  NOT NULL,
  PRIMARY KEY (result_digest, mart)
);
CREATE INDEX mart_content_by_hash ON mart_content (mart, content_hash);

-- One row a campaign.
CREATE TABLE dim_campaign (
  content_hash  VARCHAR(64) NOT NULL,
  campaign_id   BIGINT      NOT NULL,
  campaign_type VARCHAR,
  start_day     BIGINT,
  end_day       BIGINT,
  start_week    BIGINT,
  mailed        BIGINT,
  PRIMARY KEY (content_hash, campaign_id)
);

-- One row a household; demographics as given.
CREATE TABLE dim_household (
  content_hash          VARCHAR(64) NOT NULL,
  household_id          BIGINT      NOT NULL,
  has_demographics      BOOLEAN,
  age                   VARCHAR,
  marital_status        VARCHAR,
  income                VARCHAR,
  homeowner             VARCHAR,
  household_composition VARCHAR,
  household_size        VARCHAR,
  kids                  VARCHAR,
  PRIMARY KEY (content_hash, household_id)
);

-- One row a product; a hole in its hierarchy is NULL.
CREATE TABLE dim_product (
  content_hash    VARCHAR(64) NOT NULL,
  product_id      BIGINT      NOT NULL,
  department      VARCHAR,
  commodity       VARCHAR,
  sub_commodity   VARCHAR,
  brand           VARCHAR,
  manufacturer_id BIGINT,
  package_size    VARCHAR,
  PRIMARY KEY (content_hash, product_id)
);

-- One row a week that was observed.
CREATE TABLE dim_week (
  content_hash VARCHAR(64)   NOT NULL,
  week         BIGINT        NOT NULL,
  first_day    BIGINT,
  last_day     BIGINT,
  households   BIGINT,
  baskets      BIGINT,
  sales        DECIMAL(24,6),
  PRIMARY KEY (content_hash, week)
);

-- Who is compared: one row a campaign and household.
CREATE TABLE cohort_mailing (
  content_hash VARCHAR(64) NOT NULL,
  group_id     BIGINT      NOT NULL,
  unit_id      BIGINT      NOT NULL,
  treated      BOOLEAN,
  start_time   BIGINT,
  concurrent   BOOLEAN,
  PRIMARY KEY (content_hash, group_id, unit_id)
);

-- Every estimate of the run with its judgement; a number or missing_reason.
CREATE TABLE fact_estimates (
  result_digest          VARCHAR(64)      NOT NULL,
  row_no                 BIGINT           NOT NULL,
  design                 VARCHAR(300),
  estimator              VARCHAR(300),
  profile                VARCHAR(300),
  treatment              VARCHAR(300),
  outcome                VARCHAR(300),
  campaign_id            BIGINT,
  term                   VARCHAR(300),
  estimate               DOUBLE PRECISION,
  std_error              DOUBLE PRECISION,
  df                     DOUBLE PRECISION,
  p_value                DOUBLE PRECISION,
  q_value                DOUBLE PRECISION,
  conf_low               DOUBLE PRECISION,
  conf_high              DOUBLE PRECISION,
  vcov                   VARCHAR(300),
  n                      BIGINT,
  treated_units          BIGINT,
  comparison_units       BIGINT,
  clean_treated_units    BIGINT,
  clean_comparison_units BIGINT,
  grade                  VARCHAR(300),
  verdict                VARCHAR(300),
  headline               BOOLEAN,
  break_even             DOUBLE PRECISION,
  mde                    DOUBLE PRECISION,
  roi                    DOUBLE PRECISION,
  reasons                VARCHAR,
  next_step              VARCHAR,
  missing_reason         VARCHAR(300),
  detail                 VARCHAR,
  PRIMARY KEY (result_digest, row_no)
);

-- Balance of each covariate before and after adjustment; campaign_id is NULL for all campaigns together.
CREATE TABLE fact_balance (
  result_digest   VARCHAR(64)      NOT NULL,
  row_no          BIGINT           NOT NULL,
  campaign_id     BIGINT,
  adjustment      VARCHAR(300),
  kind            VARCHAR(300),
  covariate       VARCHAR(300),
  place           BIGINT,
  treated_mean    DOUBLE PRECISION,
  comparison_mean DOUBLE PRECISION,
  smd             DOUBLE PRECISION,
  variance_ratio  DOUBLE PRECISION,
  ks              DOUBLE PRECISION,
  ks_limit        DOUBLE PRECISION,
  holds           BOOLEAN,
  PRIMARY KEY (result_digest, row_no)
);

-- Steps from revenue to profit, by campaign, by type and in all.
CREATE TABLE economics_waterfall (
  result_digest VARCHAR(64)      NOT NULL,
  row_no        BIGINT           NOT NULL,
  level         VARCHAR(300),
  group_id      BIGINT,
  type          VARCHAR(300),
  step          BIGINT,
  name          VARCHAR(300),
  amount        DOUBLE PRECISION,
  PRIMARY KEY (result_digest, row_no)
);

-- What the gate says about each ranking of households.
CREATE TABLE uplift_gate (
  result_digest   VARCHAR(64)      NOT NULL,
  row_no          BIGINT           NOT NULL,
  learner         VARCHAR(300),
  headline        BOOLEAN,
  associational   BOOLEAN,
  word            VARCHAR(300),
  reason          VARCHAR,
  auc             DOUBLE PRECISION,
  share_inside    DOUBLE PRECISION,
  placebo_draws   BIGINT,
  placebo_passes  BIGINT,
  placebo_most    BIGINT,
  placebo_p       DOUBLE PRECISION,
  units           BIGINT,
  treated_units   BIGINT,
  groups_used     BIGINT,
  groups_left_out BIGINT,
  treatment       VARCHAR(300),
  outcome         VARCHAR(300),
  PRIMARY KEY (result_digest, row_no)
);

-- Effect by tenth of the ranking, on households the model had not seen.
CREATE TABLE uplift_deciles (
  result_digest VARCHAR(64)      NOT NULL,
  row_no        BIGINT           NOT NULL,
  learner       VARCHAR(300),
  decile        BIGINT,
  n             BIGINT,
  treated       BIGINT,
  predicted     DOUBLE PRECISION,
  estimate      DOUBLE PRECISION,
  std_error     DOUBLE PRECISION,
  conf_low      DOUBLE PRECISION,
  conf_high     DOUBLE PRECISION,
  p_value       DOUBLE PRECISION,
  PRIMARY KEY (result_digest, row_no)
);

-- What each rule of recommending earns on untouched households.
CREATE TABLE uplift_policies (
  result_digest    VARCHAR(64)      NOT NULL,
  row_no           BIGINT           NOT NULL,
  policy           VARCHAR(300),
  share_treated    DOUBLE PRECISION,
  margin           DOUBLE PRECISION,
  cost_per_mailing DOUBLE PRECISION,
  periods          BIGINT,
  estimate         DOUBLE PRECISION,
  std_error        DOUBLE PRECISION,
  conf_low         DOUBLE PRECISION,
  conf_high        DOUBLE PRECISION,
  p_value          DOUBLE PRECISION,
  winner           BOOLEAN,
  reason           VARCHAR,
  PRIMARY KEY (result_digest, row_no)
);

-- The Qini curve of each learner.
CREATE TABLE uplift_curve (
  result_digest VARCHAR(64)      NOT NULL,
  row_no        BIGINT           NOT NULL,
  learner       VARCHAR(300),
  share         DOUBLE PRECISION,
  estimate      DOUBLE PRECISION,
  std_error     DOUBLE PRECISION,
  conf_low      DOUBLE PRECISION,
  conf_high     DOUBLE PRECISION,
  p_value       DOUBLE PRECISION,
  diagonal      DOUBLE PRECISION,
  PRIMARY KEY (result_digest, row_no)
);

-- What becomes of each claim of the original.
CREATE TABLE claims (
  result_digest VARCHAR(64)      NOT NULL,
  row_no        BIGINT           NOT NULL,
  claim         VARCHAR(300),
  sentence      VARCHAR,
  status        VARCHAR(300),
  why           VARCHAR,
  design        VARCHAR(300),
  treatment     VARCHAR(300),
  outcome       VARCHAR(300),
  term          VARCHAR(300),
  estimate      DOUBLE PRECISION,
  conf_low      DOUBLE PRECISION,
  conf_high     DOUBLE PRECISION,
  grade         VARCHAR(300),
  verdict       VARCHAR(300),
  PRIMARY KEY (result_digest, row_no)
);

-- What the original says beside what is defended.
CREATE TABLE comparison (
  result_digest        VARCHAR(64)      NOT NULL,
  row_no               BIGINT           NOT NULL,
  treatment            VARCHAR(300),
  outcome              VARCHAR(300),
  term                 VARCHAR(300),
  group_id             BIGINT,
  published_design     VARCHAR(300),
  published_estimate   DOUBLE PRECISION,
  published_se         DOUBLE PRECISION,
  published_p          DOUBLE PRECISION,
  published_says       VARCHAR,
  published_rows       BIGINT,
  published_unobserved BIGINT,
  defended_design      VARCHAR(300),
  defended_treatment   VARCHAR(300),
  defended_rows        BIGINT,
  defended_estimate    DOUBLE PRECISION,
  conf_low             DOUBLE PRECISION,
  conf_high            DOUBLE PRECISION,
  grade                VARCHAR(300),
  verdict              VARCHAR(300),
  why                  VARCHAR,
  PRIMARY KEY (result_digest, row_no)
);

-- What earlier marts left out. NULL in rows written before.
ALTER TABLE campaign_estimates ADD COLUMN design VARCHAR(300);
ALTER TABLE campaign_estimates ADD COLUMN treatment VARCHAR(300);
ALTER TABLE campaign_estimates ADD COLUMN outcome VARCHAR(300);
ALTER TABLE campaign_estimates ADD COLUMN complete BOOLEAN;
ALTER TABLE campaign_estimates ADD COLUMN treated_pre_units BIGINT;
ALTER TABLE campaign_estimates ADD COLUMN treated_post_units BIGINT;
ALTER TABLE campaign_estimates ADD COLUMN comparison_pre_units BIGINT;
ALTER TABLE campaign_estimates ADD COLUMN comparison_post_units BIGINT;
ALTER TABLE campaign_estimates ADD COLUMN grade VARCHAR(300);
ALTER TABLE campaign_estimates ADD COLUMN next_step VARCHAR;
ALTER TABLE event_study ADD COLUMN std_error DOUBLE PRECISION;
ALTER TABLE event_study ADD COLUMN p_value DOUBLE PRECISION;
ALTER TABLE event_study ADD COLUMN design VARCHAR(300);
ALTER TABLE event_study ADD COLUMN treatment VARCHAR(300);
ALTER TABLE event_study ADD COLUMN outcome VARCHAR(300);
ALTER TABLE campaign_economics ADD COLUMN treatment VARCHAR(300);
ALTER TABLE campaign_economics ADD COLUMN outcome VARCHAR(300);
ALTER TABLE campaign_league ADD COLUMN treatment VARCHAR(300);
ALTER TABLE campaign_league ADD COLUMN outcome VARCHAR(300);
ALTER TABLE campaign_league ADD COLUMN next_step VARCHAR;
ALTER TABLE campaign_league ADD COLUMN why_apart VARCHAR;

-- A reason may name many covariates.
ALTER TABLE campaign_estimates ALTER COLUMN reason SET DATA TYPE VARCHAR;
ALTER TABLE fact_uplift ALTER COLUMN reason SET DATA TYPE VARCHAR;
ALTER TABLE campaign_economics ALTER COLUMN missing_reason SET DATA TYPE VARCHAR;
ALTER TABLE campaign_league ALTER COLUMN original_reason SET DATA TYPE VARCHAR;
