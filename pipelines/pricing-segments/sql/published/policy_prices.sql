-- What each named policy would ask of each customer. A discount or a raise is a price, not a change
-- of the price a customer had.
SELECT customer_id, 'tree' AS policy, CASE WHEN income <= :cut THEN :discounted ELSE :full_price END AS price FROM responses
UNION ALL
SELECT customer_id, 'tree and raise elsewhere', CASE WHEN income <= :cut THEN :discounted ELSE :raised END FROM responses
UNION ALL
SELECT customer_id, 'previous', price FROM responses
UNION ALL
SELECT customer_id, 'discount for all', :discounted FROM responses
UNION ALL
SELECT customer_id, 'no discount', :full_price FROM responses
UNION ALL
SELECT customer_id, 'raise for all', :raised FROM responses
