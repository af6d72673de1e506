-- Licences, exceptions and exemptions: how much is used, what stands in the way of a shipment, the lists, and the triggers that refuse what a licence does not
-- cover, whoever writes.

-- What each licence has given so far, and whether another shipment may go today.
CREATE VIEW licence_use (licence_id, used_minor, used_quantity, shipments, value_left_minor, quantity_left, used_percent, exhausted, expired, usable, standing) AS
SELECT u.id, u.used_minor, u.used_quantity, u.shipments, u.value_limit_minor - u.used_minor, u.quantity_limit - u.used_quantity, u.percent,
       u.exhausted, u.expired, u.state = 'valid' AND NOT u.exhausted AND NOT u.expired,
       CASE WHEN u.state <> 'valid' THEN lower(u.state_label) WHEN u.expired THEN 'expired on ' || u.expires_on WHEN u.exhausted THEN 'exhausted' ELSE 'valid' END
FROM (SELECT t.*, coalesce(t.expires_on < t.day, 0) AS expired, coalesce(t.used_minor >= t.value_limit_minor, 0) OR coalesce(t.used_quantity >= t.quantity_limit, 0) AS exhausted,
             CASE WHEN t.value_limit_minor > 0 THEN min(100, t.used_minor * 100 / t.value_limit_minor) WHEN t.value_limit_minor = 0 THEN 100 WHEN t.quantity_limit > 0 THEN min(100, t.used_quantity * 100 / t.quantity_limit) END AS percent
      FROM (SELECT l.*, s.label AS state_label, d.day,
                   (SELECT coalesce(sum(p.value_minor), 0) FROM shipment p WHERE p.licence_id = l.id) AS used_minor,
                   (SELECT coalesce(sum(p.quantity), 0) FROM shipment p WHERE p.licence_id = l.id) AS used_quantity,
                   (SELECT count(*) FROM shipment p WHERE p.licence_id = l.id) AS shipments
            FROM licence l JOIN licence_state s ON s.code = l.state CROSS JOIN today d) t) u;

-- What is wrong with a shipment under its licence. The licence's state is asked when the shipment is written, not afterwards: a licence that is closed later keeps its past.
CREATE VIEW shipment_fault (shipment_id, licence_id, rule, position) AS
SELECT p.id, p.licence_id, 'not_valid', 1 FROM shipment p JOIN licence l ON l.id = p.licence_id WHERE l.state <> 'valid'
UNION ALL SELECT p.id, p.licence_id, 'before_issue', 2 FROM shipment p JOIN licence l ON l.id = p.licence_id WHERE p.shipped_on < l.issued_on
UNION ALL SELECT p.id, p.licence_id, 'expired', 3 FROM shipment p JOIN licence l ON l.id = p.licence_id WHERE p.shipped_on > l.expires_on
UNION ALL SELECT p.id, p.licence_id, 'country', 4 FROM shipment p JOIN licence l ON l.id = p.licence_id
          WHERE l.any_country = 0 AND NOT EXISTS (SELECT 1 FROM licence_country c WHERE c.licence_id = l.id AND c.country = p.country)
UNION ALL SELECT p.id, p.licence_id, 'item', 5 FROM shipment p JOIN licence_item m ON m.id = p.licence_item_id WHERE m.licence_id <> p.licence_id
UNION ALL SELECT p.id, p.licence_id, 'value_missing', 6 FROM shipment p JOIN licence l ON l.id = p.licence_id WHERE l.value_limit_minor IS NOT NULL AND p.value_minor IS NULL
UNION ALL SELECT p.id, p.licence_id, 'currency', 7 FROM shipment p JOIN licence l ON l.id = p.licence_id
          WHERE p.value_currency IS NOT NULL AND p.value_currency <> coalesce(l.value_limit_currency, (SELECT o.value_currency FROM shipment o WHERE o.licence_id = p.licence_id AND o.id <> p.id AND o.value_currency IS NOT NULL LIMIT 1), p.value_currency)
UNION ALL SELECT p.id, p.licence_id, 'value', 8 FROM shipment p JOIN licence_use u ON u.licence_id = p.licence_id WHERE u.value_left_minor < 0
UNION ALL SELECT p.id, p.licence_id, 'quantity_missing', 9 FROM shipment p JOIN licence l ON l.id = p.licence_id LEFT JOIN licence_item m ON m.id = p.licence_item_id
          WHERE (l.quantity_limit IS NOT NULL OR m.quantity_limit IS NOT NULL) AND p.quantity IS NULL
