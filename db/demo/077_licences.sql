-- Licences at every stage of use, what was shipped under them, control plans, and red flags in each of their states. Every number is invented.

INSERT INTO licence (id, title, agency, kind, state, number, holder, partner_id, officer_id, scope, provisos, applied_on, issued_on, expires_on, value_limit_minor, value_limit_currency, quantity_limit, any_country, notes)
SELECT d.base + l.n, l.title, l.agency, l.kind, l.state, l.number, l.holder, (SELECT partner_id FROM export_case x WHERE x.id = d.base + l.case_n), d.base + 5, 'As applied for; invented', 'Report within 30 days after each shipment. No transfer to a third party.',
       date(d.day, '-' || l.applied || ' days'), CASE WHEN l.issued IS NOT NULL THEN date(d.day, '-' || l.issued || ' days') END, CASE WHEN l.ends IS NOT NULL THEN date(d.day, l.ends || ' days') END, l.value * 100, CASE WHEN l.value IS NOT NULL THEN 'USD' END, l.pieces, l.anywhere,
       'Demonstration: invented.'
FROM demo_day d JOIN (
  SELECT 1 AS n, 3 AS case_n, 'Portal sensors for the joint trial' AS title, 'bis' AS agency, 'bis_licence' AS kind, 'valid' AS state, 'D0000001 (invented)' AS number, 'The agency' AS holder, 400 AS applied, 360 AS issued, 1100 AS ends, 500000 AS value, NULL AS pieces, 0 AS anywhere
  UNION ALL SELECT 2, 8, 'Trace detectors on loan', 'bis', 'exception', 'valid', 'TMP (invented)', 'The agency', 200, 180, 20, NULL, 6, 0
  UNION ALL SELECT 3, 7, 'Imaging camera data', 'ddtc', 'dsp_5', 'valid', '050000003 (invented)', 'The contractor named there', 700, 650, 400, 250000, NULL, 0
  UNION ALL SELECT 4, 19, 'Responder radio trial', 'ddtc', 'taa', 'applied', NULL, NULL, 40, NULL, NULL, 1200000, NULL, 0
  UNION ALL SELECT 5, 11, 'Cooperative sensor project', 'ddtc', 'exemption', 'valid', '126.4(a)(2) (invented)', 'The agency', 300, 300, NULL, NULL, NULL, 0
  UNION ALL SELECT 6, 27, 'Air samplers', 'bis', 'bis_licence', 'closed', 'D0000006 (invented)', 'The agency', 1900, 1850, -390, 90000, NULL, 0) l
ORDER BY l.n;
INSERT INTO licence_country (id, licence_id, country)
SELECT d.base + row_number() OVER (ORDER BY l.id, c.country), l.id, c.country
FROM demo_day d JOIN licence l JOIN (SELECT 'SE' AS country UNION ALL SELECT 'GB' UNION ALL SELECT 'NL' UNION ALL SELECT 'AU') c ON l.id % 2 = 1 OR c.country IN ('SE', 'GB');
INSERT INTO licence_item (id, licence_id, title, classification_text, quantity_limit)
SELECT d.base + i.n, d.base + i.l, i.title, i.class, i.pieces
FROM demo_day d JOIN (SELECT 1 AS n, 1 AS l, 'Portal sensor, model 3' AS title, '6A003.b.4' AS class, 8 AS pieces UNION ALL SELECT 2, 1, 'Spare detector heads', '6A993', 40 UNION ALL SELECT 3, 2, 'Trace detector', '2A983', 6
  UNION ALL SELECT 4, 3, 'Design data', 'XII(f)', NULL UNION ALL SELECT 5, 6, 'Air sampler', '1A004', 12) i;

-- What left: the first licence has given 340,000 of its 500,000, the third is exhausted, the exception has one piece left.
INSERT INTO shipment (id, licence_id, export_case_id, licence_item_id, title, shipped_on, country, recipient, quantity, value_minor, value_currency, itn, filing_exemption, delivered_on, delivery_proof, notes)
SELECT d.base + s.n, d.base + s.l, CASE WHEN s.c IS NOT NULL THEN d.base + s.c END, CASE WHEN s.i IS NOT NULL THEN d.base + s.i END, s.title, date(d.day, '-' || s.ago || ' days'), s.country, 'The partner''s laboratory', s.pieces, s.value * 100, CASE WHEN s.value IS NOT NULL THEN 'USD' END,
       CASE WHEN s.n % 2 = 1 THEN printf('X202600000000%02d (invented)', s.n) END, CASE WHEN s.n % 2 = 0 THEN '15 CFR 30.37 (invented)' END, CASE WHEN s.n <> 4 THEN date(d.day, '-' || (s.ago - 4) || ' days') END, CASE WHEN s.n <> 4 THEN 'Delivery note, see Documents' END, 'Demonstration: invented.'
FROM demo_day d JOIN (
  SELECT 1 AS n, 1 AS l, NULL AS c, 1 AS i, 'Two portal sensors' AS title, 300 AS ago, 'SE' AS country, 2 AS pieces, 120000 AS value
  UNION ALL SELECT 2, 1, NULL, 1, 'Three portal sensors', 150, 'GB', 3, 180000
  UNION ALL SELECT 3, 1, 3, 2, 'Spare detector heads', 60, 'SE', 8, 40000
  UNION ALL SELECT 4, 2, 8, 3, 'Five trace detectors for the trial', 6, 'SE', 5, NULL
  UNION ALL SELECT 5, 3, 7, 4, 'Design data, first part', 400, 'NL', NULL, 150000
  UNION ALL SELECT 6, 3, 7, 4, 'Design data, second part', 90, 'NL', NULL, 100000) s
