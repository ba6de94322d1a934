-- A request that carries a key starts one run, however often it is sent.
CREATE TABLE lg_idempotency (
  request_key    VARCHAR(200) NOT NULL PRIMARY KEY,
  request_digest VARCHAR(64)  NOT NULL,
  run_id         VARCHAR(36)  NOT NULL,
  created_at     BIGINT       NOT NULL
);