UNION ALL SELECT p.id, p.licence_id, 'quantity', 10 FROM shipment p JOIN licence_use u ON u.licence_id = p.licence_id WHERE u.quantity_left < 0
UNION ALL SELECT p.id, p.licence_id, 'item_quantity', 11 FROM shipment p JOIN licence_item m ON m.id = p.licence_item_id
          WHERE (SELECT sum(o.quantity) FROM shipment o WHERE o.licence_item_id = m.id) > m.quantity_limit;

CREATE TRIGGER shipment_is_covered_when_made AFTER INSERT ON shipment WHEN (SELECT undoing FROM store_state) = 0
BEGIN
  SELECT CASE (SELECT rule FROM shipment_fault WHERE shipment_id = NEW.id ORDER BY position LIMIT 1)
    WHEN 'not_valid' THEN RAISE(ABORT, 'shipment: its licence is not valid: nothing leaves under a licence that is not issued, suspended, revoked or closed')
    WHEN 'before_issue' THEN RAISE(ABORT, 'shipment: its day lies before the licence was issued: give a day from then on')
    WHEN 'expired' THEN RAISE(ABORT, 'shipment: the licence has expired by that day: have it renewed, or name another licence')
    WHEN 'country' THEN RAISE(ABORT, 'shipment: the licence does not name that country: name another licence, or enter the country if the licence has it')
    WHEN 'item' THEN RAISE(ABORT, 'shipment: that item belongs to another licence: name one of this licence''s items')
    WHEN 'value_missing' THEN RAISE(ABORT, 'shipment: the licence has a limit of value: enter what this shipment is worth')
    WHEN 'currency' THEN RAISE(ABORT, 'shipment: its value is in another currency than the licence: enter it in the currency of the licence')
    WHEN 'value' THEN RAISE(ABORT, 'shipment: the licence is exhausted: this shipment goes beyond the value that is left')
    WHEN 'quantity_missing' THEN RAISE(ABORT, 'shipment: the licence has a limit of quantity: enter how many go')
    WHEN 'quantity' THEN RAISE(ABORT, 'shipment: the licence is exhausted: this shipment goes beyond the quantity that is left')
    WHEN 'item_quantity' THEN RAISE(ABORT, 'shipment: the licence is exhausted for this item: fewer are left than go')
  END;
END;
CREATE TRIGGER shipment_is_covered AFTER UPDATE OF licence_id, licence_item_id, shipped_on, country, quantity, value_minor, value_currency ON shipment
WHEN (OLD.licence_id <> NEW.licence_id OR OLD.licence_item_id IS NOT NEW.licence_item_id OR OLD.shipped_on <> NEW.shipped_on OR OLD.country <> NEW.country OR OLD.quantity IS NOT NEW.quantity
      OR OLD.value_minor IS NOT NEW.value_minor OR OLD.value_currency IS NOT NEW.value_currency) AND (SELECT undoing FROM store_state) = 0
BEGIN
  SELECT CASE (SELECT rule FROM shipment_fault WHERE shipment_id = NEW.id AND rule <> 'not_valid' ORDER BY position LIMIT 1)
    WHEN 'before_issue' THEN RAISE(ABORT, 'shipment: its day lies before the licence was issued: give a day from then on')
    WHEN 'expired' THEN RAISE(ABORT, 'shipment: the licence has expired by that day: have it renewed, or name another licence')
    WHEN 'country' THEN RAISE(ABORT, 'shipment: the licence does not name that country: name another licence, or enter the country if the licence has it')
    WHEN 'item' THEN RAISE(ABORT, 'shipment: that item belongs to another licence: name one of this licence''s items')
    WHEN 'value_missing' THEN RAISE(ABORT, 'shipment: the licence has a limit of value: enter what this shipment is worth')
    WHEN 'currency' THEN RAISE(ABORT, 'shipment: its value is in another currency than the licence: enter it in the currency of the licence')
    WHEN 'value' THEN RAISE(ABORT, 'shipment: the licence is exhausted: this shipment goes beyond the value that is left')
    WHEN 'quantity_missing' THEN RAISE(ABORT, 'shipment: the licence has a limit of quantity: enter how many go')
    WHEN 'quantity' THEN RAISE(ABORT, 'shipment: the licence is exhausted: this shipment goes beyond the quantity that is left')
    WHEN 'item_quantity' THEN RAISE(ABORT, 'shipment: the licence is exhausted for this item: fewer are left than go')
  END;
END;

