-- A move that the table `workflow` lacks, or that a gate forbids, is refused whoever writes; while an undo is applied these triggers stand aside.
-- RAISE takes fixed text only, so the moves of each state are spelled out here; a test holds the text against the table.

CREATE TRIGGER agreement_moves_by_workflow BEFORE UPDATE OF state ON agreement
WHEN NEW.state <> OLD.state AND (SELECT undoing FROM store_state) = 0
  AND NOT EXISTS (SELECT 1 FROM workflow WHERE record = 'agreement' AND from_state = OLD.state AND to_state = NEW.state)
BEGIN
  SELECT CASE OLD.state
    WHEN 'concept' THEN RAISE(ABORT, 'agreement: from Concept it cannot move there: it may move to Exploratory talks, Drafting, On hold, Abandoned, CRADA proposed')
    WHEN 'exploratory' THEN RAISE(ABORT, 'agreement: from Exploratory talks it cannot move there: it may move to Drafting, On hold, Abandoned')
    WHEN 'drafting' THEN RAISE(ABORT, 'agreement: from Drafting it cannot move there: it may move to Internal clearance, On hold, Abandoned')
    WHEN 'clearance' THEN RAISE(ABORT, 'agreement: from Internal clearance it cannot move there: it may move to Drafting, Legal character, On hold, Abandoned')
    WHEN 'determination' THEN RAISE(ABORT, 'agreement: from Legal character it cannot move there: it may move to Drafting, Authority asked, Negotiating, On hold, Abandoned')
    WHEN 'authority_requested' THEN RAISE(ABORT, 'agreement: from Authority asked it cannot move there: it may move to Drafting, Authority granted, On hold, Abandoned')
    WHEN 'authority_granted' THEN RAISE(ABORT, 'agreement: from Authority granted it cannot move there: it may move to Negotiating, On hold, Abandoned')
    WHEN 'negotiating' THEN RAISE(ABORT, 'agreement: from Negotiating it cannot move there: it may move to Authority asked, Text agreed, On hold, Abandoned')
    WHEN 'text_agreed' THEN RAISE(ABORT, 'agreement: from Text agreed it cannot move there: it may move to Negotiating, Re-clearance, Language conformity, Ready to sign, On hold, Abandoned')
    WHEN 'reclearance' THEN RAISE(ABORT, 'agreement: from Re-clearance it cannot move there: it may move to Negotiating, Language conformity, Ready to sign, On hold, Abandoned')
    WHEN 'language_conformity' THEN RAISE(ABORT, 'agreement: from Language conformity it cannot move there: it may move to Negotiating, Re-clearance, Ready to sign, On hold, Abandoned')
    WHEN 'ready_to_sign' THEN RAISE(ABORT, 'agreement: from Ready to sign it cannot move there: it may move to Negotiating, Re-clearance, Signed, On hold, Abandoned')
    WHEN 'signed' THEN RAISE(ABORT, 'agreement: from Signed it cannot move there: it may move to Transmitted, Awaiting entry, In force, Operative')
    WHEN 'transmitted' THEN RAISE(ABORT, 'agreement: from Transmitted it cannot move there: it may move to Awaiting entry, In force, Operative')
    WHEN 'awaiting_entry' THEN RAISE(ABORT, 'agreement: from Awaiting entry it cannot move there: it may move to In force, Withdrawn')
    WHEN 'in_force' THEN RAISE(ABORT, 'agreement: from In force it cannot move there: it may move to In force, published, In force, exempt, Amending, Extending, Expiring, Expired, Terminated, Withdrawn, Superseded, Fulfilled, Suspended, Dormant')
    WHEN 'operative' THEN RAISE(ABORT, 'agreement: from Operative it cannot move there: it may move to In force, published, Amending, Extending, Expiring, Expired, Terminated, Withdrawn, Superseded, Fulfilled, Suspended, Dormant')
    WHEN 'published' THEN RAISE(ABORT, 'agreement: from In force, published it cannot move there: it may move to Amending, Extending, Expiring, Expired, Terminated, Withdrawn, Superseded, Fulfilled, Suspended, Dormant')
    WHEN 'publication_exempt' THEN RAISE(ABORT, 'agreement: from In force, exempt it cannot move there: it may move to Amending, Extending, Expiring, Expired, Terminated, Withdrawn, Superseded, Fulfilled, Suspended, Dormant')
    WHEN 'amending' THEN RAISE(ABORT, 'agreement: from Amending it cannot move there: it may move to In force, Operative')
    WHEN 'extending' THEN RAISE(ABORT, 'agreement: from Extending it cannot move there: it may move to In force, Operative')
    WHEN 'expiring' THEN RAISE(ABORT, 'agreement: from Expiring it cannot move there: it may move to Amending, Extending, Expired, Terminated, Withdrawn, Superseded, Fulfilled, Suspended, Dormant')
    WHEN 'expired' THEN RAISE(ABORT, 'agreement: from Expired it cannot move there: this state is final')
    WHEN 'terminated' THEN RAISE(ABORT, 'agreement: from Terminated it cannot move there: this state is final')
    WHEN 'partner_withdrew' THEN RAISE(ABORT, 'agreement: from Withdrawn it cannot move there: this state is final')
    WHEN 'superseded' THEN RAISE(ABORT, 'agreement: from Superseded it cannot move there: this state is final')
    WHEN 'fulfilled' THEN RAISE(ABORT, 'agreement: from Fulfilled it cannot move there: this state is final')
    WHEN 'suspended' THEN RAISE(ABORT, 'agreement: from Suspended it cannot move there: it may move to In force, Terminated')
    WHEN 'on_hold' THEN RAISE(ABORT, 'agreement: from On hold it cannot move there: it may move to Concept, Exploratory talks, Drafting, Internal clearance, Legal character, Authority asked, Authority granted, Negotiating, Text agreed, Re-clearance, Language conformity, Ready to sign, Abandoned, CRADA proposed, Laboratory review, Joint work statement, Legal and IP check, Agency review')
    WHEN 'abandoned' THEN RAISE(ABORT, 'agreement: from Abandoned it cannot move there: it may move to Concept')
    WHEN 'dormant' THEN RAISE(ABORT, 'agreement: from Dormant it cannot move there: it may move to In force, Operative, Expired, Terminated')
    WHEN 'crada_proposed' THEN RAISE(ABORT, 'agreement: from CRADA proposed it cannot move there: it may move to On hold, Abandoned, Laboratory review')
    WHEN 'crada_lab_review' THEN RAISE(ABORT, 'agreement: from Laboratory review it cannot move there: it may move to On hold, Abandoned, Joint work statement, Legal and IP check')
    WHEN 'crada_work_statement' THEN RAISE(ABORT, 'agreement: from Joint work statement it cannot move there: it may move to On hold, Abandoned, Legal and IP check')
    WHEN 'crada_legal_check' THEN RAISE(ABORT, 'agreement: from Legal and IP check it cannot move there: it may move to Legal character, On hold, Abandoned, Agency review')
    WHEN 'crada_agency_review' THEN RAISE(ABORT, 'agreement: from Agency review it cannot move there: it may move to On hold, Abandoned, Legal and IP check, CRADA signed')
    WHEN 'crada_signed' THEN RAISE(ABORT, 'agreement: from CRADA signed it cannot move there: it may move to CRADA active')
    WHEN 'crada_active' THEN RAISE(ABORT, 'agreement: from CRADA active it cannot move there: it may move to CRADA amending, CRADA closing')
    WHEN 'crada_amending' THEN RAISE(ABORT, 'agreement: from CRADA amending it cannot move there: it may move to CRADA active')
    WHEN 'crada_closing' THEN RAISE(ABORT, 'agreement: from CRADA closing it cannot move there: it may move to CRADA closed')
    WHEN 'crada_closed' THEN RAISE(ABORT, 'agreement: from CRADA closed it cannot move there: this state is final')
    ELSE RAISE(ABORT, 'agreement: this move is not in the workflow')
  END;
