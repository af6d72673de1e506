-- 300 visitors and 120 visits in every state: coming, on site today, departed with the host's report due, closed, and those that came to nothing.

INSERT INTO visitor (id, family_name, given_name, native_name, title, gender, born_on, birth_country, us_person, identity_country, identity_expires_on, email, languages, partner_id, position, employer, employer_country,
  expertise, foreign_government, foreign_military, fams_reference, fams_outcome, fams_on, screened_on, screening_outcome, purge_on)
SELECT d.base + p.n - 80, p.family_name, p.given_name, p.native_name, j.title, p.gender, date(d.day, printf('-%d days', 10000 + p.more_luck % 12000)), p.citizenship,
       CASE WHEN p.n % 29 = 0 THEN 'permanent_resident' WHEN p.n % 97 = 0 THEN 'dual_citizen' ELSE 'no' END, p.citizenship,
       date(d.day, printf('+%d days', CASE WHEN p.n % 37 = 0 THEN 15 ELSE 300 + p.luck % 2500 END)), 'visitor' || (p.n - 80) || '@example.org',
       CASE p.culture WHEN 'FR' THEN 'French, English' WHEN 'DE' THEN 'German, English' WHEN 'KR' THEN 'Korean, English' WHEN 'JP' THEN 'Japanese, English' WHEN 'ES' THEN 'Spanish, English' ELSE 'English' END,
       d.base + p.partner_n, j.position, (SELECT o.name FROM demo_organisation o WHERE o.partner = p.partner AND CAST(o.n AS INTEGER) = p.n % 3),
       coalesce((SELECT q.country FROM demo_partner q WHERE q.code = p.partner), 'BE'), j.expertise, p.n % 3 = 0, p.n % 23 = 0,
       printf('FAMS-%05d (invented)', 20000 + p.n), CASE WHEN p.n % 11 <> 0 THEN 'no_derogatory_information' END, CASE WHEN p.n % 11 <> 0 THEN date(d.day, printf('-%d days', 5 + p.luck % 300)) END,
       date(d.day, printf('-%d days', 2 + p.luck % 200)), CASE WHEN p.n % 59 = 0 THEN 'possible_match' ELSE 'no_match_found' END, NULL
FROM demo_person p JOIN demo_job j ON j.n = p.luck / 17 % 10, demo_day d WHERE p.n > 80 ORDER BY p.n;

-- Citizenships: the one they travel on; some hold another, some held one before, some reside in the United States.
INSERT INTO citizenship (id, visitor_id, country, kind, current, most_recent, since, until)
SELECT d.base + row_number() OVER (ORDER BY visitor, rank), d.base + visitor, country, kind, current, most_recent, CASE rank WHEN 1 THEN NULL ELSE date(d.day, '-4000 days') END, CASE WHEN current = 0 THEN date(d.day, '-1500 days') END
FROM (SELECT n - 80 AS visitor, 1 AS rank, citizenship AS country, 'citizenship' AS kind, 1 AS current, 1 AS most_recent FROM demo_person WHERE n > 80
      UNION ALL SELECT n - 80, 2, CASE citizenship WHEN 'IE' THEN 'PT' ELSE 'IE' END, 'citizenship', 1, 0 FROM demo_person WHERE n > 80 AND n % 13 = 0
      UNION ALL SELECT n - 80, 3, CASE citizenship WHEN 'TR' THEN 'EG' ELSE 'TR' END, 'citizenship', 0, 0 FROM demo_person WHERE n > 80 AND n % 21 = 0
      UNION ALL SELECT n - 80, 4, 'US', 'citizenship', 1, 0 FROM demo_person WHERE n > 80 AND n % 97 = 0 AND n % 29 <> 0
      UNION ALL SELECT n - 80, 5, 'US', 'permanent_residence', 1, 1 FROM demo_person WHERE n > 80 AND n % 29 = 0), demo_day d;

CREATE TEMP TABLE demo_visit_state (n INTEGER PRIMARY KEY, state TEXT, starts INTEGER);
INSERT INTO demo_visit_state VALUES
  (1, 'expected', 1), (2, 'expected', 2), (3, 'host_briefed', 3), (4, 'approved', 4), (5, 'approved_with_conditions', 5), (6, 'in_review', 6), (7, 'in_review', 9), (8, 'in_review', 8),
  (9, 'info_needed', 10), (10, 'submitted', 12), (11, 'expected', 7), (12, 'change_requested', 11),
  (45, 'report_filed', -28), (46, 'reopened', -90), (47, 'suspended', 25), (48, 'lapsed', -40), (49, 'revoked', -75), (50, 'no_show', -50), (51, 'cancelled', -22), (52, 'denied_entry', -64), (53, 'denied', -30), (54, 'withdrawn', -18);
