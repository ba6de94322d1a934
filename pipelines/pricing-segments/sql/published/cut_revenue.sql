-- Mean revenue of "a discount up to this income, none beyond", for every income there is. Any cut
-- from cut_from up to, not including, cut_below gives the same customers a discount.
WITH gains AS (
  SELECT
    income,
    CASE
      WHEN exponent <> 0 THEN base * EXP(exponent * LN(CAST(:full_price AS DOUBLE)))
      ELSE slope * :full_price + base
    END * :full_price AS full_revenue,
    CASE
      WHEN exponent <> 0 THEN base * EXP(exponent * LN(CAST(:discounted AS DOUBLE)))
      ELSE slope * :discounted + base
    END * :discounted AS low_revenue
  FROM responses
),
incomes AS (
  SELECT
    income,
    COUNT(*) AS customers,
    SUM(CAST(full_revenue AS DECIMAL(28, 14))) AS full_revenue,
    SUM(CAST(low_revenue AS DECIMAL(28, 14))) - SUM(CAST(full_revenue AS DECIMAL(28, 14))) AS gain
  FROM gains
  GROUP BY income
),
whole AS (
  SELECT SUM(full_revenue) AS full_revenue, CAST(SUM(customers) AS BIGINT) AS customers FROM incomes
)
SELECT
  i.income AS cut_from,
  LEAD(i.income) OVER (ORDER BY i.income NULLS LAST) AS cut_below,
  safe_div(w.full_revenue + SUM(i.gain) OVER (ORDER BY i.income NULLS LAST), w.customers) AS mean_revenue
FROM incomes i
CROSS JOIN whole w