-- A licence is not made smaller than what has gone under it.
CREATE TRIGGER licence_covers_its_shipments AFTER UPDATE OF value_limit_minor, value_limit_currency, quantity_limit, issued_on, expires_on, any_country ON licence
WHEN (SELECT undoing FROM store_state) = 0
BEGIN
  SELECT CASE (SELECT rule FROM shipment_fault WHERE licence_id = NEW.id AND rule NOT IN ('not_valid', 'value_missing', 'quantity_missing', 'item', 'item_quantity') ORDER BY position LIMIT 1)
    WHEN 'before_issue' THEN RAISE(ABORT, 'licence: a shipment left before that day of issue: give an earlier day')
    WHEN 'expired' THEN RAISE(ABORT, 'licence: a shipment left after that day of expiry: give a later day')
    WHEN 'country' THEN RAISE(ABORT, 'licence: a shipment went to a country that is not in its list: enter the country first')
    WHEN 'currency' THEN RAISE(ABORT, 'licence: its shipments are in another currency: keep the currency that they have')
    WHEN 'value' THEN RAISE(ABORT, 'licence: more has been shipped than that limit of value: give at least what is used')
    WHEN 'quantity' THEN RAISE(ABORT, 'licence: more has been shipped than that limit of quantity: give at least what is used')
  END;
END;
CREATE TRIGGER licence_country_is_not_in_use BEFORE DELETE ON licence_country
WHEN (SELECT undoing FROM store_state) = 0 AND EXISTS (SELECT 1 FROM licence l WHERE l.id = OLD.licence_id AND l.any_country = 0)
  AND EXISTS (SELECT 1 FROM shipment p WHERE p.licence_id = OLD.licence_id AND p.country = OLD.country)
BEGIN SELECT RAISE(ABORT, 'licence_country: a shipment went there under this licence: the country stays in its list'); END;

-- `used` as people read it: 340,000 of 500,000 USD.
CREATE VIEW licence_list AS
SELECT l.id, l.ref, l.title, l.agency, a.label AS agency_label, l.kind, k.label AS kind_label, l.state, CASE WHEN l.state = 'valid' AND u.usable = 0 THEN CASE WHEN u.expired THEN 'Expired' ELSE 'Exhausted' END ELSE s.label END AS state_label,
       s.ended, l.number, l.holder, l.partner_id, p.name AS partner, l.officer_id, o.name AS officer, l.issued_on, l.expires_on, l.value_limit_minor, l.value_limit_currency, l.quantity_limit,
       u.used_minor, u.used_quantity, u.shipments, u.value_left_minor, u.quantity_left, u.used_percent, u.exhausted, u.expired, u.usable,
       CASE WHEN l.value_limit_minor IS NOT NULL THEN printf('%,d', u.used_minor / c.one) || ' of ' || printf('%,d', l.value_limit_minor / c.one) || ' ' || l.value_limit_currency
            WHEN l.quantity_limit IS NOT NULL THEN printf('%,d', u.used_quantity) || ' of ' || printf('%,d', l.quantity_limit) || ' pieces'
            WHEN u.shipments > 0 THEN u.shipments || ' shipments' ELSE 'not used' END AS used,
       CASE WHEN l.any_country THEN 'any' ELSE (SELECT group_concat(country, ' ') FROM (SELECT country FROM licence_country WHERE licence_id = l.id ORDER BY country)) END AS countries
FROM licence l LEFT JOIN licence_use u ON u.licence_id = l.id LEFT JOIN licence_agency a ON a.code = l.agency LEFT JOIN licence_kind k ON k.code = l.kind LEFT JOIN licence_state s ON s.code = l.state
  LEFT JOIN partner p ON p.id = l.partner_id LEFT JOIN officer o ON o.id = l.officer_id
  LEFT JOIN (SELECT code, CASE digits WHEN 0 THEN 1 WHEN 1 THEN 10 WHEN 2 THEN 100 ELSE 1000 END AS one FROM currency) c ON c.code = l.value_limit_currency;

-- References, as in refs.sql.
CREATE TRIGGER licence_ref_given AFTER INSERT ON licence WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'LIC', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE licence SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                        WHERE c.prefix = 'LIC' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
CREATE TRIGGER licence_ref_brought AFTER INSERT ON licence WHEN NEW.ref GLOB 'LIC-[12][0-9][0-9][0-9]-[0-9]*' BEGIN
  INSERT INTO reference_counter (prefix, year, last) VALUES ('LIC', CAST(substr(NEW.ref, 5, 4) AS INTEGER), CAST(substr(NEW.ref, 10) AS INTEGER))
    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);
END;

-- What hangs on them without a foreign key, as in attachments.sql.
CREATE TRIGGER licence_goes_with_no_documents BEFORE DELETE ON licence
WHEN EXISTS (SELECT 1 FROM document d WHERE d.record = 'licence' AND d.record_id = OLD.id) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'licence: documents are filed under it: remove or move them first'); END;
CREATE TRIGGER licence_takes_its_alignments AFTER DELETE ON licence WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  DELETE FROM alignment WHERE record = 'licence' AND record_id = OLD.id;
  DELETE FROM move WHERE record = 'licence' AND record_id = OLD.id;
END;
