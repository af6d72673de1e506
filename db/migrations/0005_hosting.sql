-- Hosting: hosts, visitors with their citizenships, visits with their visitors, areas, escorts and reviews.
-- Fields after the request, review, access, arrival and close-out parts of the agencies' hosting forms. The privacy policy is the schema's: there is no column for
-- document or account numbers, for a person's standing with security services, nor for what a check found; the reference, outcome and day of the check stand instead.

CREATE TABLE visit_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO visit_kind VALUES ('visit', 'Visit', 1), ('assignment', 'Assignment', 2), ('virtual', 'Virtual', 3), ('meeting', 'Meeting', 4), ('conference', 'Conference', 5),
  ('high_level', 'High-level protocol visit', 6), ('media', 'Media', 7);

CREATE TABLE visit_recurrence (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO visit_recurrence VALUES ('one_time', 'One time', 1), ('recurring', 'Recurring', 2), ('emergency', 'Emergency', 3), ('amendment', 'Amendment', 4);

CREATE TABLE visit_phase (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO visit_phase VALUES ('asking', 'Asking', 1), ('approved', 'Approved', 2), ('on_site', 'On site', 3), ('closing', 'Closing', 4), ('ended', 'Ended', 5), ('stopped', 'Stopped', 6);

CREATE TABLE visit_state (code TEXT PRIMARY KEY, label TEXT NOT NULL UNIQUE, position INTEGER NOT NULL, phase TEXT NOT NULL REFERENCES visit_phase(code), ended INTEGER NOT NULL) STRICT;
INSERT INTO visit_state VALUES
  ('draft', 'Draft', 1, 'asking', 0),
  ('submitted', 'Submitted', 2, 'asking', 0),
  ('info_needed', 'Information needed', 3, 'asking', 0),
  ('in_review', 'In review', 4, 'asking', 0),
  ('approved', 'Approved', 5, 'approved', 0),
  ('approved_with_conditions', 'Approved, conditions', 6, 'approved', 0),
  ('denied', 'Denied', 7, 'ended', 1),
  ('withdrawn', 'Withdrawn', 8, 'ended', 1),
  ('host_briefed', 'Host briefed', 9, 'approved', 0),
  ('expected', 'Expected', 10, 'approved', 0),                -- the visitor is briefed too
  ('checked_in', 'On site', 11, 'on_site', 0),
  ('change_requested', 'Change asked', 12, 'asking', 0),      -- an extension or another change: reviewed again
  ('departed', 'Departed', 13, 'closing', 0),
  ('report_due', 'Host report due', 14, 'closing', 0),
  ('report_filed', 'Host report filed', 15, 'closing', 0),
  ('closed', 'Closed', 16, 'ended', 1),
  ('purged', 'Purged', 17, 'ended', 1),                       -- what is personal is gone, the facts remain
  ('suspended', 'Suspended', 18, 'stopped', 0),
  ('revoked', 'Revoked', 19, 'ended', 1),
  ('lapsed', 'Approval lapsed', 20, 'stopped', 0),
  ('no_show', 'No show', 21, 'ended', 1),
  ('cancelled', 'Cancelled', 22, 'ended', 1),
  ('denied_entry', 'Denied entry', 23, 'ended', 1),
  ('reopened', 'Re-opened', 24, 'closing', 0);

CREATE TABLE review_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL UNIQUE, position INTEGER NOT NULL) STRICT;
INSERT INTO review_kind VALUES ('export_control', 'Export control', 1), ('security_check', 'Security name check', 2), ('counter_intelligence', 'Counter-intelligence', 3),
  ('area', 'Site and area', 4), ('information_security', 'Information security', 5), ('legal_disclosure', 'Legal and foreign disclosure', 6), ('headquarters', 'Headquarters', 7);

-- `settles`: the review is no longer open; `allows`: the visit may go on.
CREATE TABLE review_result (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, settles INTEGER NOT NULL, allows INTEGER NOT NULL) STRICT;
INSERT INTO review_result VALUES
  ('no_derogatory_information', 'No derogatory information received', 1, 1, 1), ('no_objection', 'No objection', 2, 1, 1),
  ('no_objection_with_conditions', 'No objection, with conditions', 3, 1, 1), ('not_required', 'Not required, with reason', 4, 1, 1),
  ('information_needed', 'More information needed', 5, 0, 0), ('objection', 'Objection', 6, 1, 0), ('superseded', 'Superseded by a later review', 7, 1, 1);

CREATE TABLE exempt_class (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO exempt_class VALUES ('us_person', 'Permanent resident or protected person', 1), ('us_sponsored', 'US-sponsored foreign employee', 2), ('policy_visit', 'Ambassador or minister, policy visit', 3),
  ('public_event', 'Public event', 4), ('family_or_medical', 'Family or medical', 5), ('tour', 'Sport, culture, public tour', 6);

CREATE TABLE security_plan (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO security_plan VALUES ('generic', 'Generic', 1), ('specific', 'Specific', 2);

CREATE TABLE photography (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO photography VALUES ('none', 'None', 1), ('official', 'By the official photographer', 2), ('with_permission', 'With permission', 3);

CREATE TABLE gender (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO gender VALUES ('female', 'Female', 1), ('male', 'Male', 2), ('unspecified', 'Unspecified (X)', 3);

CREATE TABLE us_person_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO us_person_kind VALUES ('no', 'Foreign person', 1), ('permanent_resident', 'US permanent resident', 2), ('protected', 'Protected individual (8 USC 1324b)', 3), ('dual_citizen', 'US and other citizenship', 4);

CREATE TABLE citizenship_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO citizenship_kind VALUES ('citizenship', 'Citizenship', 1), ('permanent_residence', 'Permanent residence', 2);

CREATE TABLE visitor_part (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO visitor_part VALUES ('head', 'Head of delegation', 1), ('member', 'Member', 2), ('interpreter', 'Interpreter', 3), ('security', 'Security', 4), ('press', 'Press', 5);

-- Of one visitor within a visit: one who is denied does not stop the others.
CREATE TABLE visitor_state (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO visitor_state VALUES ('named', 'Named', 1), ('in_review', 'In review', 2), ('approved', 'Approved', 3), ('denied', 'Denied', 4), ('withdrawn', 'Withdrawn', 5),
  ('on_site', 'On site', 6), ('departed', 'Departed', 7), ('no_show', 'No show', 8), ('denied_entry', 'Denied entry', 9);

CREATE TABLE identity_document (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO identity_document VALUES ('passport', 'Passport', 1), ('national_card', 'National identity card', 2), ('diplomatic_card', 'Diplomatic card', 3), ('other', 'Other', 4);

CREATE TABLE badge_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO badge_kind VALUES ('escorted', 'Escorted', 1), ('unescorted', 'Unescorted', 2), ('temporary', 'Temporary', 3);

CREATE TABLE host (
  id                INTEGER PRIMARY KEY,
  name              TEXT NOT NULL CHECK (trim(name) <> ''),
  officer_id        INTEGER REFERENCES officer(id), -- where the host is an officer of this office
  organisation      TEXT,
  position          TEXT,
  email             TEXT,
  phone             TEXT,
  facility_no       TEXT,
  site              TEXT,
  is_federal        INTEGER NOT NULL DEFAULT 1 CHECK (is_federal IN (0, 1)), -- a federal employee
  citizenship       TEXT REFERENCES country(code),
  supervisor        TEXT,
  trained_on        TEXT CHECK (trained_on IS date(trained_on, '+0 days')), -- host training, every year
  training_ends_on  TEXT CHECK (training_ends_on IS date(training_ends_on, '+0 days')),
  escort_trained_on TEXT CHECK (escort_trained_on IS date(escort_trained_on, '+0 days')),
  active            INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  notes             TEXT,
  CONSTRAINT "training ends on or after the day it was taken" CHECK (training_ends_on >= trained_on)
) STRICT;
CREATE INDEX host_name ON host(name);
CREATE INDEX host_officer ON host(officer_id);
CREATE INDEX host_training ON host(training_ends_on);

CREATE TABLE visitor (
  id                  INTEGER PRIMARY KEY,
  ref                 TEXT UNIQUE,
  family_name         TEXT NOT NULL CHECK (trim(family_name) <> ''), -- names as in the identity document
  given_name          TEXT,
  other_names         TEXT,
  aliases             TEXT,           -- other names that people look for, one a line
  native_name         TEXT,           -- as written in the person's own script
  title               TEXT,           -- or rank
  gender              TEXT REFERENCES gender(code),
  born_on             TEXT CHECK (born_on IS date(born_on, '+0 days')),
  birth_place         TEXT,
  birth_country       TEXT REFERENCES country(code),
  us_person           TEXT NOT NULL DEFAULT 'no' REFERENCES us_person_kind(code),
  identity_country    TEXT REFERENCES country(code), -- that issued the identity document
  identity_expires_on TEXT CHECK (identity_expires_on IS date(identity_expires_on, '+0 days')),
  visa_kind           TEXT,
  visa_expires_on     TEXT CHECK (visa_expires_on IS date(visa_expires_on, '+0 days')),
  address             TEXT,
  email               TEXT,
  phone               TEXT,
  languages           TEXT,
  emergency_contact   TEXT,
  -- work
  partner_id          INTEGER REFERENCES partner(id),
  contact_id          INTEGER REFERENCES contact(id), -- the same person among the contacts
  position            TEXT,           -- and duties
  employer            TEXT,           -- or sponsoring organisation
  employer_country    TEXT REFERENCES country(code),
  employer_address    TEXT,
  employer_contact    TEXT,
  background          TEXT,           -- education and earlier employment
  expertise           TEXT,
  foreign_government  INTEGER CHECK (foreign_government IN (0, 1)), -- works for or represents a foreign government
  foreign_military    INTEGER CHECK (foreign_military IN (0, 1)),
  -- checks
  fams_reference      TEXT,           -- of the department's foreign access management system
  fams_outcome        TEXT REFERENCES review_result(code),
  fams_on             TEXT CHECK (fams_on IS date(fams_on, '+0 days')),
  screened_on         TEXT CHECK (screened_on IS date(screened_on, '+0 days')),
  screening_outcome   TEXT REFERENCES screening_outcome(code),
  -- retention
  purge_on            TEXT CHECK (purge_on IS date(purge_on, '+0 days')),
  legal_hold          INTEGER NOT NULL DEFAULT 0 CHECK (legal_hold IN (0, 1)),
  legal_hold_reason   TEXT,
  purged_on           TEXT CHECK (purged_on IS date(purged_on, '+0 days')),
  notes               TEXT,
  CONSTRAINT "a legal hold has its reason" CHECK (legal_hold = 0 OR coalesce(trim(legal_hold_reason), '') <> '')
) STRICT;
CREATE INDEX visitor_name ON visitor(family_name || coalesce(', ' || given_name, '')); -- as visitor_list shows it
CREATE INDEX visitor_native_name ON visitor(native_name);
CREATE INDEX visitor_employer ON visitor(employer);
CREATE INDEX visitor_screening ON visitor(screening_outcome);
CREATE INDEX visitor_partner ON visitor(partner_id);
CREATE INDEX visitor_contact ON visitor(contact_id);
CREATE INDEX visitor_purge ON visitor(purge_on) WHERE purged_on IS NULL AND legal_hold = 0;

-- Every citizenship and permanent residence, now and before: the EAR asks for the most recent, the ITAR for all.
CREATE TABLE citizenship (
  id          INTEGER PRIMARY KEY,
  visitor_id  INTEGER NOT NULL REFERENCES visitor(id) ON DELETE CASCADE,
  country     TEXT NOT NULL REFERENCES country(code),
  kind        TEXT NOT NULL DEFAULT 'citizenship' REFERENCES citizenship_kind(code),
  current     INTEGER NOT NULL DEFAULT 1 CHECK (current IN (0, 1)), -- 0: held once
  most_recent INTEGER NOT NULL DEFAULT 0 CHECK (most_recent IN (0, 1)),
  since       TEXT CHECK (since IS date(since, '+0 days')),
  until       TEXT CHECK (until IS date(until, '+0 days')),
  notes       TEXT,
  UNIQUE (visitor_id, country, kind),
  CONSTRAINT "what is most recent is held now" CHECK (most_recent <= current),
  CONSTRAINT "held until a day on or after it began" CHECK (until >= since)
) STRICT;
CREATE UNIQUE INDEX citizenship_most_recent ON citizenship(visitor_id, kind) WHERE most_recent = 1;
CREATE INDEX citizenship_country ON citizenship(country);
CREATE INDEX citizenship_now ON citizenship(visitor_id, country) WHERE kind = 'citizenship' AND current = 1;

CREATE TABLE visit (
  id                  INTEGER PRIMARY KEY,
  ref                 TEXT UNIQUE,
  title               TEXT NOT NULL CHECK (trim(title) <> ''), -- "Delegation of 8, portal sensor trial"
  kind                TEXT NOT NULL DEFAULT 'visit' REFERENCES visit_kind(code),
  recurrence          TEXT NOT NULL DEFAULT 'one_time' REFERENCES visit_recurrence(code),
  state               TEXT NOT NULL DEFAULT 'draft' REFERENCES visit_state(code),
  -- A: the request
  partner_id          INTEGER REFERENCES partner(id),
  organisation        TEXT,           -- that sends or sponsors the visitors
  purpose             TEXT,           -- specific, without acronyms
  justification       TEXT,           -- and benefit to the mission
  subjects            TEXT,           -- to be discussed
  agreement_id        INTEGER REFERENCES agreement(id),
  project_id          INTEGER REFERENCES project(id),
  engagement_id       INTEGER REFERENCES engagement(id),
  export_case_id      INTEGER REFERENCES export_case(id), -- under which it discloses
  licence_reference   TEXT,           -- foreign military sale, licence
  classification      TEXT NOT NULL DEFAULT 'unclassified' REFERENCES classification(code), -- of the discussions
  arrives_on          TEXT NOT NULL CHECK (arrives_on IS date(arrives_on, '+0 days')),
  arrive_time         TEXT CHECK (arrive_time IS strftime('%H:%M', arrive_time, '+0 seconds')),
  departs_on          TEXT NOT NULL CHECK (departs_on IS date(departs_on, '+0 days')),
  depart_time         TEXT CHECK (depart_time IS strftime('%H:%M', depart_time, '+0 seconds')),
  renews_id           INTEGER REFERENCES visit(id), -- the earlier visit that this one renews
  submitted_on        TEXT CHECK (submitted_on IS date(submitted_on, '+0 days')),
  site                TEXT,           -- the main one; areas are in visit_area
  non_public_areas    INTEGER NOT NULL DEFAULT 0 CHECK (non_public_areas IN (0, 1)),
  it_access           INTEGER NOT NULL DEFAULT 0 CHECK (it_access IN (0, 1)), -- an account or access to systems here
  remote_access       INTEGER NOT NULL DEFAULT 0 CHECK (remote_access IN (0, 1)),
  it_systems          TEXT,
  itinerary           TEXT,
  items_brought       TEXT,           -- equipment, media, devices
  items_handed_over   TEXT,           -- items and data that are to be given
  photography         TEXT NOT NULL DEFAULT 'none' REFERENCES photography(code),
  hospitality         TEXT,           -- meals and gifts
  funded_by           TEXT,           -- who pays for travel
  agenda              TEXT,
  interpreters        TEXT,
  press               TEXT,
  exempt_class        TEXT REFERENCES exempt_class(code), -- a reasoned decision, never automatic
  exempt_reason       TEXT,
  exempt_by           TEXT,
  -- C: the host
  officer_id          INTEGER REFERENCES officer(id), -- who handles it in this office
  host_id             INTEGER REFERENCES host(id),
  alternate_host_id   INTEGER REFERENCES host(id),
  host_accepted_on    TEXT CHECK (host_accepted_on IS date(host_accepted_on, '+0 days')), -- the responsibilities
  approving_manager   TEXT,
  approved_on         TEXT CHECK (approved_on IS date(approved_on, '+0 days')),
  approval_ends_on    TEXT CHECK (approval_ends_on IS date(approval_ends_on, '+0 days')),
  -- E: access
  security_plan       TEXT REFERENCES security_plan(code),
  escort_required     INTEGER NOT NULL DEFAULT 1 CHECK (escort_required IN (0, 1)),
  hours               TEXT,
  control_plan        TEXT,           -- technology control plan, its reference
  provisos            TEXT,           -- conditions, in the words that the escort sheet prints
  host_acknowledged_on TEXT CHECK (host_acknowledged_on IS date(host_acknowledged_on, '+0 days')),
  host_briefed_on     TEXT CHECK (host_briefed_on IS date(host_briefed_on, '+0 days')),
  visitors_briefed_on TEXT CHECK (visitors_briefed_on IS date(visitors_briefed_on, '+0 days')),
  -- F: arrival and close
  arrived_on          TEXT CHECK (arrived_on IS date(arrived_on, '+0 days')),
  departed_on         TEXT CHECK (departed_on IS date(departed_on, '+0 days')),
  changes             TEXT,
  incidents           TEXT,           -- and deviations
  information_released TEXT,
  items_received      TEXT,
  items_given         TEXT,
  report_due_on       TEXT CHECK (report_due_on IS date(report_due_on, '+0 days')), -- the host's
  report_filed_on     TEXT CHECK (report_filed_on IS date(report_filed_on, '+0 days')),
  report              TEXT,
  report_contacts     TEXT,
  report_follow_ups   TEXT,
  unusual_interest    TEXT,
  gifts               TEXT,
  lessons             TEXT,
  contact_report_reference TEXT,      -- filed with security
  contact_report_on   TEXT CHECK (contact_report_on IS date(contact_report_on, '+0 days')),
  closed_by           TEXT,
  closed_on           TEXT CHECK (closed_on IS date(closed_on, '+0 days')),
  -- G: retention
  purge_on            TEXT CHECK (purge_on IS date(purge_on, '+0 days')),
  legal_hold          INTEGER NOT NULL DEFAULT 0 CHECK (legal_hold IN (0, 1)),
  legal_hold_reason   TEXT,
  purged_on           TEXT CHECK (purged_on IS date(purged_on, '+0 days')),
  notes               TEXT,
  CONSTRAINT "visitors depart on or after the day they arrive" CHECK (departs_on >= arrives_on),
  CONSTRAINT "on the same day they depart after they arrive" CHECK (departs_on > arrives_on OR depart_time >= arrive_time OR depart_time IS NULL OR arrive_time IS NULL),
  CONSTRAINT "the actual departure comes after the actual arrival" CHECK (departed_on >= arrived_on),
  CONSTRAINT "approval ends on or after the day it was given" CHECK (approval_ends_on >= approved_on),
  CONSTRAINT "an exemption has its reason and who decided it" CHECK (exempt_class IS NULL OR (coalesce(trim(exempt_reason), '') <> '' AND coalesce(trim(exempt_by), '') <> '')),
  CONSTRAINT "a visit cannot renew itself" CHECK (renews_id <> id),
  CONSTRAINT "the alternate is another host" CHECK (alternate_host_id <> host_id),
  CONSTRAINT "a legal hold has its reason" CHECK (legal_hold = 0 OR coalesce(trim(legal_hold_reason), '') <> '')
) STRICT;
CREATE INDEX visit_arrives ON visit(arrives_on);
CREATE INDEX visit_departs ON visit(departs_on);
CREATE INDEX visit_state_arrives ON visit(state, arrives_on);
CREATE INDEX visit_state_alone ON visit(state); -- this and visit_partner_alone: lists in the order of the state's and the partner's name
CREATE INDEX visit_title ON visit(title);
CREATE INDEX visit_site ON visit(site);
CREATE INDEX visit_partner ON visit(partner_id, arrives_on);
CREATE INDEX visit_partner_alone ON visit(partner_id);
CREATE INDEX visit_agreement ON visit(agreement_id) WHERE agreement_id IS NOT NULL;
CREATE INDEX visit_project ON visit(project_id) WHERE project_id IS NOT NULL;
CREATE INDEX visit_engagement ON visit(engagement_id) WHERE engagement_id IS NOT NULL;
CREATE INDEX visit_export_case ON visit(export_case_id) WHERE export_case_id IS NOT NULL;
CREATE INDEX visit_renews ON visit(renews_id) WHERE renews_id IS NOT NULL;
CREATE INDEX visit_host ON visit(host_id);
CREATE INDEX visit_alternate_host ON visit(alternate_host_id) WHERE alternate_host_id IS NOT NULL;
CREATE INDEX visit_officer ON visit(officer_id);
CREATE INDEX visit_coming ON visit(arrives_on)
  WHERE state IN ('draft', 'submitted', 'info_needed', 'in_review', 'approved', 'approved_with_conditions', 'host_briefed', 'expected', 'change_requested');
CREATE INDEX visit_report_open ON visit(report_due_on) WHERE report_filed_on IS NULL AND report_due_on IS NOT NULL;
CREATE INDEX visit_on_site ON visit(departs_on) WHERE state = 'checked_in';
CREATE INDEX visit_purge ON visit(purge_on) WHERE purged_on IS NULL AND legal_hold = 0;

CREATE TABLE visit_visitor (
  id                 INTEGER PRIMARY KEY,
  visit_id           INTEGER NOT NULL REFERENCES visit(id) ON DELETE CASCADE,
  visitor_id         INTEGER NOT NULL REFERENCES visitor(id),
  part               TEXT NOT NULL DEFAULT 'member' REFERENCES visitor_part(code),
  state              TEXT NOT NULL DEFAULT 'named' REFERENCES visitor_state(code),
  -- access
  badge_kind         TEXT REFERENCES badge_kind(code),
  badge_no           TEXT,
  badge_issued_on    TEXT CHECK (badge_issued_on IS date(badge_issued_on, '+0 days')),
  badge_returned_on  TEXT CHECK (badge_returned_on IS date(badge_returned_on, '+0 days')),
  account            TEXT,            -- IT account here
  account_ends_on    TEXT CHECK (account_ends_on IS date(account_ends_on, '+0 days')),
  account_closed_on  TEXT CHECK (account_closed_on IS date(account_closed_on, '+0 days')),
  acknowledged_on    TEXT CHECK (acknowledged_on IS date(acknowledged_on, '+0 days')), -- the conditions, by the visitor
  -- arrival
  identity_document  TEXT REFERENCES identity_document(code), -- kind that was seen; no copy, no number
  identity_seen_by   TEXT,
  identity_seen_on   TEXT CHECK (identity_seen_on IS date(identity_seen_on, '+0 days')),
  arrived_on         TEXT CHECK (arrived_on IS date(arrived_on, '+0 days')),
  briefed_on         TEXT CHECK (briefed_on IS date(briefed_on, '+0 days')),
  departed_on        TEXT CHECK (departed_on IS date(departed_on, '+0 days')),
  notes              TEXT,
  UNIQUE (visit_id, visitor_id),
  CONSTRAINT "a badge is returned on or after the day it was issued" CHECK (badge_returned_on >= badge_issued_on),
  CONSTRAINT "a visitor departs on or after the day of arrival" CHECK (departed_on >= arrived_on)
) STRICT;
CREATE INDEX visit_visitor_visitor ON visit_visitor(visitor_id);
CREATE INDEX visit_visitor_account ON visit_visitor(account_ends_on) WHERE account IS NOT NULL AND account_closed_on IS NULL;

-- Where they may go, and who must be with them there.
CREATE TABLE visit_area (
  id              INTEGER PRIMARY KEY,
  visit_id        INTEGER NOT NULL REFERENCES visit(id) ON DELETE CASCADE,
  site            TEXT,
  building        TEXT,
  room            TEXT,
  area            TEXT NOT NULL CHECK (trim(area) <> ''),
  point_of_contact TEXT,
  public_area     INTEGER NOT NULL DEFAULT 0 CHECK (public_area IN (0, 1)),
  permitted       INTEGER NOT NULL DEFAULT 1 CHECK (permitted IN (0, 1)),
  escort_required INTEGER NOT NULL DEFAULT 1 CHECK (escort_required IN (0, 1)),
  on_day          TEXT CHECK (on_day IS date(on_day, '+0 days')),
  from_time       TEXT CHECK (from_time IS strftime('%H:%M', from_time, '+0 seconds')),
  to_time         TEXT CHECK (to_time IS strftime('%H:%M', to_time, '+0 seconds')),
  notes           TEXT,
  CONSTRAINT "an area is left after it is entered" CHECK (to_time >= from_time)
) STRICT;
CREATE INDEX visit_area_visit ON visit_area(visit_id);

CREATE TABLE visit_escort (
  id         INTEGER PRIMARY KEY,
  visit_id   INTEGER NOT NULL REFERENCES visit(id) ON DELETE CASCADE,
  host_id    INTEGER REFERENCES host(id),
  name       TEXT,                    -- of an escort who is no host
  trained_on TEXT CHECK (trained_on IS date(trained_on, '+0 days')),
  phone      TEXT,
  notes      TEXT,
  CONSTRAINT "an escort is a host or has a name" CHECK (host_id IS NOT NULL OR coalesce(trim(name), '') <> '')
) STRICT;
CREATE INDEX visit_escort_visit ON visit_escort(visit_id);
CREATE INDEX visit_escort_host ON visit_escort(host_id);

-- One row per reviewer. A mandatory review without a result that allows the visit, or past its last valid day, stands in the way.
CREATE TABLE review (
  id           INTEGER PRIMARY KEY,
  visit_id     INTEGER NOT NULL REFERENCES visit(id) ON DELETE CASCADE,
  kind         TEXT NOT NULL REFERENCES review_kind(code),
  mandatory    INTEGER NOT NULL DEFAULT 1 CHECK (mandatory IN (0, 1)),
  reviewer     TEXT,                  -- person or unit
  officer_id   INTEGER REFERENCES officer(id), -- who waits for it, or reviews it here
  requested_on TEXT CHECK (requested_on IS date(requested_on, '+0 days')),
  due_on       TEXT CHECK (due_on IS date(due_on, '+0 days')),
  returned_on  TEXT CHECK (returned_on IS date(returned_on, '+0 days')),
  result       TEXT REFERENCES review_result(code), -- NULL: open
  valid_until  TEXT CHECK (valid_until IS date(valid_until, '+0 days')),
  reference    TEXT,                  -- of the check, in the system that made it
  conditions   TEXT,
  notes        TEXT,
  CONSTRAINT "a review is due on or after the day it was asked" CHECK (due_on >= requested_on),
  CONSTRAINT "a review comes back on or after the day it was asked" CHECK (returned_on >= requested_on),
  CONSTRAINT "a review that came back has a result" CHECK (returned_on IS NULL OR result IS NOT NULL)
) STRICT;
CREATE INDEX review_visit ON review(visit_id, kind);
CREATE INDEX review_missing ON review(visit_id) WHERE mandatory = 1 AND (result IS NULL OR result = 'information_needed');
CREATE INDEX review_kind_alone ON review(kind);
CREATE INDEX review_reviewer ON review(reviewer);
CREATE INDEX review_officer ON review(officer_id);
CREATE INDEX review_due ON review(due_on);
CREATE INDEX review_open ON review(due_on) WHERE result IS NULL OR result = 'information_needed';

INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES
  ('host', 20, NULL, 'Host', 'Hosts', 'hosts'),
  ('visitor', 21, 'VTR', 'Visitor', 'Visitors', 'visitors'),
  ('citizenship', 22, NULL, 'Citizenship', 'Citizenships', 'citizenships'),
  ('visit', 23, 'VIS', 'Visit', 'Visits', 'visits'),
  ('visit_visitor', 24, NULL, 'Visitor of a visit', 'Visitors of visits', 'visit_visitors'),
  ('visit_area', 25, NULL, 'Area', 'Areas', 'visit_areas'),
  ('visit_escort', 26, NULL, 'Escort', 'Escorts', 'visit_escorts'),
  ('review', 27, NULL, 'Review', 'Reviews', 'reviews');
INSERT INTO sequence (name, next) SELECT name, 1 FROM record_kind WHERE name NOT IN (SELECT name FROM sequence);

INSERT INTO sensitive_field (record, field, why) VALUES
  ('visitor', 'born_on', 'Personal'), ('visitor', 'birth_place', 'Personal'), ('visitor', 'address', 'Personal'), ('visitor', 'email', 'Personal'),
  ('visitor', 'phone', 'Personal'), ('visitor', 'emergency_contact', 'Names a third person'), ('visitor', 'background', 'Personal'),
  ('visitor', 'visa_kind', 'Immigration status'), ('visitor', 'visa_expires_on', 'Immigration status'), ('visitor', 'identity_expires_on', 'Identity document'),
  ('visit', 'unusual_interest', 'May concern security'), ('visit', 'incidents', 'May concern security'), ('visit', 'contact_report_reference', 'May concern security');
