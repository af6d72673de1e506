-- What the list shows, and what people look for.
CREATE VIEW gift_list AS
SELECT g.id, g.ref, g.title, g.partner_id, p.name AS partner, g.received_on, g.worth_minor, g.worth_currency, g.keeper, k.label AS keeper_label
FROM gift g JOIN partner p ON p.id = g.partner_id JOIN gift_keeper k ON k.code = g.keeper;

CREATE VIEW gift_search AS
SELECT g.id, g.ref || ' ' || g.title AS title, g.ref || ' ' || g.title || ' ' || p.name AS body
FROM gift g JOIN partner p ON p.id = g.partner_id;

CREATE TRIGGER gift_ref_given AFTER INSERT ON gift WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'GFT', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE gift SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                         WHERE c.prefix = 'GFT' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
