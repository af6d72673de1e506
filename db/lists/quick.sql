-- What the quick filters of the long lists are read along: `along` in a screen file names a view (id, key) with the ids that the filter's criterion selects and, as
-- key, what the list is then ordered by; NULL where that is the id. Each reads one index of migration 0024, so that a filter costs what it shows and what is open,
-- not what the office ever had. tests/unit/screen/test_quick.c holds each to its criterion, and every quick filter to what it may read.

-- Visits that have not ended: the list of states is that of the index visit_open, letter by letter.
CREATE VIEW visit_quick_coming (id, key) AS
SELECT id, arrives_on FROM visit
WHERE state NOT IN ('cancelled', 'closed', 'denied', 'denied_entry', 'no_show', 'purged', 'revoked', 'withdrawn')
  AND arrives_on BETWEEN (SELECT day FROM today) AND (SELECT date(day, '+14 days') FROM today);

-- visit_count knows as well, but is as long as all visits: the index of what is missing (review_missing) is small.
CREATE VIEW visit_quick_review_open (id, key) AS
SELECT v.id, v.arrives_on FROM visit v
WHERE v.state NOT IN ('cancelled', 'closed', 'denied', 'denied_entry', 'no_show', 'purged', 'revoked', 'withdrawn')
  AND EXISTS (SELECT 1 FROM review r WHERE r.visit_id = v.id AND r.mandatory = 1 AND (r.result IS NULL OR r.result = 'information_needed'));

-- As visit_list reckons lead_short.
CREATE VIEW visit_quick_asked_late (id, key) AS
SELECT v.id, v.arrives_on FROM visit v CROSS JOIN lead_time t ON t.code = 'office_' || v.kind
WHERE v.state NOT IN ('cancelled', 'closed', 'denied', 'denied_entry', 'no_show', 'purged', 'revoked', 'withdrawn')
  AND t.calendar_days > CAST(julianday(v.arrives_on) - julianday(coalesce(v.submitted_on, (SELECT day FROM today))) AS INTEGER);

CREATE VIEW visitor_quick_possible_match (id, key) AS
SELECT id, family_name || coalesce(', ' || given_name, '') FROM visitor WHERE screening_outcome = 'possible_match';
CREATE VIEW visitor_quick_never_screened (id, key) AS
SELECT id, NULL FROM visitor WHERE screened_on IS NULL;
CREATE VIEW visitor_quick_screened_long_ago (id, key) AS
SELECT id, screened_on FROM visitor WHERE screened_on < (SELECT date(day, '-180 days') FROM today);
CREATE VIEW visitor_quick_purge_due (id, key) AS
SELECT id, purge_on FROM visitor WHERE purge_on IS NOT NULL AND purged_on IS NULL AND purge_on <= (SELECT day FROM today);

CREATE VIEW review_quick_open (id, key) AS
SELECT id, due_on FROM review WHERE result IS NULL OR result = 'information_needed';
CREATE VIEW review_quick_overdue (id, key) AS
SELECT id, due_on FROM review WHERE (result IS NULL OR result = 'information_needed') AND result IS NULL AND due_on < (SELECT day FROM today);
CREATE VIEW review_quick_objections (id, key) AS
SELECT id, due_on FROM review WHERE result = 'objection';

CREATE VIEW visit_visitor_quick_on_site (id, key) AS
SELECT x.id, n.family_name || coalesce(', ' || n.given_name, '') FROM visit_visitor x CROSS JOIN visitor n ON n.id = x.visitor_id WHERE x.state = 'on_site';
CREATE VIEW visit_visitor_quick_badge_out (id, key) AS
SELECT id, badge_issued_on FROM visit_visitor WHERE badge_issued_on IS NOT NULL AND badge_returned_on IS NULL;
CREATE VIEW visit_visitor_quick_account_open (id, key) AS
SELECT id, account_ends_on FROM visit_visitor WHERE account_ends_on IS NOT NULL AND account_closed_on IS NULL;
CREATE VIEW visit_visitor_quick_possible_match (id, key) AS
SELECT x.id, n.family_name || coalesce(', ' || n.given_name, '') FROM visitor n CROSS JOIN visit_visitor x ON x.visitor_id = n.id WHERE n.screening_outcome = 'possible_match';

CREATE VIEW visit_item_quick_out (id, key) AS
SELECT id, on_day FROM visit_item WHERE way IN ('brought', 'lent') AND back_on IS NULL;

CREATE VIEW action_quick_open (id, key) AS
SELECT id, due_on FROM action WHERE state IN ('open', 'in_progress', 'waiting');
CREATE VIEW action_quick_overdue (id, key) AS
SELECT id, due_on FROM action WHERE state IN ('open', 'in_progress', 'waiting') AND due_on < (SELECT day FROM today);
CREATE VIEW action_quick_week (id, key) AS
SELECT id, due_on FROM action WHERE state IN ('open', 'in_progress', 'waiting') AND due_on BETWEEN (SELECT day FROM today) AND (SELECT date(day, '+7 days') FROM today);
CREATE VIEW action_quick_foreign (id, key) AS
SELECT id, due_on FROM action WHERE state IN ('open', 'in_progress', 'waiting') AND side = 'foreign';
CREATE VIEW action_quick_high (id, key) AS
SELECT id, due_on FROM action WHERE state IN ('open', 'in_progress', 'waiting') AND priority = 'high';

CREATE VIEW document_quick_signed (id, key) AS
SELECT id, dated_on FROM document WHERE kind = 'signed_text';
CREATE VIEW document_quick_memoranda (id, key) AS
SELECT id, dated_on FROM document WHERE kind = 'memo' UNION ALL SELECT id, dated_on FROM document WHERE kind = 'diplomatic_note';
CREATE VIEW document_quick_unhashed (id, key) AS
SELECT id, dated_on FROM document WHERE sha256 IS NULL;

CREATE VIEW journal_quick_undone (id, key) AS
SELECT id, NULL FROM journal WHERE kind = 'undo' UNION ALL SELECT id, NULL FROM journal WHERE kind = 'redo';
CREATE VIEW journal_quick_revealed (id, key) AS
SELECT id, NULL FROM journal WHERE kind = 'reveal';
CREATE VIEW journal_quick_imports (id, key) AS
SELECT id, NULL FROM journal WHERE kind = 'import' UNION ALL SELECT id, NULL FROM journal WHERE kind = 'demo';
