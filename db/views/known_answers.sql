-- What the program knows of a case without asking: one row for each question of the checklist whose answer follows from the case's own facts and from the rule
-- tables, with why, the source and its edition. A proposal, never a decision: an officer takes it over or overrules it with a reason. Where the tables cannot know
-- there is no row, or the row says UNKNOWN; an empty table is never an answer.

-- The people of a case who are visitors, with every country that counts for them: those of whom nothing is recorded have one row without a country.
CREATE VIEW case_person (export_case_id, visitor_id, name, us_person, country, kind, current, most_recent) AS
SELECT y.export_case_id, v.id, v.family_name || coalesce(', ' || v.given_name, ''), v.us_person, z.country, z.kind, z.current, z.most_recent
FROM case_party y JOIN visitor v ON v.id = y.visitor_id LEFT JOIN citizenship z ON z.visitor_id = v.id;

-- Every country that a case touches and how. `goes`: the item or the knowledge itself gets there, or to a national of it.
CREATE VIEW case_touch (export_case_id, country, how, goes) AS
SELECT id, country, 'destination', 1 FROM export_case WHERE country IS NOT NULL
UNION ALL SELECT n.export_case_id, n.country, lower(r.label), n.role <> 'ownership' FROM case_country n JOIN case_country_role r ON r.code = n.role
UNION ALL SELECT y.export_case_id, y.country, 'seat of ' || y.name, 0 FROM case_party_list y WHERE y.country IS NOT NULL
UNION ALL SELECT export_case_id, country, CASE current WHEN 1 THEN 'nationality of ' ELSE 'former nationality of ' END || name, current FROM case_person WHERE country IS NOT NULL AND us_person = 'no';

CREATE VIEW known_answer (export_case_id, question, answer, text, why, source, as_of) AS

-- S0: the header
SELECT x.id, '0.2', 'text', x.title || coalesce('. ' || x.description, ''), 'the case says so', 'the case', NULL FROM export_case x
UNION ALL SELECT x.id, '0.3', 'text', k.label || CASE WHEN x.transfer_kind <> 'deemed' AND x.direction IN ('deemed_export', 'deemed_reexport') THEN ', deemed' ELSE '' END, 'the case says so', 'the case', NULL
  FROM export_case x JOIN transfer_kind k ON k.code = x.transfer_kind
UNION ALL SELECT x.id, '0.4', 'text', CASE x.transfer_mode WHEN 'hand_carry' THEN 'Hand-carry or laptop' ELSE m.label END, 'the case says so', 'the case', NULL FROM export_case x JOIN transfer_mode m ON m.code = x.transfer_mode
UNION ALL SELECT x.id, '0.5', 'text', d.label, 'the case says so', 'the case', NULL FROM export_case x JOIN transfer_direction d ON d.code = x.direction
UNION ALL SELECT x.id, '0.6', 'text', CASE x.temporary WHEN 1 THEN 'Temporary' || coalesce(', to be returned by ' || x.return_on, '') ELSE 'Permanent' END, 'the case says so', 'the case', NULL FROM export_case x
UNION ALL SELECT x.id, '0.7', 'text', printf('%,d', x.value_minor / CASE c.digits WHEN 0 THEN 1 WHEN 1 THEN 10 WHEN 2 THEN 100 ELSE 1000 END) || ' ' || x.value_currency, 'the case says so', 'the case', NULL
  FROM export_case x JOIN currency c ON c.code = x.value_currency
UNION ALL SELECT x.id, '0.8', 'text', (SELECT group_concat(ref, ', ') FROM (
      SELECT ref FROM partner WHERE id = x.partner_id UNION ALL SELECT ref FROM agreement WHERE id = x.agreement_id UNION ALL SELECT ref FROM project WHERE id = x.project_id
      UNION ALL SELECT ref FROM engagement WHERE id = x.engagement_id UNION ALL SELECT ref FROM visit WHERE export_case_id = x.id)), 'the case and the visits that name it', 'the case', NULL
  FROM export_case x WHERE x.partner_id IS NOT NULL OR x.agreement_id IS NOT NULL OR x.project_id IS NOT NULL OR x.engagement_id IS NOT NULL OR EXISTS (SELECT 1 FROM visit v WHERE v.export_case_id = x.id)
