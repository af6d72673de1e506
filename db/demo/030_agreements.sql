-- Agreements of every kind in every state, with their parties, signatories, clearances and activities. Titles, days and sums are invented.

INSERT INTO agreement (id, ref, title, kind, state, partner_id, parent_id, officer_id, languages, legal_character, legal_decider, legal_decided_by, legal_decided_on, legal_memo,
  statutes, authority_reference, authority_kind, authority_requested_on, authority_granted_on, signed_on, signed_at, language_conformity_on, transmitted_on, transmittal_reference,
  in_force_method, in_force_on, published_on, publication_exemption, ends_on, automatic_renewal, renewal_months, notice_months, survival, ended_on, ended_why,
  ceiling_minor, ceiling_currency, us_share_minor, us_share_currency, us_share_form, foreign_share_minor, foreign_share_currency, foreign_share_form, foreign_usd_rate, foreign_rate_on,
  funds_availability, objectives, steering_body, us_director, meeting_cadence, classification_ceiling, disclosure_and_use, export_clause, ip_annex_version, liability, dispute_resolution, custodian, notes)
WITH base AS (
  SELECT CAST(a.n AS INTEGER) AS n, a.title, a.kind, a.state, a.partner, p.n AS partner_n, p.officer, p.currency, CAST(p.rate AS REAL) AS rate, CAST(a.parent AS INTEGER) AS parent,
         CAST(a.signed AS INTEGER) AS signed, CAST(a.in_force AS INTEGER) AS in_force, CAST(a.ends AS INTEGER) AS ends, CAST(a.us_share AS INTEGER) AS us, CAST(a.foreign_share AS INTEGER) AS other,
         s.position, s.phase, s.ended, d.day, d.base,
         date(d.day, (coalesce(a.signed, -(CAST(a.n AS INTEGER) * 11 % 320))) || ' days') AS begun, -- the year of its reference
         CASE WHEN a.kind IN ('crada', 'grant', 'cooperative_agreement', 'contract', 'interagency') THEN 'domestic'
              WHEN a.state IN ('concept', 'exploratory', 'drafting', 'clearance', 'determination', 'abandoned', 'on_hold') THEN 'undetermined'
              WHEN a.kind IN ('mou', 'moc', 'letter_of_intent', 'terms_of_reference', 'nda', 'termination_notice') THEN 'non_binding'
              WHEN a.kind = 'joint_declaration' THEN 'qualifying_non_binding' ELSE 'binding' END AS legal
  FROM demo_agreement a LEFT JOIN demo_partner p ON p.code = a.partner JOIN agreement_state s ON s.code = a.state, demo_day d)
