-- What people did, each row chained to the one before by its hash. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE lg_audit_chain (
  seq           BIGINT        NOT NULL PRIMARY KEY,
  happened_at   BIGINT        NOT NULL,
  who           VARCHAR(200)  NOT NULL,
  what          VARCHAR(50)   NOT NULL,
  target        VARCHAR(300)  NOT NULL,
  outcome       VARCHAR(20)   NOT NULL,
  previous_hash VARCHAR(64)   NOT NULL,
  hash          VARCHAR(64)   NOT NULL
);
