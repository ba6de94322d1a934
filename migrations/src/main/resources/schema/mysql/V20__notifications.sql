-- Whom to tell, what has been told, and what is still to be delivered. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE lg_target (
  target_id  VARCHAR(100) NOT NULL PRIMARY KEY,
  body       MEDIUMTEXT   NOT NULL,
  created_at BIGINT       NOT NULL
);

-- An end of a run that has been looked at; a run that is resumed ends more than once.
CREATE TABLE lg_told (
  run_id      VARCHAR(36) NOT NULL,
  finished_at BIGINT      NOT NULL,
  PRIMARY KEY (run_id, finished_at)
);

-- One row for each message to a target, under a name made from what it is about: several nodes write one.
CREATE TABLE lg_delivery (
  delivery_id VARCHAR(64)   NOT NULL PRIMARY KEY,
  target_id   VARCHAR(100)  NOT NULL,
  event       VARCHAR(20)   NOT NULL,
  run_id      VARCHAR(36),
  schedule_id VARCHAR(100),
  subject     VARCHAR(300)  NOT NULL,
  body        MEDIUMTEXT    NOT NULL,
  status      VARCHAR(20)   NOT NULL,
  attempts    INT           NOT NULL,
  not_before  BIGINT        NOT NULL,
  reason      VARCHAR(1000) NOT NULL,
  created_at  BIGINT        NOT NULL,
  changed_at  BIGINT        NOT NULL
);
CREATE INDEX lg_delivery_by_status ON lg_delivery (status, not_before);
CREATE INDEX lg_delivery_by_time ON lg_delivery (created_at);
CREATE INDEX lg_run_by_end ON lg_run (finished_at);
