-- The journal is only ever added to, whoever writes; and the search index follows the text it indexes.
-- One change of an entry there is: what it kept of people whose data were purged goes, when a redaction names it.
CREATE TRIGGER journal_not_changed BEFORE UPDATE ON journal
WHEN NOT (NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.officer = OLD.officer AND NEW.site = OLD.site AND NEW.kind = OLD.kind AND NEW.record IS OLD.record AND NEW.record_id IS OLD.record_id
          AND NEW.undoes IS OLD.undoes AND NEW.hash_before = OLD.hash_before AND NEW.hash = OLD.hash AND NEW.changeset IS NULL AND NEW.what = 'Redacted'
          AND EXISTS (SELECT 1 FROM redaction r WHERE r.entry_id = OLD.id AND r.entry_hash = OLD.hash))
BEGIN SELECT RAISE(ABORT, 'journal: entries are never changed or removed'); END;
CREATE TRIGGER journal_not_removed BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal: entries are never changed or removed'); END;
CREATE TRIGGER journal_record_not_changed BEFORE UPDATE ON journal_record BEGIN SELECT RAISE(ABORT, 'journal: entries are never changed or removed'); END;
CREATE TRIGGER journal_record_not_removed BEFORE DELETE ON journal_record BEGIN SELECT RAISE(ABORT, 'journal: entries are never changed or removed'); END;

CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN
  INSERT INTO search_index (rowid, body) VALUES (NEW.id, NEW.body);
END;
CREATE TRIGGER search_text_removed AFTER DELETE ON search_text BEGIN
  INSERT INTO search_index (search_index, rowid, body) VALUES ('delete', OLD.id, OLD.body);
END;
CREATE TRIGGER search_text_changed AFTER UPDATE ON search_text WHEN OLD.body <> NEW.body OR OLD.id <> NEW.id BEGIN
  INSERT INTO search_index (search_index, rowid, body) VALUES ('delete', OLD.id, OLD.body);
  INSERT INTO search_index (rowid, body) VALUES (NEW.id, NEW.body);
END;
