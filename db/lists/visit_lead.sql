-- Lead time: which one governs a visit, and whether it is met. The same is asked for a form that is being typed (db/advice/lead_time.sql).

-- All that may govern, as one table: the office's settings, and its rows in the reference (older than any setting).
CREATE VIEW lead_governing (site, visit_kind, longest_days, valid_from, calendar_days, business_days, source) AS
SELECT site, visit_kind, longest_days, valid_from, calendar_days, business_days, source || ', ' || set_by FROM lead_setting
UNION ALL SELECT NULL, visit_kind, longest_days, '0000-01-01', calendar_days, business_days, cite FROM lead_time WHERE agency = 'office';

-- One row for each visit and each rule that fits; rank 1 governs.
CREATE VIEW visit_lead (visit_id, calendar_needed, business_needed, calendar_had, business_had, short, unit, source, rank) AS
SELECT v.id, g.calendar_days, g.business_days, CAST(julianday(v.arrives_on) - julianday(d.day) AS INTEGER),
       (SELECT count(*) FROM business_day b WHERE b.day >= d.day AND b.day < v.arrives_on),
       CASE WHEN g.calendar_days IS NOT NULL THEN g.calendar_days - CAST(julianday(v.arrives_on) - julianday(d.day) AS INTEGER)
            ELSE g.business_days - (SELECT count(*) FROM business_day b WHERE b.day >= d.day AND b.day < v.arrives_on) END,
       CASE WHEN g.calendar_days IS NOT NULL THEN 'days' ELSE 'working days' END, g.source,
       row_number() OVER (PARTITION BY v.id ORDER BY g.site IS NULL, g.visit_kind IS NULL, g.longest_days IS NULL, g.longest_days, g.valid_from DESC)
FROM visit v JOIN (SELECT id AS visit_id, coalesce(submitted_on, (SELECT day FROM today)) AS day FROM visit) d ON d.visit_id = v.id
  JOIN lead_governing g ON (g.site IS NULL OR g.site = v.site) AND (g.visit_kind IS NULL OR g.visit_kind = v.kind) AND g.valid_from <= d.day
   AND (g.longest_days IS NULL OR g.longest_days >= julianday(v.departs_on) - julianday(v.arrives_on) + 1);

-- How well lead times are kept, by year of the submission and kind of visit.
CREATE VIEW lead_kept_list AS
SELECT min(v.id) AS id, substr(v.submitted_on, 1, 4) || ' ' || k.label AS title, substr(v.submitted_on, 1, 4) AS year, count(*) AS visits, sum(l.short <= 0) AS in_time,
       100 * sum(l.short <= 0) / count(*) AS share
FROM visit v JOIN visit_lead l ON l.visit_id = v.id AND l.rank = 1 JOIN visit_kind k ON k.code = v.kind
WHERE v.submitted_on IS NOT NULL
GROUP BY substr(v.submitted_on, 1, 4), v.kind;
