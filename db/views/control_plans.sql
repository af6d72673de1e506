-- Technology control plans: their sections, and what makes one whole.

-- A new plan has all its sections, empty, so that none is forgotten.
CREATE TRIGGER control_plan_has_its_sections AFTER INSERT ON control_plan WHEN (SELECT undoing FROM store_state) = 0
BEGIN
  INSERT INTO control_plan_section (control_plan_id, part) SELECT NEW.id, code FROM control_plan_part ORDER BY position;
END;

CREATE VIEW control_plan_list AS
SELECT t.id, t.ref, t.title, t.state, s.label AS state_label, s.ended, t.version, t.export_case_id, x.ref AS export_case, t.project_id, j.ref AS project, t.responsible, t.officer_id, o.name AS officer,
       t.approved_by, t.approved_on, t.review_on,
       (SELECT count(*) FROM control_plan_section e WHERE e.control_plan_id = t.id AND coalesce(trim(e.text), '') <> '') AS written,
       (SELECT count(*) FROM control_plan_access c WHERE c.control_plan_id = t.id AND c.removed_on IS NULL) AS people,
       (SELECT count(*) FROM control_plan_access c WHERE c.control_plan_id = t.id AND c.removed_on IS NULL AND c.acknowledged_on IS NULL) AS not_acknowledged
FROM control_plan t LEFT JOIN control_plan_state s ON s.code = t.state LEFT JOIN export_case x ON x.id = t.export_case_id LEFT JOIN project j ON j.id = t.project_id LEFT JOIN officer o ON o.id = t.officer_id;

CREATE TRIGGER control_plan_ref_given AFTER INSERT ON control_plan WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'TCP', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE control_plan SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'TCP' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER control_plan_ref_brought AFTER INSERT ON control_plan WHEN NEW.ref GLOB 'TCP-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('TCP', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;

CREATE TRIGGER control_plan_goes_with_no_documents BEFORE DELETE ON control_plan
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'control_plan' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'control_plan: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER control_plan_takes_its_alignments AFTER DELETE ON control_plan WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'control_plan' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'control_plan' AND record_id = OLD.id;
END;
