-- What the quick filters of the long lists are read along (db/lists/quick.sql): mostly small indexes over what is open or unfinished.
-- With what a late request is told by, so that none of these visits is read for it.
CREATE INDEX visit_open ON visit(arrives_on, id, kind, submitted_on) WHERE state NOT IN ('cancelled', 'closed', 'denied', 'denied_entry', 'no_show', 'purged', 'revoked', 'withdrawn'); -- as visit_state.ended
CREATE INDEX visitor_possible_match ON visitor(family_name || coalesce(', ' || given_name, '')) WHERE screening_outcome = 'possible_match'; -- as visitor_list shows it
CREATE INDEX visitor_screened ON visitor(screened_on); -- never, and long ago
CREATE INDEX review_objection ON review(due_on) WHERE result = 'objection';
CREATE INDEX visit_visitor_on_site ON visit_visitor(visit_id) WHERE state = 'on_site';
CREATE INDEX visit_visitor_badge_out ON visit_visitor(badge_issued_on) WHERE badge_issued_on IS NOT NULL AND badge_returned_on IS NULL;
CREATE INDEX visit_item_out ON visit_item(on_day) WHERE way IN ('brought', 'lent') AND back_on IS NULL;
CREATE INDEX document_kind_dated ON document(kind, dated_on);
CREATE INDEX document_unhashed ON document(dated_on) WHERE sha256 IS NULL;

-- These held every row that has no day yet, and no list asked for them.
DROP INDEX visit_purge;
DROP INDEX visitor_purge;
CREATE INDEX visitor_purge_due ON visitor(purge_on) WHERE purge_on IS NOT NULL AND purged_on IS NULL;
DROP INDEX visit_visitor_account;
CREATE INDEX visit_visitor_account_open ON visit_visitor(account_ends_on) WHERE account_ends_on IS NOT NULL AND account_closed_on IS NULL;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('visit', 'visit_open', '4000 10 1 1 1'), ('visitor', 'visitor_possible_match', '200 2'), ('visitor', 'visitor_screened', '200000 150'),
  ('visitor', 'visitor_purge_due', '2000 20'), ('review', 'review_objection', '200 2'), ('visit_visitor', 'visit_visitor_on_site', '50 5'),
  ('visit_visitor', 'visit_visitor_badge_out', '100 5'), ('visit_visitor', 'visit_visitor_account_open', '500 5'),
  ('visit_item', 'visit_item_out', '100 2'), ('document', 'document_kind_dated', '50000 5000 2'), ('document', 'document_unhashed', '500 2');
ANALYZE sqlite_schema;
