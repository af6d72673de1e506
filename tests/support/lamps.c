#include "support/lamps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "screen/save.h"

static const char migration[] =
    "CREATE TABLE lamp_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;\n"
    "INSERT INTO lamp_kind VALUES ('oil', 'Oil lamp', 1), ('gas', 'Gas lamp', 2), ('electric', 'Electric "
    "light', 3);\n"
    "CREATE TABLE keeper (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;\n"
    "CREATE TABLE lamp (id INTEGER PRIMARY KEY, ref TEXT UNIQUE, name TEXT NOT NULL,\n"
    "  kind TEXT NOT NULL REFERENCES lamp_kind(code), keeper_id INTEGER REFERENCES keeper(id),\n"
    "  country TEXT REFERENCES country(code), lit_on TEXT CHECK (lit_on IS date(lit_on)),\n"
    "  out_on TEXT CHECK (out_on IS date(out_on)),\n"
    "  price_minor INTEGER CHECK (price_minor >= 0), price_currency TEXT REFERENCES currency(code),\n"
    "  height INTEGER, share REAL, at TEXT, covered INTEGER NOT NULL DEFAULT 0, secret TEXT, notes TEXT,\n"
    "  CONSTRAINT \"a lamp goes out after it was lit\" CHECK (out_on >= lit_on)) STRICT;\n"
    "CREATE INDEX lamp_keeper ON lamp(keeper_id);\n"
    "CREATE TABLE lamp_relief (id INTEGER PRIMARY KEY, lamp_id INTEGER NOT NULL REFERENCES lamp(id) ON "
    "DELETE CASCADE,\n"
    "  keeper_id INTEGER NOT NULL REFERENCES keeper(id), UNIQUE (lamp_id, keeper_id)) STRICT;\n"
    "CREATE INDEX lamp_relief_keeper ON lamp_relief(keeper_id);\n"
    "INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES\n"
    "  ('lamp', 101, 'LMP', 'Lamp', 'Lamps', 'lamps'), ('keeper', 102, NULL, 'Keeper', 'Keepers', "
    "'keepers'),\n"
    "  ('lamp_relief', 103, NULL, 'Relief', 'Reliefs', NULL);\n"
    "INSERT INTO sequence (name, next) VALUES ('lamp', 1), ('keeper', 1), ('lamp_relief', 1);\n";

static const char views[] =
    "CREATE VIEW lamp_search (id, title, body) AS SELECT id, name, coalesce(ref, '') || ' ' || name FROM "
    "lamp;\n"
    "CREATE VIEW keeper_list AS SELECT id, name FROM keeper;\n"
    "CREATE VIEW lamp_list AS SELECT l.id, l.ref, l.name, l.kind, k.label AS kind_label, p.name AS keeper, "
    "l.keeper_id,\n"
    "  l.lit_on, l.price_minor, l.price_currency, l.height, l.secret, upper(l.name) AS loud\n"
    "  FROM lamp l JOIN lamp_kind k ON k.code = l.kind LEFT JOIN keeper p ON p.id = l.keeper_id;\n"
    "CREATE TRIGGER lamp_ref_given AFTER INSERT ON lamp WHEN NEW.ref IS NULL BEGIN\n"
    "  INSERT INTO reference_counter (prefix, year, last) VALUES ('LMP', 2026, 1)\n"
    "    ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1;\n"
    "  UPDATE lamp SET ref = (SELECT printf('LMP-2026-%03d', last) FROM reference_counter WHERE prefix = "
    "'LMP')\n"
    "    WHERE id = NEW.id;\n"
    "END;\n"
    "CREATE TRIGGER lamp_ref_brought AFTER INSERT ON lamp WHEN NEW.ref GLOB 'LMP-2026-[0-9]*' BEGIN\n"
    "  INSERT INTO reference_counter (prefix, year, last) VALUES ('LMP', 2026, CAST(substr(NEW.ref, 10) AS "
    "INTEGER))\n"
    "    ON CONFLICT (prefix, year) DO UPDATE SET last = max(last, excluded.last);\n"
    "END;\n";

