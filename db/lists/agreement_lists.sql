-- Lists around agreements: families, the transmittal package, criteria, guidance.

-- Every agreement with its whole family: from the umbrella down, with the projects under each. `anchor_id` is the agreement whose family it is.
-- `branches` has a sign for each step from the umbrella down: '+' where more hangs on that branch below, '.' where it is the last.
CREATE VIEW agreement_family_list AS
WITH RECURSIVE
up(anchor_id, id, step) AS (SELECT id, id, 0 FROM agreement UNION ALL SELECT u.anchor_id, a.parent_id, u.step + 1 FROM up u JOIN agreement a ON a.id = u.id WHERE a.parent_id IS NOT NULL AND u.step < 12),
root(anchor_id, id) AS (SELECT anchor_id, id FROM up u WHERE NOT EXISTS (SELECT 1 FROM agreement a WHERE a.id = u.id AND a.parent_id IS NOT NULL)),
down(anchor_id, id, depth, path, branches, root_id) AS (
  SELECT anchor_id, id, 0, printf('%020d', id), '', id FROM root
  UNION ALL SELECT d.anchor_id, a.id, d.depth + 1, d.path || printf('%020d', a.id),
    d.branches || CASE WHEN EXISTS (SELECT 1 FROM agreement n WHERE n.parent_id = d.id AND n.id > a.id) OR EXISTS (SELECT 1 FROM project j WHERE j.agreement_id = d.id) THEN '+' ELSE '.' END, d.root_id FROM down d JOIN agreement a ON a.parent_id = d.id WHERE d.depth < 12)
SELECT d.id, d.anchor_id, d.depth, d.path, d.branches, a.ref, coalesce(a.short_title, a.title) AS title, k.label AS kind_label, s.label AS state_label, s.ended, a.ends_on,
       CASE WHEN d.id = d.root_id THEN NULL WHEN r.ends_on IS NULL THEN NULL WHEN a.ends_on IS NULL THEN 'Ends with it' WHEN a.ends_on > r.ends_on THEN 'Outlives it' ELSE 'Ends before' END AS against_root,
       d.id = d.anchor_id AS is_anchor, 'agreements' AS open_screen, d.id AS open_id
FROM down d JOIN agreement a ON a.id = d.id JOIN agreement r ON r.id = d.root_id LEFT JOIN agreement_kind k ON k.code = a.kind LEFT JOIN agreement_state s ON s.code = a.state
UNION ALL
SELECT (10 << 56) | j.id, d.anchor_id, d.depth + 1, d.path || '~' || printf('%020d', j.id),
       d.branches || CASE WHEN EXISTS (SELECT 1 FROM project n WHERE n.agreement_id = d.id AND n.id > j.id) THEN '+' ELSE '.' END, j.ref, j.title, 'Project', t.label, t.ended, j.ends_on,
       CASE WHEN r.ends_on IS NULL THEN NULL WHEN j.ends_on IS NULL THEN 'Ends with it' WHEN j.ends_on > r.ends_on THEN 'Outlives it' ELSE 'Ends before' END, 0, 'projects', j.id
FROM down d JOIN project j ON j.agreement_id = d.id JOIN agreement r ON r.id = d.root_id LEFT JOIN project_state t ON t.code = j.state;

CREATE VIEW transmittal_part_list AS
SELECT p.id, p.agreement_id, a.ref AS agreement, p.item, i.label AS title, i.position, i.cite, p.standing, s.label AS standing_label, p.document_id, d.ref AS document, p.notes, s.settled AS ended
FROM transmittal_part p LEFT JOIN agreement a ON a.id = p.agreement_id LEFT JOIN transmittal_item i ON i.code = p.item LEFT JOIN part_standing s ON s.code = p.standing LEFT JOIN document d ON d.id = p.document_id;

CREATE VIEW binding_answer_list AS
SELECT b.id, b.agreement_id, a.ref AS agreement, b.criterion, k.label AS title, k.position, CASE k.family WHEN 'binding' THEN 'Binds' ELSE 'Qualifies' END AS family_label, k.cite, k.needed, b.answer, coalesce(v.label, 'Open') AS answer_label, b.note,
       b.answered_by, b.answered_on
FROM binding_answer b LEFT JOIN agreement a ON a.id = b.agreement_id LEFT JOIN binding_criterion k ON k.code = b.criterion LEFT JOIN answer_value v ON v.code = b.answer;

CREATE VIEW guidance_list AS
SELECT g.id, g.ref, g.title, g.topic, t.label AS topic_label, g.asked_on, g.given_on, g.given_by, g.valid_until, g.supersedes_id, o.ref AS supersedes, g.officer_id, f.name AS officer,
       CASE WHEN EXISTS (SELECT 1 FROM guidance n WHERE n.supersedes_id = g.id AND n.given_on IS NOT NULL) THEN 'Superseded' WHEN g.given_on IS NULL THEN 'Asked' WHEN g.valid_until < d.day THEN 'Past its day' ELSE 'Stands' END AS standing,
       g.valid_until < d.day OR EXISTS (SELECT 1 FROM guidance n WHERE n.supersedes_id = g.id AND n.given_on IS NOT NULL) AS ended
FROM guidance g LEFT JOIN guidance_topic t ON t.code = g.topic LEFT JOIN guidance o ON o.id = g.supersedes_id LEFT JOIN officer f ON f.id = g.officer_id CROSS JOIN today d;

-- What guidance is about: it is shown on each record that a row names.
CREATE VIEW guidance_subject_list AS
SELECT x.id, x.guidance_id, g.ref AS guidance, g.title, g.topic_label, g.standing, g.given_on, g.given_by, g.ended, x.agreement_id, x.project_id, x.export_case_id, x.partner_id,
       coalesce(a.ref, j.ref, c.ref, p.name) AS of_ref
FROM guidance_subject x JOIN guidance_list g ON g.id = x.guidance_id LEFT JOIN agreement a ON a.id = x.agreement_id LEFT JOIN project j ON j.id = x.project_id LEFT JOIN export_case c ON c.id = x.export_case_id
  LEFT JOIN partner p ON p.id = x.partner_id;

CREATE VIEW guidance_search (id, title, body) AS
SELECT g.id, g.title, coalesce(g.ref, '') || ' ' || g.title || ' ' || g.question || ' ' || coalesce(g.advice, '') || ' ' || coalesce(g.given_by, '') FROM guidance g;

-- What is drawn as a life: from the entry into force (else the signature) to the end.
CREATE VIEW agreement_timeline_list AS
SELECT a.id, a.ref, coalesce(a.short_title, a.title) AS title, s.phase, s.ended, a.state, coalesce(a.in_force_on, a.signed_on) AS in_force_on, coalesce(a.ended_on, a.ends_on) AS until_on, a.ends_on, 'agreements' AS open_screen, a.id AS open_id
FROM agreement a LEFT JOIN agreement_state s ON s.code = a.state WHERE coalesce(a.in_force_on, a.signed_on) IS NOT NULL;
