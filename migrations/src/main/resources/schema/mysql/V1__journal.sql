-- The journal: what may run next, who works on it, what came out. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE lg_run (
  run_id            VARCHAR(36)  NOT NULL PRIMARY KEY,
  pipeline          VARCHAR(200) NOT NULL,
  pipeline_path     VARCHAR(1000) NOT NULL,
  profile           VARCHAR(20)  NOT NULL,
  simulated         TINYINT(1)      NOT NULL,
  status            VARCHAR(20)  NOT NULL,
  seed              BIGINT       NOT NULL,
  data_path         VARCHAR(1000) NOT NULL,
  settings          MEDIUMTEXT   NOT NULL,
  options           MEDIUMTEXT   NOT NULL,
  created_at        BIGINT       NOT NULL,
  finished_at       BIGINT,
  result_digest     VARCHAR(64),
  manifest_sha      VARCHAR(64),
  cancel_requested  TINYINT(1)      NOT NULL,
  error_body        MEDIUMTEXT
);
CREATE INDEX lg_run_by_pipeline ON lg_run (pipeline, created_at);

CREATE TABLE lg_stage (
  run_id       VARCHAR(36)  NOT NULL,
  stage_id     VARCHAR(200) NOT NULL,
  ordinal      INT          NOT NULL,
  uses_kind    VARCHAR(200) NOT NULL,
  needs        MEDIUMTEXT   NOT NULL,
  status       VARCHAR(20)  NOT NULL,
  attempt      INT          NOT NULL,
  not_before   BIGINT       NOT NULL,
  fence        BIGINT       NOT NULL,
  lease_owner  VARCHAR(300),
  lease_until  BIGINT       NOT NULL,
  stage_key    VARCHAR(64),
  manifest_sha VARCHAR(64),
  started_at   BIGINT,
  finished_at  BIGINT,
  message      MEDIUMTEXT,
  PRIMARY KEY (run_id, stage_id),
  FOREIGN KEY (run_id) REFERENCES lg_run (run_id)
);

-- One row an attempt; an attempt that lost its lease stays here as what it was.
CREATE TABLE lg_stage_attempt (
  run_id      VARCHAR(36)  NOT NULL,
  stage_id    VARCHAR(200) NOT NULL,
  fence       BIGINT       NOT NULL,
  attempt     INT          NOT NULL,
  lease_owner VARCHAR(300) NOT NULL,
  status      VARCHAR(20)  NOT NULL,
  started_at  BIGINT       NOT NULL,
  finished_at BIGINT,
  message     MEDIUMTEXT,
  PRIMARY KEY (run_id, stage_id, fence)
);

CREATE TABLE lg_manifest (
  manifest_sha VARCHAR(64)  NOT NULL PRIMARY KEY,
  run_id       VARCHAR(36)  NOT NULL,
  stage_id     VARCHAR(200),
  body         MEDIUMTEXT   NOT NULL
);
CREATE INDEX lg_manifest_by_run ON lg_manifest (run_id);

CREATE TABLE lg_artifact (
  run_id       VARCHAR(36)  NOT NULL,
  name         VARCHAR(300) NOT NULL,
  stage_id     VARCHAR(200) NOT NULL,
  mediatype    VARCHAR(200) NOT NULL,
  sha256       VARCHAR(64)  NOT NULL,
  size_bytes   BIGINT       NOT NULL,
  content_hash VARCHAR(64),
  row_count    BIGINT,
  PRIMARY KEY (run_id, name)
);
CREATE INDEX lg_artifact_by_sha ON lg_artifact (sha256);

CREATE TABLE lg_gate_outcome (
  run_id     VARCHAR(36)  NOT NULL,
  stage_id   VARCHAR(200) NOT NULL,
  ordinal    INT          NOT NULL,
  gate       VARCHAR(200) NOT NULL,
  kind       VARCHAR(200) NOT NULL,
  table_name VARCHAR(200) NOT NULL,
  group_id   VARCHAR(200),
  severity   VARCHAR(10)  NOT NULL,
  status     VARCHAR(10)  NOT NULL,
  measure    DOUBLE PRECISION,
  threshold  DOUBLE PRECISION,
  message    MEDIUMTEXT   NOT NULL,
  PRIMARY KEY (run_id, stage_id, ordinal)
);

-- What a pure stage gave for a key, and what a gate said for a key.
CREATE TABLE lg_cache (
  cache_key  VARCHAR(64) NOT NULL PRIMARY KEY,
  run_id     VARCHAR(36) NOT NULL,
  body       MEDIUMTEXT  NOT NULL,
  created_at BIGINT      NOT NULL
);

CREATE TABLE lg_audit (
  audit_id   BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at_time    BIGINT       NOT NULL,
  actor      VARCHAR(200) NOT NULL,
  action     VARCHAR(100) NOT NULL,
  subject    VARCHAR(300) NOT NULL,
  detail     MEDIUMTEXT   NOT NULL
);