static const char lamps[] =
    "screen: { name = \"lamps\"; title = \"Lamps\"; one = \"lamp\"; record = \"lamp\"; source = "
    "\"lamp_list\";\n"
    "  empty = \"No lamps yet.\";\n"
    "  list: { order = [ \"name\", \"id\" ]; columns = (\n"
    "    { field = \"ref\"; title = \"Ref\"; width = 12; },\n"
    "    { field = \"name\"; title = \"Name\"; width = 0; },\n"
    "    { field = \"kind_label\"; title = \"Kind\"; width = 14; drop = 2; },\n"
    "    { field = \"keeper\"; title = \"Keeper\"; width = 12; drop = 1; },\n"
    "    { field = \"lit_on\"; title = \"Lit\"; width = 10; kind = \"date\"; drop = 3; },\n"
    "    { field = \"price_minor\"; title = \"Price\"; width = 14; kind = \"money\"; currency = "
    "\"price_currency\"; drop = 4; },\n"
    "    { field = \"height\"; title = \"Height\"; width = 6; kind = \"integer\"; drop = 5; } ); };\n"
    "  form: ( { title = \"Lamp\"; fields = (\n"
    "      { name = \"ref\"; label = \"Reference\"; kind = \"ref\"; },\n"
    "      { name = \"name\"; label = \"Name\"; kind = \"text\"; required = true; },\n"
    "      { name = \"kind\"; label = \"Kind of lamp\"; kind = \"choice\"; of = \"lamp_kind\"; required = "
    "true; default = \"oil\"; },\n"
    "      { name = \"keeper_id\"; label = \"Keeper\"; kind = \"link\"; to = \"keepers\"; },\n"
    "      { name = \"reliefs\"; label = \"Reliefs\"; kind = \"links\"; to = \"keepers\"; sql = "
    "\"lamp_relief(lamp_id, keeper_id)\"; },\n"
    "      { name = \"country\"; label = \"Country\"; kind = \"country\"; } ); },\n"
    "    { title = \"Light\"; fields = (\n"
    "      { name = \"lit_on\"; label = \"Lit\"; kind = \"date\"; default = \"today\"; },\n"
    "      { name = \"out_on\"; label = \"Goes out\"; kind = \"date\"; from = \"lit_on\"; },\n"
    "      { name = \"price_currency\"; label = \"Currency\"; kind = \"choice\"; of = \"currency\"; default "
    "= \"USD\"; },\n"
    "      { name = \"price_minor\"; label = \"Price\"; kind = \"money\"; currency = \"price_currency\"; },\n"
    "      { name = \"height\"; label = \"Height\"; kind = \"integer\"; },\n"
    "      { name = \"share\"; label = \"Share\"; kind = \"percent\"; },\n"
    "      { name = \"at\"; label = \"At\"; kind = \"time\"; },\n"
    "      { name = \"covered\"; label = \"Covered\"; kind = \"flag\"; default = \"0\"; },\n"
    "      { name = \"secret\"; label = \"Secret\"; kind = \"text\"; sensitive = true; },\n"
    "      { name = \"notes\"; label = \"Notes\"; kind = \"note\"; },\n"
    "      { name = \"loud\"; label = \"Loud\"; kind = \"computed\"; sql = \"loud\"; } ); } );\n"
    "};\n";

static const char keepers[] =
    "screen: { name = \"keepers\"; title = \"Keepers\"; one = \"keeper\"; record = \"keeper\"; source = "
    "\"keeper_list\";\n"
    "  empty = \"No keepers yet.\"; label = \"name\";\n"
    "  list: { order = [ \"name\", \"id\" ]; columns = ( { field = \"name\"; title = \"Name\"; width = 0; } "
    "); };\n"
    "  form: ( { title = \"Keeper\"; fields = ( { name = \"name\"; label = \"Name\"; kind = \"text\"; "
    "required = true; } ); } );\n"
    "  related = ( { title = \"Lamps\"; screen = \"lamps\"; field = \"keeper_id\"; } );\n"
    "};\n";

void lamps_write(const Fixture *fixture)
{
    const char *folder = fixture_folder(fixture);
    g_autofree char *settings = g_strdup_printf("officer = \"ana.ruiz\"; file = \"%s/office.db\"; screens = "
                                                "\"%s/screens\"; migrations = \"%s/migrations\";\n",
                                                folder, folder, folder);
    fixture_write(fixture, "lamps.cfg", settings);
    fixture_write(fixture, "migrations/9001_lamps.sql", migration);
    fixture_write(fixture, "migrations/lamps.view.sql", views);
    fixture_write(fixture, "screens/lamps.cfg", lamps);
    fixture_write(fixture, "screens/keepers.cfg", keepers);
}

Office *lamps_reopen(const Fixture *fixture)
{
    g_autofree char *config = fixture_path(fixture, "lamps.cfg");
    OfficeOptions options = {.config = config, .create = true};
    g_autoptr(GError) error = NULL;
    Office *office = office_open(&options, &error);
    if (!office)
        fail_msg("%s", error->message);
    return office;
}

/* Its schema is laid once for each test program, which takes longer than most tests. */
Office *lamps_open(const Fixture *fixture)
{
    static char *laid;
    static gsize size;
    lamps_write(fixture);
    if (!laid) {
        office_free(lamps_reopen(fixture));
        laid = fixture_read_bytes(fixture, "office.db", &size);
    } else {
        fixture_write_bytes(fixture, "office.db", laid, size);
    }
    return lamps_reopen(fixture);
}

gint64 lamps_keeper(Office *office, const char *name)
{
    g_autoptr(Record) record = record_new("keeper");
    record_set(record, "name", name);
    g_autoptr(GError) error = NULL;
    if (!save_record(screen_set_find(office->screens, "keepers"), office->store, NULL, record, &error))
        fail_msg("%s", error->message);
    return record_id(record);
}
