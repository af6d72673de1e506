-- The facts that officials sign, and what becomes of a sign-off when one of them changes; the order in which they sign. A change of a fact that nobody has signed
-- yet passes without a word. While an undo is applied all of it stands aside.

-- Which facts of a case somebody has signed.
CREATE VIEW case_signed (export_case_id, fact, role_position) AS
SELECT f.export_case_id, k.code, r.position
FROM sign_off f JOIN sign_off_role r ON r.code = f.role JOIN case_fact k JOIN sign_off_role s ON s.code = k.from_role
WHERE f.voided_on IS NULL AND f.decision IS NOT NULL AND r.position >= s.position;

-- Sign-offs on a version of the facts that a later change left behind. A change that the official of an earlier role did not look at leaves that sign-off as it is;
-- where nobody wrote down what changed, every other version counts as outdated.
CREATE VIEW sign_off_outdated (sign_off_id, export_case_id, role, facts_version, now) AS
SELECT f.id, f.export_case_id, f.role, f.facts_version, x.facts_version
FROM sign_off f JOIN export_case x ON x.id = f.export_case_id JOIN sign_off_role r ON r.code = f.role
WHERE f.voided_on IS NULL AND f.decision IS NOT NULL AND f.facts_version <> x.facts_version
  AND (f.facts_version > x.facts_version
       OR (SELECT count(*) FROM case_facts v WHERE v.export_case_id = x.id AND v.version > f.facts_version AND v.version <= x.facts_version) < x.facts_version - f.facts_version
       OR EXISTS (SELECT 1 FROM case_facts v JOIN case_fact k ON k.code = v.fact JOIN sign_off_role s ON s.code = k.from_role
                  WHERE v.export_case_id = x.id AND v.version > f.facts_version AND v.version <= x.facts_version AND s.position <= r.position));

-- A new version of the facts: the case counts on, the sign-offs that it touches are void, and what was decided on them is open again.
CREATE TRIGGER case_facts_void_sign_offs AFTER INSERT ON case_facts WHEN (SELECT undoing FROM store_state) = 0
BEGIN
  UPDATE export_case SET facts_version = max(facts_version, NEW.version) WHERE id = NEW.export_case_id;
  INSERT INTO consequence (record, record_id, effect, because, happened_on, cite)
  SELECT 'export_case', NEW.export_case_id, 'Sign-off void: ' || r.label || coalesce(', ' || coalesce(o.name, f.name), ''), NEW.what, NEW.changed_on, 'Checklist S12'
  FROM sign_off f JOIN sign_off_role r ON r.code = f.role LEFT JOIN officer o ON o.id = f.officer_id
  WHERE f.export_case_id = NEW.export_case_id AND f.voided_on IS NULL AND f.decision IS NOT NULL
    AND r.position >= (SELECT s.position FROM case_fact k JOIN sign_off_role s ON s.code = k.from_role WHERE k.code = NEW.fact)
  ORDER BY r.position;
  UPDATE sign_off SET voided_on = NEW.changed_on
  WHERE export_case_id = NEW.export_case_id AND voided_on IS NULL AND decision IS NOT NULL
    AND (SELECT position FROM sign_off_role WHERE code = role) >= (SELECT s.position FROM case_fact k JOIN sign_off_role s ON s.code = k.from_role WHERE k.code = NEW.fact);
  INSERT INTO consequence (record, record_id, effect, because, happened_on, cite)
  SELECT 'export_case', x.id, 'Case open again: it was ' || s.label, NEW.what, NEW.changed_on, 'Checklist, case states'
  FROM export_case x JOIN export_case_state s ON s.code = x.state WHERE x.id = NEW.export_case_id AND x.state IN ('determined', 'conditions_open', 'transferred', 'closed');
  INSERT INTO move (record, record_id, from_state, to_state, moved_on, comment)
  SELECT 'export_case', id, state, 'reopened', NEW.changed_on, NEW.what FROM export_case WHERE id = NEW.export_case_id AND state IN ('determined', 'conditions_open', 'transferred', 'closed');
  UPDATE export_case SET state = 'reopened' WHERE id = NEW.export_case_id AND state IN ('determined', 'conditions_open', 'transferred', 'closed');
END;

