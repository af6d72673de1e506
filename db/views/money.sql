-- Money. A contribution's value in US cents is worked out once, when amount, currency or rate is written, rounded to the nearest cent (half away from zero), and then
-- stands: every sum over it is exact, in whatever order it is made. In a currency without any rate it has no value yet, and every sum says how many those are.

-- A rate of its own comes first; else the newest kept for its day or before; then the day of that rate is written with it.
CREATE TRIGGER contribution_valued AFTER UPDATE OF amount_minor, amount_currency, usd_rate, rate_on, usd_minor ON contribution WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  UPDATE contribution SET (usd_rate, rate_on) =
    (SELECT r.usd_rate, r.rate_on FROM exchange_rate r CROSS JOIN today d
     WHERE r.currency = NEW.amount_currency AND r.rate_on <= coalesce(NEW.rate_on, NEW.given_on, min(NEW.due_on, d.day), d.day) ORDER BY r.rate_on DESC LIMIT 1)
  WHERE id = NEW.id AND NEW.usd_rate IS NULL AND NEW.amount_currency <> 'USD'
    AND EXISTS (SELECT 1 FROM exchange_rate r CROSS JOIN today d WHERE r.currency = NEW.amount_currency AND r.rate_on <= coalesce(NEW.rate_on, NEW.given_on, min(NEW.due_on, d.day), d.day));
  UPDATE contribution SET usd_minor = CASE amount_currency WHEN 'USD' THEN amount_minor ELSE
    (SELECT CAST(round(amount_minor * usd_rate * CASE c.digits WHEN 0 THEN 100 WHEN 1 THEN 10 WHEN 2 THEN 1 ELSE 0.1 END) AS INTEGER) FROM currency c WHERE c.code = amount_currency) END
  WHERE id = NEW.id;
END;
-- A new one is valued by the same rule: writing the column sets the trigger above to work.
CREATE TRIGGER contribution_valued_first AFTER INSERT ON contribution WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  UPDATE contribution SET usd_minor = NULL WHERE id = NEW.id;
END;
-- A rate that comes later values what waited for one.
CREATE TRIGGER exchange_rate_values_what_waited AFTER INSERT ON exchange_rate WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  UPDATE contribution SET usd_minor = NULL WHERE amount_currency = NEW.currency AND usd_minor IS NULL;
END;
-- What is given in kind is worth what somebody says it is: committed or given, it says how it was valued.
CREATE TRIGGER contribution_in_kind_is_valued_when_made AFTER INSERT ON contribution
WHEN NEW.form <> 'direct_funding' AND NEW.stage <> 'planned' AND coalesce(trim(NEW.valuation_method), '') = '' AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'valuation_method: a contribution in kind that is committed or given says how it was valued: replacement cost, salary scale, agreed figure'); END;
CREATE TRIGGER contribution_in_kind_is_valued_when_changed AFTER UPDATE OF form, stage, valuation_method ON contribution
WHEN NEW.form <> 'direct_funding' AND NEW.stage <> 'planned' AND coalesce(trim(NEW.valuation_method), '') = '' AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'valuation_method: a contribution in kind that is committed or given says how it was valued: replacement cost, salary scale, agreed figure'); END;
