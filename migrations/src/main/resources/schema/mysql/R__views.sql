-- The four-cell difference and the valid/invalid split, computed by the database from the panel, to check the engine by.
CREATE OR REPLACE VIEW v_four_cell_did AS
SELECT result_digest, group_id, treated_pre, treated_post, comparison_pre, comparison_post,
       (treated_post - treated_pre) - (comparison_post - comparison_pre) AS did,
       treated_pre_units, treated_post_units, comparison_pre_units, comparison_post_units,
       LEAST(treated_pre_units, treated_post_units, comparison_pre_units, comparison_post_units) >= 2 AS complete
FROM (
  SELECT result_digest, group_id,
         CAST(SUM(CASE WHEN treated AND NOT post THEN sales ELSE 0 END) AS DECIMAL(30,10)) / NULLIF(SUM(CASE WHEN treated AND NOT post THEN panel_rows ELSE 0 END), 0) AS treated_pre,
         CAST(SUM(CASE WHEN treated AND post THEN sales ELSE 0 END) AS DECIMAL(30,10)) / NULLIF(SUM(CASE WHEN treated AND post THEN panel_rows ELSE 0 END), 0) AS treated_post,
         CAST(SUM(CASE WHEN NOT treated AND NOT post THEN sales ELSE 0 END) AS DECIMAL(30,10)) / NULLIF(SUM(CASE WHEN NOT treated AND NOT post THEN panel_rows ELSE 0 END), 0) AS comparison_pre,
         CAST(SUM(CASE WHEN NOT treated AND post THEN sales ELSE 0 END) AS DECIMAL(30,10)) / NULLIF(SUM(CASE WHEN NOT treated AND post THEN panel_rows ELSE 0 END), 0) AS comparison_post,
         CASE WHEN COUNT(first_units) = COUNT(*) THEN CAST(SUM(CASE WHEN treated AND NOT post THEN first_units ELSE 0 END) AS DECIMAL(18,0)) END AS treated_pre_units,
         CASE WHEN COUNT(first_units) = COUNT(*) THEN CAST(SUM(CASE WHEN treated AND post THEN first_units ELSE 0 END) AS DECIMAL(18,0)) END AS treated_post_units,
         CASE WHEN COUNT(first_units) = COUNT(*) THEN CAST(SUM(CASE WHEN NOT treated AND NOT post THEN first_units ELSE 0 END) AS DECIMAL(18,0)) END AS comparison_pre_units,
         CASE WHEN COUNT(first_units) = COUNT(*) THEN CAST(SUM(CASE WHEN NOT treated AND post THEN first_units ELSE 0 END) AS DECIMAL(18,0)) END AS comparison_post_units
  FROM panel_mailing
  GROUP BY result_digest, group_id
) cells;

-- Complete: all four cells hold at least two units. What is not complete is named beside what is.
CREATE OR REPLACE VIEW v_two_by_two_valid AS
SELECT * FROM v_four_cell_did WHERE complete;

CREATE OR REPLACE VIEW v_two_by_two_invalid AS
SELECT * FROM v_four_cell_did WHERE NOT complete;

CREATE OR REPLACE VIEW campaign_estimates_valid AS
SELECT e.*, p.pipeline, p.as_of FROM campaign_estimates e JOIN mart_publication p ON p.result_digest = e.result_digest WHERE e.valid;

CREATE OR REPLACE VIEW campaign_estimates_invalid AS
SELECT e.*, p.pipeline, p.as_of FROM campaign_estimates e JOIN mart_publication p ON p.result_digest = e.result_digest WHERE NOT e.valid;

-- The latest publication of each pipeline: what dashboards load.
CREATE OR REPLACE VIEW campaign_estimates_latest AS
SELECT e.*, p.pipeline, p.as_of FROM campaign_estimates e JOIN mart_publication p ON p.result_digest = e.result_digest
WHERE p.published_at = (SELECT MAX(l.published_at) FROM mart_publication l WHERE l.pipeline = p.pipeline);

CREATE OR REPLACE VIEW event_study_latest AS
SELECT e.*, p.pipeline, p.as_of FROM event_study e JOIN mart_publication p ON p.result_digest = e.result_digest
WHERE p.published_at = (SELECT MAX(l.published_at) FROM mart_publication l WHERE l.pipeline = p.pipeline);

CREATE OR REPLACE VIEW fact_uplift_latest AS
SELECT u.*, p.pipeline, p.as_of FROM fact_uplift u JOIN mart_publication p ON p.result_digest = u.result_digest
WHERE p.published_at = (SELECT MAX(l.published_at) FROM mart_publication l WHERE l.pipeline = p.pipeline);

CREATE OR REPLACE VIEW campaign_economics_latest AS
SELECT e.*, p.pipeline, p.as_of FROM campaign_economics e JOIN mart_publication p ON p.result_digest = e.result_digest
WHERE p.published_at = (SELECT MAX(l.published_at) FROM mart_publication l WHERE l.pipeline = p.pipeline);

CREATE OR REPLACE VIEW campaign_league_latest AS
SELECT e.*, p.pipeline, p.as_of FROM campaign_league e JOIN mart_publication p ON p.result_digest = e.result_digest
WHERE p.published_at = (SELECT MAX(l.published_at) FROM mart_publication l WHERE l.pipeline = p.pipeline);
