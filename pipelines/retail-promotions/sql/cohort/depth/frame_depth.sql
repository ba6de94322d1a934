-- Who is followed in what: households with their usual store and the commodities they bought before the
-- window. Every week of the window belongs to the frame, those without a purchase too.
WITH commodities AS (
  SELECT DISTINCT commodity_id, commodity FROM basket_depth
)
SELECT DISTINCT h.household_id, c.commodity_id, h.store_id
FROM households_depth h
JOIN transactions t ON t.household_id = h.household_id
JOIN products p ON p.product_id = t.product_id
JOIN commodities c ON c.commodity = p.commodity
WHERE h.followed AND t.quantity > 0
