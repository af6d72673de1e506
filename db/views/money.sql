-- A contribution's value in US cents is worked out once, when amount, currency or rate is written, and then stands: every sum over it is exact.
CREATE TRIGGER contribution_valued AFTER UPDATE OF amount_minor, amount_currency, usd_rate, usd_minor ON contribution WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  UPDATE contribution SET usd_minor = CASE NEW.amount_currency WHEN 'USD' THEN NEW.amount_minor ELSE
    (SELECT CAST(round(NEW.amount_minor * NEW.usd_rate * CASE c.digits WHEN 0 THEN 100 WHEN 1 THEN 10 WHEN 2 THEN 1 ELSE 0.1 END) AS INTEGER) FROM currency c WHERE c.code = NEW.amount_currency) END
  WHERE id = NEW.id;
END;
-- A new one is valued by the same rule: writing the column sets the trigger above to work.
CREATE TRIGGER contribution_valued_first AFTER INSERT ON contribution WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  UPDATE contribution SET usd_minor = NULL WHERE id = NEW.id;
END;
