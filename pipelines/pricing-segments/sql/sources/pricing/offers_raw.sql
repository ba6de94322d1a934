-- One row a line of the file.
SELECT
  account_age, age, avg_hours, days_visited, friends_count, has_membership, is_us,
  songs_purchased, income, price, demand, demand_before
FROM pricing_sample