SELECT base + n, printf('AGR-%s-%03d', strftime('%Y', begun), row_number() OVER (PARTITION BY strftime('%Y', begun) ORDER BY begun, n)), title, kind, state, base + partner_n, base + parent, base + coalesce(officer, 6), CASE partner WHEN 'FR' THEN 'English, French' WHEN 'DE' THEN 'English, German' WHEN 'ES' THEN 'English, Spanish' WHEN 'MX' THEN 'English, Spanish' ELSE 'English' END,
  legal, CASE WHEN legal NOT IN ('undetermined') THEN 'agency_officer' END, CASE WHEN legal <> 'undetermined' THEN 'Chief international agreements officer' END,
  CASE WHEN legal <> 'undetermined' THEN date(day, (coalesce(signed, -20) - 60) || ' days') END, CASE WHEN legal <> 'undetermined' THEN printf('L-%03d (invented)', n) END,
  CASE legal WHEN 'domestic' THEN CASE kind WHEN 'crada' THEN '15 USC 3710a' ELSE '6 USC 195c(b)(3)(C)' END ELSE '6 USC 188, 195c' END,
  CASE WHEN legal = 'binding' AND position BETWEEN 7 AND 27 THEN printf('C-175 memo %03d (invented)', n) END, CASE WHEN legal = 'binding' AND position BETWEEN 7 AND 27 THEN 'both' END,
  CASE WHEN legal = 'binding' AND position BETWEEN 6 AND 27 THEN date(day, (coalesce(signed, 0) - 90) || ' days') END,
  CASE WHEN legal = 'binding' AND position BETWEEN 7 AND 27 THEN date(day, (coalesce(signed, 0) - 62) || ' days') END,
  date(day, signed || ' days'), CASE WHEN signed IS NOT NULL THEN 'Washington' END, CASE WHEN signed IS NOT NULL THEN date(day, (signed - 5) || ' days') END,
  CASE WHEN signed IS NOT NULL AND state NOT IN ('signed', 'crada_signed') AND legal IN ('binding', 'qualifying_non_binding') THEN date(day, (signed + 9) || ' days') END,
  CASE WHEN signed IS NOT NULL AND state NOT IN ('signed', 'crada_signed') AND legal IN ('binding', 'qualifying_non_binding') THEN printf('T-%03d (invented)', n) END,
  CASE WHEN signed IS NOT NULL THEN CASE WHEN in_force > signed + 8 OR state = 'awaiting_entry' THEN 'exchange_of_notes' ELSE 'signature' END END, date(day, in_force || ' days'),
  CASE WHEN state = 'published' THEN date(day, (in_force + 100) || ' days') WHEN legal = 'binding' AND in_force < -130 AND state NOT IN ('publication_exempt') THEN date(day, (in_force + 110) || ' days') END,
  CASE WHEN state = 'publication_exempt' THEN 'annex_to_published' END, date(day, ends || ' days'),
  kind = 'bilateral' AND ends IS NOT NULL, CASE WHEN kind = 'bilateral' AND ends IS NOT NULL THEN 60 END,
  CASE WHEN title LIKE '%Netherlands' THEN 12 WHEN kind IN ('bilateral', 'implementing_arrangement') THEN 6 WHEN ends IS NOT NULL AND ends > 60 THEN 3 END,
  CASE WHEN kind = 'bilateral' THEN 'Information, intellectual property, claims' END,
  CASE WHEN ended = 1 AND signed IS NOT NULL THEN date(day, (min(coalesce(ends, -30), -1)) || ' days') END,
  CASE WHEN ended = 1 THEN CASE state WHEN 'expired' THEN 'End of its term' WHEN 'fulfilled' THEN 'Work done' WHEN 'abandoned' THEN 'No common interest found' ELSE 'By notice' END END,
  (us + coalesce(other, 0)) * 100000, CASE WHEN us IS NOT NULL THEN 'USD' END,
  us * 100000, CASE WHEN us IS NOT NULL THEN 'USD' END, CASE WHEN us IS NOT NULL THEN 'direct_funding' END,
  CASE WHEN currency IN ('KRW', 'JPY') THEN CAST(round(other * 1000 / rate / 1000000) AS INTEGER) * 1000000 ELSE CAST(round(other * 1000 / rate / 10000) AS INTEGER) * 1000000 END, CASE WHEN other IS NOT NULL THEN currency END,
  CASE WHEN other IS NOT NULL THEN CASE n % 3 WHEN 0 THEN 'facility' WHEN 1 THEN 'staff' ELSE 'direct_funding' END END, CASE WHEN other IS NOT NULL THEN rate END, CASE WHEN other IS NOT NULL THEN date(day, '-30 days') END,
  us IS NOT NULL, 'Work together on: ' || title, CASE WHEN kind = 'bilateral' THEN 'Joint steering group' END, 'J. Whitaker', CASE WHEN kind = 'bilateral' THEN 'Once a year' ELSE 'Twice a year' END,
  CASE WHEN n % 9 = 0 THEN 'cui' ELSE 'unclassified' END, 'Each party uses the other''s information for the purposes of the agreement', 'Export laws of each party apply', CASE WHEN kind = 'bilateral' THEN 'Annex I' END,
  CASE WHEN legal = 'binding' THEN 'Each party bears its own losses' END, 'By consultation', 'Lena Novak', 'Demonstration: the text is invented.'
