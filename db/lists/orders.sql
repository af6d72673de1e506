-- How lists are walked in the order of a column that is not the record's own. Two views may stand beside a list, and the window reads them instead of it while
-- nothing narrows the list:
--   X_by_FIELD (id, key)     the rows whose FIELD has a value, and that value; CROSS JOIN keeps SQLite at beginning with the table that holds the order
--   X_without_FIELD (id)     the rows whose FIELD has none, along an index, so that nobody looks for them through the whole table
-- Together they must give what the list itself gives; tests/unit/db/test_orders.c holds them to it.

CREATE VIEW visit_list_by_visitors (id, key) AS SELECT id, visitors FROM visit_count;
CREATE VIEW visit_list_without_visitors (id) AS SELECT id FROM visit_count WHERE visitors IS NULL;
CREATE VIEW visit_list_by_open_reviews (id, key) AS SELECT id, open_reviews FROM visit_count;
CREATE VIEW visit_list_without_open_reviews (id) AS SELECT id FROM visit_count WHERE open_reviews IS NULL;
CREATE VIEW visit_list_by_state_label (id, key) AS SELECT v.id, s.label FROM visit_state s CROSS JOIN visit v ON v.state = s.code;
CREATE VIEW visit_list_without_state_label (id) AS SELECT v.id FROM visit v WHERE v.state IS NULL;
CREATE VIEW visit_list_by_partner (id, key) AS SELECT v.id, p.name FROM partner p CROSS JOIN visit v ON v.partner_id = p.id;
CREATE VIEW visit_list_without_partner (id) AS SELECT v.id FROM visit v WHERE v.partner_id IS NULL;
CREATE VIEW visit_list_by_partner_code (id, key) AS SELECT v.id, p.code FROM partner_sign p CROSS JOIN visit v ON v.partner_id = p.id;
CREATE VIEW visit_list_without_partner_code (id) AS
SELECT v.id FROM visit v WHERE v.partner_id IS NULL UNION ALL SELECT v.id FROM partner p CROSS JOIN visit v ON v.partner_id = p.id WHERE p.code IS NULL;

CREATE VIEW visitor_list_by_visits (id, key) AS SELECT id, visits FROM visitor_count;
CREATE VIEW visitor_list_without_visits (id) AS SELECT id FROM visitor_count WHERE visits IS NULL;
CREATE VIEW visitor_list_by_citizenships (id, key) AS SELECT id, citizenships FROM visitor_count;
CREATE VIEW visitor_list_without_citizenships (id) AS SELECT id FROM visitor_count WHERE citizenships IS NULL;
CREATE VIEW visitor_list_by_partner (id, key) AS SELECT v.id, p.name FROM partner p CROSS JOIN visitor v ON v.partner_id = p.id;
CREATE VIEW visitor_list_without_partner (id) AS SELECT v.id FROM visitor v WHERE v.partner_id IS NULL;
CREATE VIEW visitor_list_by_partner_code (id, key) AS SELECT v.id, p.code FROM partner_sign p CROSS JOIN visitor v ON v.partner_id = p.id;
CREATE VIEW visitor_list_without_partner_code (id) AS
SELECT v.id FROM visitor v WHERE v.partner_id IS NULL UNION ALL SELECT v.id FROM partner p CROSS JOIN visitor v ON v.partner_id = p.id WHERE p.code IS NULL;
CREATE VIEW visitor_list_by_screening_label (id, key) AS SELECT v.id, s.label FROM screening_outcome s CROSS JOIN visitor v ON v.screening_outcome = s.code;
CREATE VIEW visitor_list_without_screening_label (id) AS SELECT v.id FROM visitor v WHERE v.screening_outcome IS NULL;

CREATE VIEW visit_visitor_list_by_name (id, key) AS
SELECT x.id, n.family_name || coalesce(', ' || n.given_name, '') FROM visitor n CROSS JOIN visit_visitor x ON x.visitor_id = n.id;
CREATE VIEW visit_visitor_list_without_name (id) AS SELECT id FROM visit_visitor WHERE visitor_id IS NULL;

CREATE VIEW host_list_by_visits (id, key) AS SELECT id, visits FROM host_count;
CREATE VIEW host_list_without_visits (id) AS SELECT id FROM host_count WHERE visits IS NULL;

CREATE VIEW review_list_by_visit (id, key) AS SELECT r.id, v.ref FROM visit v CROSS JOIN review r ON r.visit_id = v.id;
CREATE VIEW review_list_without_visit (id) AS SELECT r.id FROM visit v CROSS JOIN review r ON r.visit_id = v.id WHERE v.ref IS NULL;
CREATE VIEW review_list_by_arrives_on (id, key) AS SELECT r.id, v.arrives_on FROM visit v CROSS JOIN review r ON r.visit_id = v.id;
CREATE VIEW review_list_without_arrives_on (id) AS SELECT r.id FROM visit v CROSS JOIN review r ON r.visit_id = v.id WHERE v.arrives_on IS NULL;
CREATE VIEW review_list_by_title (id, key) AS SELECT r.id, k.label FROM review_kind k CROSS JOIN review r ON r.kind = k.code;
CREATE VIEW review_list_without_title (id) AS SELECT r.id FROM review r WHERE r.kind IS NULL;
CREATE VIEW review_list_by_partner_code (id, key) AS SELECT q.id, p.code FROM partner_sign p CROSS JOIN review_partner q ON q.partner_id = p.id;
CREATE VIEW review_list_without_partner_code (id) AS
SELECT q.id FROM review_partner q WHERE q.partner_id IS NULL UNION ALL SELECT q.id FROM partner p CROSS JOIN review_partner q ON q.partner_id = p.id WHERE p.code IS NULL;

-- Standing follows from the day, so no index holds it: those that are open and those that can lapse stand in small indexes of their own and are sorted, the settled
-- ones come by their number.
CREATE VIEW review_list_by_standing (id, key) AS
SELECT r.id, k.label FROM review_standing k CROSS JOIN review r WHERE k.code = 'late' AND (r.result IS NULL OR r.result = 'information_needed') AND r.due_on < (SELECT day FROM today)
UNION ALL
SELECT r.id, k.label FROM review_standing k CROSS JOIN review r WHERE k.code = 'open' AND (r.result IS NULL OR r.result = 'information_needed') AND (r.due_on IS NULL OR r.due_on >= (SELECT day FROM today))
UNION ALL
SELECT r.id, k.label FROM review_standing k CROSS JOIN review r WHERE k.code = 'lapsed' AND r.valid_until < (SELECT day FROM today) AND r.result <> 'information_needed'
UNION ALL
SELECT r.id, k.label FROM review_standing k CROSS JOIN review r WHERE k.code = 'settled' AND r.result <> 'information_needed' AND (r.valid_until IS NULL OR +r.valid_until >= (SELECT day FROM today));
CREATE VIEW review_list_without_standing (id) AS SELECT r.id FROM review r WHERE r.id IS NULL;
