-- Lists of cooperation: officers, partners, contacts, needs, agreements and their parts. Every list has id, the ids of what it links to, and readable names
-- beside them. They read one row by key for each name and count only along an index, so that a window of rows is as cheap at a million records as at ten.

CREATE VIEW officer_list AS
SELECT o.id, o.login, o.name, o.role, r.label AS role_label, o.job_title, o.division, o.email, o.phone, o.active,
       (SELECT count(*) FROM action a WHERE a.officer_id = o.id AND a.state IN ('open', 'in_progress', 'waiting')) AS open_actions
FROM officer o LEFT JOIN role r ON r.code = o.role;

CREATE VIEW partner_list AS
SELECT p.id, p.ref, p.name, p.code, p.kind, k.label AS kind_label, p.country, c.label AS country_label, p.counterpart, p.partner_since, p.officer_id, o.name AS officer,
       p.screened_on, p.screening_outcome, s.label AS screening_label, p.active,
       (SELECT count(*) FROM agreement a WHERE a.partner_id = p.id) AS agreements,
       (SELECT count(*) FROM project j WHERE j.partner_id = p.id) AS projects,
       (SELECT count(*) FROM need n WHERE n.partner_id = p.id) AS needs,
       (SELECT max(starts_on) FROM engagement e WHERE e.partner_id = p.id AND e.starts_on <= (SELECT day FROM today)) AS last_met_on
FROM partner p LEFT JOIN partner_kind k ON k.code = p.kind LEFT JOIN country c ON c.code = p.country LEFT JOIN officer o ON o.id = p.officer_id
  LEFT JOIN screening_outcome s ON s.code = p.screening_outcome;

CREATE VIEW contact_list AS
SELECT c.id, c.family_name || coalesce(', ' || c.given_name, '') AS name, c.family_name, c.given_name, c.native_name, c.title, c.role, r.label AS role_label, c.position, c.organisation,
       c.partner_id, p.name AS partner, p.code AS partner_code, c.country, n.label AS country_label, c.city, c.email, c.phone, c.mobile, c.last_met_on, c.active
FROM contact c LEFT JOIN contact_role r ON r.code = c.role LEFT JOIN partner p ON p.id = c.partner_id LEFT JOIN country n ON n.code = c.country;

CREATE VIEW need_list AS
SELECT n.id, n.ref, n.title, n.kind, k.label AS kind_label, n.partner_id, p.name AS partner, p.code AS partner_code, n.priority, y.label AS priority_label, y.position AS priority_order,
       n.state, s.label AS state_label, s.ended, n.source, n.identified_on, n.reviewed_on, n.officer_id, o.name AS officer,
       (SELECT count(*) FROM alignment a WHERE a.need_id = n.id) AS aligned
FROM need n LEFT JOIN need_kind k ON k.code = n.kind LEFT JOIN partner p ON p.id = n.partner_id LEFT JOIN priority y ON y.code = n.priority
  LEFT JOIN need_state s ON s.code = n.state LEFT JOIN officer o ON o.id = n.officer_id;

