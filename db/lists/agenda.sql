-- What needs someone, over all records: late, within seven days, waiting for a person, within thirty days. Every part reads along an index over what is
-- still open, so the agenda costs what is due and not what is stored.

-- Each thing due: its day, or the last day there is for what only waits, so that a range of days is one of an index in every part; `mark` only where the clock itself says more than the day.
CREATE VIEW agenda_item (due_on, kind, mark, record, record_id, screen, ref, what, partner_id, officer_id) AS

SELECT t.due_on, 'action', NULL, 'action', t.id, 'actions', t.ref, t.title, t.partner_id, t.officer_id
FROM action t
WHERE t.state IN ('open', 'in_progress', 'waiting') AND t.due_on <= (SELECT date(day, '+30 days') FROM today)

UNION ALL
-- Concluded texts must arrive at State.
SELECT date(a.signed_on, '+' || c.limit_days || ' days'), 'transmittal',
       CASE WHEN date(a.signed_on, '+' || c.limit_days || ' days') >= (SELECT day FROM today)
            THEN 'day ' || CAST(julianday((SELECT day FROM today)) - julianday(a.signed_on) AS INTEGER) || '/' || c.limit_days END,
       'agreement', a.id, 'agreements', a.ref, 'Transmit to State', a.partner_id, a.officer_id
FROM clock c JOIN agreement a ON a.signed_on >= c.applies_from
WHERE c.code = 'transmittal' AND a.transmitted_on IS NULL AND a.signed_on IS NOT NULL AND a.signed_on <= (SELECT day FROM today)
  AND a.legal_character IN ('binding', 'qualifying_non_binding') AND a.state NOT IN (SELECT code FROM agreement_state WHERE ended = 1)

UNION ALL
-- Publication after entry into force, from a month before it is due.
SELECT date(a.in_force_on, '+' || c.limit_days || ' days'), 'publication', NULL, 'agreement', a.id, 'agreements', a.ref, 'Publication due', a.partner_id, a.officer_id
FROM clock c JOIN agreement a ON a.in_force_on >= c.applies_from
WHERE c.code = 'publication' AND a.published_on IS NULL AND a.publication_exemption IS NULL AND a.in_force_on IS NOT NULL
  AND a.in_force_on <= (SELECT date(day, '+30 days', '-' || c.limit_days || ' days') FROM today) AND a.legal_character = 'binding' AND a.state IN ('in_force', 'amending', 'extending', 'expiring')

UNION ALL
SELECT date(a.congress_asked_on, '+' || c.limit_days || ' days'), 'congress', NULL, 'agreement', a.id, 'agreements', a.ref, 'Answer for Congress', a.partner_id, a.officer_id
FROM clock c JOIN agreement a ON a.congress_asked_on >= c.applies_from
WHERE c.code = 'implementing_materials' AND a.congress_answered_on IS NULL AND a.congress_asked_on IS NOT NULL

UNION ALL
SELECT a.ends_on, 'expiry', NULL, 'agreement', a.id, 'agreements', a.ref,
       CASE WHEN a.ends_on < (SELECT day FROM today) THEN 'Has ended; state still ' || s.label
            WHEN EXISTS (SELECT 1 FROM agreement b WHERE b.parent_id = a.id AND b.kind IN ('extension', 'amendment') AND b.signed_on IS NULL) THEN 'Expires; renewal open' ELSE 'Expires' END,
       a.partner_id, a.officer_id
FROM agreement_state s JOIN agreement a ON a.state = s.code
WHERE s.phase = 'in_force' AND a.ends_on <= (SELECT date(day, '+30 days') FROM today)

UNION ALL
SELECT min(date(a.ends_on, '-' || a.notice_months || ' months'), date(a.ends_on, 'start of month', (1 - a.notice_months) || ' months', '-1 days')), 'notice', NULL, 'agreement', a.id, 'agreements', a.ref, 'Notice period begins', a.partner_id, a.officer_id
FROM agreement_state s JOIN agreement a ON a.state = s.code
WHERE s.phase = 'in_force' AND a.notice_months > 0 AND a.ends_on > (SELECT day FROM today)
  AND min(date(a.ends_on, '-' || a.notice_months || ' months'), date(a.ends_on, 'start of month', (1 - a.notice_months) || ' months', '-1 days')) BETWEEN (SELECT day FROM today) AND (SELECT date(day, '+30 days') FROM today)

