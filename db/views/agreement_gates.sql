-- What stands in the way of the moves of an agreement, and what a changed text asks again.

CREATE VIEW agreement_gate (agreement_id, to_state, problem, cite, screen, jump_id, rule) AS
-- It is not signed before it is decided whether it binds, by whom and on which day.
SELECT a.id, t.to_state, 'Legal character undetermined', '22 CFR 181.2', 'agreements', a.id, 'character_undetermined'
FROM agreement a JOIN (SELECT 'signed' AS to_state UNION ALL SELECT 'crada_signed') t
WHERE a.legal_character = 'undetermined'
UNION ALL
SELECT a.id, t.to_state, 'Not recorded who decided the legal character, and when', '22 CFR 181.3', 'agreements', a.id, 'character_undecided'
FROM agreement a JOIN (SELECT 'authority_requested' AS to_state UNION ALL SELECT 'ready_to_sign' UNION ALL SELECT 'signed') t
WHERE a.legal_character <> 'undetermined' AND (a.legal_decided_on IS NULL OR coalesce(trim(a.legal_decided_by), '') = '')
UNION ALL
SELECT b.agreement_id, 'authority_requested', 'Criterion not answered: ' || k.label, k.cite, 'binding_answers', b.id, 'criterion_open'
FROM binding_answer b JOIN binding_criterion k ON k.code = b.criterion
WHERE k.needed = 1 AND (b.answer IS NULL OR b.answer = 'unknown')
UNION ALL
-- No text goes to the partner of a binding agreement before there is authority for it.
SELECT a.id, 'negotiating', CASE WHEN a.authority_granted_on IS NULL THEN 'No authority to negotiate: no draft text goes to the partner before it'
                                 WHEN a.authority_expires_on < d.day THEN 'The authority to negotiate has expired' ELSE 'The authority is to conclude, not to negotiate' END,
       '11 FAM 720; 22 CFR 181.4', 'agreements', a.id, 'authority_missing'
FROM agreement a CROSS JOIN today d
WHERE a.legal_character IN ('binding', 'undetermined') AND a.kind NOT IN ('crada', 'grant', 'cooperative_agreement', 'contract', 'interagency', 'nda', 'termination_notice')
  AND (a.authority_granted_on IS NULL OR a.authority_expires_on < d.day OR a.authority_kind = 'conclude')
UNION ALL
SELECT a.id, 'signed', CASE WHEN a.authority_granted_on IS NULL THEN 'No authority to conclude' WHEN a.authority_expires_on < d.day THEN 'The authority to conclude has expired' ELSE 'The authority is to negotiate, not to conclude' END,
       '11 FAM 720', 'agreements', a.id, 'authority_missing'