CREATE TRIGGER export_case_fact_changed AFTER UPDATE OF title, description, transfer_kind, transfer_mode, direction, temporary, return_on, value_minor, value_currency, country, partner_id, data_owner, data_owner_name, classification ON export_case
WHEN (OLD.title IS NOT NEW.title OR OLD.description IS NOT NEW.description OR OLD.transfer_kind IS NOT NEW.transfer_kind OR OLD.transfer_mode IS NOT NEW.transfer_mode
      OR OLD.direction IS NOT NEW.direction OR OLD.temporary IS NOT NEW.temporary OR OLD.return_on IS NOT NEW.return_on OR OLD.value_minor IS NOT NEW.value_minor
      OR OLD.value_currency IS NOT NEW.value_currency OR OLD.country IS NOT NEW.country OR OLD.partner_id IS NOT NEW.partner_id OR OLD.data_owner IS NOT NEW.data_owner
      OR OLD.data_owner_name IS NOT NEW.data_owner_name OR OLD.classification IS NOT NEW.classification)
  AND (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_signed WHERE export_case_id = NEW.id AND fact = 'transfer')
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT x.id, x.facts_version + 1, 'transfer',
         'changed: ' || substr(
         CASE WHEN OLD.title IS NOT NEW.title THEN ', what' ELSE '' END || CASE WHEN OLD.description IS NOT NEW.description THEN ', description' ELSE '' END
         || CASE WHEN OLD.transfer_kind IS NOT NEW.transfer_kind THEN ', kind' ELSE '' END || CASE WHEN OLD.transfer_mode IS NOT NEW.transfer_mode THEN ', how' ELSE '' END
         || CASE WHEN OLD.direction IS NOT NEW.direction THEN ', direction' ELSE '' END
         || CASE WHEN OLD.temporary IS NOT NEW.temporary OR OLD.return_on IS NOT NEW.return_on THEN ', return' ELSE '' END
         || CASE WHEN OLD.value_minor IS NOT NEW.value_minor OR OLD.value_currency IS NOT NEW.value_currency THEN ', value' ELSE '' END
         || CASE WHEN OLD.country IS NOT NEW.country THEN ', destination from ' || coalesce((SELECT label FROM country WHERE code = OLD.country), 'none') || ' to ' || coalesce((SELECT label FROM country WHERE code = NEW.country), 'none') ELSE '' END
         || CASE WHEN OLD.partner_id IS NOT NEW.partner_id THEN ', partner' ELSE '' END
         || CASE WHEN OLD.data_owner IS NOT NEW.data_owner OR OLD.data_owner_name IS NOT NEW.data_owner_name THEN ', owner of the data' ELSE '' END
         || CASE WHEN OLD.classification IS NOT NEW.classification THEN ', level' ELSE '' END, 3), d.day
  FROM export_case x CROSS JOIN today d WHERE x.id = NEW.id;
END;

CREATE TRIGGER export_case_basis_changed AFTER UPDATE OF agreement_id, project_id, engagement_id ON export_case
WHEN (OLD.agreement_id IS NOT NEW.agreement_id OR OLD.project_id IS NOT NEW.project_id OR OLD.engagement_id IS NOT NEW.engagement_id)
  AND (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_signed WHERE export_case_id = NEW.id AND fact = 'agreement')
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT x.id, x.facts_version + 1, 'agreement', 'changed: agreement, project or engagement', d.day FROM export_case x CROSS JOIN today d WHERE x.id = NEW.id;
END;

CREATE TRIGGER export_case_jurisdiction_changed AFTER UPDATE OF jurisdiction ON export_case
WHEN OLD.jurisdiction IS NOT NEW.jurisdiction AND (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_signed WHERE export_case_id = NEW.id AND fact = 'classification')
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT x.id, x.facts_version + 1, 'classification', 'jurisdiction changed from ' || (SELECT label FROM jurisdiction WHERE code = OLD.jurisdiction) || ' to ' || (SELECT label FROM jurisdiction WHERE code = NEW.jurisdiction), d.day
  FROM export_case x CROSS JOIN today d WHERE x.id = NEW.id;
END;

