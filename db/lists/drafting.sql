-- Drafting: which wording of a clause stands, and which clause an article takes. What is kept as it was is db/views/drafting.sql.

-- The wording that a text takes: the newest that is approved.
CREATE VIEW clause_current (clause_id, clause_version_id, version, text) AS
SELECT v.clause_id, v.id, v.version, v.text FROM clause_version v
WHERE v.state = 'approved' AND NOT EXISTS (SELECT 1 FROM clause_version n WHERE n.clause_id = v.clause_id AND n.state = 'approved' AND n.version > v.version);

-- The clause of each article: one written for this kind of instrument before one for all, the older reference before the younger; NULL where there is none.
CREATE VIEW template_clause (template, position, topic, topic_label, clause_id) AS
SELECT t.template, t.position, t.topic, p.label,
       (SELECT c.id FROM clause c JOIN clause_current u ON u.clause_id = c.id
        WHERE c.topic = t.topic AND (c.template = t.template OR c.template IS NULL) ORDER BY c.template IS NULL, c.ref LIMIT 1)
FROM template_topic t JOIN clause_topic p ON p.code = t.topic;

CREATE VIEW clause_list AS
SELECT c.id, c.ref, c.title, c.topic, p.label AS topic_label, c.template, coalesce(t.label, 'All') AS template_label, c.illustration,
       (SELECT max(v.version) FROM clause_version v WHERE v.clause_id = c.id) AS version, u.version AS approved_version,
       (SELECT v.approved_by FROM clause_version v WHERE v.id = u.clause_version_id) AS approved_by, p.position
FROM clause c LEFT JOIN clause_topic p ON p.code = c.topic LEFT JOIN text_template t ON t.code = c.template LEFT JOIN clause_current u ON u.clause_id = c.id;

CREATE VIEW clause_search (id, title, body) AS
SELECT c.id, c.title, coalesce(c.ref, '') || ' ' || c.title || ' ' || p.label || ' ' || coalesce((SELECT v.text FROM clause_version v WHERE v.clause_id = c.id ORDER BY v.version DESC LIMIT 1), '')
FROM clause c JOIN clause_topic p ON p.code = c.topic;

CREATE VIEW clause_version_list AS
SELECT v.id, v.clause_id, c.ref AS clause, c.title || ', version ' || v.version AS title, v.version, v.state, s.label AS state_label, v.approved_by, v.approved_on,
       replace(v.text, char(10), ' ') AS text
FROM clause_version v LEFT JOIN clause c ON c.id = v.clause_id LEFT JOIN clause_state s ON s.code = v.state;

CREATE VIEW agreement_text_list AS
SELECT x.id, x.agreement_id, a.ref AS agreement, a.ref || ', version ' || x.version AS title, x.version, x.template, t.label AS template_label, x.made_on, x.officer_id, o.name AS officer, x.note,
       (SELECT count(*) FROM text_clause c WHERE c.agreement_text_id = x.id) AS articles,
       (SELECT count(*) FROM text_clause c WHERE c.agreement_text_id = x.id AND c.edited = 1) AS edited,
       (SELECT count(*) FROM text_clause c WHERE c.agreement_text_id = x.id AND instr(c.text, '{{') > 0) AS open_fields
FROM agreement_text x LEFT JOIN agreement a ON a.id = x.agreement_id LEFT JOIN text_template t ON t.code = x.template LEFT JOIN officer o ON o.id = x.officer_id;

CREATE VIEW text_clause_list AS
SELECT c.id, c.agreement_text_id, a.ref || ', version ' || x.version AS agreement_text, c.position, c.topic, p.label AS topic_label, c.title, c.clause_version_id,
       coalesce(l.ref || ', version ' || v.version, 'own words') AS source, c.edited, instr(c.text, '{{') > 0 AS open_fields, replace(c.text, char(10), ' ') AS text
FROM text_clause c LEFT JOIN agreement_text x ON x.id = c.agreement_text_id LEFT JOIN agreement a ON a.id = x.agreement_id LEFT JOIN clause_topic p ON p.code = c.topic
  LEFT JOIN clause_version v ON v.id = c.clause_version_id LEFT JOIN clause l ON l.id = v.clause_id;
