-- References such as AGR-2026-014: given to a record that comes without one, in the same transaction, counted by prefix and year. A record that brings its own
-- (an import) moves the counter past it, so that no number is given twice; a number once given is not given again.

CREATE TRIGGER partner_ref_given AFTER INSERT ON partner WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'PTN', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE partner SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'PTN' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER partner_ref_brought AFTER INSERT ON partner WHEN NEW.ref GLOB 'PTN-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('PTN', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;

CREATE TRIGGER need_ref_given AFTER INSERT ON need WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'NED', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE need SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'NED' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER need_ref_brought AFTER INSERT ON need WHEN NEW.ref GLOB 'NED-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('NED', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;

CREATE TRIGGER agreement_ref_given AFTER INSERT ON agreement WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'AGR', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE agreement SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'AGR' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER agreement_ref_brought AFTER INSERT ON agreement WHEN NEW.ref GLOB 'AGR-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('AGR', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;

CREATE TRIGGER project_ref_given AFTER INSERT ON project WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'PRJ', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE project SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'PRJ' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER project_ref_brought AFTER INSERT ON project WHEN NEW.ref GLOB 'PRJ-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('PRJ', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;

CREATE TRIGGER engagement_ref_given AFTER INSERT ON engagement WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'ENG', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE engagement SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'ENG' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER engagement_ref_brought AFTER INSERT ON engagement WHEN NEW.ref GLOB 'ENG-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('ENG', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;

CREATE TRIGGER action_ref_given AFTER INSERT ON action WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'ACT', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE action SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'ACT' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER action_ref_brought AFTER INSERT ON action WHEN NEW.ref GLOB 'ACT-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('ACT', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;

CREATE TRIGGER document_ref_given AFTER INSERT ON document WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'DOC', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE document SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'DOC' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER document_ref_brought AFTER INSERT ON document WHEN NEW.ref GLOB 'DOC-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('DOC', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;

CREATE TRIGGER visitor_ref_given AFTER INSERT ON visitor WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'VTR', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE visitor SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'VTR' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER visitor_ref_brought AFTER INSERT ON visitor WHEN NEW.ref GLOB 'VTR-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('VTR', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;

CREATE TRIGGER visit_ref_given AFTER INSERT ON visit WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'VIS', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE visit SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'VIS' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER visit_ref_brought AFTER INSERT ON visit WHEN NEW.ref GLOB 'VIS-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('VIS', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;

CREATE TRIGGER export_case_ref_given AFTER INSERT ON export_case WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'EXC', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE export_case SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'EXC' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER export_case_ref_brought AFTER INSERT ON export_case WHEN NEW.ref GLOB 'EXC-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('EXC', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;