END;
CREATE TRIGGER agreement_moves_through_its_gate AFTER UPDATE OF state ON agreement
WHEN NEW.state <> OLD.state AND (SELECT undoing FROM store_state) = 0
BEGIN
  SELECT CASE (SELECT rule FROM agreement_gate WHERE agreement_id = NEW.id AND to_state = NEW.state LIMIT 1)
    WHEN 'character_undetermined' THEN RAISE(ABORT, 'agreement: it may not move there yet: its legal character is undetermined: have it decided first')
    WHEN 'character_undecided' THEN RAISE(ABORT, 'agreement: it may not move there yet: it is not recorded who decided its legal character, and when: enter it first')
    WHEN 'criterion_open' THEN RAISE(ABORT, 'agreement: it may not move there yet: criteria of the legal character are not answered: answer them first')
    WHEN 'authority_missing' THEN RAISE(ABORT, 'agreement: it may not move there yet: there is no authority for it: have it granted first')
    WHEN 'clearance_missing' THEN RAISE(ABORT, 'agreement: it may not move there yet: reviewers have not been asked: ask for their clearances first')
    WHEN 'clearance_open' THEN RAISE(ABORT, 'agreement: it may not move there yet: clearances are open: have them decided first')
    WHEN 'clearance_refused' THEN RAISE(ABORT, 'agreement: it may not move there yet: a clearance was refused: settle it first')
    WHEN 'language_open' THEN RAISE(ABORT, 'agreement: it may not move there yet: the conformity of its languages is not confirmed: have it confirmed first')
    WHEN 'package_incomplete' THEN RAISE(ABORT, 'agreement: it may not move there yet: the transmittal package is not complete: complete it first')
    WHEN 'foreign_party_test' THEN RAISE(ABORT, 'agreement: it may not move there yet: the foreign-party test is not recorded: record it first')
    WHEN 'publication_missing' THEN RAISE(ABORT, 'agreement: it may not move there yet: it has no day of publication: enter it first')
    WHEN 'exemption_missing' THEN RAISE(ABORT, 'agreement: it may not move there yet: it has no ground of exemption: enter it first')
  END;
