-- What goes with the agreements: packages of those that are signed, criteria of those whose character is open or was decided, guidance with what it is about.

INSERT INTO transmittal_part (id, agreement_id, item, standing)
SELECT d.base + row_number() OVER (ORDER BY a.id, i.position), a.id, i.code,
       CASE WHEN a.transmitted_on IS NOT NULL THEN CASE WHEN i.code IN ('notes', 'entry_notes') THEN 'none' ELSE 'ready' END WHEN i.position % 3 = 1 THEN 'ready' ELSE 'missing' END
FROM agreement a JOIN transmittal_item i ON instr(';' || i.characters || ';', ';' || a.legal_character || ';') > 0 CROSS JOIN demo_day d
WHERE a.signed_on IS NOT NULL AND a.signed_on > date(d.day, '-900 days');

INSERT INTO binding_answer (id, agreement_id, criterion, answer, note, answered_by, answered_on)
SELECT d.base + row_number() OVER (ORDER BY a.id, k.position), a.id, k.code,
       CASE WHEN a.state = 'determination' AND k.position IN (4, 6) THEN NULL WHEN k.family = 'qualifying' THEN 'no' WHEN k.code IN ('implementing', 'extension', 'oral') THEN 'no' WHEN a.legal_character = 'binding' THEN 'yes' ELSE CASE k.code WHEN 'intent' THEN 'no' ELSE 'yes' END END,
       CASE k.code WHEN 'intent' THEN 'The final article says so' END, CASE WHEN a.state = 'determination' AND k.position IN (4, 6) THEN NULL ELSE 'Counsel' END,
       CASE WHEN a.state = 'determination' AND k.position IN (4, 6) THEN NULL ELSE coalesce(a.legal_decided_on, date(d.day, '-5 days')) END
FROM agreement a JOIN binding_criterion k CROSS JOIN demo_day d
WHERE a.state IN ('determination', 'authority_requested', 'authority_granted', 'negotiating', 'text_agreed', 'ready_to_sign');

INSERT INTO guidance (id, ref, title, topic, question, advice, asked_by, asked_on, given_by, given_on, valid_until, officer_id)
SELECT d.base + g.n, printf('GDN-%s-%03d', strftime('%Y', date(d.day, g.asked || ' days')), g.n), g.title, g.topic, g.question, g.advice, 'Country officer', date(d.day, g.asked || ' days'),
       CASE WHEN g.advice IS NOT NULL THEN 'Office of the General Counsel' END, CASE WHEN g.advice IS NOT NULL THEN date(d.day, (g.asked + 12) || ' days') END, CASE WHEN g.valid IS NOT NULL THEN date(d.day, g.valid || ' days') END, d.base + 1 + g.n % 6
FROM (SELECT column1 AS n, column2 AS topic, column3 AS asked, column4 AS valid, column5 AS title, column6 AS question, column7 AS advice FROM (VALUES
  (1, 'international_law', -400, 330, 'May a loan run past the umbrella?', 'The loan agreement names a day after the end of the umbrella agreement. Does the umbrella''s survival article cover it?', 'Only where the survival article names equipment; else the loan ends with the umbrella or needs a term of its own.'),
  (2, 'international_law', -300, 20, 'Is an exchange of letters on test sites binding?', 'Both sides want to exchange letters that fix dates and sites of trials.', 'Written as an understanding without "shall" it reads as non-binding; State decides in doubt.'),
  (3, 'intellectual_property', -250, 700, 'Who owns what both laboratories write together?', 'A joint paper with software of both sides is to be published.', 'Jointly, under the annex; each side may use it, third parties only with the consent of both.'),
  (4, 'intellectual_property', -120, NULL, 'Background data in a joint report', 'May background data of the partner stand in the report to end users?', 'With its marking, and as far as the partner allows it in writing.'),
  (5, 'export_control', -60, 300, 'Test reports as technical data', 'Are the reports of the joint trial technical data?', 'They may be: read the entry for each item and record the basis in the case.'),
  (6, 'international_law', -14, NULL, 'Extension by note verbale', 'Can the agreement be extended by an exchange of notes?', NULL),
  (7, 'privacy', -500, -100, 'Names of trial volunteers', 'May names of volunteers go to the partner?', 'No; numbers only, and the key stays here.'),
  (8, 'fiscal', -30, 600, 'Reimbursement paid in the next fiscal year', 'The partner pays in November what was agreed for last year.', 'It is credited to the account of the year in which it arrives.'))) g CROSS JOIN demo_day d;

INSERT INTO guidance_subject (id, guidance_id, agreement_id)
SELECT d.base + row_number() OVER (ORDER BY g.id, a.id), g.id, a.id
FROM guidance g CROSS JOIN demo_day d JOIN agreement a ON (a.id - d.base) % 8 = (g.id - d.base) % 8 AND a.kind IN ('bilateral', 'project_arrangement', 'loan', 'mou');