CREATE TRIGGER case_item_fact_added AFTER INSERT ON case_item
WHEN (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_signed WHERE export_case_id = NEW.export_case_id AND fact = 'items')
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT x.id, x.facts_version + 1, 'items', 'item added: ' || NEW.title, d.day FROM export_case x CROSS JOIN today d WHERE x.id = NEW.export_case_id;
END;
CREATE TRIGGER case_item_fact_removed AFTER DELETE ON case_item
WHEN (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_signed WHERE export_case_id = OLD.export_case_id AND fact = 'items')
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT x.id, x.facts_version + 1, 'items', 'item removed: ' || OLD.title, d.day FROM export_case x CROSS JOIN today d WHERE x.id = OLD.export_case_id;
END;
CREATE TRIGGER case_item_fact_changed AFTER UPDATE OF title, kind, quantity, value_minor, value_currency, export_case_id ON case_item
WHEN (OLD.title IS NOT NEW.title OR OLD.kind IS NOT NEW.kind OR OLD.quantity IS NOT NEW.quantity OR OLD.value_minor IS NOT NEW.value_minor OR OLD.value_currency IS NOT NEW.value_currency
      OR OLD.export_case_id IS NOT NEW.export_case_id)
  AND (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_signed WHERE export_case_id IN (OLD.export_case_id, NEW.export_case_id) AND fact = 'items')
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT x.id, x.facts_version + 1, 'items', 'item changed: ' || OLD.title, d.day
  FROM export_case x CROSS JOIN today d WHERE x.id IN (OLD.export_case_id, NEW.export_case_id) AND EXISTS (SELECT 1 FROM case_signed s WHERE s.export_case_id = x.id AND s.fact = 'items');
END;
CREATE TRIGGER case_item_classification_changed AFTER UPDATE OF jurisdiction, eccn, eccn_paragraph, usml_category, usml_paragraph, significant, basis, parameters ON case_item
WHEN (OLD.jurisdiction IS NOT NEW.jurisdiction OR OLD.eccn IS NOT NEW.eccn OR OLD.eccn_paragraph IS NOT NEW.eccn_paragraph OR OLD.usml_category IS NOT NEW.usml_category
      OR OLD.usml_paragraph IS NOT NEW.usml_paragraph OR OLD.significant IS NOT NEW.significant OR OLD.basis IS NOT NEW.basis OR OLD.parameters IS NOT NEW.parameters)
  AND (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_signed WHERE export_case_id = NEW.export_case_id AND fact = 'classification')
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT x.id, x.facts_version + 1, 'classification', 'classification of ' || NEW.title || ' changed'
         || CASE WHEN OLD.eccn || coalesce(OLD.eccn_paragraph, '') IS NOT NEW.eccn || coalesce(NEW.eccn_paragraph, '')
                 THEN ' from ' || coalesce(OLD.eccn || coalesce(OLD.eccn_paragraph, ''), 'none') || ' to ' || coalesce(NEW.eccn || coalesce(NEW.eccn_paragraph, ''), 'none') ELSE '' END, d.day
  FROM export_case x CROSS JOIN today d WHERE x.id = NEW.export_case_id;
END;

CREATE TRIGGER case_party_fact_added AFTER INSERT ON case_party
WHEN (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_signed WHERE export_case_id = NEW.export_case_id AND fact = 'parties')
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT x.id, x.facts_version + 1, 'parties', 'party added: ' || (SELECT name FROM case_party_list WHERE id = NEW.id), d.day FROM export_case x CROSS JOIN today d WHERE x.id = NEW.export_case_id;
END;
CREATE TRIGGER case_party_fact_removed AFTER DELETE ON case_party
WHEN (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_signed WHERE export_case_id = OLD.export_case_id AND fact = 'parties')
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT x.id, x.facts_version + 1, 'parties', 'party removed: ' || coalesce(OLD.name, (SELECT name FROM partner WHERE id = OLD.partner_id), (SELECT family_name FROM contact WHERE id = OLD.contact_id), (SELECT family_name FROM visitor WHERE id = OLD.visitor_id)), d.day
  FROM export_case x CROSS JOIN today d WHERE x.id = OLD.export_case_id;
END;
CREATE TRIGGER case_party_fact_changed AFTER UPDATE OF export_case_id, role, name, partner_id, contact_id, visitor_id, address, country, listed_owner ON case_party
WHEN (OLD.export_case_id IS NOT NEW.export_case_id OR OLD.role IS NOT NEW.role OR OLD.name IS NOT NEW.name OR OLD.partner_id IS NOT NEW.partner_id OR OLD.contact_id IS NOT NEW.contact_id
      OR OLD.visitor_id IS NOT NEW.visitor_id OR OLD.address IS NOT NEW.address OR OLD.country IS NOT NEW.country OR OLD.listed_owner IS NOT NEW.listed_owner)
  AND (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_signed WHERE export_case_id IN (OLD.export_case_id, NEW.export_case_id) AND fact = 'parties')
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT x.id, x.facts_version + 1, 'parties', 'party changed: ' || (SELECT name FROM case_party_list WHERE id = NEW.id), d.day
  FROM export_case x CROSS JOIN today d WHERE x.id IN (OLD.export_case_id, NEW.export_case_id) AND EXISTS (SELECT 1 FROM case_signed s WHERE s.export_case_id = x.id AND s.fact = 'parties');
