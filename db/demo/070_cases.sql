-- 40 export-control cases at every stage, with their parties, countries, items, answers and sign-offs. UNKNOWN stays open.

CREATE TEMP TABLE demo_case AS
SELECT x.n, t.title, t.kind, t.eccn, t.paragraph, p.n AS partner_n, p.code, p.name AS partner, coalesce(p.country, 'BE') AS country, x.a, x.b, x.c, d.day, d.base,
       CASE x.n WHEN 1 THEN 'draft' WHEN 2 THEN 'facts_incomplete' WHEN 3 THEN 'in_classification' WHEN 4 THEN 'in_determination' WHEN 5 THEN 'awaiting_ruling' WHEN 6 THEN 'awaiting_sign_off' WHEN 7 THEN 'determined' WHEN 8 THEN 'conditions_open'
            WHEN 9 THEN 'transferred' WHEN 10 THEN 'on_hold' WHEN 11 THEN 'withdrawn' WHEN 12 THEN 'reopened' WHEN 13 THEN 'superseded' WHEN 14 THEN 'purge_due' WHEN 15 THEN 'awaiting_sign_off' WHEN 16 THEN 'awaiting_sign_off'
            ELSE CASE x.n % 8 WHEN 1 THEN 'draft' WHEN 2 THEN 'in_determination' WHEN 3 THEN 'transferred' WHEN 4 THEN 'closed' WHEN 5 THEN 'awaiting_sign_off' WHEN 6 THEN 'in_classification' WHEN 7 THEN 'determined' ELSE 'closed' END END AS state
FROM demo_dice x JOIN demo_case_title t ON CAST(t.n AS INTEGER) = (x.n - 1) % 20 + 1 JOIN demo_partner p ON CAST(p.n AS INTEGER) = (x.n * 5 + x.n / 20) % 18 + 1, demo_day d WHERE x.n <= 40 ORDER BY x.n;

INSERT INTO export_case (id, ref, title, description, state, transfer_kind, transfer_mode, direction, temporary, return_on, returned_on, value_minor, value_currency, country, partner_id, agreement_id, project_id, data_owner, requester, officer_id, requested_on, needed_on,
  jurisdiction, outside_ruling, ruling_number, ruling_asked_on, determination, determined_on, determined_by, determination_basis, authorization, authorization_ends_on, conditions, transferred_on, transferred_to, closed_on, retention_starts_on, notes)
