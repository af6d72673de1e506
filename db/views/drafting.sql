-- Drafting: which wording of a clause stands, which clause an article takes, and what is kept as it was.

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

CREATE TRIGGER clause_search_version_made AFTER INSERT ON clause_version BEGIN
  INSERT OR IGNORE INTO search_dirty (id) SELECT number << 56 | NEW.clause_id FROM record_kind WHERE name = 'clause';
END;
CREATE TRIGGER clause_search_version_changed AFTER UPDATE ON clause_version BEGIN
  INSERT OR IGNORE INTO search_dirty (id) SELECT number << 56 | NEW.clause_id FROM record_kind WHERE name = 'clause';
END;

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