FROM agreement a CROSS JOIN today d
WHERE a.legal_character = 'binding' AND (a.authority_granted_on IS NULL OR a.authority_expires_on < d.day OR a.authority_kind = 'negotiate')
UNION ALL
-- Nor is anything signed before every reviewer has agreed.
SELECT a.id, t.to_state, 'Clearance not asked: ' || k.label, 'office rule', 'agreements', a.id, 'clearance_missing'
FROM agreement a JOIN clearance_kind k ON k.code <> 'language_conformity' JOIN (SELECT 'ready_to_sign' AS to_state UNION ALL SELECT 'signed' UNION ALL SELECT 'crada_signed') t
WHERE NOT EXISTS (SELECT 1 FROM clearance c WHERE c.agreement_id = a.id AND c.kind = k.code)
UNION ALL
SELECT c.agreement_id, t.to_state, 'Clearance open: ' || k.label, 'office rule', 'clearances', c.id, 'clearance_open'
FROM clearance c JOIN clearance_kind k ON k.code = c.kind JOIN (SELECT 'ready_to_sign' AS to_state UNION ALL SELECT 'signed' UNION ALL SELECT 'crada_signed') t
WHERE c.decision IS NULL AND (c.kind <> 'language_conformity' OR t.to_state = 'signed')
UNION ALL
SELECT c.agreement_id, t.to_state, 'Clearance refused: ' || k.label, 'office rule', 'clearances', c.id, 'clearance_refused'
FROM clearance c JOIN clearance_kind k ON k.code = c.kind JOIN decision d ON d.code = c.decision JOIN (SELECT 'ready_to_sign' AS to_state UNION ALL SELECT 'signed' UNION ALL SELECT 'crada_signed') t
WHERE d.agrees = 0
UNION ALL
-- Several authentic languages say the same only when somebody has compared them.
SELECT a.id, t.to_state, 'The conformity of the languages is not confirmed', '22 CFR 181.7(c)', 'agreements', a.id, 'language_open'
FROM agreement a JOIN (SELECT 'ready_to_sign' AS to_state UNION ALL SELECT 'signed') t
WHERE a.language_conformity_on IS NULL AND (a.languages LIKE '%,%' OR a.languages LIKE '%;%' OR a.languages LIKE '% and %')
UNION ALL
SELECT p.agreement_id, 'transmitted', 'Package: ' || i.label, i.cite, 'transmittal_parts', p.id, 'package_incomplete'
FROM transmittal_part p JOIN transmittal_item i ON i.code = p.item JOIN part_standing s ON s.code = p.standing JOIN agreement a ON a.id = p.agreement_id
WHERE s.settled = 0 AND instr(';' || i.characters || ';', ';' || a.legal_character || ';') > 0
UNION ALL
SELECT a.id, 'crada_agency_review', 'The foreign-party test is not recorded: does the partner''s government let US entities do the same?', 'E.O. 12591; 15 USC 3710a(c)(4)', 'agreements', a.id, 'foreign_party_test'
FROM agreement a
WHERE a.kind = 'crada' AND (a.foreign_party_tested_on IS NULL OR coalesce(trim(a.foreign_party_test), '') = '') AND (a.partner_id IS NOT NULL OR EXISTS (SELECT 1 FROM agreement_party y WHERE y.agreement_id = a.id AND y.side = 'foreign'))
UNION ALL
SELECT a.id, 'published', 'No day of publication', '1 USC 112b', 'agreements', a.id, 'publication_missing' FROM agreement a WHERE a.published_on IS NULL
UNION ALL
SELECT a.id, 'publication_exempt', 'No ground of exemption', '1 USC 112b', 'agreements', a.id, 'exemption_missing' FROM agreement a WHERE a.publication_exemption IS NULL;

-- What follows -----------------------------------------------------------------------------------------------------------------------

-- The criteria are put when the question of the legal character comes up.
CREATE TRIGGER agreement_puts_its_criteria AFTER UPDATE OF state ON agreement
WHEN NEW.state = 'determination' AND OLD.state <> 'determination' AND (SELECT undoing FROM store_state) = 0
BEGIN
  INSERT INTO binding_answer (agreement_id, criterion)
  SELECT NEW.id, k.code FROM binding_criterion k WHERE NOT EXISTS (SELECT 1 FROM binding_answer b WHERE b.agreement_id = NEW.id AND b.criterion = k.code) ORDER BY k.position;
END;

-- The reviewers are asked when internal clearance begins.
CREATE TRIGGER agreement_asks_for_its_clearances AFTER UPDATE OF state ON agreement
WHEN NEW.state = 'clearance' AND OLD.state <> 'clearance' AND (SELECT undoing FROM store_state) = 0
BEGIN
  INSERT INTO clearance (agreement_id, kind, requested_on, due_on)
  SELECT NEW.id, k.code, d.day, date(d.day, '+14 days') FROM clearance_kind k CROSS JOIN today d
  WHERE k.code <> 'language_conformity' AND NOT EXISTS (SELECT 1 FROM clearance c WHERE c.agreement_id = NEW.id AND c.kind = k.code) ORDER BY k.position;
END;

