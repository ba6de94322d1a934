-- The original's columns. It sets treatment to the period, so treatment, post and their product are one and
-- the same, and so is every product with them. Sales whose store or customer is unknown drop out, as there.
WITH known AS (
  SELECT
    s.side, s.line_number, s.store_id, s.day, s.sales, d.treated, c.income,
    CASE WHEN s.day >= 0 THEN 1 ELSE 0 END AS p,
    CASE WHEN d.store_location = 'suburban' THEN 1 ELSE 0 END AS suburban,
    CASE WHEN d.store_location = 'urban' THEN 1 ELSE 0 END AS urban,
    CASE WHEN d.store_size = 'medium' THEN 1 ELSE 0 END AS medium,
    CASE WHEN d.store_size = 'small' THEN 1 ELSE 0 END AS small
  FROM sales s
  JOIN stores d ON d.store_id = s.store_id
  JOIN customers c ON c.customer_id = s.customer_id
  WHERE c.income IS NOT NULL
)
SELECT
  side, line_number, store_id, day AS period, treated, sales,
  p AS treatment, p AS post, p AS treatment_post, income, suburban, urban, medium, small,
  income * p AS income_treatment, income * p AS income_post, income * p AS income_treatment_post,
  suburban * p AS suburban_treatment, suburban * p AS suburban_post, suburban * p AS suburban_treatment_post,
  urban * p AS urban_treatment, urban * p AS urban_post, urban * p AS urban_treatment_post,
  medium * p AS medium_treatment, medium * p AS medium_post, medium * p AS medium_treatment_post,
  small * p AS small_treatment, small * p AS small_post, small * p AS small_treatment_post
FROM known
