-- Opportunities, research entities and their matching, watch items, posts and forums: their references, their moves and what hangs on them.

-- A match is between one entity of the United States and one that is not --------------------------------------------------------------

CREATE TRIGGER research_match_joins_both_sides_when_made BEFORE INSERT ON research_match
WHEN ((SELECT side FROM research_entity WHERE id = NEW.us_entity_id) <> 'us' OR (SELECT side FROM research_entity WHERE id = NEW.foreign_entity_id) <> 'foreign') AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'match: both sides must be joined: name an entity of the United States and one of another country'); END;

CREATE TRIGGER research_match_joins_both_sides_when_turned BEFORE UPDATE OF us_entity_id, foreign_entity_id ON research_match
WHEN ((SELECT side FROM research_entity WHERE id = NEW.us_entity_id) <> 'us' OR (SELECT side FROM research_entity WHERE id = NEW.foreign_entity_id) <> 'foreign') AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'match: both sides must be joined: name an entity of the United States and one of another country'); END;

CREATE TRIGGER research_entity_stays_on_its_side BEFORE UPDATE OF side ON research_entity
WHEN NEW.side <> OLD.side AND (EXISTS (SELECT 1 FROM research_match WHERE us_entity_id = OLD.id) OR EXISTS (SELECT 1 FROM research_match WHERE foreign_entity_id = OLD.id)) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'research entity: its matches rest on its side: remove them first'); END;

-- The moves of an opportunity ------------------------------------------------------------------------------------------------------------

CREATE VIEW opportunity_gate (opportunity_id, to_state, problem, cite, screen, jump_id, rule) AS
SELECT id, 'realised', 'No agreement and no project says what became of it', 'office rule', 'opportunities', id, 'result_missing' FROM opportunity WHERE agreement_id IS NULL AND project_id IS NULL
UNION ALL SELECT id, 'offered', 'No partner is named to whom it is offered', 'office rule', 'opportunities', id, 'partner_missing' FROM opportunity WHERE partner_id IS NULL
UNION ALL SELECT o.id, 'offered', 'Nothing says what it derives from: no need, no engagement', 'strategy, objective 2', 'opportunities', o.id, 'origin_missing'
FROM opportunity o WHERE o.engagement_id IS NULL AND NOT EXISTS (SELECT 1 FROM opportunity_need n WHERE n.opportunity_id = o.id)
UNION ALL SELECT id, 'dropped', 'Nothing says why it is dropped', 'office rule', 'opportunities', id, 'reason_missing' FROM opportunity WHERE coalesce(trim(dropped_why), '') = '';

CREATE TRIGGER opportunity_moves_by_workflow BEFORE UPDATE OF state ON opportunity
WHEN NEW.state <> OLD.state AND (SELECT undoing FROM store_state) = 0
  AND NOT EXISTS (SELECT 1 FROM workflow WHERE record = 'opportunity' AND from_state = OLD.state AND to_state = NEW.state)
BEGIN
  SELECT CASE OLD.state
    WHEN 'idea' THEN RAISE(ABORT, 'opportunity: from Idea it cannot move there: it may move to Exploring, Dropped')
    WHEN 'exploring' THEN RAISE(ABORT, 'opportunity: from Exploring it cannot move there: it may move to Shaping, Dropped')
    WHEN 'shaping' THEN RAISE(ABORT, 'opportunity: from Shaping it cannot move there: it may move to Exploring, Offered, Dropped')
    WHEN 'offered' THEN RAISE(ABORT, 'opportunity: from Offered it cannot move there: it may move to Shaping, Agreed, Dropped')
    WHEN 'agreed' THEN RAISE(ABORT, 'opportunity: from Agreed it cannot move there: it may move to Realised, Dropped')
    WHEN 'realised' THEN RAISE(ABORT, 'opportunity: from Realised it cannot move there: this state is final')
    WHEN 'dropped' THEN RAISE(ABORT, 'opportunity: from Dropped it cannot move there: it may move to Idea')
    ELSE RAISE(ABORT, 'opportunity: this move is not in the workflow')
  END;
END;
CREATE TRIGGER opportunity_moves_through_its_gate AFTER UPDATE OF state ON opportunity
WHEN NEW.state <> OLD.state AND (SELECT undoing FROM store_state) = 0
BEGIN
  SELECT CASE (SELECT rule FROM opportunity_gate WHERE opportunity_id = NEW.id AND to_state = NEW.state LIMIT 1)
    WHEN 'result_missing' THEN RAISE(ABORT, 'opportunity: it may not move there yet: no agreement and no project came of it: name one, or drop it with its reason')
    WHEN 'partner_missing' THEN RAISE(ABORT, 'opportunity: it may not move there yet: it has no partner: name one')
    WHEN 'origin_missing' THEN RAISE(ABORT, 'opportunity: it may not move there yet: nothing says what it derives from: name a need or an engagement')
    WHEN 'reason_missing' THEN RAISE(ABORT, 'opportunity: it may not move there yet: nothing says why it is dropped: enter the reason first')
  END;
