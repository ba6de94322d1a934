-- Rows that are locked for what one process does at a time.
CREATE TABLE lg_lock (
  name VARCHAR(50) NOT NULL PRIMARY KEY
);