INSERT INTO demo_visit_state
SELECT n, CASE WHEN n <= 30 THEN CASE n % 5 WHEN 0 THEN 'draft' WHEN 1 THEN 'submitted' WHEN 2 THEN 'in_review' WHEN 3 THEN 'approved' ELSE 'draft' END
               WHEN n <= 36 THEN 'checked_in' WHEN n <= 40 THEN 'departed' WHEN n <= 44 THEN 'report_due' WHEN n <= 116 THEN 'closed' ELSE 'purged' END,
       CASE WHEN n <= 30 THEN 13 + (n - 13) * 5 WHEN n <= 35 THEN -(n - 30) WHEN n = 36 THEN -9 WHEN n <= 44 THEN -(n - 34) * 2 WHEN n <= 116 THEN -(40 + (n - 54) * 9) ELSE -(900 + n) END
FROM demo_dice WHERE n BETWEEN 13 AND 44 OR n BETWEEN 55 AND 120;

CREATE TEMP TABLE demo_visit AS
SELECT s.n, s.state, v.position, v.phase, s.starts, t.kind, t.site, t.subjects, CAST(p.n AS INTEGER) AS partner_n, p.code, p.name AS partner, CAST(p.officer AS INTEGER) AS officer, x.a, x.b, x.c, d.day, d.base,
       CASE WHEN s.n = 7 THEN 8 ELSE 1 + x.b % 5 END AS size,
       CASE WHEN s.n = 7 THEN 'Delegation of 8, portal sensor trial' ELSE t.title END AS title,
       date(d.day, s.starts || ' days') AS arrives_on,
       date(d.day, (s.starts + CASE WHEN s.n = 36 THEN 7 WHEN s.n BETWEEN 31 AND 35 THEN -s.starts + s.n % 4 WHEN t.kind = 'assignment' AND s.starts < -60 THEN 30 ELSE x.c % 3 END) || ' days') AS departs_on
FROM demo_visit_state s JOIN demo_visit_title t ON CAST(t.n AS INTEGER) = CASE WHEN s.n = 7 THEN 2 ELSE (s.n * 3) % 14 + 1 END JOIN demo_partner p ON CAST(p.n AS INTEGER) = (s.n * 7) % 18 + 1
JOIN demo_dice x ON x.n = s.n + 1200 JOIN visit_state v ON v.code = s.state, demo_day d ORDER BY s.n;

INSERT INTO visit (id, ref, title, kind, state, partner_id, organisation, purpose, justification, subjects, agreement_id, project_id, arrives_on, arrive_time, departs_on, depart_time, submitted_on, site, non_public_areas, it_access,
  it_systems, itinerary, items_brought, photography, hospitality, funded_by, agenda, officer_id, host_id, host_accepted_on, approving_manager, approved_on, approval_ends_on, security_plan, escort_required, hours, provisos,
  host_acknowledged_on, host_briefed_on, visitors_briefed_on, arrived_on, departed_on, report_due_on, report_filed_on, report, lessons, closed_by, closed_on, purge_on, purged_on, notes)
