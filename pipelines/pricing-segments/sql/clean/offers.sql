-- Lines kept. A line is a customer: equal lines are customers alike, and stay (gate raw-duplicates
-- counts them).
SELECT
  r.line_number,
  r.account_age, r.age, r.avg_hours, r.days_visited, r.friends_count, r.has_membership, r.is_us,
  r.songs_purchased, r.income, r.price, r.demand, r.demand_before
FROM offers_raw r
LEFT JOIN offers_rejected x ON x.line_number = r.line_number
WHERE x.line_number IS NULL
