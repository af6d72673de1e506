-- What belongs to the stays: the programme, things that come and go, what was released, an incident, the office's own lead times. Invented.

INSERT INTO lead_setting (id, site, visit_kind, longest_days, valid_from, calendar_days, business_days, source, set_by)
SELECT d.base + 1, NULL, 'meeting', 1, date(d.day, '-400 days'), NULL, 10, 'set by the office', 'L. Whitfield' FROM demo_day d
UNION ALL SELECT d.base + 2, 'Coastal Test Centre', NULL, NULL, date(d.day, '-200 days'), 21, NULL, 'set by the office', 'L. Whitfield' FROM demo_day d;

INSERT INTO itinerary_stop (id, visit_id, on_day, from_time, to_time, what, area_id, who)
SELECT d.base + row_number() OVER (ORDER BY v.n, k.k), d.base + v.n, v.arrives_on, k.starts, k.ends, k.what, (SELECT a.id FROM visit_area a WHERE a.visit_id = d.base + v.n AND a.public_area = k.public), k.who
FROM demo_visit v, (SELECT 1 AS k, '09:30' AS starts, '12:00' AS ends, 'Talks' AS what, 1 AS public, 'The host' AS who
                    UNION ALL SELECT 2, '12:00', '13:00', 'Lunch', NULL, NULL UNION ALL SELECT 3, '13:00', '16:00', 'Laboratory', 0, 'The area''s owner') k, demo_day d
WHERE v.kind NOT IN ('virtual', 'conference') AND v.state NOT IN ('draft', 'purged', 'withdrawn') AND v.n <= 60;

INSERT INTO visit_item (id, visit_id, way, what, serial, on_day, back_on)
SELECT d.base + row_number() OVER (ORDER BY v.n, k.k), d.base + v.n, k.way, k.what, printf('%s-%04d', k.mark, v.n * 37), v.arrives_on, CASE WHEN k.way <> 'gift_received' AND v.phase <> 'on_site' THEN v.departs_on END
FROM demo_visit v, (SELECT 1 AS k, 'brought' AS way, 'Laptop' AS what, 'NB' AS mark UNION ALL SELECT 2, 'lent', 'Visitor telephone', 'TEL' UNION ALL SELECT 3, 'gift_received', 'Book on the harbour', 'G') k, demo_day d
WHERE v.phase IN ('on_site', 'closing') AND (k.k < 3 OR v.n % 3 = 0);

INSERT INTO information_release (id, visit_id, what, released_on, released_by, form)
SELECT d.base + v.n, d.base + v.n, 'Public brochure and talk: ' || v.subjects, v.arrives_on, 'The host', 'told' FROM demo_visit v, demo_day d
WHERE v.phase IN ('on_site', 'closing') OR v.state = 'closed' AND v.n < 80;

INSERT INTO visit_incident (id, visit_id, happened_on, what, reported_to, reported_on, reference)
SELECT d.base + v.n, d.base + v.n, v.arrives_on, 'A telephone was carried into the test hall and taken out at once.', 'Security office', v.arrives_on, printf('SEC-%04d (invented)', v.n) FROM demo_visit v, demo_day d
WHERE v.state IN ('report_due', 'closed') AND v.n % 20 = 1;