END;

CREATE TRIGGER project_moves_by_workflow BEFORE UPDATE OF state ON project
WHEN NEW.state <> OLD.state AND (SELECT undoing FROM store_state) = 0
  AND NOT EXISTS (SELECT 1 FROM workflow WHERE record = 'project' AND from_state = OLD.state AND to_state = NEW.state)
BEGIN
  SELECT CASE OLD.state
    WHEN 'proposed' THEN RAISE(ABORT, 'project: from Proposed it cannot move there: it may move to Planned, Cancelled')
    WHEN 'planned' THEN RAISE(ABORT, 'project: from Planned it cannot move there: it may move to Active, On hold, Cancelled')
    WHEN 'active' THEN RAISE(ABORT, 'project: from Active it cannot move there: it may move to On hold, Completed, Cancelled')
    WHEN 'on_hold' THEN RAISE(ABORT, 'project: from On hold it cannot move there: it may move to Planned, Active, Cancelled')
    WHEN 'completed' THEN RAISE(ABORT, 'project: from Completed it cannot move there: it may move to Active, Closed')
    WHEN 'closed' THEN RAISE(ABORT, 'project: from Closed it cannot move there: it may move to Active')
    WHEN 'cancelled' THEN RAISE(ABORT, 'project: from Cancelled it cannot move there: it may move to Proposed')
    ELSE RAISE(ABORT, 'project: this move is not in the workflow')
  END;
END;

