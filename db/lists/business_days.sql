-- What followed from changes, and the holidays.

-- What followed from changes, newest first.
CREATE VIEW consequence_list AS
SELECT c.id, c.record, c.record_id, c.happened_on, c.effect AS title, c.because, c.cite FROM consequence c;

CREATE VIEW federal_holiday_list AS
SELECT rowid AS id, day, label AS title, cite FROM federal_holiday;
