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

-- The latest accepted run of each pipeline: the last whose gates let it publish real data under the defended recipe. A
-- night that fails writes nothing, so the last good one stays.
CREATE OR REPLACE VIEW mart_latest AS
SELECT p.result_digest, p.pipeline, p.run_id, p.as_of, p.published_at
FROM mart_publication p
WHERE NOT EXISTS (
  SELECT 1 FROM mart_publication l
  WHERE l.pipeline = p.pipeline
    AND (l.published_at > p.published_at OR (l.published_at = p.published_at AND l.result_digest > p.result_digest)));

-- Each mart as that run left it: what dashboards load.
CREATE OR REPLACE VIEW campaign_estimates_latest AS
SELECT m.*, l.pipeline, l.as_of FROM campaign_estimates m JOIN mart_latest l ON l.result_digest = m.result_digest;

CREATE OR REPLACE VIEW event_study_latest AS
SELECT m.*, l.pipeline, l.as_of FROM event_study m JOIN mart_latest l ON l.result_digest = m.result_digest;

CREATE OR REPLACE VIEW fact_uplift_latest AS
SELECT m.*, l.pipeline, l.as_of FROM fact_uplift m JOIN mart_latest l ON l.result_digest = m.result_digest;

CREATE OR REPLACE VIEW campaign_economics_latest AS
SELECT m.*, l.pipeline, l.as_of FROM campaign_economics m JOIN mart_latest l ON l.result_digest = m.result_digest;

CREATE OR REPLACE VIEW campaign_league_latest AS
SELECT m.*, l.pipeline, l.as_of FROM campaign_league m JOIN mart_latest l ON l.result_digest = m.result_digest;

CREATE OR REPLACE VIEW panel_mailing_latest AS
SELECT m.*, l.pipeline, l.as_of FROM panel_mailing m JOIN mart_latest l ON l.result_digest = m.result_digest;

CREATE OR REPLACE VIEW fact_estimates_latest AS
SELECT m.*, l.pipeline, l.as_of FROM fact_estimates m JOIN mart_latest l ON l.result_digest = m.result_digest;

CREATE OR REPLACE VIEW fact_balance_latest AS
SELECT m.*, l.pipeline, l.as_of FROM fact_balance m JOIN mart_latest l ON l.result_digest = m.result_digest;

CREATE OR REPLACE VIEW economics_waterfall_latest AS
SELECT m.*, l.pipeline, l.as_of FROM economics_waterfall m JOIN mart_latest l ON l.result_digest = m.result_digest;

CREATE OR REPLACE VIEW uplift_gate_latest AS
SELECT m.*, l.pipeline, l.as_of FROM uplift_gate m JOIN mart_latest l ON l.result_digest = m.result_digest;

CREATE OR REPLACE VIEW uplift_deciles_latest AS
SELECT m.*, l.pipeline, l.as_of FROM uplift_deciles m JOIN mart_latest l ON l.result_digest = m.result_digest;

CREATE OR REPLACE VIEW uplift_policies_latest AS
SELECT m.*, l.pipeline, l.as_of FROM uplift_policies m JOIN mart_latest l ON l.result_digest = m.result_digest;

CREATE OR REPLACE VIEW uplift_curve_latest AS
SELECT m.*, l.pipeline, l.as_of FROM uplift_curve m JOIN mart_latest l ON l.result_digest = m.result_digest;

CREATE OR REPLACE VIEW claims_latest AS
SELECT m.*, l.pipeline, l.as_of FROM claims m JOIN mart_latest l ON l.result_digest = m.result_digest;

CREATE OR REPLACE VIEW comparison_latest AS
SELECT m.*, l.pipeline, l.as_of FROM comparison m JOIN mart_latest l ON l.result_digest = m.result_digest;

CREATE OR REPLACE VIEW dim_campaign_latest AS
SELECT m.*, l.pipeline, l.as_of FROM dim_campaign m JOIN mart_content c ON c.mart = 'dim_campaign' AND c.content_hash = m.content_hash
JOIN mart_latest l ON l.result_digest = c.result_digest;

CREATE OR REPLACE VIEW dim_household_latest AS
SELECT m.*, l.pipeline, l.as_of FROM dim_household m JOIN mart_content c ON c.mart = 'dim_household' AND c.content_hash = m.content_hash
JOIN mart_latest l ON l.result_digest = c.result_digest;

CREATE OR REPLACE VIEW dim_product_latest AS
SELECT m.*, l.pipeline, l.as_of FROM dim_product m JOIN mart_content c ON c.mart = 'dim_product' AND c.content_hash = m.content_hash
JOIN mart_latest l ON l.result_digest = c.result_digest;

CREATE OR REPLACE VIEW dim_week_latest AS
SELECT m.*, l.pipeline, l.as_of FROM dim_week m JOIN mart_content c ON c.mart = 'dim_week' AND c.content_hash = m.content_hash
JOIN mart_latest l ON l.result_digest = c.result_digest;

CREATE OR REPLACE VIEW cohort_mailing_latest AS
SELECT m.*, l.pipeline, l.as_of FROM cohort_mailing m JOIN mart_content c ON c.mart = 'cohort_mailing' AND c.content_hash = m.content_hash
JOIN mart_latest l ON l.result_digest = c.result_digest;