END;
-- A screening that finds something is news; one that finds nothing again is not.
CREATE TRIGGER case_party_screening_changed AFTER UPDATE OF screening_outcome ON case_party
WHEN OLD.screening_outcome IS NOT NEW.screening_outcome AND (NEW.screening_outcome IN ('possible_match', 'match') OR OLD.screening_outcome IN ('possible_match', 'match'))
  AND (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_signed WHERE export_case_id = NEW.export_case_id AND fact = 'screening')
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT x.id, x.facts_version + 1, 'screening', 'screening of ' || (SELECT name FROM case_party_list WHERE id = NEW.id) || ': ' || coalesce((SELECT lower(label) FROM screening_outcome WHERE code = NEW.screening_outcome), 'outcome taken back'), d.day
  FROM export_case x CROSS JOIN today d WHERE x.id = NEW.export_case_id;
END;

CREATE TRIGGER case_country_fact_added AFTER INSERT ON case_country
WHEN (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_signed WHERE export_case_id = NEW.export_case_id AND fact = 'countries')
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT x.id, x.facts_version + 1, 'countries', 'country added: ' || (SELECT label FROM country WHERE code = NEW.country), d.day FROM export_case x CROSS JOIN today d WHERE x.id = NEW.export_case_id;
END;
CREATE TRIGGER case_country_fact_removed AFTER DELETE ON case_country
WHEN (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_signed WHERE export_case_id = OLD.export_case_id AND fact = 'countries')
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT x.id, x.facts_version + 1, 'countries', 'country removed: ' || (SELECT label FROM country WHERE code = OLD.country), d.day FROM export_case x CROSS JOIN today d WHERE x.id = OLD.export_case_id;
END;
CREATE TRIGGER case_country_fact_changed AFTER UPDATE OF country, role ON case_country
WHEN (OLD.country <> NEW.country OR OLD.role <> NEW.role) AND (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_signed WHERE export_case_id = NEW.export_case_id AND fact = 'countries')
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT x.id, x.facts_version + 1, 'countries', 'country changed: ' || (SELECT label FROM country WHERE code = OLD.country) || ' to ' || (SELECT label FROM country WHERE code = NEW.country), d.day
  FROM export_case x CROSS JOIN today d WHERE x.id = NEW.export_case_id;
END;

-- The nationality of a visitor who is a party is a fact of the case.
CREATE TRIGGER citizenship_fact_added AFTER INSERT ON citizenship
WHEN (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_party y JOIN case_signed s ON s.export_case_id = y.export_case_id AND s.fact = 'nationality' WHERE y.visitor_id = NEW.visitor_id)
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT DISTINCT x.id, x.facts_version + 1, 'nationality', 'nationality added: ' || (SELECT family_name FROM visitor WHERE id = NEW.visitor_id) || ', ' || (SELECT label FROM country WHERE code = NEW.country), d.day
  FROM case_party y JOIN export_case x ON x.id = y.export_case_id CROSS JOIN today d WHERE y.visitor_id = NEW.visitor_id AND EXISTS (SELECT 1 FROM case_signed s WHERE s.export_case_id = x.id AND s.fact = 'nationality');
END;
CREATE TRIGGER citizenship_fact_changed AFTER UPDATE OF country, kind, current, most_recent, visitor_id ON citizenship
WHEN (OLD.country <> NEW.country OR OLD.kind <> NEW.kind OR OLD.current <> NEW.current OR OLD.most_recent <> NEW.most_recent)
  AND (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_party y JOIN case_signed s ON s.export_case_id = y.export_case_id AND s.fact = 'nationality' WHERE y.visitor_id = NEW.visitor_id)
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT DISTINCT x.id, x.facts_version + 1, 'nationality', 'nationality changed: ' || (SELECT family_name FROM visitor WHERE id = NEW.visitor_id) || ', ' || (SELECT label FROM country WHERE code = NEW.country), d.day
  FROM case_party y JOIN export_case x ON x.id = y.export_case_id CROSS JOIN today d WHERE y.visitor_id = NEW.visitor_id AND EXISTS (SELECT 1 FROM case_signed s WHERE s.export_case_id = x.id AND s.fact = 'nationality');
