-- Lists of opportunities, research entities and their matching, watch items, posts and forums, with their references, search texts, moves and what hangs on them.

CREATE VIEW opportunity_list AS
SELECT o.id, o.ref, o.title, o.state, s.label AS state_label, s.position AS state_order, s.ended, o.partner_id, p.name AS partner, p.code AS partner_code, o.priority, y.label AS priority_label,
       o.mechanism, k.label AS mechanism_label, o.engagement_id, e.ref AS engagement, o.officer_id, f.name AS officer, o.found_on, o.next_on, o.burden_minor, o.burden_currency,
       o.agreement_id, o.project_id, coalesce(j.ref, a.ref) AS result, (SELECT count(*) FROM opportunity_need n WHERE n.opportunity_id = o.id) AS needs
FROM opportunity o LEFT JOIN opportunity_state s ON s.code = o.state LEFT JOIN partner p ON p.id = o.partner_id LEFT JOIN priority y ON y.code = o.priority LEFT JOIN agreement_kind k ON k.code = o.mechanism
  LEFT JOIN engagement e ON e.id = o.engagement_id LEFT JOIN officer f ON f.id = o.officer_id LEFT JOIN agreement a ON a.id = o.agreement_id LEFT JOIN project j ON j.id = o.project_id;

CREATE VIEW opportunity_need_list AS
SELECT x.id, x.opportunity_id, o.ref AS opportunity, o.title AS opportunity_title, s.label AS opportunity_state, x.need_id, n.ref AS need, n.title AS title, k.label AS kind_label, p.name AS partner
FROM opportunity_need x LEFT JOIN opportunity o ON o.id = x.opportunity_id LEFT JOIN opportunity_state s ON s.code = o.state LEFT JOIN need n ON n.id = x.need_id LEFT JOIN need_kind k ON k.code = n.kind
  LEFT JOIN partner p ON p.id = n.partner_id;

CREATE VIEW research_entity_list AS
SELECT e.id, e.ref, e.name, e.name AS title, e.side, d.label AS side_label, e.kind, k.label AS kind_label, e.country, c.label AS country_label, e.city, e.partner_id, p.name AS partner, e.areas,
       replace(e.areas, char(10), ', ') AS areas_line, e.officer_id, o.name AS officer, e.screened_on, e.screening_outcome, s.label AS screening_label, e.active,
       (SELECT count(*) FROM research_match m WHERE m.us_entity_id = e.id) + (SELECT count(*) FROM research_match m WHERE m.foreign_entity_id = e.id) AS matches
FROM research_entity e LEFT JOIN side d ON d.code = e.side LEFT JOIN research_entity_kind k ON k.code = e.kind LEFT JOIN country c ON c.code = e.country LEFT JOIN partner p ON p.id = e.partner_id
  LEFT JOIN officer o ON o.id = e.officer_id LEFT JOIN screening_outcome s ON s.code = e.screening_outcome;

CREATE VIEW research_match_list AS
SELECT m.id, u.name || ' and ' || f.name AS title, m.need_id, n.ref AS need, n.title AS need_title, n.partner_id, p.name AS partner, p.code AS partner_code, m.us_entity_id, u.name AS us_entity,
       m.foreign_entity_id, f.name AS foreign_entity, m.state, s.label AS state_label, s.ended, m.matched_on, m.follow_up_on, m.officer_id, o.name AS officer, m.project_id, j.ref AS project
FROM research_match m LEFT JOIN need n ON n.id = m.need_id LEFT JOIN partner p ON p.id = n.partner_id LEFT JOIN research_entity u ON u.id = m.us_entity_id LEFT JOIN research_entity f ON f.id = m.foreign_entity_id
  LEFT JOIN research_match_state s ON s.code = m.state LEFT JOIN officer o ON o.id = m.officer_id LEFT JOIN project j ON j.id = m.project_id;

-- Needs without any match, with the entities of both sides that are aligned with them, with the same team or with the same goal as what serves the need: who could meet.
CREATE VIEW match_candidate (need_id, side, entity_id, because) AS
SELECT n.id, e.side, e.id, 'aligned with this need' FROM need n JOIN alignment a ON a.record = 'research_entity' AND a.kind = 'gap' AND a.need_id = n.id JOIN research_entity e ON e.id = a.record_id AND e.active = 1
UNION
SELECT n.id, e.side, e.id, 'serves ' || i.label FROM need n JOIN alignment s ON s.record = 'need' AND s.record_id = n.id AND s.kind IN ('visionary_goal', 'ipt_team')
  JOIN alignment a ON a.record = 'research_entity' AND a.kind = s.kind AND a.target = s.target JOIN strategy_item i ON i.kind = s.kind AND i.code = s.target JOIN research_entity e ON e.id = a.record_id AND e.active = 1;
CREATE VIEW match_candidate_list AS
SELECT row_number() OVER (ORDER BY c.need_id, c.side DESC, e.name, c.because) AS id, c.need_id, n.ref AS need, n.title AS need_title, c.side, d.label AS side_label, c.entity_id, e.name AS title, c.because,
       EXISTS (SELECT 1 FROM research_match m WHERE m.need_id = c.need_id AND c.entity_id IN (m.us_entity_id, m.foreign_entity_id)) AS matched, 'research_entities' AS open_screen, c.entity_id AS open_id
FROM match_candidate c JOIN need n ON n.id = c.need_id JOIN research_entity e ON e.id = c.entity_id JOIN side d ON d.code = c.side;

