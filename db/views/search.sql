-- What people look for in each kind of record: id, the title that a hit shows, and the raw text (the store folds it, and ends it in two blanks). Nothing of sensitive_field stands here.
-- The store marks a record for folding when the record itself changes; the triggers below do so when something it takes its text from changes.

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

-- Where a record's text comes from elsewhere.
CREATE TRIGGER partner_found_again AFTER UPDATE OF name, code ON partner WHEN OLD.name IS NOT NEW.name OR OLD.code IS NOT NEW.code BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT (SELECT number FROM record_kind WHERE name = 'contact') << 56 | id FROM contact WHERE partner_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty SELECT (SELECT number FROM record_kind WHERE name = 'need') << 56 | id FROM need WHERE partner_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty SELECT (SELECT number FROM record_kind WHERE name = 'agreement') << 56 | id FROM agreement WHERE partner_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty SELECT (SELECT number FROM record_kind WHERE name = 'project') << 56 | id FROM project WHERE partner_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty SELECT (SELECT number FROM record_kind WHERE name = 'contribution') << 56 | id FROM contribution WHERE partner_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty SELECT (SELECT number FROM record_kind WHERE name = 'engagement') << 56 | id FROM engagement WHERE partner_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty SELECT (SELECT number FROM record_kind WHERE name = 'action') << 56 | id FROM action WHERE partner_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty SELECT (SELECT number FROM record_kind WHERE name = 'visitor') << 56 | id FROM visitor WHERE partner_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty SELECT (SELECT number FROM record_kind WHERE name = 'visit') << 56 | id FROM visit WHERE partner_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty SELECT (SELECT number FROM record_kind WHERE name = 'export_case') << 56 | id FROM export_case WHERE partner_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty SELECT (SELECT number FROM record_kind WHERE name = 'agreement') << 56 | agreement_id FROM agreement_party WHERE partner_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty SELECT (SELECT number FROM record_kind WHERE name = 'project') << 56 | project_id FROM project_partner WHERE partner_id = NEW.id;
END;
CREATE TRIGGER visitor_found_again AFTER UPDATE OF family_name, given_name, native_name ON visitor BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT (SELECT number FROM record_kind WHERE name = 'visit') << 56 | visit_id FROM visit_visitor WHERE visitor_id = NEW.id;
END;
CREATE TRIGGER host_found_again AFTER UPDATE OF name ON host WHEN OLD.name <> NEW.name BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT (SELECT number FROM record_kind WHERE name = 'visit') << 56 | id FROM visit WHERE host_id = NEW.id;
END;
CREATE TRIGGER officer_found_again AFTER UPDATE OF name ON officer WHEN OLD.name <> NEW.name BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT (SELECT number FROM record_kind WHERE name = 'action') << 56 | id FROM action WHERE officer_id = NEW.id;
END;
CREATE TRIGGER agreement_party_added AFTER INSERT ON agreement_party BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | NEW.agreement_id FROM record_kind WHERE name = 'agreement';
END;
CREATE TRIGGER agreement_party_removed AFTER DELETE ON agreement_party BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | OLD.agreement_id FROM record_kind WHERE name = 'agreement';
END;
CREATE TRIGGER agreement_party_changed AFTER UPDATE ON agreement_party BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | OLD.agreement_id FROM record_kind WHERE name = 'agreement';
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | NEW.agreement_id FROM record_kind WHERE name = 'agreement';
END;
CREATE TRIGGER project_partner_added AFTER INSERT ON project_partner BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | NEW.project_id FROM record_kind WHERE name = 'project';
END;
CREATE TRIGGER project_partner_removed AFTER DELETE ON project_partner BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | OLD.project_id FROM record_kind WHERE name = 'project';
END;
CREATE TRIGGER project_partner_changed AFTER UPDATE ON project_partner BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | OLD.project_id FROM record_kind WHERE name = 'project';
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | NEW.project_id FROM record_kind WHERE name = 'project';
END;
CREATE TRIGGER visit_visitor_added AFTER INSERT ON visit_visitor BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | NEW.visit_id FROM record_kind WHERE name = 'visit';
END;
CREATE TRIGGER visit_visitor_removed AFTER DELETE ON visit_visitor BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | OLD.visit_id FROM record_kind WHERE name = 'visit';
END;
CREATE TRIGGER visit_visitor_changed AFTER UPDATE OF visit_id, visitor_id ON visit_visitor BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | OLD.visit_id FROM record_kind WHERE name = 'visit';
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | NEW.visit_id FROM record_kind WHERE name = 'visit';
END;
CREATE TRIGGER case_item_added AFTER INSERT ON case_item BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | NEW.export_case_id FROM record_kind WHERE name = 'export_case';
END;
CREATE TRIGGER case_item_removed AFTER DELETE ON case_item BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | OLD.export_case_id FROM record_kind WHERE name = 'export_case';
END;
CREATE TRIGGER case_item_changed AFTER UPDATE ON case_item BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | OLD.export_case_id FROM record_kind WHERE name = 'export_case';
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | NEW.export_case_id FROM record_kind WHERE name = 'export_case';
END;
CREATE TRIGGER case_party_added AFTER INSERT ON case_party BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | NEW.export_case_id FROM record_kind WHERE name = 'export_case';
END;
CREATE TRIGGER case_party_removed AFTER DELETE ON case_party BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | OLD.export_case_id FROM record_kind WHERE name = 'export_case';
END;
CREATE TRIGGER case_party_changed AFTER UPDATE ON case_party BEGIN
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | OLD.export_case_id FROM record_kind WHERE name = 'export_case';
  INSERT OR IGNORE INTO search_dirty SELECT number << 56 | NEW.export_case_id FROM record_kind WHERE name = 'export_case';
END;