END;
CREATE TRIGGER citizenship_fact_removed AFTER DELETE ON citizenship
WHEN (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM case_party y JOIN case_signed s ON s.export_case_id = y.export_case_id AND s.fact = 'nationality' WHERE y.visitor_id = OLD.visitor_id)
BEGIN
  INSERT INTO case_facts (export_case_id, version, fact, what, changed_on)
  SELECT DISTINCT x.id, x.facts_version + 1, 'nationality', 'nationality removed: ' || (SELECT family_name FROM visitor WHERE id = OLD.visitor_id) || ', ' || (SELECT label FROM country WHERE code = OLD.country), d.day
  FROM case_party y JOIN export_case x ON x.id = y.export_case_id CROSS JOIN today d WHERE y.visitor_id = OLD.visitor_id AND EXISTS (SELECT 1 FROM case_signed s WHERE s.export_case_id = x.id AND s.fact = 'nationality');
END;

-- Sign-offs: in the order of their roles, by different people, nobody on an own request. --------------------------------------------------------

-- What is wrong with a sign-off that is given.
CREATE VIEW sign_off_fault (sign_off_id, rule) AS
SELECT f.id, 'too_early'
FROM sign_off f JOIN sign_off_role r ON r.code = f.role
WHERE f.voided_on IS NULL AND f.decision IS NOT NULL
  AND EXISTS (SELECT 1 FROM sign_off_role e WHERE e.mandatory = 1 AND e.position < r.position
              AND NOT EXISTS (SELECT 1 FROM sign_off g WHERE g.export_case_id = f.export_case_id AND g.role = e.code AND g.voided_on IS NULL AND g.decision IS NOT NULL))
UNION ALL
SELECT f.id, 'twice'
FROM sign_off f LEFT JOIN officer o ON o.id = f.officer_id JOIN sign_off g ON g.export_case_id = f.export_case_id AND g.id <> f.id LEFT JOIN officer p ON p.id = g.officer_id
WHERE f.voided_on IS NULL AND f.decision IS NOT NULL AND f.decision <> 'not_applicable' AND g.voided_on IS NULL AND g.decision IS NOT NULL AND g.decision <> 'not_applicable'
  AND lower(trim(coalesce(o.name, f.name))) = lower(trim(coalesce(p.name, g.name)))
UNION ALL
SELECT f.id, 'own_request'
FROM sign_off f JOIN export_case x ON x.id = f.export_case_id LEFT JOIN officer o ON o.id = f.officer_id
WHERE f.voided_on IS NULL AND f.decision IS NOT NULL AND f.role = 'approving_official' AND lower(trim(x.requester)) IN (lower(trim(coalesce(o.name, f.name))), lower(o.login));

CREATE TRIGGER sign_off_given_when_made AFTER INSERT ON sign_off WHEN NEW.decision IS NOT NULL AND (SELECT undoing FROM store_state) = 0
BEGIN
  SELECT CASE (SELECT rule FROM sign_off_fault WHERE sign_off_id = NEW.id LIMIT 1)
    WHEN 'too_early' THEN RAISE(ABORT, 'sign-off: it is not this one''s turn: an earlier mandatory sign-off of the case is still missing: they sign in the order of their roles')
    WHEN 'twice' THEN RAISE(ABORT, 'sign-off: this person has already signed this case in another role: a different one must sign here')
    WHEN 'own_request' THEN RAISE(ABORT, 'sign-off: the requester cannot approve the own request: another official must approve it')
  END;
  UPDATE sign_off SET facts_version = (SELECT facts_version FROM export_case WHERE id = NEW.export_case_id) WHERE id = NEW.id AND decided_on = (SELECT day FROM today);
END;
CREATE TRIGGER sign_off_given AFTER UPDATE OF decision, officer_id, name, role ON sign_off WHEN NEW.decision IS NOT NULL AND (SELECT undoing FROM store_state) = 0
BEGIN
  SELECT CASE (SELECT rule FROM sign_off_fault WHERE sign_off_id = NEW.id LIMIT 1)
    WHEN 'too_early' THEN RAISE(ABORT, 'sign-off: it is not this one''s turn: an earlier mandatory sign-off of the case is still missing: they sign in the order of their roles')
    WHEN 'twice' THEN RAISE(ABORT, 'sign-off: this person has already signed this case in another role: a different one must sign here')
    WHEN 'own_request' THEN RAISE(ABORT, 'sign-off: the requester cannot approve the own request: another official must approve it')
  END;
