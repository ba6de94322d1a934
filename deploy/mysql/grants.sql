-- Two roles for a MySQL 8 that Liftgate uses. Run it as an administrator, after Liftgate has made its tables once
-- (./liftgate doctor with LIFTGATE_DB set makes them), and again after an update that brings new views:
--
--   mysql -u root -p liftgate < deploy/mysql/grants.sql
--
-- It grants in the database that is current, whatever its name. Then give accounts a role:
--
--   CREATE USER 'liftgate'@'10.0.0.%' IDENTIFIED BY '...';  GRANT liftgate_app TO 'liftgate'@'10.0.0.%';  SET DEFAULT ROLE ALL TO 'liftgate'@'10.0.0.%';
--   CREATE USER 'powerbi'@'10.0.0.%'  IDENTIFIED BY '...';  GRANT liftgate_bi  TO 'powerbi'@'10.0.0.%';   SET DEFAULT ROLE ALL TO 'powerbi'@'10.0.0.%';
--
-- liftgate_app: journal, marts and raw tables; makes them too. LOCK TABLES lets `run --source` read with several
-- connections that see one state: the lock is held for milliseconds.
-- liftgate_bi: the views, nothing else. Views run with the rights of the account that made them.

CREATE ROLE IF NOT EXISTS liftgate_app, liftgate_bi;

GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, CREATE VIEW, SHOW VIEW, LOCK TABLES
  ON * TO liftgate_app;

GRANT SELECT, SHOW VIEW ON v_four_cell_did TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON v_two_by_two_valid TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON v_two_by_two_invalid TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON campaign_estimates_valid TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON campaign_estimates_invalid TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON mart_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON campaign_estimates_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON event_study_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON fact_uplift_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON campaign_economics_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON campaign_league_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON panel_mailing_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON fact_estimates_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON fact_balance_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON economics_waterfall_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON uplift_gate_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON uplift_deciles_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON uplift_policies_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON uplift_curve_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON claims_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON comparison_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON dim_campaign_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON dim_household_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON dim_product_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON dim_week_latest TO liftgate_bi;
GRANT SELECT, SHOW VIEW ON cohort_mailing_latest TO liftgate_bi;
