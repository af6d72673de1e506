-- What a person calls a record that others hang on. For one record whose kind a row names, SQLite would read all of them: the lists ask the one table
-- by CASE, and who asks whether a record is there does it by IN. tests/unit/db/test_orders.c holds both to this view.
CREATE VIEW record_name (record, record_id, ref, title) AS
SELECT 'partner', id, ref, name FROM partner
UNION ALL SELECT 'need', id, ref, title FROM need
UNION ALL SELECT 'contact', id, NULL, family_name || coalesce(', ' || given_name, '') FROM contact
UNION ALL SELECT 'agreement', id, ref, coalesce(short_title, title) FROM agreement
UNION ALL SELECT 'project', id, ref, title FROM project
UNION ALL SELECT 'milestone', id, NULL, title FROM milestone
UNION ALL SELECT 'contribution', id, NULL, coalesce(title, 'Contribution') FROM contribution
UNION ALL SELECT 'engagement', id, ref, title FROM engagement
UNION ALL SELECT 'action', id, ref, title FROM action
UNION ALL SELECT 'document', id, ref, title FROM document
UNION ALL SELECT 'host', id, NULL, name FROM host
UNION ALL SELECT 'visitor', id, ref, family_name || coalesce(', ' || given_name, '') FROM visitor
UNION ALL SELECT 'visit', id, ref, title FROM visit
UNION ALL SELECT 'export_case', id, ref, title FROM export_case
UNION ALL SELECT 'officer', id, NULL, name FROM officer
UNION ALL SELECT 'award', id, ref, recipient FROM award
UNION ALL SELECT 'equipment_loan', id, ref, title FROM equipment_loan
UNION ALL SELECT 'licence', id, ref, title FROM licence
UNION ALL SELECT 'control_plan', id, ref, title FROM control_plan
UNION ALL SELECT 'opportunity', id, ref, title FROM opportunity
UNION ALL SELECT 'research_entity', id, ref, name FROM research_entity
UNION ALL SELECT 'watch_item', id, ref, title FROM watch_item
UNION ALL SELECT 'forum', id, NULL, title FROM forum;