CREATE TRIGGER engagement_moves_by_workflow BEFORE UPDATE OF state ON engagement
WHEN NEW.state <> OLD.state AND (SELECT undoing FROM store_state) = 0
  AND NOT EXISTS (SELECT 1 FROM workflow WHERE record = 'engagement' AND from_state = OLD.state AND to_state = NEW.state)
BEGIN
  SELECT CASE OLD.state
    WHEN 'proposed' THEN RAISE(ABORT, 'engagement: from Proposed it cannot move there: it may move to Planned, Cancelled')
    WHEN 'planned' THEN RAISE(ABORT, 'engagement: from Planned it cannot move there: it may move to Confirmed, Held, Postponed, Cancelled')
    WHEN 'confirmed' THEN RAISE(ABORT, 'engagement: from Confirmed it cannot move there: it may move to Held, Postponed, Cancelled')
    WHEN 'held' THEN RAISE(ABORT, 'engagement: from Held it cannot move there: it may move to Reported')
    WHEN 'reported' THEN RAISE(ABORT, 'engagement: from Reported it cannot move there: it may move to Held')
    WHEN 'postponed' THEN RAISE(ABORT, 'engagement: from Postponed it cannot move there: it may move to Planned, Cancelled')
    WHEN 'cancelled' THEN RAISE(ABORT, 'engagement: from Cancelled it cannot move there: it may move to Planned')
    ELSE RAISE(ABORT, 'engagement: this move is not in the workflow')
  END;
END;

CREATE TRIGGER action_moves_by_workflow BEFORE UPDATE OF state ON action
WHEN NEW.state <> OLD.state AND (SELECT undoing FROM store_state) = 0
  AND NOT EXISTS (SELECT 1 FROM workflow WHERE record = 'action' AND from_state = OLD.state AND to_state = NEW.state)
BEGIN
  SELECT CASE OLD.state
    WHEN 'open' THEN RAISE(ABORT, 'action: from Open it cannot move there: it may move to In progress, Waiting for others, Done, Dropped')
    WHEN 'in_progress' THEN RAISE(ABORT, 'action: from In progress it cannot move there: it may move to Open, Waiting for others, Done, Dropped')
    WHEN 'waiting' THEN RAISE(ABORT, 'action: from Waiting for others it cannot move there: it may move to In progress, Done, Dropped')
    WHEN 'done' THEN RAISE(ABORT, 'action: from Done it cannot move there: it may move to Open')
    WHEN 'dropped' THEN RAISE(ABORT, 'action: from Dropped it cannot move there: it may move to Open')
    ELSE RAISE(ABORT, 'action: this move is not in the workflow')
  END;
END;

CREATE TRIGGER visit_moves_by_workflow BEFORE UPDATE OF state ON visit
WHEN NEW.state <> OLD.state AND (SELECT undoing FROM store_state) = 0
  AND NOT EXISTS (SELECT 1 FROM workflow WHERE record = 'visit' AND from_state = OLD.state AND to_state = NEW.state)
