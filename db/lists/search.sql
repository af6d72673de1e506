-- What people look for in each kind of record: id, the title that a hit shows, and the raw text (the store folds it, and ends it in two blanks). Nothing of sensitive_field stands here.
-- Which changes mark a record for folding is db/views/search.sql.

CREATE VIEW officer_search (id, title, body) AS
SELECT id, name, name || ' ' || login || ' ' || coalesce(job_title, '') || ' ' || coalesce(division, '') FROM officer;

CREATE VIEW partner_search (id, title, body) AS
SELECT p.id, p.name, coalesce(p.ref, '') || ' ' || p.name || ' ' || coalesce(p.code, '') || ' ' || coalesce(p.aliases, '') || ' ' || coalesce(c.label || ' ' || c.alpha3, '') || ' ' || coalesce(p.counterpart, '')
FROM partner p LEFT JOIN country c ON c.code = p.country;

CREATE VIEW contact_search (id, title, body) AS
SELECT c.id, c.family_name || coalesce(', ' || c.given_name, ''),
       coalesce(c.given_name || ' ', '') || c.family_name || coalesce(', ' || c.given_name, '') || ' ' || coalesce(c.native_name, '') || ' ' || coalesce(c.title, '') || ' ' || coalesce(c.position, '') || ' '
       || coalesce(c.organisation, '') || ' ' || coalesce(c.email, '') || ' ' || coalesce(p.name || ' ' || p.code, p.name, '')
FROM contact c LEFT JOIN partner p ON p.id = c.partner_id;

CREATE VIEW need_search (id, title, body) AS
SELECT n.id, n.title, coalesce(n.ref, '') || ' ' || n.title || ' ' || coalesce(n.description, '') || ' ' || p.name || ' ' || coalesce(p.code, '')
FROM need n JOIN partner p ON p.id = n.partner_id;

CREATE VIEW agreement_search (id, title, body) AS
SELECT a.id, coalesce(a.short_title, a.title), coalesce(a.ref, '') || ' ' || coalesce(a.short_title, '') || ' ' || a.title || ' ' || coalesce(p.name, '') || ' ' || coalesce(p.code, '') || ' '
       || coalesce((SELECT group_concat(coalesce(y.name, '') || ' ' || coalesce(q.name, ''), ' ') FROM agreement_party y LEFT JOIN partner q ON q.id = y.partner_id WHERE y.agreement_id = a.id), '') || ' '
       || coalesce(k.label, '') || ' ' || coalesce(a.tias_no, '') || ' ' || coalesce(a.unts_no, '') || ' ' || coalesce(a.state_file_no, '') || ' ' || coalesce(a.authority_reference, '') || ' ' || coalesce(a.legal_memo, '')
FROM agreement a LEFT JOIN partner p ON p.id = a.partner_id LEFT JOIN agreement_kind k ON k.code = a.kind;

CREATE VIEW project_search (id, title, body) AS
SELECT j.id, j.title, coalesce(j.ref, '') || ' ' || j.title || ' ' || coalesce(j.summary, '') || ' ' || coalesce(j.us_lead, '') || ' ' || coalesce(j.foreign_lead, '') || ' ' || coalesce(j.us_performer, '') || ' '
       || coalesce(j.foreign_performer, '') || ' ' || coalesce(j.award_number, '') || ' ' || coalesce(p.name, '') || ' ' || coalesce(p.code, '') || ' '
       || coalesce((SELECT group_concat(q.name, ' ') FROM project_partner x JOIN partner q ON q.id = x.partner_id WHERE x.project_id = j.id), '') || ' ' || coalesce(a.ref, '')
FROM project j LEFT JOIN partner p ON p.id = j.partner_id LEFT JOIN agreement a ON a.id = j.agreement_id;

CREATE VIEW milestone_search (id, title, body) AS
SELECT m.id, m.title, m.title || ' ' || coalesce(j.ref, a.ref, '') FROM milestone m LEFT JOIN project j ON j.id = m.project_id LEFT JOIN agreement a ON a.id = m.agreement_id;

CREATE VIEW contribution_search (id, title, body) AS
SELECT c.id, coalesce(c.title, f.label), coalesce(c.title, '') || ' ' || f.label || ' ' || coalesce(j.ref, '') || ' ' || coalesce(a.ref, '') || ' ' || coalesce(p.name, '') || ' ' || coalesce(p.code, '') || ' '
       || coalesce(c.source_of_funds, '') || ' ' || coalesce(c.account, '') || ' ' || c.fiscal_year
