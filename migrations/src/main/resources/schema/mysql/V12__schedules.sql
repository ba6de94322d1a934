-- Schedules, and what became of each time they were to fire. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE lg_schedule (
  schedule_id   VARCHAR(100) NOT NULL PRIMARY KEY,
  body          MEDIUMTEXT   NOT NULL,
  paused        BOOLEAN      NOT NULL,
  planned_until BIGINT       NOT NULL,
  created_at    BIGINT       NOT NULL,
  updated_at    BIGINT       NOT NULL
);

-- At most one row, and so one run, for each schedule and nominal time.
CREATE TABLE lg_firing (
  schedule_id VARCHAR(100) NOT NULL,
  nominal     BIGINT       NOT NULL,
  status      VARCHAR(20)  NOT NULL,
  run_id      VARCHAR(36),
  reason      VARCHAR(1000) NOT NULL,
  backfill    BOOLEAN      NOT NULL,
  due_at      BIGINT       NOT NULL,
  changed_at  BIGINT       NOT NULL,
  PRIMARY KEY (schedule_id, nominal)
);
CREATE INDEX lg_firing_by_status ON lg_firing (status, nominal);
CREATE INDEX lg_firing_by_run ON lg_firing (run_id);