-- `partner` says "5 partners" where there are several, and `partner_short` else the code; `clock` says "day 6 of 15" while the text must still reach State (rule table clock).
CREATE VIEW agreement_list AS
SELECT a.id, a.ref, a.title, a.short_title, a.kind, k.label AS kind_label, a.state, s.label AS state_label, s.phase, h.label AS phase_label, s.ended,
       a.legal_character, l.label AS legal_label, a.partner_id,
       CASE WHEN (SELECT count(*) FROM agreement_party y WHERE y.agreement_id = a.id AND y.partner_id IS NOT NULL) > 1
            THEN (SELECT count(*) FROM agreement_party y WHERE y.agreement_id = a.id AND y.partner_id IS NOT NULL) || ' partners' ELSE p.name END AS partner,
       CASE WHEN (SELECT count(*) FROM agreement_party y WHERE y.agreement_id = a.id AND y.partner_id IS NOT NULL) > 1
            THEN (SELECT count(*) FROM agreement_party y WHERE y.agreement_id = a.id AND y.partner_id IS NOT NULL) || ' partners' ELSE coalesce(p.code, p.name) END AS partner_short,
       p.code AS partner_code, a.parent_id, u.ref AS parent, a.supersedes_id, a.officer_id, o.name AS officer, a.authority_kind, a.authority_granted_on, a.authority_expires_on,
       a.signed_on, a.transmitted_on, a.in_force_on, a.published_on, a.ends_on, a.automatic_renewal, a.notice_months,
       CASE WHEN a.notice_months IS NOT NULL THEN min(date(a.ends_on, '-' || a.notice_months || ' months'), date(a.ends_on, 'start of month', (1 - a.notice_months) || ' months', '-1 days')) END AS notice_on,
       CASE WHEN a.transmitted_on IS NULL AND a.legal_character IN ('binding', 'qualifying_non_binding') AND a.signed_on >= c.applies_from THEN date(a.signed_on, '+' || c.limit_days || ' days') END AS transmit_due_on,
       CASE WHEN a.transmitted_on IS NULL AND a.legal_character IN ('binding', 'qualifying_non_binding') AND a.signed_on >= c.applies_from AND a.signed_on <= (SELECT day FROM today)
            THEN 'day ' || CAST(julianday((SELECT day FROM today)) - julianday(a.signed_on) AS INTEGER) || ' of ' || c.limit_days END AS clock,
       a.us_share_minor, a.us_share_currency, a.foreign_share_minor, a.foreign_share_currency, a.ceiling_minor, a.ceiling_currency, a.classification_ceiling, a.screened_on,
       (SELECT count(*) FROM clearance z JOIN decision d ON d.code = z.decision WHERE z.agreement_id = a.id AND d.agrees = 1) AS clearances_done,
       (SELECT count(*) FROM clearance z WHERE z.agreement_id = a.id) AS clearances,
       (SELECT count(*) FROM agreement b WHERE b.parent_id = a.id) AS arrangements,
       (SELECT count(*) FROM project j WHERE j.agreement_id = a.id) AS projects
FROM agreement a LEFT JOIN agreement_kind k ON k.code = a.kind LEFT JOIN agreement_state s ON s.code = a.state LEFT JOIN agreement_phase h ON h.code = s.phase
  LEFT JOIN legal_character l ON l.code = a.legal_character LEFT JOIN partner p ON p.id = a.partner_id LEFT JOIN agreement u ON u.id = a.parent_id LEFT JOIN officer o ON o.id = a.officer_id
  LEFT JOIN clock c ON c.code = 'transmittal';

CREATE VIEW agreement_party_list AS
SELECT y.id, y.agreement_id, a.ref AS agreement, coalesce(y.name, p.name) AS name, y.side, s.label AS side_label, y.kind, k.label AS kind_label, y.partner_id, p.name AS partner
FROM agreement_party y LEFT JOIN agreement a ON a.id = y.agreement_id LEFT JOIN side s ON s.code = y.side LEFT JOIN party_kind k ON k.code = y.kind LEFT JOIN partner p ON p.id = y.partner_id;

CREATE VIEW agreement_signatory_list AS
SELECT g.id, g.agreement_id, a.ref AS agreement, g.name, g.title, g.side, s.label AS side_label, g.signed_on, g.place
FROM agreement_signatory g LEFT JOIN agreement a ON a.id = g.agreement_id LEFT JOIN side s ON s.code = g.side;

CREATE VIEW agreement_activity_list AS
SELECT v.id, v.agreement_id, a.ref AS agreement, v.activity_type, t.label AS title, t.cite
FROM agreement_activity v LEFT JOIN agreement a ON a.id = v.agreement_id LEFT JOIN activity_type t ON t.code = v.activity_type;

CREATE VIEW clearance_list AS
SELECT c.id, c.agreement_id, a.ref AS agreement, k.label AS title, c.kind, k.position AS kind_order, c.requested_on, c.due_on, c.decision, coalesce(d.label, 'Open') AS decision_label,
       c.decided_on, c.decided_by, c.conditions, c.decision IS NOT NULL AS ended
FROM clearance c LEFT JOIN agreement a ON a.id = c.agreement_id LEFT JOIN clearance_kind k ON k.code = c.kind LEFT JOIN decision d ON d.code = c.decision;