END;

-- References and what hangs on the records ---------------------------------------------------------------------------------------------

CREATE TRIGGER opportunity_ref_given AFTER INSERT ON opportunity WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'OPP', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE opportunity SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'OPP' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER opportunity_ref_brought AFTER INSERT ON opportunity WHEN NEW.ref GLOB 'OPP-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('OPP', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;
CREATE TRIGGER opportunity_goes_with_no_documents BEFORE DELETE ON opportunity
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'opportunity' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'opportunity: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER opportunity_takes_its_alignments AFTER DELETE ON opportunity WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'opportunity' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'opportunity' AND record_id = OLD.id;
END;

CREATE TRIGGER research_entity_ref_given AFTER INSERT ON research_entity WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'ENT', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE research_entity SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'ENT' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER research_entity_ref_brought AFTER INSERT ON research_entity WHEN NEW.ref GLOB 'ENT-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('ENT', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;
CREATE TRIGGER research_entity_goes_with_no_documents BEFORE DELETE ON research_entity
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'research_entity' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'research entity: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER research_entity_takes_its_alignments AFTER DELETE ON research_entity WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'research_entity' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'research_entity' AND record_id = OLD.id;
END;

CREATE TRIGGER watch_item_ref_given AFTER INSERT ON watch_item WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'WAT', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE watch_item SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'WAT' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER watch_item_ref_brought AFTER INSERT ON watch_item WHEN NEW.ref GLOB 'WAT-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('WAT', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;
CREATE TRIGGER watch_item_goes_with_no_documents BEFORE DELETE ON watch_item
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'watch_item' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'watch item: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER watch_item_takes_its_alignments AFTER DELETE ON watch_item WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'watch_item' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'watch_item' AND record_id = OLD.id;
END;

CREATE TRIGGER alignment_has_its_strategy_record_when_made BEFORE INSERT ON alignment
WHEN NEW.record IN ('opportunity', 'research_entity', 'watch_item', 'forum')
  AND NEW.record_id NOT IN (SELECT n.record_id FROM record_name n WHERE n.record = NEW.record AND n.record_id = NEW.record_id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'alignment: its record is not there: name one that exists'); END;

CREATE TRIGGER alignment_has_its_strategy_record_when_turned BEFORE UPDATE OF record, record_id ON alignment
WHEN NEW.record IN ('opportunity', 'research_entity', 'watch_item', 'forum')
  AND NEW.record_id NOT IN (SELECT n.record_id FROM record_name n WHERE n.record = NEW.record AND n.record_id = NEW.record_id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'alignment: its record is not there: name one that exists'); END;

CREATE TRIGGER document_has_its_strategy_record_when_made BEFORE INSERT ON document
WHEN NEW.record IN ('opportunity', 'research_entity', 'watch_item', 'forum')
  AND NEW.record_id NOT IN (SELECT n.record_id FROM record_name n WHERE n.record = NEW.record AND n.record_id = NEW.record_id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'document: its record is not there: name one that exists'); END;

CREATE TRIGGER document_has_its_strategy_record_when_turned BEFORE UPDATE OF record, record_id ON document
WHEN NEW.record IN ('opportunity', 'research_entity', 'watch_item', 'forum')
  AND NEW.record_id NOT IN (SELECT n.record_id FROM record_name n WHERE n.record = NEW.record AND n.record_id = NEW.record_id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'document: its record is not there: name one that exists'); END;

CREATE TRIGGER move_has_its_strategy_record_when_made BEFORE INSERT ON move
WHEN NEW.record IN ('opportunity', 'research_entity', 'watch_item', 'forum')
  AND NEW.record_id NOT IN (SELECT n.record_id FROM record_name n WHERE n.record = NEW.record AND n.record_id = NEW.record_id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'move: its record is not there: name one that exists'); END;

CREATE TRIGGER move_has_its_strategy_record_when_turned BEFORE UPDATE OF record, record_id ON move
WHEN NEW.record IN ('opportunity', 'research_entity', 'watch_item', 'forum')
  AND NEW.record_id NOT IN (SELECT n.record_id FROM record_name n WHERE n.record = NEW.record AND n.record_id = NEW.record_id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'move: its record is not there: name one that exists'); END;

CREATE TRIGGER forum_goes_with_no_documents BEFORE DELETE ON forum
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'forum' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'forum: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER forum_takes_its_alignments AFTER DELETE ON forum WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'forum' AND record_id = OLD.id;
END;