SELECT v.base + v.n, printf('VIS-%s-%03d', strftime('%Y', min(date(v.arrives_on, '-40 days'), v.day)), row_number() OVER (PARTITION BY strftime('%Y', min(date(v.arrives_on, '-40 days'), v.day)) ORDER BY v.arrives_on, v.n)), v.title, v.kind, v.state, v.base + v.partner_n,
       (SELECT o.name FROM demo_organisation o WHERE o.partner = v.code AND CAST(o.n AS INTEGER) = v.n % 3), 'Compare methods and agree the next steps of the joint work', 'Results flow into the programme of both sides', v.subjects,
       (SELECT min(a.id) FROM agreement a JOIN agreement_state s ON s.code = a.state WHERE a.partner_id = v.base + v.partner_n AND s.phase = 'in_force'), (SELECT min(p.id) FROM project p WHERE p.partner_id = v.base + v.partner_n AND p.state = 'active'),
       v.arrives_on, '09:00', v.departs_on, '16:30', CASE WHEN v.state <> 'draft' THEN date(v.arrives_on, '-38 days') END, v.site, v.site NOT LIKE 'Headquarters%' AND v.kind NOT IN ('virtual', 'conference'), v.kind IN ('assignment', 'virtual'),
       CASE WHEN v.kind IN ('assignment', 'virtual') THEN 'Data exchange server, read only' END, '09:00 badge office, 09:30 talks, 13:00 laboratory, 16:00 summary', CASE v.n % 4 WHEN 0 THEN 'Two laptops' WHEN 1 THEN 'One camera, left at the badge office' END,
       CASE v.n % 5 WHEN 0 THEN 'official' ELSE 'none' END, 'Working lunch', 'Their own ministry', 'Welcome, talks, laboratory, summary', v.base + 4, v.base + 3 + v.n % 12,
       CASE WHEN v.position >= 5 AND v.state NOT IN ('withdrawn') THEN date(v.arrives_on, '-30 days') END, CASE WHEN v.state <> 'draft' THEN 'J. Whitaker' END,
       CASE WHEN v.phase NOT IN ('asking') AND v.state NOT IN ('denied', 'withdrawn') THEN date(min(v.arrives_on, v.day), '-10 days') END, CASE WHEN v.phase NOT IN ('asking') AND v.state NOT IN ('denied', 'withdrawn') THEN date(v.departs_on, CASE v.state WHEN 'lapsed' THEN '+0 days' ELSE '+30 days' END) END,
       CASE v.n % 4 WHEN 0 THEN 'specific' ELSE 'generic' END, v.kind <> 'conference', '08:30 to 17:00', CASE WHEN v.state = 'approved_with_conditions' OR v.n % 6 = 0 THEN 'No photographs of their own. Own devices stay at the badge office. Hall B only with escort.' END,
       CASE WHEN v.state IN ('host_briefed', 'expected') OR v.phase IN ('on_site', 'closing') OR v.state IN ('closed', 'purged') THEN date(min(v.arrives_on, v.day), '-5 days') END,
       CASE WHEN v.state IN ('host_briefed', 'expected') OR v.phase IN ('on_site', 'closing') OR v.state IN ('closed', 'purged') THEN date(min(v.arrives_on, v.day), '-4 days') END,
       CASE WHEN v.state IN ('expected') OR v.phase IN ('on_site', 'closing') OR v.state IN ('closed', 'purged') THEN date(min(v.arrives_on, v.day), '-1 days') END,
       CASE WHEN v.phase IN ('on_site', 'closing') OR v.state IN ('closed', 'purged', 'revoked') THEN v.arrives_on END, CASE WHEN v.phase = 'closing' OR v.state IN ('closed', 'purged', 'revoked') THEN v.departs_on END,
       CASE WHEN v.phase IN ('on_site', 'closing') OR v.state IN ('closed', 'purged') THEN date(v.departs_on, '+14 days') END, CASE WHEN v.state IN ('report_filed', 'reopened', 'closed', 'purged') THEN date(v.departs_on, '+10 days') END,
       CASE WHEN v.state IN ('report_filed', 'reopened', 'closed', 'purged') THEN 'Talks as planned; areas as approved; next steps in the action list.' END, CASE WHEN v.n % 8 = 0 AND v.state IN ('closed', 'purged') THEN 'Begin the badge list a week earlier' END,
       CASE WHEN v.state IN ('closed', 'purged') THEN 'omar.haddad' END, CASE WHEN v.state IN ('closed', 'purged') THEN date(v.departs_on, '+16 days') END,
       CASE WHEN v.state IN ('closed', 'purged') THEN date(v.departs_on, '+1095 days') END, CASE WHEN v.state = 'purged' THEN date(v.day, '-20 days') END, 'Demonstration: invented.'
FROM demo_visit v ORDER BY v.n;
UPDATE visit SET title = title || ', ' || (SELECT partner FROM demo_visit v WHERE v.base + v.n = visit.id) WHERE id <> (SELECT base + 7 FROM demo_day);

-- Visitors take turns within their partner's people. A purged visit has none left.
INSERT INTO visit_visitor (id, visit_id, visitor_id, part, state, badge_kind, badge_no, badge_issued_on, badge_returned_on, account, account_ends_on, account_closed_on, acknowledged_on, identity_document, identity_seen_by, identity_seen_on, arrived_on, briefed_on, departed_on)
SELECT v.base + row_number() OVER (ORDER BY v.n, turn), v.base + v.n, visitor_id, CASE turn WHEN 0 THEN 'head' ELSE CASE WHEN v.n = 7 AND turn = 7 THEN 'interpreter' ELSE 'member' END END,
       CASE WHEN v.state = 'checked_in' THEN 'on_site' WHEN v.phase = 'closing' OR v.state IN ('closed', 'revoked') THEN 'departed' WHEN v.phase = 'approved' THEN 'approved' WHEN v.state IN ('denied', 'withdrawn', 'no_show', 'denied_entry') THEN v.state
            WHEN v.state IN ('submitted', 'in_review', 'info_needed', 'change_requested') THEN 'in_review' ELSE 'named' END,
       CASE WHEN there THEN 'escorted' END, CASE WHEN there THEN printf('B-%04d', v.n * 10 + turn) END, CASE WHEN there THEN v.arrives_on END, CASE WHEN there AND v.state <> 'checked_in' THEN v.departs_on END,
       CASE WHEN there AND v.kind = 'assignment' THEN printf('guest%03d', v.n * 7 + turn) END, CASE WHEN there AND v.kind = 'assignment' THEN v.departs_on END, CASE WHEN there AND v.kind = 'assignment' AND v.state <> 'checked_in' THEN v.departs_on END,
       CASE WHEN there THEN v.arrives_on END, CASE WHEN there THEN 'passport' END, CASE WHEN there THEN 'badge office' END, CASE WHEN there THEN v.arrives_on END, CASE WHEN there THEN v.arrives_on END, CASE WHEN there THEN v.arrives_on END,
       CASE WHEN there AND v.state <> 'checked_in' THEN v.departs_on END
