-- What estimators read. The transforms are these two logarithms and no other: a slope of log demand
-- on log price is an elasticity, and log_discount is log price with its sign turned. Bands are 50 equal parts of the customers in order of income.
SELECT
  o.line_number AS customer_id,
  1 AS wave,
  o.account_age, o.age, o.avg_hours, o.days_visited, o.friends_count, o.has_membership, o.is_us,
  o.songs_purchased, o.income, o.price, o.demand,
  LN(CAST(o.price AS DOUBLE)) AS log_price,
  LN(CAST(o.demand AS DOUBLE)) AS log_demand,
  -LN(CAST(o.price AS DOUBLE)) AS log_discount,
  CASE WHEN o.demand_before > 0 THEN LN(CAST(o.demand_before AS DOUBLE)) END AS log_demand_before,
  CASE WHEN o.income < 1 THEN 'below 1' ELSE '1 and more' END AS income_group,
  CASE WHEN o.price < 1 THEN 1 ELSE 0 END AS had_discount,
  CASE WHEN o.income <= :cut THEN 1 ELSE 0 END AS low_income,
  o.price * o.demand AS revenue,
  floor_div(50 * (ROW_NUMBER() OVER (ORDER BY o.income NULLS LAST, o.line_number NULLS LAST) - 1), n.n) AS income_band
FROM offers o
CROSS JOIN (SELECT COUNT(*) AS n FROM offers) n
