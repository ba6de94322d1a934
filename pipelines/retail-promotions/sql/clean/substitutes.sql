-- Declared substitutes, before anything was estimated: a commodity and what is bought in its place.
SELECT DISTINCT commodity, substitute
FROM substitutes_raw
WHERE commodity IS NOT NULL AND substitute IS NOT NULL AND commodity <> substitute