UNION ALL SELECT x.id, '0.11', 'text', o.label || coalesce(': ' || x.data_owner_name, ''), 'the case says so', 'the case', NULL FROM export_case x JOIN data_owner o ON o.code = x.data_owner
UNION ALL SELECT x.id, '0.12', 'text', x.requester || ', ' || x.needed_on, 'the case says so', 'the case', NULL FROM export_case x WHERE x.requester IS NOT NULL AND x.needed_on IS NOT NULL

-- S1: the agreement, and whether it binds (22 CFR 126.4(a)(2) asks for a binding one)
UNION ALL SELECT x.id, '1.2', CASE WHEN s.phase = 'in_force' AND (a.ends_on IS NULL OR a.ends_on >= d.day) THEN 'yes' ELSE 'no' END, NULL,
    a.ref || ' is ' || s.label || CASE WHEN a.ends_on IS NULL THEN '' WHEN a.ends_on < d.day THEN ', but ended on ' || a.ends_on ELSE ' until ' || a.ends_on END || '; that it covers this transfer is for you to read', 'NPR 2190.1C ch. 3', d.day
  FROM export_case x JOIN agreement a ON a.id = x.agreement_id JOIN agreement_state s ON s.code = a.state CROSS JOIN today d
UNION ALL SELECT x.id, '1.4', CASE a.legal_character WHEN 'binding' THEN 'yes' WHEN 'undetermined' THEN 'unknown' ELSE 'no' END, NULL,
    a.ref || ': legal character ' || lower(c.label) || coalesce(', decided by ' || a.legal_decided_by, '') || coalesce(' on ' || a.legal_decided_on, '')
    || CASE a.legal_character WHEN 'binding' THEN '' WHEN 'undetermined' THEN ': until it is decided the exemption for cooperative projects cannot be relied on' ELSE ': the exemption for cooperative projects (ITAR 126.4(a)(2)) needs a binding one' END, '22 CFR 126.4(a)(2); 181.2', NULL
  FROM export_case x JOIN agreement a ON a.id = x.agreement_id JOIN legal_character c ON c.code = a.legal_character
UNION ALL SELECT x.id, '1.6', 'yes', NULL, 'level: ' || c.label, 'the case', NULL FROM export_case x JOIN classification c ON c.code = x.classification WHERE x.classification <> 'unclassified'

-- S2: jurisdiction, where every item has one
UNION ALL SELECT i.export_case_id, '2.2', CASE WHEN i.itar > 0 THEN 'yes' WHEN i.undetermined > 0 THEN 'unknown' ELSE 'no' END, NULL,
    CASE WHEN i.itar > 0 THEN i.itar || ' of ' || i.items || ' items under the ITAR' WHEN i.undetermined > 0 THEN i.undetermined || ' of ' || i.items || ' items have no jurisdiction yet' ELSE 'no item is classified under the ITAR' END, 'Items of the case; 22 CFR 121.1', NULL
  FROM case_item_count i
UNION ALL SELECT i.export_case_id, '2.5', CASE WHEN i.ear > 0 THEN 'yes' ELSE 'unknown' END, NULL,
    CASE WHEN i.ear > 0 THEN i.ear || ' of ' || i.items || ' items under the EAR' ELSE i.undetermined || ' of ' || i.items || ' items have no jurisdiction yet' END, 'Items of the case; 15 CFR 734.3', NULL
  FROM case_item_count i WHERE i.ear > 0 OR i.undetermined > 0

