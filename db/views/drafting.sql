-- Drafting: what is kept as it was.

CREATE TRIGGER clause_search_version_made AFTER INSERT ON clause_version BEGIN
  INSERT OR IGNORE INTO search_dirty (id) SELECT number << 56 | NEW.clause_id FROM record_kind WHERE name = 'clause';
END;
CREATE TRIGGER clause_search_version_changed AFTER UPDATE ON clause_version BEGIN
  INSERT OR IGNORE INTO search_dirty (id) SELECT number << 56 | NEW.clause_id FROM record_kind WHERE name = 'clause';
END;

CREATE TRIGGER clause_ref_given AFTER INSERT ON clause WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'CLS', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE clause SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'CLS' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER clause_ref_brought AFTER INSERT ON clause WHEN NEW.ref GLOB 'CLS-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('CLS', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;

-- Wordings --------------------------------------------------------------------------------------------------------------------------

CREATE TRIGGER clause_version_numbered AFTER INSERT ON clause_version WHEN NEW.version IS NULL AND (SELECT undoing FROM store_state) = 0 BEGIN
  UPDATE clause_version SET version = 1 + (SELECT coalesce(max(v.version), 0) FROM clause_version v WHERE v.clause_id = NEW.clause_id) WHERE id = NEW.id;
END;

CREATE TRIGGER clause_version_stays BEFORE UPDATE OF clause_id, version, text ON clause_version
WHEN OLD.state <> 'draft' AND (NEW.text <> OLD.text OR (OLD.version IS NOT NULL AND NEW.version IS NOT OLD.version) OR NEW.clause_id <> OLD.clause_id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'wording: it was approved and stays as it is: enter a new one'); END;

CREATE TRIGGER clause_version_is_no_draft_again BEFORE UPDATE OF state ON clause_version
WHEN OLD.state <> 'draft' AND NEW.state = 'draft' AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'wording: it was approved and is no draft again: enter a new one, or retire it'); END;

CREATE TRIGGER clause_version_is_kept BEFORE DELETE ON clause_version WHEN OLD.state <> 'draft' AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'wording: it was approved and is kept: retire it'); END;

-- Texts: only the newest version of an agreement is worked on. -------------------------------------------------------------------------

CREATE TRIGGER text_clause_fits BEFORE INSERT ON text_clause
WHEN (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM agreement_text x JOIN agreement_text n ON n.agreement_id = x.agreement_id AND n.version > x.version WHERE x.id = NEW.agreement_text_id)
BEGIN SELECT RAISE(ABORT, 'text: this version is kept as it was: add to the newest one'); END;

CREATE TRIGGER text_clause_stays BEFORE UPDATE ON text_clause
WHEN (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM agreement_text x JOIN agreement_text n ON n.agreement_id = x.agreement_id AND n.version > x.version
  WHERE x.id IN (OLD.agreement_text_id, NEW.agreement_text_id))
BEGIN SELECT RAISE(ABORT, 'text: this version is kept as it was: change the newest one'); END;

CREATE TRIGGER text_clause_is_kept BEFORE DELETE ON text_clause
WHEN (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM agreement_text x JOIN agreement_text n ON n.agreement_id = x.agreement_id AND n.version > x.version WHERE x.id = OLD.agreement_text_id)
BEGIN SELECT RAISE(ABORT, 'text: this version is kept as it was: remove it from the newest one'); END;

CREATE TRIGGER agreement_text_is_kept BEFORE DELETE ON agreement_text
WHEN (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM agreement_text n WHERE n.agreement_id = OLD.agreement_id AND n.version > OLD.version)
  AND EXISTS (SELECT 1 FROM agreement a WHERE a.id = OLD.agreement_id)
BEGIN SELECT RAISE(ABORT, 'text: this version is kept: only the newest can be removed'); END;

CREATE TRIGGER agreement_text_stays BEFORE UPDATE OF agreement_id, template, version ON agreement_text
WHEN (SELECT undoing FROM store_state) = 0 AND (NEW.agreement_id <> OLD.agreement_id OR NEW.template <> OLD.template OR NEW.version <> OLD.version)
BEGIN SELECT RAISE(ABORT, 'text: agreement, set of articles and version stay as they are: assemble a new text'); END;

CREATE TRIGGER text_clause_was_edited AFTER UPDATE OF text, title ON text_clause
WHEN NEW.edited = 0 AND (NEW.text <> OLD.text OR NEW.title <> OLD.title) AND (SELECT undoing FROM store_state) = 0
BEGIN UPDATE text_clause SET edited = 1 WHERE id = NEW.id; END;

CREATE TRIGGER text_clause_is_of_own_words AFTER INSERT ON text_clause WHEN NEW.clause_version_id IS NULL AND NEW.edited = 0 AND (SELECT undoing FROM store_state) = 0
BEGIN UPDATE text_clause SET edited = 1 WHERE id = NEW.id; END;