UNION ALL
-- The office's own alerts before an agreement ends, in the week in which each falls.
SELECT date(a.ends_on, '-' || c.limit_months || ' months'), 'renewal', NULL, 'agreement', a.id, 'agreements', a.ref, c.title || ', ends in ' || c.limit_months || ' months', a.partner_id, a.officer_id
FROM clock c JOIN agreement_state s ON s.phase = 'in_force' AND s.code <> 'expiring' JOIN agreement a ON a.state = s.code
WHERE c.code LIKE 'renewal_%' AND c.limit_months > 1
  AND a.ends_on BETWEEN (SELECT date(day, '+' || c.limit_months || ' months', '-1 days') FROM today) AND (SELECT date(day, '+' || c.limit_months || ' months', '+8 days') FROM today)
  AND date(a.ends_on, '-' || c.limit_months || ' months') BETWEEN (SELECT day FROM today) AND (SELECT date(day, '+7 days') FROM today)

UNION ALL
-- The other clocks of texts under way: State's answer to a consultation, the agency's review of a CRADA, a changed text.
SELECT c.due_on, 'agreement_clock', CASE WHEN c.due_on >= (SELECT day FROM today) THEN 'day ' || CAST(julianday((SELECT day FROM today)) - julianday(c.starts_on) AS INTEGER) || '/' || c.limit_days END,
       'agreement', a.id, 'agreements', a.ref, c.title, a.partner_id, a.officer_id
FROM agreement a CROSS JOIN agreement_clock c ON c.agreement_id = a.id
WHERE a.state IN ('authority_requested', 'crada_work_statement', 'crada_legal_check', 'crada_agency_review') AND c.code IN ('consultation_aim', 'crada_agency', 'crada_work_statement')
  AND c.met_on IS NULL AND c.due_on <= (SELECT date(day, '+30 days') FROM today)

UNION ALL
SELECT date(a.in_force_on, '+' || c.limit_days || ' days'), 'agreement_clock', NULL, 'agreement', a.id, 'agreements', a.ref, c.title, a.partner_id, a.officer_id
FROM clock c JOIN agreement a ON a.text_changed_on IS NOT NULL AND a.text_changed_sent_on IS NULL AND a.in_force_on >= c.applies_from
WHERE c.code = 'text_changed' AND a.legal_character = 'binding' AND date(a.in_force_on, '+' || c.limit_days || ' days') <= (SELECT date(day, '+30 days') FROM today)

UNION ALL
SELECT c.due_on, 'clearance', NULL, 'clearance', c.id, 'clearances', a.ref, k.label || ' clearance open', a.partner_id, a.officer_id
FROM clearance c JOIN agreement a ON a.id = c.agreement_id JOIN clearance_kind k ON k.code = c.kind
WHERE c.decision IS NULL AND c.due_on <= (SELECT date(day, '+7 days') FROM today) AND a.state NOT IN (SELECT code FROM agreement_state WHERE ended = 1)

UNION ALL
-- The plus keeps the last day out of the index, so that the end of the days asked for is its upper bound.
SELECT v.arrives_on, 'arrival', NULL, 'visit', v.id, 'visits', v.ref,
       v.title || coalesce((SELECT ', ' || CASE count(*) WHEN 0 THEN NULL WHEN 1 THEN lower(min(k.label)) || ' review open' ELSE count(*) || ' reviews open' END
                            FROM review r JOIN review_kind k ON k.code = r.kind WHERE r.visit_id = v.id AND r.mandatory = 1 AND (r.result IS NULL OR r.result = 'information_needed')), ''),
       v.partner_id, v.officer_id
FROM visit v
WHERE v.state IN ('draft', 'submitted', 'info_needed', 'in_review', 'approved', 'approved_with_conditions', 'host_briefed', 'expected', 'change_requested')
  AND v.arrives_on >= (SELECT date(day, '-30 days') FROM today) AND +v.arrives_on <= (SELECT date(day, '+30 days') FROM today)

UNION ALL
SELECT v.departs_on, 'departure', NULL, 'visit', v.id, 'visits', v.ref, 'Should have departed: ' || v.title, v.partner_id, v.officer_id
FROM visit v
WHERE v.state = 'checked_in' AND v.departs_on < (SELECT day FROM today)

UNION ALL
-- CROSS JOIN holds the order: the open reviews that are due are few, those of a kind are all there are.
SELECT r.due_on, 'review', NULL, 'review', r.id, 'reviews', v.ref, k.label || ' review open', v.partner_id, coalesce(r.officer_id, v.officer_id)
FROM review r CROSS JOIN visit v ON v.id = r.visit_id CROSS JOIN review_kind k ON k.code = r.kind
WHERE (r.result IS NULL OR r.result = 'information_needed') AND r.due_on <= (SELECT date(day, '+7 days') FROM today) AND v.state NOT IN (SELECT code FROM visit_state WHERE ended = 1)

UNION ALL
SELECT v.report_due_on, 'host_report', NULL, 'visit', v.id, 'visits', v.ref, 'Host report due: ' || v.title, v.partner_id, v.officer_id
FROM visit v
WHERE v.report_filed_on IS NULL AND v.report_due_on IS NOT NULL AND v.report_due_on <= (SELECT date(day, '+30 days') FROM today)
  AND v.state IN ('checked_in', 'departed', 'report_due', 'reopened')