BEGIN
  SELECT CASE OLD.state
    WHEN 'draft' THEN RAISE(ABORT, 'visit: from Draft it cannot move there: it may move to Submitted, Withdrawn, Cancelled')
    WHEN 'submitted' THEN RAISE(ABORT, 'visit: from Submitted it cannot move there: it may move to Information needed, In review, Withdrawn, Cancelled')
    WHEN 'info_needed' THEN RAISE(ABORT, 'visit: from Information needed it cannot move there: it may move to Submitted, In review, Withdrawn, Cancelled')
    WHEN 'in_review' THEN RAISE(ABORT, 'visit: from In review it cannot move there: it may move to Information needed, Approved, Approved, conditions, Denied, Withdrawn, Cancelled')
    WHEN 'approved' THEN RAISE(ABORT, 'visit: from Approved it cannot move there: it may move to Host briefed, Change asked, Suspended, Revoked, Approval lapsed, Cancelled')
    WHEN 'approved_with_conditions' THEN RAISE(ABORT, 'visit: from Approved, conditions it cannot move there: it may move to Host briefed, Change asked, Suspended, Revoked, Approval lapsed, Cancelled')
    WHEN 'denied' THEN RAISE(ABORT, 'visit: from Denied it cannot move there: this state is final')
    WHEN 'withdrawn' THEN RAISE(ABORT, 'visit: from Withdrawn it cannot move there: this state is final')
    WHEN 'host_briefed' THEN RAISE(ABORT, 'visit: from Host briefed it cannot move there: it may move to Expected, On site, Change asked, Suspended, Revoked, Approval lapsed, No show, Cancelled')
    WHEN 'expected' THEN RAISE(ABORT, 'visit: from Expected it cannot move there: it may move to On site, Change asked, Suspended, Revoked, Approval lapsed, No show, Cancelled, Denied entry')
    WHEN 'checked_in' THEN RAISE(ABORT, 'visit: from On site it cannot move there: it may move to Change asked, Departed, Suspended, Revoked')
    WHEN 'change_requested' THEN RAISE(ABORT, 'visit: from Change asked it cannot move there: it may move to In review, Withdrawn, Cancelled')
    WHEN 'departed' THEN RAISE(ABORT, 'visit: from Departed it cannot move there: it may move to Host report due, Host report filed')
    WHEN 'report_due' THEN RAISE(ABORT, 'visit: from Host report due it cannot move there: it may move to Host report filed')
    WHEN 'report_filed' THEN RAISE(ABORT, 'visit: from Host report filed it cannot move there: it may move to Closed')
    WHEN 'closed' THEN RAISE(ABORT, 'visit: from Closed it cannot move there: it may move to Purged, Re-opened')
    WHEN 'purged' THEN RAISE(ABORT, 'visit: from Purged it cannot move there: this state is final')
    WHEN 'suspended' THEN RAISE(ABORT, 'visit: from Suspended it cannot move there: it may move to In review, Withdrawn, Revoked, Cancelled')
    WHEN 'revoked' THEN RAISE(ABORT, 'visit: from Revoked it cannot move there: this state is final')
    WHEN 'lapsed' THEN RAISE(ABORT, 'visit: from Approval lapsed it cannot move there: it may move to In review, Withdrawn, Cancelled')
    WHEN 'no_show' THEN RAISE(ABORT, 'visit: from No show it cannot move there: it may move to Closed')
    WHEN 'cancelled' THEN RAISE(ABORT, 'visit: from Cancelled it cannot move there: this state is final')
    WHEN 'denied_entry' THEN RAISE(ABORT, 'visit: from Denied entry it cannot move there: it may move to Closed')
    WHEN 'reopened' THEN RAISE(ABORT, 'visit: from Re-opened it cannot move there: it may move to Closed')
    ELSE RAISE(ABORT, 'visit: this move is not in the workflow')
  END;
