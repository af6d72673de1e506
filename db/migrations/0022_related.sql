-- A record's visits and visitors in the order in which its page shows them: a host or a partner may have a hundred thousand.
CREATE INDEX visit_host_arrives ON visit(host_id, arrives_on);
CREATE INDEX visit_officer_arrives ON visit(officer_id, arrives_on);
CREATE INDEX visitor_partner_name ON visitor(partner_id, family_name || coalesce(', ' || given_name, '')); -- as visitor_list shows it
-- Reviews by their result: open ones, objections.
CREATE INDEX review_by_result ON review(result);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('visit', 'visit_host_arrives', '200000 600 2'), ('visit', 'visit_officer_arrives', '200000 4500 2'), ('visitor', 'visitor_partner_name', '200000 3000 2'),
  ('review', 'review_by_result', '400000 50000');
ANALYZE sqlite_schema;
