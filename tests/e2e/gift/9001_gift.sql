-- Gifts from and to partners: the ethics office asks for them once a year.
INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES
  ('gift', 100, 'GFT', 'Gift', 'Gifts', 'gifts');
INSERT INTO sequence (name, next) VALUES ('gift', 1);

CREATE TABLE gift_keeper (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO gift_keeper VALUES ('office', 'Kept in the office', 1), ('returned', 'Sent back', 2), ('museum', 'Given to the museum', 3);

CREATE TABLE gift (
  id             INTEGER PRIMARY KEY,
  ref            TEXT UNIQUE,
  title          TEXT NOT NULL CHECK (trim(title) <> ''),
  partner_id     INTEGER NOT NULL REFERENCES partner(id),
  received_on    TEXT NOT NULL CHECK (received_on IS date(received_on)),
  worth_minor    INTEGER CHECK (worth_minor >= 0),
  worth_currency TEXT REFERENCES currency(code),
  keeper         TEXT NOT NULL DEFAULT 'office' REFERENCES gift_keeper(code),
  notes          TEXT
) STRICT;
CREATE INDEX gift_partner ON gift(partner_id);