-- S4: classification
UNION ALL SELECT m.export_case_id, '4.1', 'text', group_concat(m.title || ': ' || m.usml_category || coalesce(' ' || m.usml_paragraph, '') || CASE m.significant WHEN 1 THEN ', SME' ELSE '' END, '; '), 'items of the case', '22 CFR 121.1', min(m.list_as_of)
  FROM case_item m WHERE m.usml_category IS NOT NULL GROUP BY m.export_case_id
UNION ALL SELECT m.export_case_id, '4.2', 'text', group_concat(m.title || ': ' || m.eccn || coalesce(m.eccn_paragraph, ''), '; '), 'items of the case', '15 CFR 774 Supp. 1', min(m.list_as_of)
  FROM case_item m WHERE m.eccn IS NOT NULL GROUP BY m.export_case_id HAVING count(*) = (SELECT count(*) FROM case_item n WHERE n.export_case_id = m.export_case_id AND n.jurisdiction IN ('ear', 'undetermined'))
UNION ALL SELECT m.export_case_id, '4.3', 'text', group_concat(m.title || ': ' || lower(b.label) || coalesce(', ' || m.classified_by, '') || coalesce(', ' || m.classified_on, ''), '; '), 'items of the case', '15 CFR 748.3; 22 CFR 120.12', NULL
  FROM case_item m JOIN classification_basis b ON b.code = m.basis GROUP BY m.export_case_id HAVING count(*) = (SELECT count(*) FROM case_item n WHERE n.export_case_id = m.export_case_id)
UNION ALL SELECT m.export_case_id, '4.5', CASE WHEN min(m.kind = 'hardware') = 1 THEN 'na' WHEN min(m.eccn IS NOT NULL AND (m.kind = 'hardware' OR m.eccn = 'EAR99' OR substr(m.eccn, 2, 1) = CASE WHEN m.kind IN ('software', 'source_code') THEN 'D' ELSE 'E' END)) = 1 THEN 'yes' ELSE 'unknown' END, NULL,
    CASE WHEN min(m.kind = 'hardware') = 1 THEN 'all items are hardware' ELSE group_concat(m.title || ': ' || coalesce(m.eccn, 'none'), '; ') END, '15 CFR 738.2(b)', NULL
  FROM case_item m WHERE m.jurisdiction IN ('ear', 'undetermined') GROUP BY m.export_case_id
UNION ALL SELECT m.export_case_id, '4.7', 'yes', NULL, group_concat(m.title || ' is ' || m.eccn, '; '), '15 CFR 774 Supp. 1 Cat. 5 Part 2', min(m.list_as_of)
  FROM case_item m WHERE m.eccn IN ('5A002', '5A003', '5A004', '5B002', '5D002', '5E002') GROUP BY m.export_case_id
UNION ALL SELECT m.export_case_id, '4.8', 'text', 'List of ' || min(m.list_as_of) || ', to be read again on ' || min(m.recheck_on), 'the earliest of its items', '15 CFR 774', min(m.list_as_of)
  FROM case_item m GROUP BY m.export_case_id HAVING count(*) = count(m.list_as_of) AND count(*) = count(m.recheck_on)

