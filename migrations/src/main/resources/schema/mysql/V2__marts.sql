-- Marts: what Power BI and other readers load. Rows are keyed by the digest of the result that made them;
-- mart_publication says which result is the latest of a pipeline.
CREATE TABLE mart_publication (
  result_digest VARCHAR(64)  NOT NULL PRIMARY KEY,
  pipeline      VARCHAR(200) NOT NULL,
  run_id        VARCHAR(36)  NOT NULL,
  as_of         VARCHAR(20)  NOT NULL,
  published_at  BIGINT       NOT NULL
);
CREATE INDEX mart_publication_by_pipeline ON mart_publication (pipeline, published_at);

CREATE TABLE campaign_estimates (
  result_digest          VARCHAR(64) NOT NULL,
  group_id               BIGINT      NOT NULL,
  valid                  TINYINT(1)     NOT NULL,
  reason                 VARCHAR(1000),
  treated_pre            DECIMAL(24,6),
  treated_post           DECIMAL(24,6),
  comparison_pre         DECIMAL(24,6),
  comparison_post        DECIMAL(24,6),
  did                    DECIMAL(24,6),
  estimate               DOUBLE PRECISION,
  std_error              DOUBLE PRECISION,
  conf_low               DOUBLE PRECISION,
  conf_high              DOUBLE PRECISION,
  p_value                DOUBLE PRECISION,
  q_value                DOUBLE PRECISION,
  treated_units          BIGINT,
  comparison_units       BIGINT,
  clean_treated_units    BIGINT,
  clean_comparison_units BIGINT,
  verdict                VARCHAR(20),
  PRIMARY KEY (result_digest, group_id)
);

CREATE TABLE event_study (
  result_digest VARCHAR(64) NOT NULL,
  period        BIGINT      NOT NULL,
  estimate      DOUBLE PRECISION,
  conf_low      DOUBLE PRECISION,
  conf_high     DOUBLE PRECISION,
  reference     TINYINT(1)     NOT NULL,
  PRIMARY KEY (result_digest, period)
);

-- Sums of the panel by campaign, arm and week: enough for every mean and difference over arms and weeks, and small.
CREATE TABLE panel_mailing (
  result_digest VARCHAR(64)   NOT NULL,
  group_id      BIGINT        NOT NULL,
  period        INT           NOT NULL,
  treated       TINYINT(1)    NOT NULL,
  post          TINYINT(1)    NOT NULL,
  panel_rows    BIGINT        NOT NULL,
  sales         DECIMAL(18,2) NOT NULL,
  PRIMARY KEY (result_digest, group_id, period, treated)
);
