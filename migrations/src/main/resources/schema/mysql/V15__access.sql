-- Who may use the service. Times are milliseconds since 1970-01-01 UTC; no secret is kept, only SHA-256 digests.
CREATE TABLE lg_user (
  user_id    VARCHAR(100) NOT NULL PRIMARY KEY,
  role       VARCHAR(20)  NOT NULL,
  created_at BIGINT       NOT NULL
);

CREATE TABLE lg_token (
  token_id   VARCHAR(36)  NOT NULL PRIMARY KEY,
  user_id    VARCHAR(100) NOT NULL,
  digest     VARCHAR(64)  NOT NULL UNIQUE,
  prefix     VARCHAR(20)  NOT NULL,
  scopes     VARCHAR(100) NOT NULL,
  created_at BIGINT       NOT NULL,
  expires_at BIGINT,
  used_at    BIGINT,
  revoked_at BIGINT
);
CREATE INDEX lg_token_by_user ON lg_token (user_id);

-- A browser that is signed in; it ends with its token.
CREATE TABLE lg_session (
  digest     VARCHAR(64) NOT NULL PRIMARY KEY,
  token_id   VARCHAR(36) NOT NULL,
  expires_at BIGINT      NOT NULL
);