-- S5: destination and nationality
UNION ALL SELECT t.export_case_id, '5.1', CASE WHEN max(h.part_746) = 1 OR max(g.e1 + g.e2) > 0 THEN 'yes' WHEN max(h.footnotes IN ('1', '6', '9')) = 1 OR count(h.country) < count(*) THEN 'unknown' ELSE 'no' END, NULL,
    CASE WHEN max(h.part_746) = 1 OR max(g.e1 + g.e2) > 0 THEN group_concat(DISTINCT CASE WHEN h.part_746 = 1 OR g.e1 + g.e2 > 0 THEN h.name END)
         WHEN max(h.footnotes IN ('1', '6', '9')) = 1 OR count(h.country) < count(*) THEN group_concat(DISTINCT CASE WHEN h.country IS NULL THEN t.country || ' has no row in the chart' WHEN h.footnotes IN ('1', '6', '9') THEN h.name || ': read part 746' END)
         ELSE group_concat(DISTINCT h.name) || ': not governed by part 746 as a whole, not in group E; OFAC''s programs are not in these tables' END,
    '15 CFR 738 Supp. 1; 740 Supp. 1', (SELECT as_of FROM rule_table WHERE name = 'country_chart')
  FROM case_touch t LEFT JOIN country_chart_territory y ON y.country = t.country LEFT JOIN country_chart h ON h.country = coalesce(y.use_row_of, t.country) LEFT JOIN country_group g ON g.country = t.country
  WHERE t.goes = 1 AND t.country <> 'US' GROUP BY t.export_case_id
UNION ALL SELECT t.export_case_id, '5.2', CASE WHEN max(i.status = 'listed') = 1 THEN 'yes' WHEN max(i.status IN ('suspended', 'removal_reported')) = 1 THEN 'unknown' ELSE 'no' END, NULL,
    coalesce(group_concat(DISTINCT CASE WHEN i.status IN ('listed', 'suspended', 'removal_reported') THEN i.name || ' (' || t.how || CASE i.status WHEN 'listed' THEN '' ELSE ', ' || replace(i.status, '_', ' ') END || ')' END), 'no country of the case is in the table: ' || group_concat(DISTINCT t.country)),
    '22 CFR 126.1', (SELECT as_of FROM rule_table WHERE name = 'itar_126_1')
  FROM case_touch t LEFT JOIN itar_126_1 i ON i.country = t.country WHERE t.country <> 'US' GROUP BY t.export_case_id
UNION ALL SELECT t.export_case_id, '5.3', 'unknown', NULL, group_concat(DISTINCT h.name) || ': United Nations sanctions are noted in the chart; read 746.1(b)', '15 CFR 738 Supp. 1, footnote 1', (SELECT as_of FROM rule_table WHERE name = 'country_chart')
  FROM case_touch t JOIN country_chart h ON h.country = t.country WHERE h.footnotes = '1' GROUP BY t.export_case_id
UNION ALL SELECT p.export_case_id, '5.6', CASE WHEN max(p.us_person = 'no' AND p.country IS NULL) = 1 THEN 'no' ELSE 'yes' END, NULL,
    CASE WHEN max(p.us_person = 'no' AND p.country IS NULL) = 1 THEN 'no citizenship is recorded of ' || group_concat(DISTINCT CASE WHEN p.us_person = 'no' AND p.country IS NULL THEN p.name END)
         ELSE group_concat(DISTINCT p.name || CASE p.us_person WHEN 'no' THEN ': ' || p.country || CASE p.most_recent WHEN 1 THEN ' (most recent)' ELSE '' END ELSE ': US person' END) END, '15 CFR 734.13(b); 22 CFR 120.50(b)', NULL
  FROM case_person p GROUP BY p.export_case_id
UNION ALL SELECT export_case_id, '5.9', 'text', group_concat(line, '; '), 'Country Groups of every country touched', '15 CFR 740 Supp. 1', (SELECT as_of FROM rule_table WHERE name = 'country_group')
  FROM (SELECT DISTINCT t.export_case_id, g.name || ':' || CASE g.a1 WHEN 1 THEN ' A:1' ELSE '' END || CASE g.a2 WHEN 1 THEN ' A:2' ELSE '' END || CASE g.a3 WHEN 1 THEN ' A:3' ELSE '' END || CASE g.a4 WHEN 1 THEN ' A:4' ELSE '' END
        || CASE g.a5 WHEN 1 THEN ' A:5' ELSE '' END || CASE g.a6 WHEN 1 THEN ' A:6' ELSE '' END || CASE g.b WHEN 1 THEN ' B' ELSE '' END || CASE g.d1 WHEN 1 THEN ' D:1' ELSE '' END || CASE g.d2 WHEN 1 THEN ' D:2' ELSE '' END
        || CASE g.d3 WHEN 1 THEN ' D:3' ELSE '' END || CASE g.d4 WHEN 1 THEN ' D:4' ELSE '' END || CASE g.d5 WHEN 1 THEN ' D:5' ELSE '' END || CASE g.e1 WHEN 1 THEN ' E:1' ELSE '' END || CASE g.e2 WHEN 1 THEN ' E:2' ELSE '' END AS line
        FROM case_touch t JOIN country_group g ON g.country = t.country ORDER BY g.name) GROUP BY export_case_id

