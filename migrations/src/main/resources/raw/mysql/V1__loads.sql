-- What `liftgate load` has put into this database: one row a layout, one row a table.
CREATE TABLE lg_raw_load (
  pipeline   VARCHAR(200) NOT NULL,
  layout     VARCHAR(200) NOT NULL,
  load_key   VARCHAR(64)  NOT NULL,
  loaded_at  BIGINT       NOT NULL,
  truth      LONGTEXT,
  PRIMARY KEY (pipeline, layout)
);

-- Which raw tables are Liftgate's to fill; a table that is not listed here is never touched.
CREATE TABLE lg_raw_table (
  table_name VARCHAR(64)  NOT NULL PRIMARY KEY,
  pipeline   VARCHAR(200) NOT NULL,
  layout     VARCHAR(200) NOT NULL,
  shape      VARCHAR(64)  NOT NULL,
  file_name  VARCHAR(500),
  sha256     VARCHAR(64),
  row_count  BIGINT       NOT NULL
);