END;
CREATE TRIGGER visit_moves_through_its_gate AFTER UPDATE OF state ON visit
WHEN NEW.state <> OLD.state AND (SELECT undoing FROM store_state) = 0
BEGIN
  SELECT CASE (SELECT rule FROM visit_gate WHERE visit_id = NEW.id AND to_state = NEW.state LIMIT 1)
    WHEN 'review_open' THEN RAISE(ABORT, 'visit: it may not move there yet: a mandatory review is open: settle it under Reviews')
    WHEN 'review_objection' THEN RAISE(ABORT, 'visit: it may not move there yet: a mandatory review objects: deny the visit, or have it reviewed again')
    WHEN 'review_missing' THEN RAISE(ABORT, 'visit: it may not move there yet: a review that it needs was not asked for: add it under Reviews')
    WHEN 'review_lapsed' THEN RAISE(ABORT, 'visit: it may not move there yet: a mandatory review has lapsed: have it reviewed again')
    WHEN 'host_overdue' THEN RAISE(ABORT, 'visit: it may not move there yet: its host owes the report of an earlier visit: file it first, or name another host')
    WHEN 'host_untrained' THEN RAISE(ABORT, 'visit: it may not move there yet: its host is not trained on the day: enter the training, or name another host')
    WHEN 'host_missing' THEN RAISE(ABORT, 'visit: it may not move there yet: it has no host: name one')
    WHEN 'identity_unseen' THEN RAISE(ABORT, 'visit: it may not move there yet: the identity document of somebody who is let in was not seen: enter who saw it and when')
    WHEN 'document_expires' THEN RAISE(ABORT, 'visit: it may not move there yet: a passport or visa expires before the departure: enter the new one, or shorten the stay')
    WHEN 'conditions_host' THEN RAISE(ABORT, 'visit: it may not move there yet: the host has not acknowledged the conditions: enter the day')
    WHEN 'conditions_person' THEN RAISE(ABORT, 'visit: it may not move there yet: somebody has not acknowledged the conditions: enter the day under People')
    WHEN 'badge_out' THEN RAISE(ABORT, 'visit: it may not move there yet: a badge is not returned: enter the day under People')
    WHEN 'account_open' THEN RAISE(ABORT, 'visit: it may not move there yet: an account is not closed: enter the day under People')
    WHEN 'item_out' THEN RAISE(ABORT, 'visit: it may not move there yet: a thing that was lent is not returned: enter the day under Things')
    WHEN 'report_missing' THEN RAISE(ABORT, 'visit: it may not move there yet: the host report is not filed: file it first')
    WHEN 'legal_hold' THEN RAISE(ABORT, 'visit: it may not move there yet: it is under legal hold: nothing of it may be destroyed')
    WHEN 'kept_longer' THEN RAISE(ABORT, 'visit: it may not move there yet: the day on which it may be purged has not come')
    WHEN 'not_redacted' THEN RAISE(ABORT, 'visit: it may not move there yet: personal data still stand in it: redact it first')
  END;
END;

CREATE TRIGGER export_case_moves_by_workflow BEFORE UPDATE OF state ON export_case
WHEN NEW.state <> OLD.state AND (SELECT undoing FROM store_state) = 0
  AND NOT EXISTS (SELECT 1 FROM workflow WHERE record = 'export_case' AND from_state = OLD.state AND to_state = NEW.state)
