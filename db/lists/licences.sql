-- Lists of what belongs to a licence. How much of it is used is db/views/licences.sql.

CREATE VIEW licence_country_list AS
SELECT n.id, n.licence_id, l.ref AS licence, n.country, c.label AS title FROM licence_country n LEFT JOIN licence l ON l.id = n.licence_id LEFT JOIN country c ON c.code = n.country;

CREATE VIEW licence_item_list AS
SELECT m.id, m.licence_id, l.ref AS licence, m.title, m.classification_text, m.quantity_limit, (SELECT coalesce(sum(p.quantity), 0) FROM shipment p WHERE p.licence_item_id = m.id) AS used_quantity
FROM licence_item m LEFT JOIN licence l ON l.id = m.licence_id;

CREATE VIEW shipment_list AS
SELECT p.id, p.licence_id, l.ref AS licence, p.export_case_id, x.ref AS export_case, p.licence_item_id, m.title AS item, p.title, p.shipped_on, p.country, c.label AS country_label, p.recipient, p.quantity,
       p.value_minor, p.value_currency, coalesce(p.itn, p.filing_exemption) AS filing, p.delivered_on, p.delivery_proof
FROM shipment p LEFT JOIN licence l ON l.id = p.licence_id LEFT JOIN export_case x ON x.id = p.export_case_id LEFT JOIN licence_item m ON m.id = p.licence_item_id LEFT JOIN country c ON c.code = p.country;

CREATE VIEW licence_search (id, title, body) AS
SELECT l.id, l.title, coalesce(l.ref, '') || ' ' || l.title || ' ' || coalesce(l.number, '') || ' ' || coalesce(l.scope, '') || ' ' || coalesce(l.holder, '') || ' ' || coalesce(p.name, '') FROM licence l LEFT JOIN partner p ON p.id = l.partner_id;