CREATE VIEW watch_item_list AS
SELECT w.id, w.ref, w.title, w.technology, w.source, r.label AS source_label, w.seen_on, w.country, c.label AS country_label, w.entity_id, e.name AS entity, w.engagement_id, w.readiness, w.need_id, n.ref AS need,
       n.title AS need_title, w.state, s.label AS state_label, s.ended, w.follow_up_on, w.officer_id, o.name AS officer, w.opportunity_id, q.ref AS opportunity
FROM watch_item w LEFT JOIN watch_source r ON r.code = w.source LEFT JOIN country c ON c.code = w.country LEFT JOIN research_entity e ON e.id = w.entity_id LEFT JOIN need n ON n.id = w.need_id
  LEFT JOIN watch_state s ON s.code = w.state LEFT JOIN officer o ON o.id = w.officer_id LEFT JOIN opportunity q ON q.id = w.opportunity_id;

-- A post reaches the country where it stands and those that it covers; `partners` are those of these countries.
CREATE VIEW post_reach (post_id, country) AS SELECT id, country FROM post UNION SELECT post_id, country FROM post_country;
CREATE VIEW post_list AS
SELECT t.id, t.title, t.kind, k.label AS kind_label, t.agency, t.city, t.country, c.label AS country_label, t.person, t.officer_id, o.name AS officer, t.since, t.until, t.until < d.day AS ended,
       (SELECT count(*) FROM post_reach r WHERE r.post_id = t.id) AS countries,
       (SELECT group_concat(code, ' ') FROM (SELECT p.code FROM post_reach r JOIN partner p ON p.country = r.country AND p.active = 1 WHERE r.post_id = t.id ORDER BY p.code)) AS partners
FROM post t LEFT JOIN post_kind k ON k.code = t.kind LEFT JOIN country c ON c.code = t.country LEFT JOIN officer o ON o.id = t.officer_id CROSS JOIN today d;
CREATE VIEW post_country_list AS
SELECT x.id, x.post_id, t.title AS post, x.country, c.label AS title, (SELECT group_concat(p.name, ', ') FROM partner p WHERE p.country = x.country) AS partners
FROM post_country x LEFT JOIN post t ON t.id = x.post_id LEFT JOIN country c ON c.code = x.country;
-- The posts that reach a partner.
CREATE VIEW partner_post_list AS
SELECT row_number() OVER (ORDER BY p.id, t.title) AS id, p.id AS partner_id, t.title, k.label AS kind_label, t.city, t.person, CASE WHEN t.country = p.country THEN 'In the country' ELSE 'From ' || c.label END AS reach, 'posts' AS open_screen, t.id AS open_id
FROM partner p JOIN post_reach r ON r.country = p.country JOIN post t ON t.id = r.post_id JOIN post_kind k ON k.code = t.kind JOIN country c ON c.code = t.country CROSS JOIN today d
WHERE t.until IS NULL OR t.until >= d.day;

CREATE VIEW forum_list AS
SELECT f.id, f.title, f.kind, k.label AS kind_label, f.part, q.label AS part_label, f.partner_id, p.name AS partner, f.topic, f.since, f.until, f.until < d.day AS ended, f.next_on, f.next_place, f.papers_on,
       f.engagement_id, e.ref AS engagement, f.officer_id, o.name AS officer
FROM forum f LEFT JOIN forum_kind k ON k.code = f.kind LEFT JOIN forum_part q ON q.code = f.part LEFT JOIN partner p ON p.id = f.partner_id LEFT JOIN engagement e ON e.id = f.engagement_id
  LEFT JOIN officer o ON o.id = f.officer_id CROSS JOIN today d;

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

CREATE VIEW opportunity_search (id, title, body) AS
SELECT o.id, o.title, coalesce(o.ref, '') || ' ' || o.title || ' ' || coalesce(o.description, '') || ' ' || coalesce(p.name, '') FROM opportunity o LEFT JOIN partner p ON p.id = o.partner_id;
CREATE VIEW research_entity_search (id, title, body) AS
SELECT e.id, e.name, coalesce(e.ref, '') || ' ' || e.name || ' ' || coalesce(e.aliases, '') || ' ' || coalesce(e.areas, '') || ' ' || coalesce(e.city, '') || ' ' || c.label FROM research_entity e JOIN country c ON c.code = e.country;
CREATE VIEW research_match_search (id, title, body) AS
SELECT m.id, u.name || ' and ' || f.name, u.name || ' ' || f.name || ' ' || n.title || ' ' || coalesce(n.ref, '') || ' ' || coalesce(m.note, '') FROM research_match m JOIN research_entity u ON u.id = m.us_entity_id
  JOIN research_entity f ON f.id = m.foreign_entity_id JOIN need n ON n.id = m.need_id;
CREATE VIEW watch_item_search (id, title, body) AS
SELECT w.id, w.title, coalesce(w.ref, '') || ' ' || w.title || ' ' || coalesce(w.technology, '') || ' ' || coalesce(w.source_text, '') || ' ' || coalesce(w.relevance, '') || ' ' || coalesce(e.name, '') FROM watch_item w LEFT JOIN research_entity e ON e.id = w.entity_id;
CREATE VIEW post_search (id, title, body) AS SELECT t.id, t.title, t.title || ' ' || coalesce(t.agency, '') || ' ' || coalesce(t.city, '') || ' ' || coalesce(t.person, '') || ' ' || c.label FROM post t JOIN country c ON c.code = t.country;
CREATE VIEW forum_search (id, title, body) AS SELECT f.id, f.title, f.title || ' ' || coalesce(f.topic, '') || ' ' || coalesce(f.next_place, '') FROM forum f;
