-- The cut that brings most; the lowest of several.
SELECT cut_from, cut_below, mean_revenue
FROM (
  SELECT
    c.*,
    ROW_NUMBER() OVER (ORDER BY mean_revenue DESC NULLS LAST, cut_from NULLS LAST) AS place
  FROM cut_revenue c
) ranked
WHERE place = 1