FROM contribution c JOIN contribution_form f ON f.code = c.form LEFT JOIN project j ON j.id = c.project_id LEFT JOIN agreement a ON a.id = c.agreement_id LEFT JOIN partner p ON p.id = c.partner_id;

CREATE VIEW engagement_search (id, title, body) AS
SELECT e.id, e.title, coalesce(e.ref, '') || ' ' || e.title || ' ' || coalesce(e.place, '') || ' ' || coalesce(e.city, '') || ' ' || coalesce(e.purpose, '') || ' ' || coalesce(p.name, '') || ' ' || coalesce(p.code, '')
FROM engagement e LEFT JOIN partner p ON p.id = e.partner_id;

CREATE VIEW action_search (id, title, body) AS
SELECT t.id, t.title, coalesce(t.ref, '') || ' ' || t.title || ' ' || coalesce(t.description, '') || ' ' || coalesce(o.name, '') || ' ' || coalesce(p.name, '') || ' ' || coalesce(p.code, '')
FROM action t LEFT JOIN officer o ON o.id = t.officer_id LEFT JOIN partner p ON p.id = t.partner_id;

CREATE VIEW document_search (id, title, body) AS
SELECT d.id, d.title, coalesce(d.ref, '') || ' ' || d.title || ' ' || coalesce(d.path, '') || ' ' || coalesce(k.label, '') || ' '
       || coalesce((SELECT coalesce(l.of_ref, '') || ' ' || l.of_title FROM document_list l WHERE l.id = d.id), '')
FROM document d LEFT JOIN document_kind k ON k.code = d.kind;

CREATE VIEW host_search (id, title, body) AS
SELECT id, name, name || ' ' || coalesce(organisation, '') || ' ' || coalesce(site, '') || ' ' || coalesce(email, '') FROM host;

CREATE VIEW visitor_search (id, title, body) AS
SELECT v.id, v.family_name || coalesce(', ' || v.given_name, ''),
       coalesce(v.ref, '') || ' ' || coalesce(v.given_name || ' ', '') || v.family_name || coalesce(', ' || v.given_name, '') || ' ' || coalesce(v.other_names, '') || ' ' || coalesce(v.aliases, '') || ' '
       || coalesce(v.native_name, '') || ' ' || coalesce(v.employer, '') || ' ' || coalesce(v.position, '') || ' ' || coalesce(p.name, '') || ' ' || coalesce(v.fams_reference, '')
FROM visitor v LEFT JOIN partner p ON p.id = v.partner_id;

CREATE VIEW visit_search (id, title, body) AS
SELECT v.id, v.title, coalesce(v.ref, '') || ' ' || v.title || ' ' || coalesce(v.organisation, '') || ' ' || coalesce(v.site, '') || ' ' || coalesce(p.name, '') || ' ' || coalesce(p.code, '') || ' ' || coalesce(h.name, '') || ' '
       || coalesce((SELECT group_concat(coalesce(n.given_name || ' ', '') || n.family_name || ' ' || coalesce(n.native_name, ''), ' ')
                    FROM visit_visitor x JOIN visitor n ON n.id = x.visitor_id WHERE x.visit_id = v.id), '')
FROM visit v LEFT JOIN partner p ON p.id = v.partner_id LEFT JOIN host h ON h.id = v.host_id;

CREATE VIEW export_case_search (id, title, body) AS
SELECT x.id, x.title, coalesce(x.ref, '') || ' ' || x.title || ' ' || coalesce(x.description, '') || ' ' || coalesce(x.requester, '') || ' ' || coalesce(x.authorization, '') || ' ' || coalesce(x.ruling_number, '') || ' '
       || coalesce(p.name, '') || ' ' || coalesce(p.code, '') || ' ' || coalesce(c.label, '') || ' '
       || coalesce((SELECT group_concat(m.title || ' ' || coalesce(m.eccn, ''), ' ') FROM case_item m WHERE m.export_case_id = x.id), '') || ' '
       || coalesce((SELECT group_concat(coalesce(y.name, ''), ' ') FROM case_party y WHERE y.export_case_id = x.id), '')
FROM export_case x LEFT JOIN partner p ON p.id = x.partner_id LEFT JOIN country c ON c.code = x.country;
