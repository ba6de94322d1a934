-- The calendar by days: which week around which campaigns' starts a day is.
SELECT w.campaign_id, w.first_day + d.n AS day, w.period
FROM calendar w
CROSS JOIN int_range(0, 6) d
