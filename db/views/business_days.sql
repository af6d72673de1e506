-- A holiday that is entered or taken away moves the numbers of the working days behind it.

CREATE TRIGGER federal_holiday_closes_its_day AFTER INSERT ON federal_holiday BEGIN
  UPDATE business_day SET number = number - 1 WHERE day > NEW.day AND EXISTS (SELECT 1 FROM business_day b WHERE b.day = NEW.day);
  DELETE FROM business_day WHERE day = NEW.day;
END;
CREATE TRIGGER federal_holiday_opens_its_day AFTER DELETE ON federal_holiday
WHEN strftime('%w', OLD.day) NOT IN ('0', '6') AND OLD.day BETWEEN (SELECT min(day) FROM business_day) AND (SELECT max(day) FROM business_day) BEGIN
  INSERT INTO business_day (day, number) SELECT OLD.day, max(number) + 1 FROM business_day WHERE day < OLD.day;
  UPDATE business_day SET number = number + 1 WHERE day > OLD.day;
END;