ORDER BY s.n;
UPDATE export_case SET licence_id = (SELECT base + 3 FROM demo_day) WHERE id = (SELECT base + 7 FROM demo_day);

INSERT INTO control_plan (id, title, state, version, export_case_id, project_id, responsible, officer_id, approved_by, approved_on, review_on, notes)
SELECT d.base + t.n, t.title, t.state, t.version, d.base + t.c, (SELECT project_id FROM export_case x WHERE x.id = d.base + t.c), 'Dr Martha Frank', d.base + 5, CASE WHEN t.approved IS NOT NULL THEN 'Ruth Okafor, export control' END,
       CASE WHEN t.approved IS NOT NULL THEN date(d.day, '-' || t.approved || ' days') END, CASE WHEN t.approved IS NOT NULL THEN date(d.day, '-' || t.approved || ' days', '+1 year') END, 'Demonstration: invented.'
FROM demo_day d JOIN (SELECT 1 AS n, 'Portal sensor demonstration' AS title, 'approved' AS state, 2 AS version, 21 AS c, 100 AS approved UNION ALL SELECT 2, 'Imaging camera data', 'approved', 1, 3, 350
  UNION ALL SELECT 3, 'Cyber test bed', 'draft', 1, 15, NULL UNION ALL SELECT 4, 'Air samplers', 'closed_out', 1, 14, 1800) t ORDER BY t.n;
UPDATE control_plan_section SET text = CASE part
  WHEN 'identification' THEN 'See the case and the project. Classification as in the items of the case.'
  WHEN 'items' THEN 'The sensor, its software and its calibration data, from the day they arrive in the laboratory until they leave it.'
  WHEN 'responsible' THEN 'Dr Martha Frank. Every person is screened before access is granted, and again every 60 days.'
  WHEN 'personnel' THEN 'The people of the access list and nobody else.'
  WHEN 'physical' THEN 'Hall B, locked; foreign visitors with an escort; clean desk at night.'
  WHEN 'information' THEN 'Stored encrypted on the project server alone. No private cloud, no private devices.'
  WHEN 'conversations' THEN 'In Hall B and room 4 only; not in corridors, not by private telephone.'
  WHEN 'marking' THEN 'Papers and files carry the classification in their heading.'
  WHEN 'training' THEN 'Briefing before access; the signed acknowledgement is filed here.'
  WHEN 'travel' THEN 'No data leaves on a laptop without a case of its own.'
  WHEN 'evaluation' THEN 'Once a year by the export control officer, with a walk through Hall B.'
  WHEN 'incidents' THEN 'To the export control officer on the same day. Nothing is deleted.'
  WHEN 'close_out' THEN 'Sensor returned, data deleted, certificate filed.'
  WHEN 'records' THEN 'Five years from the last of the events.'
  ELSE CASE WHEN control_plan_id % 2 = 1 THEN 'Signed copies are filed under Documents.' END END
WHERE control_plan_id <> (SELECT base + 3 FROM demo_day) OR part IN ('identification', 'items', 'responsible');
INSERT INTO control_plan_access (id, control_plan_id, visitor_id, name, nationality, role, granted_on, acknowledged_on)
SELECT d.base + row_number() OVER (ORDER BY t.id, w.k), t.id, w.visitor_id, w.name, CASE WHEN w.name IS NOT NULL THEN 'US' END, w.role, date(d.day, '-90 days'), CASE WHEN (t.id + w.k) % 5 <> 0 THEN date(d.day, '-89 days') END
FROM demo_day d JOIN control_plan t JOIN (
  SELECT 1 AS k, NULL AS visitor_id, 'Dr Martha Frank' AS name, 'Principal investigator' AS role UNION ALL SELECT 2, NULL, 'Grace Whitfield', 'Technician'
  UNION ALL SELECT 3, (SELECT base + 11 FROM demo_day), NULL, 'Visiting researcher' UNION ALL SELECT 4, (SELECT base + 25 FROM demo_day), NULL, 'Visiting researcher') w;

-- Of the red flags that the checklists opened, some are settled.
UPDATE case_red_flag SET state = CASE rank % 4 WHEN 1 THEN 'explained' WHEN 2 THEN 'escalated' WHEN 3 THEN 'unresolved' ELSE 'open' END, inquiry = 'Asked the partner''s contact by letter.',
  raised_on = date((SELECT day FROM demo_day), '-12 days'),
  explained_by = CASE rank % 4 WHEN 1 THEN 'Ruth Okafor' END, explained_on = CASE rank % 4 WHEN 1 THEN date((SELECT day FROM demo_day), '-9 days') END, evidence = CASE rank % 4 WHEN 1 THEN 'Letter of the partner, see Documents' END,
  escalated_on = CASE rank % 4 WHEN 2 THEN date((SELECT day FROM demo_day), '-8 days') END, bis_reference = CASE rank % 4 WHEN 2 THEN 'Invented 2026-17' END
FROM (SELECT id AS flag_id, row_number() OVER (ORDER BY id) AS rank FROM case_red_flag) r WHERE r.flag_id = case_red_flag.id;