-- The days of its life are written where they are empty, and the package is laid out when it is concluded.
CREATE TRIGGER agreement_lays_out_its_package AFTER UPDATE OF state ON agreement
WHEN NEW.state = 'signed' AND OLD.state <> 'signed' AND (SELECT undoing FROM store_state) = 0
BEGIN
  UPDATE agreement SET signed_on = coalesce(signed_on, (SELECT day FROM today)) WHERE id = NEW.id;
  INSERT INTO transmittal_part (agreement_id, item)
  SELECT NEW.id, i.code FROM transmittal_item i WHERE instr(';' || i.characters || ';', ';' || NEW.legal_character || ';') > 0
    AND NOT EXISTS (SELECT 1 FROM transmittal_part p WHERE p.agreement_id = NEW.id AND p.item = i.code) ORDER BY i.position;
END;
CREATE TRIGGER agreement_writes_its_days AFTER UPDATE OF state ON agreement
WHEN NEW.state <> OLD.state AND NEW.state IN ('authority_requested', 'authority_granted', 'transmitted', 'in_force', 'crada_agency_review', 'expired', 'terminated', 'partner_withdrew', 'fulfilled', 'superseded', 'abandoned') AND (SELECT undoing FROM store_state) = 0
BEGIN
  UPDATE agreement SET
    authority_requested_on = CASE WHEN NEW.state = 'authority_requested' THEN coalesce(authority_requested_on, (SELECT day FROM today)) ELSE authority_requested_on END,
    authority_granted_on = CASE WHEN NEW.state = 'authority_granted' THEN coalesce(authority_granted_on, (SELECT day FROM today)) ELSE authority_granted_on END,
    transmitted_on = CASE WHEN NEW.state = 'transmitted' THEN coalesce(transmitted_on, (SELECT day FROM today)) ELSE transmitted_on END,
    in_force_on = CASE WHEN NEW.state = 'in_force' THEN coalesce(in_force_on, (SELECT day FROM today)) ELSE in_force_on END,
    agency_presented_on = CASE WHEN NEW.state = 'crada_agency_review' THEN coalesce(agency_presented_on, (SELECT day FROM today)) ELSE agency_presented_on END,
    ended_on = CASE WHEN NEW.state IN ('expired', 'terminated', 'partner_withdrew', 'fulfilled', 'superseded', 'abandoned') THEN coalesce(ended_on, (SELECT day FROM today)) ELSE ended_on END
  WHERE id = NEW.id;
END;

-- A substantive change before signature opens the clearances that it touches, and takes a text that was ready back to them.
CREATE TRIGGER agreement_text_changed AFTER UPDATE OF title, kind, partner_id, languages, legal_character, in_force_method, ends_on, survival, ceiling_minor, us_share_minor, foreign_share_minor, in_kind_minor, funds_availability,
  objectives, technical_annex, deliverables, schedule, sites, classification_ceiling, cui_categories, disclosure_and_use, third_party_transfer, export_clause, visit_annex, personnel_exchange, security_instruction, privacy,
  ip_annex_version, ip_background, ip_foreground, ip_ownership, ip_march_in, liability, insurance, customs_and_taxes, dispute_resolution ON agreement
WHEN NEW.signed_on IS NULL AND (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM clearance c WHERE c.agreement_id = NEW.id AND c.decision IS NOT NULL)
BEGIN
  INSERT INTO consequence (record, record_id, effect, because, happened_on, cite)
  SELECT 'agreement', NEW.id, k.label || ' clearance opened again', min(t.label) || ' changed', (SELECT day FROM today), 'office rule'
  FROM clearance_touch t JOIN clearance c ON c.agreement_id = NEW.id AND c.kind = t.kind AND c.decision IS NOT NULL JOIN clearance_kind k ON k.code = t.kind
