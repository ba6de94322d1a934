-- Who leads a run: a process that takes its stages on and ends it. A run without a living leader is anybody's.
ALTER TABLE lg_run ADD COLUMN leader VARCHAR(300);
ALTER TABLE lg_run ADD COLUMN leader_until BIGINT DEFAULT 0 NOT NULL;
CREATE INDEX lg_run_by_status ON lg_run (status, created_at);
CREATE INDEX lg_run_by_time ON lg_run (created_at, run_id);