-- S6: parties
UNION ALL SELECT y.export_case_id, '6.1', CASE WHEN count(*) = count(CASE WHEN y.screened_on IS NOT NULL AND y.list_as_of IS NOT NULL AND y.screening_outcome IS NOT NULL AND (y.rescreen_on IS NULL OR y.rescreen_on >= d.day) THEN 1 END) THEN 'yes' ELSE 'no' END, NULL,
    coalesce(group_concat(CASE WHEN y.screened_on IS NULL OR y.list_as_of IS NULL OR y.screening_outcome IS NULL THEN y.name || ': not screened' WHEN y.rescreen_on < d.day THEN y.name || ': to be screened again since ' || y.rescreen_on END, '; '),
             count(*) || ' parties screened, the first on ' || min(y.screened_on)), 'Parties of the case', min(y.list_as_of)
  FROM case_party_list y CROSS JOIN today d GROUP BY y.export_case_id
UNION ALL SELECT y.export_case_id, '6.2', CASE WHEN max(y.screening_outcome = 'match') = 1 THEN 'yes' WHEN max(y.screening_outcome = 'possible_match') = 1 OR count(y.screening_outcome) < count(*) THEN 'unknown' ELSE 'no' END, NULL,
    coalesce(group_concat(CASE WHEN y.screening_outcome IN ('match', 'possible_match') OR y.screening_outcome IS NULL THEN y.name || ': ' || lower(coalesce(y.screening_label, 'not screened')) END, '; '), 'no match stands on the days of screening; a blank result proves nothing'),
    '15 CFR 744 Supp. 4, 6, 7; 764.3', min(y.list_as_of)
  FROM case_party_list y GROUP BY y.export_case_id
UNION ALL SELECT y.export_case_id, '6.4', CASE WHEN max(y.screening_outcome = 'possible_match') = 1 THEN 'no' WHEN max(y.screening_outcome IN ('false_positive', 'match')) = 0 THEN 'na'
      WHEN max(y.screening_outcome IN ('false_positive', 'match') AND (coalesce(trim(y.screening_reason), '') = '' OR coalesce(trim(y.second_reviewer), '') = '')) = 1 THEN 'no' ELSE 'yes' END, NULL,
    CASE WHEN max(y.screening_outcome = 'possible_match') = 1 THEN 'a possible match is not decided' WHEN max(y.screening_outcome IN ('false_positive', 'match')) = 0 THEN 'there was no match'
         WHEN max(y.screening_outcome IN ('false_positive', 'match') AND (coalesce(trim(y.screening_reason), '') = '' OR coalesce(trim(y.second_reviewer), '') = '')) = 1 THEN 'a decided match lacks its reason or its second reviewer'
         ELSE 'each has its reason and its second reviewer' END, 'Office rule', NULL
  FROM case_party y WHERE y.screening_outcome IS NOT NULL GROUP BY y.export_case_id
UNION ALL SELECT y.export_case_id, '6.5', 'text', min(y.rescreen_on), 'the earliest of the parties', 'Office rule', NULL FROM case_party y GROUP BY y.export_case_id HAVING count(y.rescreen_on) > 0

