-- What is known of the columns of the long lists, so that a filter by them is read along an index. tests/unit/screen/test_filter.c holds an office to it.

-- Columns of a list that are the record's own, under the same name: its table is asked instead of the list.
CREATE VIEW own_column (source, name) AS
VALUES ('visit_list', 'ref'), ('visit_list', 'title'), ('visit_list', 'kind'), ('visit_list', 'recurrence'), ('visit_list', 'state'), ('visit_list', 'partner_id'), ('visit_list', 'organisation'),
       ('visit_list', 'arrives_on'), ('visit_list', 'departs_on'), ('visit_list', 'site'), ('visit_list', 'host_id'), ('visit_list', 'officer_id'), ('visit_list', 'classification'),
       ('visit_list', 'submitted_on'), ('visit_list', 'approved_on'), ('visit_list', 'report_due_on'), ('visit_list', 'report_filed_on'), ('visit_list', 'purge_on'), ('visit_list', 'legal_hold'),
       ('visitor_list', 'ref'), ('visitor_list', 'family_name'), ('visitor_list', 'given_name'), ('visitor_list', 'native_name'), ('visitor_list', 'employer'), ('visitor_list', 'employer_country'),
       ('visitor_list', 'partner_id'), ('visitor_list', 'us_person'), ('visitor_list', 'screened_on'), ('visitor_list', 'screening_outcome'), ('visitor_list', 'purge_on'), ('visitor_list', 'legal_hold');

-- Columns of which a CHECK of the table keeps the one from being beyond the other: a bound of one bounds both.
CREATE VIEW column_order (record, earlier, later) AS VALUES ('visit', 'arrives_on', 'departs_on');

-- Fields of many links whose number the list has in the column of the same name: who has none is known without them.
CREATE VIEW counted_links (source, name) AS VALUES ('visit_list', 'visitors');

-- Columns that stand whole in the search text of their record (db/lists/search.sql): a filter for a part of one asks the index of words which rows to test at all.
CREATE VIEW search_column (record, name) AS
VALUES ('visitor', 'ref'), ('visitor', 'name'), ('visitor', 'family_name'), ('visitor', 'native_name'), ('visitor', 'employer'), ('visitor', 'position'), ('visitor', 'partner'),
       ('visit', 'ref'), ('visit', 'title'), ('visit', 'organisation'), ('visit', 'site'), ('visit', 'partner'), ('visit', 'partner_code'), ('visit', 'host');
