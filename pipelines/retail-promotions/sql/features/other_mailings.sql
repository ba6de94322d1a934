-- When each household was under each campaign that mailed it.
SELECT m.campaign_id AS group_id, m.household_id AS unit_id, c.start_day AS first_day, c.end_day AS last_day
FROM mailings m
JOIN campaigns c ON c.campaign_id = m.campaign_id