-- S9: authorization
UNION ALL SELECT x.id, '9.1', CASE x.determination WHEN 'no_licence_required' THEN 'yes' ELSE 'no' END, NULL, 'the determination recorded is: ' || lower(t.label), 'the case', x.determined_on
  FROM export_case x JOIN determination t ON t.code = x.determination WHERE x.determination IN ('no_licence_required', 'exception', 'licence')
UNION ALL SELECT x.id, '9.3', 'no', NULL, 'not 126.4(a)(2): ' || a.ref || ' is ' || lower(c.label) || ', and that exemption needs a binding international agreement; other exemptions are for you to read', '22 CFR 126.4(a)(2)', NULL
  FROM export_case x JOIN agreement a ON a.id = x.agreement_id JOIN legal_character c ON c.code = a.legal_character WHERE a.legal_character NOT IN ('binding', 'undetermined')
UNION ALL SELECT x.id, '9.4', 'text', l.ref || ': ' || l.kind_label || coalesce(' ' || l.number, '') || coalesce(', issued ' || l.issued_on, '') || coalesce(', expires ' || l.expires_on, '') || ', used ' || l.used || ', ' || u.standing,
    'the register of licences', '15 CFR 750; 22 CFR 123', NULL
  FROM export_case x JOIN licence_list l ON l.id = x.licence_id JOIN licence_use u ON u.licence_id = l.id
UNION ALL SELECT x.id, '9.6', 'text', l.holder, l.ref, 'the register of licences', NULL FROM export_case x JOIN licence l ON l.id = x.licence_id WHERE l.holder IS NOT NULL

-- S10: red flags that were seen
UNION ALL SELECT f.export_case_id, q.question, 'yes', NULL, 'red flag ' || lower(group_concat(DISTINCT s.label)) || coalesce(': ' || min(f.seen), ''), '15 CFR 732 Supp. 3', NULL
  FROM case_red_flag f JOIN red_flag_question q ON q.flag = f.flag JOIN red_flag_state s ON s.code = f.state GROUP BY f.export_case_id, q.question
UNION ALL SELECT f.export_case_id, '10.24', 'text', group_concat(r.label || ': ' || lower(s.label) || coalesce(' by ' || f.explained_by, '') || coalesce(', ' || f.evidence, '') || coalesce(', ' || f.bis_reference, ''), '; '), 'red flags of the case', '15 CFR 732 Supp. 3', NULL
  FROM case_red_flag f JOIN red_flag r ON r.code = f.flag JOIN red_flag_state s ON s.code = f.state GROUP BY f.export_case_id

-- S11: the control plan
UNION ALL SELECT t.export_case_id, '11.1', 'yes', NULL, group_concat(t.ref || ' version ' || t.version || ', ' || lower(t.state_label) || coalesce(', review on ' || t.review_on, ''), '; '), 'Control plans', NULL
  FROM control_plan_list t WHERE t.export_case_id IS NOT NULL AND t.ended = 0 GROUP BY t.export_case_id
UNION ALL SELECT t.export_case_id, '11.2', CASE WHEN sum(t.people) = 0 OR sum(t.not_acknowledged) > 0 THEN 'no' ELSE 'yes' END, NULL,
    CASE WHEN sum(t.people) = 0 THEN 'the access list is empty' WHEN sum(t.not_acknowledged) > 0 THEN sum(t.not_acknowledged) || ' of ' || sum(t.people) || ' people have not acknowledged' ELSE sum(t.people) || ' people, all have acknowledged' END, 'Control plans', NULL
  FROM control_plan_list t WHERE t.export_case_id IS NOT NULL AND t.ended = 0 GROUP BY t.export_case_id