UNION ALL
SELECT coalesce(f.due_on, '9999-12-31'), 'sign_off', NULL, 'sign_off', f.id, 'sign_offs', x.ref, r.label || ' sign-off: ' || x.title, x.partner_id, f.officer_id
FROM sign_off f JOIN export_case x ON x.id = f.export_case_id JOIN sign_off_role r ON r.code = f.role
WHERE f.decision IS NULL AND f.voided_on IS NULL AND f.asked_on IS NOT NULL AND x.state NOT IN (SELECT code FROM export_case_state WHERE ended = 1)

UNION ALL
SELECT x.needed_on, 'case', NULL, 'export_case', x.id, 'cases', x.ref, 'Needed: ' || x.title, x.partner_id, x.officer_id
FROM export_case x
WHERE x.state IN ('draft', 'facts_incomplete', 'in_classification', 'in_determination', 'awaiting_ruling', 'awaiting_sign_off', 'reopened') AND x.needed_on <= (SELECT date(day, '+30 days') FROM today)

UNION ALL
SELECT x.return_on, 'return', NULL, 'export_case', x.id, 'cases', x.ref, 'Item due back: ' || x.title, x.partner_id, x.officer_id
FROM export_case x
WHERE x.return_on IS NOT NULL AND x.returned_on IS NULL AND x.transferred_on IS NOT NULL AND x.return_on <= (SELECT date(day, '+30 days') FROM today)

UNION ALL
-- What lapses in export control: licences, control plans to be reviewed, parties to be screened again in cases under way.
SELECT l.expires_on, 'licence', NULL, 'licence', l.id, 'licences', l.ref, 'Licence expires: ' || l.title, l.partner_id, l.officer_id
FROM licence l
WHERE l.state IN ('valid', 'suspended') AND l.expires_on <= (SELECT date(day, '+30 days') FROM today)

UNION ALL
SELECT t.review_on, 'control_plan', NULL, 'control_plan', t.id, 'control_plans', t.ref, 'Review the control plan: ' || t.title, NULL, t.officer_id
FROM control_plan t
WHERE t.state = 'approved' AND t.review_on <= (SELECT date(day, '+30 days') FROM today)

UNION ALL
SELECT y.rescreen_on, 'rescreening', NULL, 'case_party', y.id, 'case_parties', x.ref, 'Screen again: ' || coalesce(y.name, (SELECT name FROM partner WHERE id = y.partner_id), (SELECT family_name FROM contact WHERE id = y.contact_id), (SELECT family_name FROM visitor WHERE id = y.visitor_id)), x.partner_id, x.officer_id
FROM case_party y JOIN export_case x ON x.id = y.export_case_id
WHERE y.rescreen_on <= (SELECT date(day, '+7 days') FROM today) AND x.state NOT IN (SELECT code FROM export_case_state WHERE ended = 1)

UNION ALL
SELECT m.due_on, 'milestone', NULL, 'milestone', m.id, 'milestones', coalesce(j.ref, a.ref), 'Milestone: ' || m.title, coalesce(j.partner_id, a.partner_id), coalesce(m.officer_id, j.officer_id, a.officer_id)
FROM milestone m LEFT JOIN project j ON j.id = m.project_id LEFT JOIN agreement a ON a.id = m.agreement_id
WHERE m.done_on IS NULL AND m.due_on <= (SELECT date(day, '+30 days') FROM today) AND (j.id IS NULL OR j.state IN ('proposed', 'planned', 'active'))

UNION ALL
SELECT e.starts_on, 'engagement', NULL, 'engagement', e.id, 'engagements', e.ref, e.title, e.partner_id, e.officer_id
FROM engagement e
WHERE e.state IN ('planned', 'confirmed') AND e.starts_on BETWEEN (SELECT day FROM today) AND (SELECT date(day, '+30 days') FROM today)

UNION ALL
SELECT e.report_due_on, 'engagement_report', NULL, 'engagement', e.id, 'engagements', e.ref, 'Report due: ' || e.title, e.partner_id, e.officer_id
FROM engagement e
WHERE e.report_due_on IS NOT NULL AND e.state = 'held' AND e.report_due_on <= (SELECT date(day, '+30 days') FROM today)

UNION ALL
SELECT l.due_on, 'equipment_loan', NULL, 'equipment_loan', l.id, 'equipment_loans', l.ref, CASE l.direction WHEN 'lent' THEN 'Lent, comes back: ' ELSE 'Borrowed, goes back: ' END || l.title, l.partner_id, l.officer_id
FROM equipment_loan l
WHERE l.returned_on IS NULL AND l.lent_on IS NOT NULL AND l.due_on <= (SELECT date(day, '+30 days') FROM today)

