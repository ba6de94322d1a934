-- The panel `panel_mailing` of retail-promotions inside MySQL 8, from raw tables that `liftgate load` filled (layout
-- kaggle): the same rules as sql/clean, sql/dimensions, sql/cohort/mailing and sql/panel/mailing, with the indexes a
-- database administrator would give them. Timed statement by statement by org.liftgate.bench.PanelInMySql; what it was
-- measured for stands in docs/adr/0010.
SET SESSION tmp_table_size = 1073741824, max_heap_table_size = 1073741824, sort_buffer_size = 67108864, join_buffer_size = 67108864;
DROP TABLE IF EXISTS p_copies, p_transactions, p_mailings, p_calendar, p_days, p_cohort, p_bought, p_panel;

-- clean: lines that repeat an earlier one
CREATE TABLE p_copies (line_number BIGINT NOT NULL PRIMARY KEY) AS
SELECT line_number
FROM (
  SELECT
    t.line_number,
    ROW_NUMBER() OVER (
      PARTITION BY
        t.household_key, t.basket_id, t.day, t.product_id, t.quantity, t.sales_value, t.store_id,
        t.retail_disc, t.coupon_disc, t.coupon_match_disc, t.trans_time, t.week_no
      ORDER BY t.line_number
    ) AS copy
  FROM transaction_data t
  JOIN (
    SELECT basket_id, product_id FROM transaction_data GROUP BY basket_id, product_id HAVING COUNT(*) > 1
  ) r ON t.basket_id <=> r.basket_id AND t.product_id <=> r.product_id
) c
WHERE copy > 1;

-- clean: lines kept
CREATE TABLE p_transactions (line_number BIGINT NOT NULL PRIMARY KEY) AS
SELECT
  t.line_number, t.household_key AS household_id, t.basket_id, t.day, t.product_id, t.quantity,
  CAST(t.sales_value AS DECIMAL(18, 2)) AS sales_value
FROM transaction_data t
LEFT JOIN p_copies c ON c.line_number = t.line_number
WHERE c.line_number IS NULL
  AND t.household_key IS NOT NULL AND t.basket_id IS NOT NULL AND t.day IS NOT NULL AND t.product_id IS NOT NULL
  AND t.quantity > 0 AND t.sales_value > 0;

-- clean: mailing lists
CREATE TABLE p_mailings (PRIMARY KEY (campaign_id, household_id)) AS
SELECT DISTINCT campaign AS campaign_id, household_key AS household_id
FROM campaign_table
WHERE campaign IS NOT NULL AND household_key IS NOT NULL;

-- dimensions: weeks around each start
CREATE TABLE p_calendar (PRIMARY KEY (campaign_id, period)) AS
WITH RECURSIVE periods (period) AS (
  SELECT -8 UNION ALL SELECT period + 1 FROM periods WHERE period < 8
),
observed AS (
  SELECT MIN(day) AS first_day, MAX(day) AS last_day FROM p_transactions
)
SELECT
  c.campaign AS campaign_id, CAST(p.period AS SIGNED) AS period,
  c.start_day + 7 * p.period AS first_day, c.start_day + 7 * p.period + 6 AS last_day
FROM campaign_desc c
CROSS JOIN periods p
CROSS JOIN observed o
WHERE c.start_day + 7 * p.period >= o.first_day AND c.start_day + 7 * p.period + 6 <= o.last_day;

-- panel: one row a household and day
CREATE TABLE p_days (PRIMARY KEY (day, household_id), KEY (household_id, day)) AS
SELECT
  household_id, day, SUM(sales_value) AS sales, SUM(quantity) AS units, COUNT(DISTINCT basket_id) AS baskets
FROM p_transactions
GROUP BY household_id, day;

-- cohort: seen shopping before the start, mailed or not
CREATE TABLE p_cohort (PRIMARY KEY (group_id, unit_id)) AS
WITH compared AS (
  SELECT campaign_id, MIN(first_day) AS first_day, MAX(last_day) AS last_day
  FROM p_calendar
  GROUP BY campaign_id
  HAVING MIN(period) < 0 AND MAX(period) >= 0
),
first_seen AS (
  SELECT household_id, MIN(day) AS day FROM p_days GROUP BY household_id
),
others AS (
  SELECT DISTINCT w.campaign_id, m.household_id
  FROM compared w
  JOIN campaign_desc c
    ON c.campaign <> w.campaign_id AND c.start_day <= w.last_day AND c.end_day >= w.first_day
  JOIN p_mailings m ON m.campaign_id = c.campaign
)
SELECT
  w.campaign_id AS group_id, s.household_id AS unit_id, m.household_id IS NOT NULL AS treated,
  o.household_id IS NOT NULL AS concurrent
FROM compared w
JOIN campaign_desc c ON c.campaign = w.campaign_id
JOIN first_seen s ON s.day < c.start_day
LEFT JOIN p_mailings m ON m.campaign_id = w.campaign_id AND m.household_id = s.household_id
LEFT JOIN others o ON o.campaign_id = w.campaign_id AND o.household_id = s.household_id;

-- panel: what was bought in each week
CREATE TABLE p_bought (PRIMARY KEY (campaign_id, household_id, period)) AS
SELECT
  w.campaign_id, d.household_id, w.period, SUM(d.sales) AS sales, SUM(d.units) AS units, SUM(d.baskets) AS baskets
FROM p_calendar w
JOIN p_days d ON d.day BETWEEN w.first_day AND w.last_day
GROUP BY w.campaign_id, d.household_id, w.period;

-- panel: households by weeks, a week without purchases is a zero
CREATE TABLE p_panel (PRIMARY KEY (group_id, unit_id, period)) AS
SELECT
  c.group_id, c.unit_id, w.period, c.treated, w.period >= 0 AS post, c.concurrent,
  CAST(COALESCE(b.sales, 0) AS DECIMAL(18, 2)) AS sales, COALESCE(b.units, 0) AS units,
  COALESCE(b.baskets, 0) AS baskets
FROM p_cohort c
JOIN p_calendar w ON w.campaign_id = c.group_id
LEFT JOIN p_bought b ON b.campaign_id = c.group_id AND b.household_id = c.unit_id AND b.period = w.period;
