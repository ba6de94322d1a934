SELECT
  c.customer_id, c.account_age, c.age, c.avg_hours, c.days_visited, c.friends_count,
  c.has_membership, c.is_us, c.songs_purchased, c.income, c.price, c.demand, c.revenue
FROM customers c
