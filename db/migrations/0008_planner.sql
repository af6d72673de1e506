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
ANALYZE sqlite_schema;