SELECT c.base + c.n, printf('EXC-%s-%03d', strftime('%Y', c.asked), row_number() OVER (PARTITION BY strftime('%Y', c.asked) ORDER BY c.asked, c.n)), c.title || ', ' || c.partner, 'Invented for the demonstration.', c.state, c.kind,
       CASE c.kind WHEN 'deemed' THEN 'visit' WHEN 'hardware' THEN 'shipment' WHEN 'service' THEN 'meeting' ELSE 'electronic' END, CASE c.kind WHEN 'deemed' THEN 'deemed_export' ELSE 'export' END, c.kind = 'hardware',
       CASE WHEN c.kind = 'hardware' THEN date(c.day, (CASE c.state WHEN 'closed' THEN -200 WHEN 'purge_due' THEN -1900 WHEN 'transferred' THEN 12 + c.n ELSE 200 END) || ' days') END,
       CASE WHEN c.kind = 'hardware' THEN CASE c.state WHEN 'closed' THEN date(c.day, '-203 days') WHEN 'purge_due' THEN date(c.day, '-1903 days') END END,
       CASE WHEN c.kind IN ('hardware', 'software') THEN (5 + c.a % 200) * 100000 END, CASE WHEN c.kind IN ('hardware', 'software') THEN 'USD' END, c.country, c.base + c.partner_n,
       (SELECT min(a.id) FROM agreement a JOIN agreement_state s ON s.code = a.state WHERE a.partner_id = c.base + c.partner_n AND s.phase = 'in_force'), (SELECT min(p.id) FROM project p WHERE p.partner_id = c.base + c.partner_n), 'us_government',
       CASE c.n % 3 WHEN 0 THEN 'Martha Frank' WHEN 1 THEN 'Grace Whitfield' ELSE 'Nadia Brooks' END, c.base + 5, c.asked, c.needed,
       CASE WHEN c.state IN ('draft', 'facts_incomplete', 'in_classification', 'awaiting_ruling') THEN 'undetermined' ELSE 'ear' END, CASE c.state WHEN 'awaiting_ruling' THEN 'ccats' END, CASE c.state WHEN 'awaiting_ruling' THEN 'Z000000 (invented)' END,
       CASE c.state WHEN 'awaiting_ruling' THEN date(c.asked, '+10 days') END, c.determination, CASE WHEN c.determination IS NOT NULL THEN date(c.asked, '+40 days') END, CASE WHEN c.determination IS NOT NULL THEN 'Ruth Okafor' END,
       CASE WHEN c.determination IS NOT NULL THEN 'See the answers and the sign-offs' END, CASE c.determination WHEN 'exception' THEN 'TMP, paragraph to be named (invented)' WHEN 'licence' THEN 'D0000000 (invented)' END,
       CASE c.determination WHEN 'licence' THEN date(c.asked, '+1400 days') END, CASE WHEN c.state = 'conditions_open' THEN 'Delivery note and return proof are missing' END, CASE WHEN c.gone THEN date(c.asked, '+50 days') END, CASE WHEN c.gone THEN 'The partner''s laboratory' END,
       CASE WHEN c.state IN ('closed', 'purge_due') THEN date(c.asked, '+90 days') END, CASE WHEN c.state IN ('closed', 'purge_due') THEN date(c.asked, '+90 days') END, 'Demonstration: invented. Nothing here is advice on a real item.'
FROM (SELECT k.*, date(k.day, (CASE WHEN k.state = 'purge_due' THEN -2000 WHEN k.state IN ('closed', 'transferred', 'determined', 'conditions_open', 'superseded', 'withdrawn', 'reopened') THEN -(100 + k.n * 9) ELSE -(10 + k.n) END) || ' days') AS asked,
             date(k.day, (CASE WHEN k.state IN ('draft', 'facts_incomplete', 'in_classification', 'in_determination', 'awaiting_ruling', 'awaiting_sign_off', 'on_hold') THEN CASE WHEN k.n = 2 THEN -3 ELSE 4 + k.n * 3 END ELSE -(20 + k.n) END) || ' days') AS needed,
             CASE WHEN k.state IN ('determined', 'conditions_open', 'transferred', 'closed', 'purge_due') THEN CASE k.n % 4 WHEN 0 THEN 'no_licence_required' WHEN 1 THEN 'exception' WHEN 2 THEN 'not_subject' ELSE 'licence' END END AS determination,
             k.state IN ('conditions_open', 'transferred', 'closed', 'purge_due') AS gone FROM demo_case k) c
ORDER BY c.n;
-- The visit of the delegation discloses under the case of the portal sensor.
UPDATE visit SET export_case_id = (SELECT base + 21 FROM demo_day) WHERE id = (SELECT base + 7 FROM demo_day);

INSERT INTO case_party (id, export_case_id, role, partner_id, contact_id, country, screened_on, list_as_of, screening_outcome, rescreen_on)
SELECT c.base + (c.n - 1) * 2 + k, c.base + c.n, CASE k WHEN 1 THEN 'end_user' ELSE 'individual' END, CASE k WHEN 1 THEN c.base + c.partner_n END, CASE k WHEN 2 THEN (SELECT min(id) FROM contact WHERE partner_id = c.base + c.partner_n) END, c.country,
       CASE WHEN c.state NOT IN ('draft', 'facts_incomplete') THEN date(c.day, '-15 days') END, CASE WHEN c.state NOT IN ('draft', 'facts_incomplete') THEN date(c.day, '-16 days') END,
       CASE WHEN c.state NOT IN ('draft', 'facts_incomplete') THEN CASE WHEN c.n = 4 AND k = 2 THEN 'possible_match' ELSE 'no_match_found' END END, date(c.day, '+60 days')
