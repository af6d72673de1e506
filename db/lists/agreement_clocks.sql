-- The clocks that run for agreements, as the rule table `clock` says: on which column each starts, which one stops it, for which texts, by which law.

-- A row for each clock that runs or ran: from the day it starts until the day it is due. Before an end the clock counts backwards ('before'); 'month_end' is the last
-- day of the month after. Months from the 31st end on the last day of a shorter month, never in the next one. The law of its time is chosen by the day of the conclusion (or of the entry into force, where there was no signature).
CREATE VIEW agreement_clock (agreement_id, code, title, whose, starts_on, due_on, met_on, limit_days, position, cite, verified, is_alert, is_recorded) AS
SELECT t.agreement_id, t.code, t.title, t.whose, t.starts_on,
       CASE t.direction WHEN 'month_end' THEN date(t.starts_on, 'start of month', '+2 months', '-1 days')
            WHEN 'before' THEN CASE WHEN t.limit_months IS NOT NULL THEN min(date(t.starts_on, '-' || t.limit_months || ' months'), date(t.starts_on, 'start of month', (1 - t.limit_months) || ' months', '-1 days')) ELSE date(t.starts_on, '-' || t.limit_days || ' days') END
            ELSE CASE WHEN t.limit_months IS NOT NULL THEN min(date(t.starts_on, '+' || t.limit_months || ' months'), date(t.starts_on, 'start of month', '+' || (t.limit_months + 1) || ' months', '-1 days'))
                      WHEN t.counts = 'working' THEN (SELECT b.day FROM business_day b WHERE b.number = (SELECT max(s.number) FROM business_day s WHERE s.day <= t.starts_on) + t.limit_days)
                      ELSE date(t.starts_on, '+' || t.limit_days || ' days') END END,
       t.met_on, t.limit_days, t.position, t.cite, t.verified, t.is_alert, t.is_recorded
FROM (SELECT a.id AS agreement_id, c.code, c.title, c.whose, c.direction, c.counts, c.limit_days, CASE c.code WHEN 'notice' THEN coalesce(a.notice_months, c.limit_months) ELSE c.limit_months END AS limit_months, c.position,
             CASE WHEN c.code = 'notice' AND a.notice_months IS NOT NULL THEN 'the text' ELSE c.cite END AS cite, CASE WHEN c.code = 'notice' AND a.notice_months IS NOT NULL THEN 1 ELSE c.verified END AS verified,
             c.code LIKE 'renewal_%' AS is_alert, c.met_field IS NOT NULL AS is_recorded,
             CASE c.start_field WHEN 'signed_on' THEN a.signed_on WHEN 'in_force_on' THEN a.in_force_on WHEN 'authority_requested_on' THEN a.authority_requested_on
                  WHEN 'congress_asked_on' THEN a.congress_asked_on WHEN 'ends_on' THEN a.ends_on WHEN 'agency_presented_on' THEN a.agency_presented_on WHEN 'work_statement_on' THEN a.work_statement_on END AS starts_on,
             CASE c.met_field WHEN 'transmitted_on' THEN a.transmitted_on WHEN 'published_on' THEN a.published_on WHEN 'authority_granted_on' THEN a.authority_granted_on
                  WHEN 'authority_requested_on' THEN a.authority_requested_on WHEN 'text_changed_sent_on' THEN a.text_changed_sent_on WHEN 'congress_answered_on' THEN a.congress_answered_on
                  WHEN 'ended_on' THEN a.ended_on WHEN 'agency_answered_on' THEN a.agency_answered_on END AS met_on,
             CASE coalesce(c.law_field, c.start_field) WHEN 'signed_on' THEN coalesce(a.signed_on, a.in_force_on) WHEN 'in_force_on' THEN a.in_force_on
                  WHEN 'congress_asked_on' THEN a.congress_asked_on END AS law_on,
             c.applies_from, c.applies_until
      FROM agreement a JOIN clock c ON c.record = 'agreement' AND c.start_field IS NOT NULL
      WHERE (c.characters IS NULL OR instr(';' || c.characters || ';', ';' || a.legal_character || ';') > 0) AND (c.kinds IS NULL OR instr(';' || c.kinds || ';', ';' || a.kind || ';') > 0)
        AND (c.code <> 'publication' OR a.publication_exemption IS NULL) AND (c.code <> 'blanket_draft' OR a.authority_kind = 'blanket')
        AND (c.code <> 'text_changed' OR a.text_changed_on IS NOT NULL) AND (c.code <> 'notice' OR a.notice_months > 0 OR a.automatic_renewal = 1)) t
WHERE t.starts_on IS NOT NULL AND (t.applies_from IS NULL OR t.law_on >= t.applies_from) AND (t.applies_until IS NULL OR t.law_on <= t.applies_until);

-- `clock` reads "day 6 of 15" while it runs; `used` is the share of the time that has gone. Where the due day is one on which offices are closed, `last_working_day` says the
-- day by which the work must be done all the same. What only another department could record has passed, not been missed.
CREATE VIEW agreement_clock_list AS
SELECT c.agreement_id * 100 + c.position AS id, c.agreement_id, a.ref AS agreement, a.ref || ' ' || c.title AS title, c.title AS name, c.whose, c.starts_on, c.due_on, c.met_on, c.position, c.cite, c.verified, c.is_alert,
       CASE WHEN EXISTS (SELECT 1 FROM business_day b WHERE b.day = c.due_on) THEN c.due_on ELSE (SELECT max(b.day) FROM business_day b WHERE b.day < c.due_on AND c.due_on <= (SELECT max(e.day) FROM business_day e)) END AS last_working_day,
       CASE WHEN c.is_alert THEN CASE WHEN c.due_on <= d.day THEN 'Now' ELSE 'Ahead' END WHEN NOT c.is_recorded THEN CASE WHEN c.due_on < d.day THEN 'Passed' ELSE 'Runs' END WHEN c.met_on IS NOT NULL AND c.met_on <= c.due_on THEN 'Met' WHEN c.met_on IS NOT NULL THEN 'Met late' WHEN c.due_on < d.day THEN 'Late'
            WHEN c.starts_on > d.day AND c.starts_on < c.due_on THEN 'Ahead' ELSE 'Runs' END AS standing,
       CASE WHEN c.met_on IS NOT NULL OR c.is_alert OR (NOT c.is_recorded AND c.due_on < d.day) THEN NULL WHEN c.due_on < d.day THEN CAST(julianday(d.day) - julianday(c.due_on) AS INTEGER) || ' d late'
            WHEN c.starts_on <= c.due_on THEN 'day ' || CAST(julianday(d.day) - julianday(c.starts_on) AS INTEGER) || ' of ' || CAST(julianday(c.due_on) - julianday(c.starts_on) AS INTEGER)
            ELSE 'in ' || CAST(julianday(c.due_on) - julianday(d.day) AS INTEGER) || ' d' END AS clock,
       CASE WHEN c.met_on IS NULL AND NOT c.is_alert AND c.starts_on < c.due_on AND (c.is_recorded OR c.due_on >= d.day) THEN max(0, CAST(100 * (julianday(d.day) - julianday(c.starts_on)) / (julianday(c.due_on) - julianday(c.starts_on)) AS INTEGER)) END AS used,
       c.met_on IS NOT NULL OR s.ended = 1 OR (NOT c.is_recorded AND NOT c.is_alert AND c.due_on < d.day) AS ended, 'agreements' AS open_screen, c.agreement_id AS open_id
FROM agreement_clock c JOIN agreement a ON a.id = c.agreement_id LEFT JOIN agreement_state s ON s.code = a.state CROSS JOIN today d;