END;
-- What is signed are the facts as they stand at that moment; then the next in the order is asked.
CREATE TRIGGER sign_off_sees_the_facts AFTER UPDATE OF decision ON sign_off WHEN OLD.decision IS NULL AND NEW.decision IS NOT NULL AND (SELECT undoing FROM store_state) = 0
BEGIN
  UPDATE sign_off SET facts_version = (SELECT facts_version FROM export_case WHERE id = NEW.export_case_id) WHERE id = NEW.id;
  UPDATE sign_off SET asked_on = NEW.decided_on
  WHERE asked_on IS NULL AND id = (SELECT n.id FROM sign_off n JOIN sign_off_role r ON r.code = n.role WHERE n.export_case_id = NEW.export_case_id AND n.decision IS NULL AND n.voided_on IS NULL ORDER BY r.position LIMIT 1);
END;

-- Asking for the sign-offs makes a row for each mandatory one that is not there, and asks the first.
CREATE TRIGGER export_case_asks_for_its_sign_offs AFTER UPDATE OF state ON export_case
WHEN NEW.state = 'awaiting_sign_off' AND OLD.state <> 'awaiting_sign_off' AND (SELECT undoing FROM store_state) = 0
BEGIN
  INSERT INTO sign_off (export_case_id, role, facts_version)
  SELECT NEW.id, r.code, NEW.facts_version FROM sign_off_role r
  WHERE r.mandatory = 1 AND NOT EXISTS (SELECT 1 FROM sign_off f WHERE f.export_case_id = NEW.id AND f.role = r.code AND f.voided_on IS NULL) ORDER BY r.position;
  UPDATE sign_off SET asked_on = (SELECT day FROM today)
  WHERE asked_on IS NULL AND id = (SELECT n.id FROM sign_off n JOIN sign_off_role r ON r.code = n.role WHERE n.export_case_id = NEW.id AND n.decision IS NULL AND n.voided_on IS NULL ORDER BY r.position LIMIT 1);
END;
CREATE TRIGGER export_case_writes_its_days AFTER UPDATE OF state ON export_case
WHEN NEW.state <> OLD.state AND NEW.state IN ('transferred', 'closed') AND (SELECT undoing FROM store_state) = 0
BEGIN
  UPDATE export_case SET
    transferred_on = CASE WHEN NEW.state = 'transferred' THEN coalesce(transferred_on, (SELECT day FROM today)) ELSE transferred_on END,
    closed_on = CASE WHEN NEW.state = 'closed' THEN coalesce(closed_on, (SELECT day FROM today)) ELSE closed_on END
  WHERE id = NEW.id;
END;

-- A red flag that the checklist found is opened by itself; its row says what became of it.
CREATE VIEW red_flag_question (flag, question, position) AS
SELECT code, '10.' || CASE family WHEN 'regulation' THEN position WHEN 'later_addition' THEN 14 ELSE position - 1 END, position FROM red_flag;

CREATE TRIGGER answer_opens_a_red_flag_when_made AFTER INSERT ON answer
WHEN NEW.answer = 'yes' AND NEW.question GLOB '10.*' AND (SELECT undoing FROM store_state) = 0
BEGIN
  INSERT INTO case_red_flag (export_case_id, flag, raised_on, raised_by, seen)
  SELECT NEW.export_case_id, q.flag, d.day, NEW.answered_by, NEW.note FROM red_flag_question q CROSS JOIN today d
  WHERE q.question = NEW.question AND NOT EXISTS (SELECT 1 FROM case_red_flag f JOIN red_flag_question o ON o.flag = f.flag WHERE f.export_case_id = NEW.export_case_id AND o.question = NEW.question)
  ORDER BY q.position LIMIT 1;
END;
CREATE TRIGGER answer_opens_a_red_flag AFTER UPDATE OF answer ON answer
WHEN NEW.answer = 'yes' AND OLD.answer IS NOT 'yes' AND NEW.question GLOB '10.*' AND (SELECT undoing FROM store_state) = 0
BEGIN
  INSERT INTO case_red_flag (export_case_id, flag, raised_on, raised_by, seen)
  SELECT NEW.export_case_id, q.flag, d.day, NEW.answered_by, NEW.note FROM red_flag_question q CROSS JOIN today d
  WHERE q.question = NEW.question AND NOT EXISTS (SELECT 1 FROM case_red_flag f JOIN red_flag_question o ON o.flag = f.flag WHERE f.export_case_id = NEW.export_case_id AND o.question = NEW.question)
  ORDER BY q.position LIMIT 1;
END;