FROM (SELECT v.*, w.id AS visitor_id, (w.rank - v.n * 3 % w.people + w.people) % w.people AS turn, v.phase IN ('on_site', 'closing') OR v.state IN ('closed', 'revoked') AS there
      FROM demo_visit v JOIN (SELECT id, partner_id, row_number() OVER (PARTITION BY partner_id ORDER BY id) - 1 AS rank, count(*) OVER (PARTITION BY partner_id) AS people FROM visitor) w ON w.partner_id = v.base + v.partner_n) v
WHERE turn < size AND v.state <> 'purged';

INSERT INTO visit_area (id, visit_id, site, building, room, area, point_of_contact, public_area, escort_required, on_day, from_time, to_time)
SELECT v.base + (v.n - 1) * 2 + k, v.base + v.n, v.site, CASE k WHEN 1 THEN 'Main building' ELSE 'Annex' END, CASE k WHEN 1 THEN 'Conference room 4' ELSE 'Hall B' END, CASE k WHEN 1 THEN 'Conference area' ELSE 'Test hall' END,
       (SELECT name FROM host h WHERE h.id = v.base + 3 + v.n % 12), k = 1, k = 2, v.arrives_on, CASE k WHEN 1 THEN '09:30' ELSE '13:00' END, CASE k WHEN 1 THEN '12:00' ELSE '16:00' END
FROM demo_visit v, (SELECT 1 AS k UNION ALL SELECT 2) WHERE v.kind NOT IN ('virtual', 'conference') AND (k = 1 OR v.site NOT LIKE 'Headquarters%') ORDER BY v.n, k;

INSERT INTO visit_escort (id, visit_id, host_id, phone)
SELECT v.base + v.n, v.base + v.n, v.base + 1 + (v.n * 5) % 14, printf('555-02%02d', v.n % 100) FROM demo_visit v WHERE v.kind NOT IN ('virtual', 'conference') AND v.phase <> 'asking' AND v.state <> 'purged' ORDER BY v.n;

-- Reviews, parallel. Of what is in review some are back, some open, some late; the delegation of eight waits for its area review alone.
INSERT INTO review (id, visit_id, kind, mandatory, reviewer, officer_id, requested_on, due_on, returned_on, result, valid_until, conditions)
SELECT base + row_number() OVER (ORDER BY n, place), base + n, review, 1, 'Reviewer for ' || lower(label), CASE review WHEN 'export_control' THEN base + 5 END, requested_on, due_on,
       CASE WHEN NOT open AND result <> 'information_needed' THEN date(requested_on, printf('+%d days', 6 + place)) END, CASE WHEN NOT open THEN result END,
       CASE WHEN NOT open AND result <> 'information_needed' THEN date(departs_on, '+20 days') END, CASE WHEN result = 'no_objection_with_conditions' AND NOT open THEN 'Escort in the test hall; no own devices' END
FROM (SELECT v.*, k.code AS review, k.label, k.position AS place, date(v.arrives_on, '-30 days') AS requested_on, date(v.arrives_on, '-8 days') AS due_on,
             CASE WHEN v.n = 7 THEN k.code = 'area' WHEN v.state = 'submitted' THEN 1 WHEN v.state IN ('in_review', 'change_requested', 'info_needed') THEN (v.n + k.position) % 3 = 0 ELSE 0 END AS open,
             CASE WHEN v.state = 'denied' AND k.code = 'security_check' THEN 'objection' WHEN v.state = 'info_needed' AND k.code = 'export_control' THEN 'information_needed'
                  WHEN k.code IN ('security_check', 'counter_intelligence') THEN 'no_derogatory_information' WHEN (v.n + k.position) % 6 = 0 OR v.state = 'approved_with_conditions' THEN 'no_objection_with_conditions' ELSE 'no_objection' END AS result
      FROM demo_visit v JOIN review_kind k
        ON k.code IN ('export_control', 'security_check') OR (k.code = 'area' AND v.kind <> 'virtual') OR (k.code = 'counter_intelligence' AND v.n % 3 = 0) OR (k.code = 'information_security' AND v.kind IN ('assignment', 'virtual'))
        OR (k.code = 'legal_disclosure' AND v.n % 4 = 0) OR (k.code = 'headquarters' AND v.kind = 'high_level')
      WHERE v.state NOT IN ('draft'));