UNION ALL
SELECT p.due_on, 'repayment', NULL, 'repayment', p.id, 'repayments', w.ref, 'Repayment due: ' || w.recipient, j.partner_id, j.officer_id
FROM repayment p JOIN award w ON w.id = p.award_id JOIN project j ON j.id = w.project_id
WHERE p.paid_on IS NULL AND p.due_on <= (SELECT date(day, '+30 days') FROM today)

UNION ALL
SELECT r.review_on, 'risk', NULL, 'risk', r.id, 'risks', j.ref, 'Look at the risk: ' || r.title, j.partner_id, coalesce(r.officer_id, j.officer_id)
FROM risk r JOIN project j ON j.id = r.project_id
WHERE r.state <> 'past' AND r.review_on <= (SELECT date(day, '+30 days') FROM today)

UNION ALL
-- What the strategy wants looked at: opportunities, research abroad, matches, the next meeting of a forum and the papers for it.
SELECT o.next_on, 'opportunity', NULL, 'opportunity', o.id, 'opportunities', o.ref, 'Next step: ' || o.title, o.partner_id, o.officer_id
FROM opportunity o
WHERE o.next_on <= (SELECT date(day, '+30 days') FROM today) AND o.state NOT IN ('realised', 'dropped')

UNION ALL
SELECT w.follow_up_on, 'watch_item', NULL, 'watch_item', w.id, 'watch_items', w.ref, 'Follow up: ' || w.title, n.partner_id, w.officer_id
FROM watch_item w LEFT JOIN need n ON n.id = w.need_id
WHERE w.follow_up_on <= (SELECT date(day, '+30 days') FROM today) AND w.state IN ('watched', 'followed')

UNION ALL
SELECT m.follow_up_on, 'research_match', NULL, 'research_match', m.id, 'research_matches', n.ref, 'Follow up the match: ' || n.title, n.partner_id, m.officer_id
FROM research_match m JOIN need n ON n.id = m.need_id
WHERE m.follow_up_on <= (SELECT date(day, '+30 days') FROM today) AND m.state IN ('candidate', 'introduced', 'talking', 'working')

UNION ALL
SELECT f.next_on, 'forum', NULL, 'forum', f.id, 'forums', 'Forum', 'Meets: ' || f.title, f.partner_id, f.officer_id
FROM forum f
WHERE f.next_on BETWEEN (SELECT day FROM today) AND (SELECT date(day, '+30 days') FROM today) AND f.engagement_id IS NULL

UNION ALL
SELECT f.papers_on, 'forum_papers', NULL, 'forum', f.id, 'forums', 'Forum', 'Papers due: ' || f.title, f.partner_id, f.officer_id
FROM forum f
WHERE f.papers_on <= (SELECT date(day, '+30 days') FROM today) AND (f.next_on IS NULL OR f.next_on >= (SELECT day FROM today));

-- The days of the arrivals above, along one index: in a large office they are most of what is due.
CREATE VIEW agenda_arrival (falls_on) AS
SELECT arrives_on FROM visit
WHERE state IN ('draft', 'submitted', 'info_needed', 'in_review', 'approved', 'approved_with_conditions', 'host_briefed', 'expected', 'change_requested')
  AND arrives_on BETWEEN (SELECT date(day, '-30 days') FROM today) AND (SELECT date(day, '+30 days') FROM today);

-- `falls_on` is the day by which it is ordered and asked for in parts (src/rules/agenda.c).
CREATE VIEW agenda (due_on, kind, urgency, mark, record, record_id, screen, ref, what, partner, officer_id, officer, falls_on) AS
SELECT nullif(i.due_on, '9999-12-31'), i.kind,
       CASE WHEN i.due_on < d.day THEN 'overdue' WHEN i.kind = 'sign_off' THEN 'waiting' WHEN i.due_on <= date(d.day, '+7 days') THEN 'week' ELSE 'month' END,
       CASE WHEN i.mark IS NOT NULL THEN i.mark WHEN i.due_on < d.day THEN CAST(julianday(d.day) - julianday(i.due_on) AS INTEGER) || ' d late'
            WHEN i.kind = 'sign_off' THEN 'waiting' WHEN i.due_on = d.day THEN 'today' ELSE 'in ' || CAST(julianday(i.due_on) - julianday(d.day) AS INTEGER) || ' d' END,
       i.record, i.record_id, i.screen, i.ref, i.what, coalesce(p.code, p.name), i.officer_id, o.login, i.due_on
FROM agenda_item i CROSS JOIN today d LEFT JOIN partner p ON p.id = i.partner_id LEFT JOIN officer o ON o.id = i.officer_id;
