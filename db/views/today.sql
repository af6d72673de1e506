-- The day that deadlines are counted from: fixed by the setting 'today' for tests and demonstrations, else the local day.
CREATE VIEW today (day) AS
SELECT coalesce((SELECT value FROM setting WHERE name = 'today'), date('now', 'localtime'));
