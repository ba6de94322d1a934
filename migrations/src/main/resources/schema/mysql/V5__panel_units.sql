-- Units whose first row of their cell (campaign, arm, side of the start) is of this week: over the weeks of a cell they
-- sum to its units, so the database can tell the complete campaigns from the others. NULL in rows written before.
ALTER TABLE panel_mailing ADD COLUMN first_units BIGINT;
