-- How large each table is, for SQLite's planner. Without these figures it takes a table of twenty choices for as large as the visits, and neither begins with
-- the small one nor walks a list in the order of a joined name. The tables of choices are measured; for what an office enters or the program loads, the
-- figures of a busy office stand here, so that every office of the same version is read in the same way. ANALYZE by hand replaces them by the file's own.

ANALYZE;
DELETE FROM sqlite_stat1 WHERE tbl LIKE 'search%' OR tbl IN ('setting', 'store_state', 'sequence', 'reference_counter', 'journal', 'journal_record');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('partner', NULL, '60'), ('need', NULL, '500'), ('contact', NULL, '2000'), ('agreement', NULL, '2000'), ('clearance', NULL, '5000'),
  ('agreement_party', NULL, '5000'), ('project', NULL, '2000'), ('project_partner', NULL, '3000'), ('milestone', NULL, '10000'), ('contribution', NULL, '20000'),
  ('engagement', NULL, '5000'), ('engagement_participant', NULL, '20000'), ('action', NULL, '20000'), ('alignment', NULL, '10000'), ('document', NULL, '50000'),
  ('move', NULL, '200000'), ('host', NULL, '300'), ('visitor', NULL, '200000'), ('citizenship', NULL, '250000'), ('visit', NULL, '200000'),
  ('visit_visitor', NULL, '400000'), ('visit_area', NULL, '200000'), ('visit_escort', NULL, '200000'), ('review', NULL, '400000'), ('export_case', NULL, '5000'),
  ('case_party', NULL, '20000'), ('case_country', NULL, '10000'), ('case_item', NULL, '20000'), ('answer', NULL, '200000'), ('sign_off', NULL, '30000'),
  ('officer', NULL, '40'), ('journal', NULL, '500000'), ('journal_record', NULL, '1500000'), ('search_text', NULL, '1000000'), ('setting', NULL, '20'),
  ('country', NULL, '250'), ('currency', NULL, '60'), ('clock', NULL, '25'), ('lead_time', NULL, '20'), ('strategy_item', NULL, '40'), ('eccn', NULL, '640'),
  ('country_group', NULL, '200'), ('country_chart', NULL, '200'), ('itar_126_1', NULL, '25'), ('terror_sponsor', NULL, '5');

-- Indexes over what is still open are small; those over a choice, a partner or an officer have many rows for each value.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('agreement', 'agreement_to_transmit', '50 1'), ('agreement', 'agreement_to_publish', '100 1'), ('agreement', 'agreement_to_answer', '20 1'),
  ('clearance', 'clearance_open', '200 2'), ('milestone', 'milestone_open', '2000 4'), ('contribution', 'contribution_due', '5000 5'),
  ('action', 'action_open', '1000 3'), ('action', 'action_state_due', '20000 4000 2'), ('visitor', 'visitor_purge', '2000 20'),
  ('visitor', 'visitor_screening', '200000 45000'), ('visitor', 'visitor_employer', '200000 200'),
  ('citizenship', 'citizenship_now', '250000 1 1'), ('citizenship', 'citizenship_country', '250000 2000'), ('visit', 'visit_coming', '4000 10'),
  ('visit', 'visit_report_open', '100 2'), ('visit', 'visit_on_site', '50 2'), ('visit', 'visit_state_alone', '200000 7500'),
  ('visit', 'visit_state_arrives', '200000 7500 4'), ('visit', 'visit_partner', '200000 3000 2'), ('review', 'review_visit', '400000 2 1'),
  ('visit', 'visit_host', '200000 600'), ('visit', 'visit_officer', '200000 4500'), ('visit', 'visit_site', '200000 10000'),
  ('visit_visitor', 'visit_visitor_account', '500 5'), ('review', 'review_open', '4000 10'), ('review', 'review_missing', '4000 2'),
  ('review', 'review_kind_alone', '400000 50000'), ('review', 'review_reviewer', '400000 2000'), ('review', 'review_officer', '400000 9000'),
  ('export_case', 'export_case_return', '100 1'), ('sign_off', 'sign_off_waiting', '300 2');
ANALYZE sqlite_schema;
