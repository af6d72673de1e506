CREATE VIEW loan_list AS
SELECT l.id, l.ref, l.title, l.lent_on, l.back_on, l.pieces, l.condition, julianday(l.back_on) - julianday(l.lent_on) AS days_out
FROM loan l;

CREATE VIEW loan_search AS
SELECT l.id, l.ref || ' ' || l.title AS title, l.ref || ' ' || l.title AS body FROM loan l;

CREATE TRIGGER loan_ref_given AFTER INSERT ON loan WHEN NEW.ref IS NULL BEGIN
  INSERT INTO reference_counter (prefix, year, last) SELECT 'LOA', CAST(substr(day, 1, 4) AS INTEGER), 1 FROM today WHERE true
    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;
  UPDATE loan SET ref = (SELECT printf('%s-%d-%03d', c.prefix, c.year, c.last) FROM reference_counter c JOIN today d
                         WHERE c.prefix = 'LOA' AND c.year = CAST(substr(d.day, 1, 4) AS INTEGER)) WHERE id = NEW.id;
END;
