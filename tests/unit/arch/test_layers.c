/* The arrows of the house: which layer's files may include which headers. docs/architecture.md tells why. */
#include "support/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *layer;
    const char *leans_on; /* layers, each between spaces */
} arrows[] = {
    {"base", " base "},
    {"tui", " base tui "},
    {"document", " base document "},
    {"store", " base store "},
    {"rules", " base store document rules "},
    {"screen", " base store screen "},
    {"cli", " base store document rules screen cli "},
    {"app", " base store document rules screen tui app "},
};

/* Libraries that one layer alone knows. */
static const struct {
    const char *header; /* beginning of its name */
    const char *layer;
} owned_headers[] = {
    {"ncurses", "tui"},   {"curses", "tui"}, {"term.h", "tui"},   {"panel.h", "tui"},
    {"sqlite3", "store"}, {"csv.h", "base"}, {"zip", "document"}, {"libxml/", "document"},
};

typedef struct {
    const char *root;
    const char *layer;
    const char *file; /* from the root on */
    bool public;
    guint line;
    GPtrArray *problems;
} Place;

static void G_GNUC_PRINTF(2, 3) add_problem(const Place *place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_ptr_array_add(place->problems, g_strdup_printf("%s:%u: %s", place->file, place->line, text));
}

static const char *leans_on(const char *layer)
{
    for (gsize i = 0; i < G_N_ELEMENTS(arrows); i++)
        if (strcmp(arrows[i].layer, layer) == 0)
            return arrows[i].leans_on;
    return NULL;
}

static bool stands(const char *root, const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(root, folder, name, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void check_own_include(const Place *place, const char *header)
{
    const char *slash = strchr(header, '/');
    if (!slash) {
        add_problem(place, "%s: name the layer of a header, as in \"base/text.h\"", header);
        return;
    }
    g_autofree char *layer = g_strndup(header, (gsize)(slash - header));
    g_autofree char *between = g_strdup_printf(" %s ", layer);
    const char *allowed = leans_on(place->layer);
    bool private = stands(place->root, "src", header) && !stands(place->root, "include", header);
    if (!strstr(allowed, between))
        add_problem(place, "%s: %s leans on%sonly", header, place->layer, allowed);
    else if (private && strcmp(layer, place->layer) != 0)
        add_problem(place, "%s: private to %s", header, layer);
    else if (private && place->public)
        add_problem(place, "%s: a public header names a private one", header);
}

static void check_library(const Place *place, const char *header)
{
    for (gsize i = 0; i < G_N_ELEMENTS(owned_headers); i++)
        if (g_str_has_prefix(header, owned_headers[i].header) &&
            strcmp(owned_headers[i].layer, place->layer) != 0)
            add_problem(place, "<%s>: only %s knows this library", header, owned_headers[i].layer);
}

/* The name between the signs of an #include line, which sign it was in `*sign`; NULL for any other line. */
static char *included(const char *line, char *sign)
{
    if (!strchr(line, '#'))
        return NULL;
    g_autoptr(GRegex) include = g_regex_new("^\\s*#\\s*include\\s*([\"<])([^\">]+)[\">]", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(include, line, 0, &match))
        return NULL;
    g_autofree char *opening = g_match_info_fetch(match, 1);
    *sign = *opening;
    return g_match_info_fetch(match, 2);
}

/* Words of SQL inside a text in quotes, where the words of a message would not be in capitals. */
static bool has_sql(const char *line)
{
    return strchr(line, '"') &&
           g_regex_match_simple("\"[^\"]*\\b(SELECT|INSERT INTO|UPDATE [a-z_]+ SET|DELETE FROM|PRAGMA|"
                                "CREATE (TABLE|VIEW|TRIGGER|INDEX))\\b",
                                line, 0, 0);
}

static void check_line(const Place *place, const char *line)
{
    char sign = 0;
    g_autofree char *header = included(line, &sign);
    if (header && sign == '"')
        check_own_include(place, header);
    if (header && sign == '<')
        check_library(place, header);
    if (strcmp(place->layer, "store") != 0 && strstr(line, "sqlite3_"))
        add_problem(place, "sqlite3_...: only store knows SQLite");
    else if (strcmp(place->layer, "tui") == 0 && has_sql(line))
        add_problem(place, "SQL: tui knows no table");
}

static void check_file(Place *place)
{
    g_autofree char *path = g_build_filename(place->root, place->file, NULL);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return; /* an editor's file that is gone again */
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        place->line = i + 1;
        check_line(place, lines[i]);
    }
}

/* A public header is the whole face of the file of its name. */
static void check_header_has_source(Place *place, const char *name)
{
    g_autofree char *source = g_strndup(name, strlen(name) - strlen(".h"));
    g_autofree char *file = g_strdup_printf("src/%s/%s.c", place->layer, source);
    place->line = 1;
    g_autofree char *path = g_build_filename(place->root, file, NULL);
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        add_problem(place, "no %s: a header is named like the file whose face it is", file);
}

/* How many files were read. */
static guint check_folder(const char *root, const char *top, const char *layer, GPtrArray *problems)
{
    g_autofree char *folder = g_build_filename(root, top, layer, NULL);
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    guint files = 0;
    for (const char *name; entries && (name = g_dir_read_name(entries));) {
        bool header = g_str_has_suffix(name, ".h");
        if (*name == '.' || (!header && !g_str_has_suffix(name, ".c")))
            continue;
        g_autofree char *file = g_build_filename(top, layer, name, NULL);
        Place place = {.root = root, .layer = layer, .file = file, .problems = problems};
        place.public = strcmp(top, "include") == 0;
        check_file(&place);
        if (place.public && header)
            check_header_has_source(&place, name);
        files++;
    }
    return files;
}

static void check_layers_known(const char *root, const char *top, GPtrArray *problems)
{
    g_autofree char *folder = g_build_filename(root, top, NULL);
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    for (const char *name; entries && (name = g_dir_read_name(entries));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR) && !leans_on(name))
            g_ptr_array_add(problems,
                            g_strdup_printf("%s/%s: a layer without arrows: give it a row here", top, name));
    }
}

