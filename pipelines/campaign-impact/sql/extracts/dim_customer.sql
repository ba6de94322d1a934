SELECT c.customer_id, c.age, c.age_band, c.gender, c.income, c.income_band FROM customers c