-- S12: the sign-offs, once they were asked for
UNION ALL SELECT f.export_case_id, '12.' || r.position, CASE WHEN f.decision IS NULL OR d.agrees = 0 OR o.sign_off_id IS NOT NULL THEN 'no' WHEN f.decision = 'not_applicable' THEN 'na' ELSE 'yes' END, NULL,
    CASE WHEN f.decision IS NULL THEN 'it waits' WHEN o.sign_off_id IS NOT NULL THEN 'it was given on version ' || o.facts_version || ' of the facts' ELSE lower(d.label) || coalesce(', ' || p.name, ', ' || f.name, '') || ', ' || f.decided_on END, 'Sign-offs', NULL
  FROM sign_off f JOIN sign_off_role r ON r.code = f.role LEFT JOIN decision d ON d.code = f.decision LEFT JOIN officer p ON p.id = f.officer_id LEFT JOIN sign_off_outdated o ON o.sign_off_id = f.id WHERE f.voided_on IS NULL

-- S13, S14: records and afterwards
UNION ALL SELECT r.export_case_id, '13.4', 'text', r.event_on || ', ' || r.event || ': kept until ' || r.kept_until, 'the latest of the events entered', r.cite, NULL FROM case_retention r WHERE r.event_on IS NOT NULL
UNION ALL SELECT x.id, '13.5', 'yes', NULL, x.legal_hold_reason, '15 CFR 762.6(b)', NULL FROM export_case x WHERE x.legal_hold = 1
UNION ALL SELECT x.id, '14.1', 'text', x.transferred_on || ': ' || x.title || coalesce(', to ' || x.transferred_to, ''), 'the case says so', 'the case', NULL FROM export_case x WHERE x.transferred_on IS NOT NULL
UNION ALL SELECT x.id, '14.2', CASE WHEN EXISTS (SELECT 1 FROM shipment s WHERE s.licence_id = x.licence_id AND s.export_case_id = x.id) THEN 'yes' ELSE 'no' END, NULL,
    CASE WHEN EXISTS (SELECT 1 FROM shipment s WHERE s.licence_id = x.licence_id AND s.export_case_id = x.id) THEN 'a shipment of this case stands under ' || l.ref ELSE 'no shipment of this case stands under ' || l.ref END, '22 CFR 123.22; 15 CFR 750.7', NULL
  FROM export_case x JOIN licence l ON l.id = x.licence_id WHERE x.transferred_on IS NOT NULL
UNION ALL SELECT x.id, '14.5', 'yes', NULL, 'returned on ' || x.returned_on, 'the case', NULL FROM export_case x WHERE x.returned_on IS NOT NULL;

-- How many items of each jurisdiction a case has.
CREATE VIEW case_item_count (export_case_id, items, itar, ear, undetermined) AS
SELECT export_case_id, count(*), count(CASE jurisdiction WHEN 'itar' THEN 1 END), count(CASE jurisdiction WHEN 'ear' THEN 1 END), count(CASE jurisdiction WHEN 'undetermined' THEN 1 END) FROM case_item GROUP BY export_case_id;

-- Answers that the facts contradict and that nobody overruled on these facts. Words are compared only where they were taken over from what was known: people may
-- say the same in other words. An answer that nobody was told to take over counts too, as the facts may have come later.
CREATE VIEW answer_disagreement (answer_id, export_case_id, question, answer, known, why, source) AS
SELECT w.id, w.export_case_id, w.question, w.answer, k.answer, k.why, k.source
FROM answer w JOIN known_answer k ON k.export_case_id = w.export_case_id AND k.question = w.question
WHERE w.answer IS NOT NULL AND w.answer <> 'unknown' AND k.answer NOT IN ('unknown', 'text') AND w.answer <> k.answer AND w.known_answer IS NOT k.answer
UNION ALL
SELECT w.id, w.export_case_id, w.question, w.answer, k.text, k.why, k.source
FROM answer w JOIN known_answer k ON k.export_case_id = w.export_case_id AND k.question = w.question
WHERE w.answer = 'text' AND k.answer = 'text' AND w.text <> k.text AND w.known_answer IS NOT NULL AND w.known_answer <> k.text;
