-- Lists of what belongs to a stay, of who is here and who is expected, and the figures over visits.

CREATE VIEW lead_setting_list AS
SELECT s.id, coalesce(k.label, 'Any visit') || coalesce(', ' || s.site, '') AS title, s.site, s.visit_kind, s.longest_days, s.valid_from, s.calendar_days, s.business_days, s.source, s.set_by
FROM lead_setting s LEFT JOIN visit_kind k ON k.code = s.visit_kind;

CREATE VIEW itinerary_stop_list AS
SELECT t.id, t.visit_id, v.ref AS visit, t.on_day, t.from_time, t.to_time, t.what AS title, coalesce(a.area || coalesce(', ' || a.building, ''), '') AS area, t.who, t.on_day || ' ' || coalesce(t.from_time, '') AS moment
FROM itinerary_stop t LEFT JOIN visit v ON v.id = t.visit_id LEFT JOIN visit_area a ON a.id = t.area_id;

CREATE VIEW visit_item_list AS
SELECT i.id, i.visit_id, v.ref AS visit, i.what AS title, w.label AS way_label, i.way, i.serial, n.family_name || coalesce(', ' || n.given_name, '') AS person, i.on_day, i.back_on, c.title AS case_item,
       CASE WHEN i.way IN ('brought', 'lent') AND i.back_on IS NULL THEN 'Out' WHEN i.way IN ('brought', 'lent') THEN 'Back' ELSE '' END AS standing
FROM visit_item i LEFT JOIN visit v ON v.id = i.visit_id LEFT JOIN visit_item_way w ON w.code = i.way LEFT JOIN visitor n ON n.id = i.visitor_id LEFT JOIN case_item c ON c.id = i.case_item_id;

CREATE VIEW information_release_list AS
SELECT r.id, r.visit_id, v.ref AS visit, r.what AS title, r.released_on, r.released_by, r.form, c.title AS case_item
FROM information_release r LEFT JOIN visit v ON v.id = r.visit_id LEFT JOIN case_item c ON c.id = r.case_item_id;

-- What happened is sensitive and in no list: the day, and to whom it was reported, are.
CREATE VIEW visit_incident_list AS
SELECT i.id, i.visit_id, v.ref AS visit, 'Incident of ' || coalesce(v.ref, 'a visit') AS title, i.happened_on, i.reported_to, i.reported_on, CASE WHEN i.reported_on IS NULL THEN 'Not reported' ELSE 'Reported' END AS standing
FROM visit_incident i LEFT JOIN visit v ON v.id = i.visit_id;

-- Who is here: with the escort and the area that the programme gives for the day.
CREATE VIEW on_site_list AS
SELECT x.id, x.visit_id, n.family_name || coalesce(', ' || n.given_name, '') AS title, n.employer, v.ref AS visit, v.site, x.badge_no, x.arrived_on, v.departs_on, h.name AS host, h.phone AS host_phone,
       (SELECT group_concat(DISTINCT coalesce(e.name, o.name)) FROM visit_escort e LEFT JOIN host o ON o.id = e.host_id WHERE e.visit_id = v.id) AS escort,
       (SELECT group_concat(a.area, '; ') FROM visit_area a WHERE a.visit_id = v.id AND a.permitted = 1 AND (a.on_day IS NULL OR a.on_day = (SELECT day FROM today))) AS area,
       CASE WHEN v.departs_on < (SELECT day FROM today) THEN 'Should have left' WHEN v.departs_on = (SELECT day FROM today) THEN 'Leaves today' ELSE 'On site' END AS standing
FROM visit_visitor x JOIN visit v ON v.id = x.visit_id JOIN visitor n ON n.id = x.visitor_id LEFT JOIN host h ON h.id = v.host_id
WHERE x.state = 'on_site';

CREATE VIEW expected_list AS
SELECT v.id, v.ref, v.title, p.code AS partner, v.arrives_on, v.arrive_time, v.departs_on, v.site, s.label AS state_label, h.name AS host,
       (SELECT count(*) FROM visit_visitor x WHERE x.visit_id = v.id AND x.state NOT IN ('denied', 'withdrawn')) AS people,
       (SELECT count(*) FROM review r WHERE r.visit_id = v.id AND r.mandatory = 1 AND (r.result IS NULL OR r.result = 'information_needed')) AS open_reviews
FROM visit v JOIN visit_state s ON s.code = v.state LEFT JOIN partner p ON p.id = v.partner_id LEFT JOIN host h ON h.id = v.host_id
WHERE v.state IN ('draft', 'submitted', 'info_needed', 'in_review', 'approved', 'approved_with_conditions', 'host_briefed', 'expected', 'change_requested')
  AND v.arrives_on BETWEEN (SELECT day FROM today) AND (SELECT date(day, '+14 days') FROM today);

CREATE VIEW report_owed_list AS
SELECT v.id, v.ref, v.title, p.code AS partner, h.name AS host, v.departed_on, v.report_due_on, s.label AS state_label,
       CAST(julianday((SELECT day FROM today)) - julianday(v.report_due_on) AS INTEGER) AS days_late
FROM visit v JOIN visit_state s ON s.code = v.state LEFT JOIN partner p ON p.id = v.partner_id LEFT JOIN host h ON h.id = v.host_id
WHERE v.report_filed_on IS NULL AND v.report_due_on IS NOT NULL AND v.report_due_on < (SELECT day FROM today) AND v.state IN ('departed', 'report_due', 'reopened');

-- Figures: what took place, by the country of the partner. A person-day is one person on one day; a stay without its own days counts by those of the visit.
CREATE VIEW visit_country_list AS
SELECT min(v.id) AS id, coalesce(c.label, p.name, 'No partner') AS title, count(DISTINCT v.id) AS visits, count(x.id) AS people,
       sum(CASE WHEN x.id IS NOT NULL THEN CAST(julianday(coalesce(x.departed_on, v.departed_on, v.departs_on)) - julianday(coalesce(x.arrived_on, v.arrived_on, v.arrives_on)) AS INTEGER) + 1 END) AS person_days,
       min(v.arrives_on) AS first_on, max(v.arrives_on) AS last_on
FROM visit v LEFT JOIN partner p ON p.id = v.partner_id LEFT JOIN country c ON c.code = p.country
  LEFT JOIN visit_visitor x ON x.visit_id = v.id AND x.state IN ('on_site', 'departed')
WHERE v.state IN ('checked_in', 'departed', 'report_due', 'report_filed', 'closed', 'purged', 'reopened')
GROUP BY coalesce(c.label, p.name, 'No partner');

CREATE VIEW repeat_visitor_list AS
SELECT n.id, n.family_name || coalesce(', ' || n.given_name, '') AS title, n.employer, p.code AS partner, count(*) AS visits, max(v.arrives_on) AS last_on, min(v.arrives_on) AS first_on
FROM visit_visitor x JOIN visit v ON v.id = x.visit_id JOIN visitor n ON n.id = x.visitor_id LEFT JOIN partner p ON p.id = n.partner_id
WHERE x.state IN ('on_site', 'departed')
GROUP BY n.id HAVING count(*) > 1;