FROM base ORDER BY n;

-- Parties: ours, and the partner; some arrangements have several.
INSERT INTO agreement_party (id, agreement_id, side, kind, partner_id, name)
SELECT d.base + row_number() OVER (ORDER BY agreement_id, side DESC, partner_id), agreement_id, side, kind, partner_id, name
FROM (SELECT a.id AS agreement_id, 'us' AS side, 'department' AS kind, NULL AS partner_id, 'Department of Homeland Security, Science and Technology Directorate' AS name FROM agreement a
      UNION ALL
      SELECT a.id, 'foreign', CASE p.kind WHEN 'non_governmental' THEN 'university' WHEN 'european_commission' THEN 'international_organisation' ELSE 'ministry' END, p.id, NULL
      FROM agreement a JOIN partner p ON p.id = a.partner_id
      UNION ALL
      SELECT a.id, 'foreign', 'ministry', p.id, NULL FROM agreement a JOIN partner p ON p.code IN ('AU', 'CA', 'NZ', 'GB') AND p.id <> a.partner_id
      WHERE a.title LIKE 'Wildfire%' OR a.title LIKE 'Declaration%'), demo_day d;

INSERT INTO agreement_signatory (id, agreement_id, side, name, title, signed_on, place)
SELECT d.base + row_number() OVER (ORDER BY a.id, s.side DESC), a.id, s.side,
       CASE s.side WHEN 'us' THEN 'James Whitaker' ELSE coalesce((SELECT c.given_name || ' ' || c.family_name FROM contact c WHERE c.partner_id = a.partner_id ORDER BY c.id LIMIT 1), 'Named in the text') END,
       CASE s.side WHEN 'us' THEN 'Director' ELSE 'For the partner' END, a.signed_on, a.signed_at
FROM agreement a, demo_day d, (SELECT code AS side FROM side) s WHERE a.signed_on IS NOT NULL AND a.partner_id IS NOT NULL;

INSERT INTO agreement_activity (id, agreement_id, activity_type)
SELECT d.base + row_number() OVER (ORDER BY a.id, t.position), a.id, t.code
FROM agreement a, activity_type t, demo_day d WHERE a.kind = 'bilateral' OR (a.id + t.position) % 4 = 0;

-- Clearances: all given for what was signed; some open for what is on its way.
INSERT INTO clearance (id, agreement_id, kind, requested_on, due_on, decision, decided_on, decided_by)
SELECT d.base + row_number() OVER (ORDER BY a.id, k.position), a.id, k.code, date(begun, '-80 days'), CASE WHEN a.coming AND (a.id + k.position) % 3 = 0 THEN date(d.day, (k.position * 4 - 9) || ' days') ELSE date(begun, '-60 days') END,
       CASE WHEN NOT (a.coming AND (a.id + k.position) % 3 = 0) THEN CASE k.position WHEN 4 THEN 'concur_with_conditions' ELSE 'concur' END END, CASE WHEN NOT (a.coming AND (a.id + k.position) % 3 = 0) THEN date(begun, '-66 days') END, CASE WHEN NOT (a.coming AND (a.id + k.position) % 3 = 0) THEN 'Reviewer for ' || lower(k.label) END
FROM (SELECT g.id, coalesce(g.signed_on, (SELECT day FROM demo_day)) AS begun, g.signed_on IS NULL AND g.state <> 'ready_to_sign' AS coming FROM agreement g
      WHERE g.kind IN ('bilateral', 'project_arrangement', 'implementing_arrangement', 'amendment', 'extension', 'mou') AND g.state NOT IN ('concept', 'exploratory', 'drafting', 'dormant')) a
JOIN clearance_kind k, demo_day d;
