-- What one percent of discount changes a customer's demand by, in percent, and what follows from it.
SELECT
  c.customer_id,
  c.income,
  c.price,
  e.effect,
  e.std_error,
  e.conf_low,
  e.conf_high,
  CASE
    WHEN e.conf_low > :break_even THEN 'discount'
    WHEN e.conf_high <= :break_even THEN 'no discount'
    ELSE 'try it out'
  END AS advice
FROM customers c
JOIN effects_elasticity e ON e.unit_id = c.customer_id