BEGIN
  SELECT CASE OLD.state
    WHEN 'draft' THEN RAISE(ABORT, 'export case: from Draft it cannot move there: it may move to Facts incomplete, In classification, On hold, Withdrawn, Superseded')
    WHEN 'facts_incomplete' THEN RAISE(ABORT, 'export case: from Facts incomplete it cannot move there: it may move to In classification, On hold, Withdrawn, Superseded')
    WHEN 'in_classification' THEN RAISE(ABORT, 'export case: from In classification it cannot move there: it may move to Facts incomplete, In determination, Awaiting ruling, On hold, Withdrawn, Superseded')
    WHEN 'in_determination' THEN RAISE(ABORT, 'export case: from In determination it cannot move there: it may move to Facts incomplete, In classification, Awaiting ruling, Awaiting sign-off, On hold, Withdrawn, Superseded')
    WHEN 'awaiting_ruling' THEN RAISE(ABORT, 'export case: from Awaiting ruling it cannot move there: it may move to In classification, In determination, On hold, Withdrawn, Superseded')
    WHEN 'awaiting_sign_off' THEN RAISE(ABORT, 'export case: from Awaiting sign-off it cannot move there: it may move to In determination, Determined, On hold, Withdrawn, Superseded')
    WHEN 'determined' THEN RAISE(ABORT, 'export case: from Determined it cannot move there: it may move to Conditions open, Transferred, Closed, Withdrawn, Re-opened, Superseded')
    WHEN 'conditions_open' THEN RAISE(ABORT, 'export case: from Conditions open it cannot move there: it may move to Transferred, Closed, Withdrawn, Re-opened, Superseded')
    WHEN 'transferred' THEN RAISE(ABORT, 'export case: from Transferred it cannot move there: it may move to Conditions open, Closed, Re-opened')
    WHEN 'closed' THEN RAISE(ABORT, 'export case: from Closed it cannot move there: it may move to Re-opened, Purge due')
    WHEN 'on_hold' THEN RAISE(ABORT, 'export case: from On hold it cannot move there: it may move to Facts incomplete, In classification, In determination, Awaiting ruling, Withdrawn, Superseded')
    WHEN 'withdrawn' THEN RAISE(ABORT, 'export case: from Withdrawn it cannot move there: it may move to Purge due')
    WHEN 'reopened' THEN RAISE(ABORT, 'export case: from Re-opened it cannot move there: it may move to Facts incomplete, In classification, In determination, On hold, Withdrawn, Superseded')
    WHEN 'superseded' THEN RAISE(ABORT, 'export case: from Superseded it cannot move there: it may move to Purge due')
    WHEN 'purge_due' THEN RAISE(ABORT, 'export case: from Purge due it cannot move there: it may move to Re-opened')
    ELSE RAISE(ABORT, 'export case: this move is not in the workflow')
  END;
END;
CREATE TRIGGER export_case_moves_through_its_gate AFTER UPDATE OF state ON export_case
WHEN NEW.state <> OLD.state AND (SELECT undoing FROM store_state) = 0
BEGIN
  SELECT CASE (SELECT rule FROM export_case_gate WHERE export_case_id = NEW.id AND to_state = NEW.state LIMIT 1)
    WHEN 'question_open' THEN RAISE(ABORT, 'export case: it may not move there yet: determining questions have no answer: answer them in the checklist')
    WHEN 'question_unknown' THEN RAISE(ABORT, 'export case: it may not move there yet: a question is answered UNKNOWN: it stays open until it is known')
    WHEN 'determination_missing' THEN RAISE(ABORT, 'export case: it may not move there yet: no determination is recorded: enter it, with its day and official')
    WHEN 'sign_off_missing' THEN RAISE(ABORT, 'export case: it may not move there yet: a sign-off is missing: ask for it')
    WHEN 'sign_off_against' THEN RAISE(ABORT, 'export case: it may not move there yet: an official does not concur: settle it with the official')
    WHEN 'sign_off_outdated' THEN RAISE(ABORT, 'export case: it may not move there yet: a sign-off saw an earlier version of the facts: ask for it again')
    WHEN 'answer_disagrees' THEN RAISE(ABORT, 'export case: it may not move there yet: an answer no longer agrees with the facts: take over what is known, or overrule it with a reason')
    WHEN 'red_flag' THEN RAISE(ABORT, 'export case: it may not move there yet: a red flag is not explained: explain it with evidence, or deny the case')
    WHEN 'denied' THEN RAISE(ABORT, 'export case: it may not move there: it is denied, nothing may leave')
    WHEN 'authorization_ended' THEN RAISE(ABORT, 'export case: it may not move there: its authorization has ended: have it renewed, or enter the day on which it was transferred')
    WHEN 'licence_not_valid' THEN RAISE(ABORT, 'export case: it may not move there: its licence is not valid, expired or exhausted: name one that holds')
    WHEN 'not_returned' THEN RAISE(ABORT, 'export case: it may not move there yet: what went out for a time has not come back: enter the day of its return')
    WHEN 'kept' THEN RAISE(ABORT, 'export case: it may not move there yet: its five years are not over')
    WHEN 'legal_hold' THEN RAISE(ABORT, 'export case: it may not move there: it is on legal hold: nothing may be destroyed')
  END;
END;
