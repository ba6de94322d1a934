-- Every line left out, as it was, with the one reason that applies first.
WITH numbered AS (
  SELECT
    line_number, campaign_id, household_id,
    ROW_NUMBER() OVER (PARTITION BY campaign_id, household_id ORDER BY line_number NULLS LAST) AS copy
  FROM mailings_raw
)
SELECT
  line_number, campaign_id, household_id,
  CASE
    WHEN copy > 1 THEN 'exact duplicate of an earlier line'
    ELSE 'household or campaign missing'
  END AS reason
FROM numbered
WHERE copy > 1 OR campaign_id IS NULL OR household_id IS NULL
