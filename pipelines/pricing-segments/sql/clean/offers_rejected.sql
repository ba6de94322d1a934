-- Every line left out, as it was, with the one reason that applies first.
WITH judged AS (
  SELECT
    r.*,
    CASE
      WHEN r.price IS NULL THEN 'price missing'
      WHEN r.demand IS NULL THEN 'demand missing'
      WHEN r.price <= 0 THEN 'price is not above 0: no logarithm'
      WHEN r.demand <= 0 THEN 'demand is not above 0: no logarithm'
      WHEN r.account_age IS NULL OR r.age IS NULL OR r.avg_hours IS NULL OR r.days_visited IS NULL
        OR r.friends_count IS NULL OR r.has_membership IS NULL OR r.is_us IS NULL
        OR r.songs_purchased IS NULL OR r.income IS NULL THEN 'something of the customer missing'
    END AS reason
  FROM offers_raw r
)
SELECT * FROM judged WHERE reason IS NOT NULL