WHERE CASE t.field WHEN 'title' THEN NEW.title IS NOT OLD.title WHEN 'kind' THEN NEW.kind IS NOT OLD.kind WHEN 'partner_id' THEN NEW.partner_id IS NOT OLD.partner_id WHEN
   'languages' THEN NEW.languages IS NOT OLD.languages WHEN 'legal_character' THEN NEW.legal_character IS NOT OLD.legal_character WHEN 'in_force_method' THEN NEW.in_force_method IS
   NOT OLD.in_force_method WHEN 'ends_on' THEN NEW.ends_on IS NOT OLD.ends_on WHEN 'survival' THEN NEW.survival IS NOT OLD.survival WHEN 'ceiling_minor' THEN NEW.ceiling_minor IS
   NOT OLD.ceiling_minor WHEN 'us_share_minor' THEN NEW.us_share_minor IS NOT OLD.us_share_minor WHEN 'foreign_share_minor' THEN NEW.foreign_share_minor IS NOT
   OLD.foreign_share_minor WHEN 'in_kind_minor' THEN NEW.in_kind_minor IS NOT OLD.in_kind_minor WHEN 'funds_availability' THEN NEW.funds_availability IS NOT OLD.funds_availability
   WHEN 'objectives' THEN NEW.objectives IS NOT OLD.objectives WHEN 'technical_annex' THEN NEW.technical_annex IS NOT OLD.technical_annex WHEN 'deliverables' THEN NEW.deliverables
   IS NOT OLD.deliverables WHEN 'schedule' THEN NEW.schedule IS NOT OLD.schedule WHEN 'sites' THEN NEW.sites IS NOT OLD.sites WHEN 'classification_ceiling' THEN
   NEW.classification_ceiling IS NOT OLD.classification_ceiling WHEN 'cui_categories' THEN NEW.cui_categories IS NOT OLD.cui_categories WHEN 'disclosure_and_use' THEN
   NEW.disclosure_and_use IS NOT OLD.disclosure_and_use WHEN 'third_party_transfer' THEN NEW.third_party_transfer IS NOT OLD.third_party_transfer WHEN 'export_clause' THEN
   NEW.export_clause IS NOT OLD.export_clause WHEN 'visit_annex' THEN NEW.visit_annex IS NOT OLD.visit_annex WHEN 'personnel_exchange' THEN NEW.personnel_exchange IS NOT
   OLD.personnel_exchange WHEN 'security_instruction' THEN NEW.security_instruction IS NOT OLD.security_instruction WHEN 'privacy' THEN NEW.privacy IS NOT OLD.privacy WHEN
   'ip_annex_version' THEN NEW.ip_annex_version IS NOT OLD.ip_annex_version WHEN 'ip_background' THEN NEW.ip_background IS NOT OLD.ip_background WHEN 'ip_foreground' THEN
   NEW.ip_foreground IS NOT OLD.ip_foreground WHEN 'ip_ownership' THEN NEW.ip_ownership IS NOT OLD.ip_ownership WHEN 'ip_march_in' THEN NEW.ip_march_in IS NOT OLD.ip_march_in WHEN
   'liability' THEN NEW.liability IS NOT OLD.liability WHEN 'insurance' THEN NEW.insurance IS NOT OLD.insurance WHEN 'customs_and_taxes' THEN NEW.customs_and_taxes IS NOT
   OLD.customs_and_taxes WHEN 'dispute_resolution' THEN NEW.dispute_resolution IS NOT OLD.dispute_resolution END
  GROUP BY t.kind;
  INSERT INTO consequence (record, record_id, effect, because, happened_on, cite)
  SELECT 'agreement', NEW.id, 'State goes back to Re-clearance', 'the text changed', (SELECT day FROM today), 'office rule'
  WHERE NEW.state IN ('language_conformity', 'ready_to_sign') AND EXISTS (SELECT 1 FROM clearance c WHERE c.agreement_id = NEW.id AND c.decision IS NULL);
  UPDATE agreement SET state = 'reclearance' WHERE id = NEW.id AND state IN ('language_conformity', 'ready_to_sign') AND EXISTS (SELECT 1 FROM clearance c WHERE c.agreement_id = NEW.id AND c.decision IS NULL);
END;
-- Each reviewer that is named there is asked again.
CREATE TRIGGER agreement_clearance_opens_again AFTER INSERT ON consequence WHEN NEW.record = 'agreement' AND (SELECT undoing FROM store_state) = 0
BEGIN
  UPDATE clearance SET decision = NULL, decided_on = NULL, decided_by = NULL, requested_on = NEW.happened_on, due_on = date(NEW.happened_on, '+14 days')
  WHERE agreement_id = NEW.record_id AND decision IS NOT NULL AND kind = (SELECT k.code FROM clearance_kind k WHERE NEW.effect = k.label || ' clearance opened again');
END;
