-- What hangs on records without a foreign key: alignments, documents and moves name their record by kind and id. These triggers hold what a foreign key would:
-- the record exists, and it does not go while documents are filed under it; its alignments and moves go with it. Record kinds of other migrations bring their own.

CREATE TRIGGER alignment_has_its_record_when_made BEFORE INSERT ON alignment
WHEN NEW.record IN ('partner', 'need', 'contact', 'agreement', 'project', 'milestone', 'contribution', 'engagement', 'action', 'host', 'visitor', 'visit', 'export_case', 'document', 'officer')
  AND NEW.record_id NOT IN (SELECT n.record_id FROM record_name n WHERE n.record = NEW.record AND n.record_id = NEW.record_id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'alignment: its record is not there: name one that exists'); END;

CREATE TRIGGER alignment_has_its_record_when_turned BEFORE UPDATE OF record, record_id ON alignment
WHEN NEW.record IN ('partner', 'need', 'contact', 'agreement', 'project', 'milestone', 'contribution', 'engagement', 'action', 'host', 'visitor', 'visit', 'export_case', 'document', 'officer')
  AND NEW.record_id NOT IN (SELECT n.record_id FROM record_name n WHERE n.record = NEW.record AND n.record_id = NEW.record_id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'alignment: its record is not there: name one that exists'); END;

CREATE TRIGGER document_has_its_record_when_made BEFORE INSERT ON document
WHEN NEW.record IN ('partner', 'need', 'contact', 'agreement', 'project', 'milestone', 'contribution', 'engagement', 'action', 'host', 'visitor', 'visit', 'export_case', 'document', 'officer')
  AND NEW.record_id NOT IN (SELECT n.record_id FROM record_name n WHERE n.record = NEW.record AND n.record_id = NEW.record_id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'document: its record is not there: name one that exists'); END;

CREATE TRIGGER document_has_its_record_when_turned BEFORE UPDATE OF record, record_id ON document
WHEN NEW.record IN ('partner', 'need', 'contact', 'agreement', 'project', 'milestone', 'contribution', 'engagement', 'action', 'host', 'visitor', 'visit', 'export_case', 'document', 'officer')
  AND NEW.record_id NOT IN (SELECT n.record_id FROM record_name n WHERE n.record = NEW.record AND n.record_id = NEW.record_id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'document: its record is not there: name one that exists'); END;

CREATE TRIGGER move_has_its_record_when_made BEFORE INSERT ON move
WHEN NEW.record IN ('partner', 'need', 'contact', 'agreement', 'project', 'milestone', 'contribution', 'engagement', 'action', 'host', 'visitor', 'visit', 'export_case', 'document', 'officer')
  AND NEW.record_id NOT IN (SELECT n.record_id FROM record_name n WHERE n.record = NEW.record AND n.record_id = NEW.record_id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'move: its record is not there: name one that exists'); END;

CREATE TRIGGER move_has_its_record_when_turned BEFORE UPDATE OF record, record_id ON move
WHEN NEW.record IN ('partner', 'need', 'contact', 'agreement', 'project', 'milestone', 'contribution', 'engagement', 'action', 'host', 'visitor', 'visit', 'export_case', 'document', 'officer')
  AND NEW.record_id NOT IN (SELECT n.record_id FROM record_name n WHERE n.record = NEW.record AND n.record_id = NEW.record_id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'move: its record is not there: name one that exists'); END;

CREATE TRIGGER partner_goes_with_no_documents BEFORE DELETE ON partner
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'partner' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'partner: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER partner_takes_its_alignments AFTER DELETE ON partner WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'partner' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'partner' AND record_id = OLD.id;
END;

CREATE TRIGGER need_goes_with_no_documents BEFORE DELETE ON need
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'need' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'need: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER need_takes_its_alignments AFTER DELETE ON need WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'need' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'need' AND record_id = OLD.id;
END;

CREATE TRIGGER contact_goes_with_no_documents BEFORE DELETE ON contact
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'contact' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'contact: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER contact_takes_its_alignments AFTER DELETE ON contact WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'contact' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'contact' AND record_id = OLD.id;
END;

CREATE TRIGGER agreement_goes_with_no_documents BEFORE DELETE ON agreement
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'agreement' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'agreement: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER agreement_takes_its_alignments AFTER DELETE ON agreement WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'agreement' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'agreement' AND record_id = OLD.id;
END;

CREATE TRIGGER project_goes_with_no_documents BEFORE DELETE ON project
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'project' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'project: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER project_takes_its_alignments AFTER DELETE ON project WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'project' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'project' AND record_id = OLD.id;
END;

CREATE TRIGGER milestone_goes_with_no_documents BEFORE DELETE ON milestone
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'milestone' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'milestone: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER milestone_takes_its_alignments AFTER DELETE ON milestone WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'milestone' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'milestone' AND record_id = OLD.id;
END;

CREATE TRIGGER contribution_goes_with_no_documents BEFORE DELETE ON contribution
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'contribution' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'contribution: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER contribution_takes_its_alignments AFTER DELETE ON contribution WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'contribution' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'contribution' AND record_id = OLD.id;
END;

CREATE TRIGGER engagement_goes_with_no_documents BEFORE DELETE ON engagement
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'engagement' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'engagement: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER engagement_takes_its_alignments AFTER DELETE ON engagement WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'engagement' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'engagement' AND record_id = OLD.id;
END;

CREATE TRIGGER action_goes_with_no_documents BEFORE DELETE ON action
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'action' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'action: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER action_takes_its_alignments AFTER DELETE ON action WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'action' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'action' AND record_id = OLD.id;
END;

CREATE TRIGGER host_goes_with_no_documents BEFORE DELETE ON host
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'host' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'host: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER host_takes_its_alignments AFTER DELETE ON host WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'host' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'host' AND record_id = OLD.id;
END;

CREATE TRIGGER visitor_goes_with_no_documents BEFORE DELETE ON visitor
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'visitor' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'visitor: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER visitor_takes_its_alignments AFTER DELETE ON visitor WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'visitor' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'visitor' AND record_id = OLD.id;
END;

CREATE TRIGGER visit_goes_with_no_documents BEFORE DELETE ON visit
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'visit' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'visit: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER visit_takes_its_alignments AFTER DELETE ON visit WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'visit' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'visit' AND record_id = OLD.id;
END;

CREATE TRIGGER export_case_goes_with_no_documents BEFORE DELETE ON export_case
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'export_case' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'export_case: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER export_case_takes_its_alignments AFTER DELETE ON export_case WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'export_case' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'export_case' AND record_id = OLD.id;
END;

CREATE TRIGGER document_goes_with_no_documents BEFORE DELETE ON document
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'document' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'document: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER document_takes_its_alignments AFTER DELETE ON document WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'document' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'document' AND record_id = OLD.id;
END;

CREATE TRIGGER officer_goes_with_no_documents BEFORE DELETE ON officer
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'officer' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'officer: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER officer_takes_its_alignments AFTER DELETE ON officer WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'officer' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'officer' AND record_id = OLD.id;
END;
