-- What a record is found by (db/lists/search.sql) may come from other records. The store marks a record for folding when the record itself changes; these triggers do so
-- when something it takes its text from changes.

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