FROM demo_case c, (SELECT 1 AS k UNION ALL SELECT 2) WHERE k = 1 OR EXISTS (SELECT 1 FROM contact WHERE partner_id = c.base + c.partner_n) ORDER BY c.n, k;

INSERT INTO case_country (id, export_case_id, country, role)
SELECT c.base + c.n, c.base + c.n, c.country, CASE c.kind WHEN 'deemed' THEN 'nationality' ELSE 'destination' END FROM demo_case c ORDER BY c.n;

INSERT INTO case_item (id, export_case_id, title, kind, quantity, value_minor, value_currency, jurisdiction, eccn, eccn_paragraph, basis, classified_by, classified_on, list_as_of, recheck_on)
SELECT c.base + c.n, c.base + c.n, c.title, c.kind, CASE WHEN c.kind = 'hardware' THEN 1 + c.b % 4 END, CASE WHEN c.kind IN ('hardware', 'software') THEN (5 + c.a % 200) * 100000 END, CASE WHEN c.kind IN ('hardware', 'software') THEN 'USD' END,
       CASE WHEN c.state IN ('draft', 'facts_incomplete', 'in_classification', 'awaiting_ruling') THEN 'undetermined' ELSE 'ear' END, CASE WHEN c.state NOT IN ('draft', 'facts_incomplete', 'in_classification') THEN c.eccn END,
       CASE WHEN c.state NOT IN ('draft', 'facts_incomplete', 'in_classification') THEN c.paragraph END, CASE WHEN c.state NOT IN ('draft', 'facts_incomplete', 'in_classification') THEN 'self' END,
       CASE WHEN c.state NOT IN ('draft', 'facts_incomplete', 'in_classification') THEN 'Classification reviewer' END, CASE WHEN c.state NOT IN ('draft', 'facts_incomplete', 'in_classification') THEN date(c.day, '-20 days') END,
       (SELECT as_of FROM rule_table WHERE name = 'eccn'), date(c.day, '+180 days')
FROM demo_case c ORDER BY c.n;

-- Sign-offs in their order: all given where the case is determined; the first ones given and the next one waiting where it awaits them.
INSERT INTO sign_off (id, export_case_id, role, officer_id, name, asked_on, due_on, decision, decided_on, comment)
SELECT c.base + (c.n - 1) * 8 + r.position, c.base + c.n, r.code, CASE r.code WHEN 'export_control_officer' THEN c.base + 5 WHEN 'approving_official' THEN c.base + 6 END, CASE WHEN r.code NOT IN ('export_control_officer', 'approving_official') THEN 'Official for: ' || lower(r.label) END,
       CASE WHEN r.position <= reach + 1 THEN date(c.day, printf('-%d days', 30 - r.position * 2)) END, CASE WHEN r.position = reach + 1 THEN date(c.day, (c.n % 9 - 2) || ' days') END,
       CASE WHEN r.position <= reach THEN CASE r.position WHEN 6 THEN 'concur_with_conditions' WHEN 7 THEN 'not_applicable' ELSE 'concur' END END, CASE WHEN r.position <= reach THEN date(c.day, printf('-%d days', 29 - r.position * 2)) END,
       CASE WHEN r.position = 6 AND reach >= 6 THEN 'Return proof to be filed' END
FROM (SELECT k.*, CASE WHEN k.state IN ('determined', 'conditions_open', 'transferred', 'closed', 'purge_due', 'reopened') THEN 8 WHEN k.state = 'awaiting_sign_off' THEN 3 + k.n % 5 ELSE 0 END AS reach FROM demo_case k) c JOIN sign_off_role r
WHERE c.state IN ('awaiting_sign_off', 'determined', 'conditions_open', 'transferred', 'closed', 'purge_due', 'reopened') ORDER BY c.n, r.position;
