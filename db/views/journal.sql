-- The journal is only ever added to, whoever writes; and the search index follows the text it indexes.
CREATE TRIGGER journal_not_changed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal: entries are never changed or removed'); END;
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