/* All that is wrong in the house at `root`, each with file and line; `*files` were read. */
static GPtrArray *check_house(const char *root, guint *files)
{
    static const char *const tops[] = {"include", "src"};
    GPtrArray *problems = g_ptr_array_new_with_free_func(g_free);
    *files = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(tops); i++) {
        check_layers_known(root, tops[i], problems);
        for (gsize j = 0; j < G_N_ELEMENTS(arrows); j++)
            *files += check_folder(root, tops[i], arrows[j].layer, problems);
    }
    return problems;
}

static void house__keeps_its_arrows__in_every_file(void **state)
{
    (void)state;
    guint files;
    g_autoptr(GPtrArray) problems = check_house(TEST_SOURCE_DIR, &files);
    for (guint i = 0; i < problems->len; i++)
        print_error("%s\n", (const char *)problems->pdata[i]);
    assert_int_equal(problems->len, 0);
    assert_true(files > 50);
}

static void assert_only_problem(const Fixture *fixture, const char *expected)
{
    guint files;
    g_autoptr(GPtrArray) problems = check_house(fixture_folder(fixture), &files);
    for (guint i = 0; i < problems->len && problems->len != 1; i++)
        print_error("%s\n", (const char *)problems->pdata[i]);
    assert_int_equal(problems->len, 1);
    assert_string_equal(problems->pdata[0], expected);
}

/* One bad line in a house that is good without it. */
static void bad_line__is_found__with_file_and_line(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        const char *text;
        const char *problem;
    } rows[] = {
        {"src/base/a.c", "\n#include \"store/store.h\"\n",
         "src/base/a.c:2: store/store.h: base leans on base only"},
        {"src/base/a.h", "#include <ncurses.h>\n",
         "src/base/a.h:1: <ncurses.h>: only tui knows this library"},
        {"src/tui/a.c", "# include \"store/store.h\"\n",
         "src/tui/a.c:1: store/store.h: tui leans on base tui only"},
        {"src/tui/a.c", "#include <sqlite3.h>\n",
         "src/tui/a.c:1: <sqlite3.h>: only store knows this library"},
        {"src/tui/a.c", "x = \"SELECT 1\";\n", "src/tui/a.c:1: SQL: tui knows no table"},
        {"src/app/a.c", "\n\nsqlite3_open(x);\n", "src/app/a.c:3: sqlite3_...: only store knows SQLite"},
        {"src/rules/a.c", "#include \"tui/list.h\"\n",
         "src/rules/a.c:1: tui/list.h: rules leans on base store document rules only"},
        {"src/screen/a.c", "#include \"rules/x.h\"\n",
         "src/screen/a.c:1: rules/x.h: screen leans on base store screen only"},
        {"src/cli/a.c", "#include \"app/app.h\"\n",
         "src/cli/a.c:1: app/app.h: cli leans on base store document rules screen cli only"},
        {"src/app/a.c", "#include \"cli/cli.h\"\n",
         "src/app/a.c:1: cli/cli.h: app leans on base store document rules screen tui app only"},
        {"src/app/a.c", "#include \"store/secret.h\"\n", "src/app/a.c:1: store/secret.h: private to store"},
        {"include/store/store.h", "#include \"store/secret.h\"\n",
         "include/store/store.h:1: store/secret.h: a public header names a private one"},
        {"src/app/a.c", "#include \"a.h\"\n",
         "src/app/a.c:1: a.h: name the layer of a header, as in \"base/text.h\""},
        {"include/base/faceless.h", "\n",
         "include/base/faceless.h:1: no src/base/faceless.c: a header is named like the file whose face it "
         "is"},
        {"src/attic/a.c", "\n", "src/attic: a layer without arrows: give it a row here"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Fixture) house = fixture_new();
        fixture_write(house, "include/store/store.h", "#include <glib.h>\n");
        fixture_write(house, "src/store/store.c",
                      "#include \"store/store.h\"\n#include <sqlite3.h>\nsqlite3_open();\n");
        fixture_write(house, "src/store/secret.h", "#include \"base/text.h\"\n");
        guint files;
        g_autoptr(GPtrArray) none = check_house(fixture_folder(house), &files);
        assert_int_equal(none->len, 0);
        fixture_write(house, rows[i].file, rows[i].text);
        assert_only_problem(house, rows[i].problem);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(house__keeps_its_arrows__in_every_file),
        cmocka_unit_test(bad_line__is_found__with_file_and_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
