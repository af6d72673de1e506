/* The text of an agreement, from the clause library to a file: in the terminal and from the command line. */
#include "document/package.h"
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A project arrangement that is being negotiated. */
static char *arrangement(const Fixture *office)
{
    return program_sql(
        office, "SELECT ref FROM agreement WHERE kind = 'project_arrangement' AND state = 'negotiating' "
                "ORDER BY id LIMIT 1");
}

static Screen *open_text(const Fixture *office, const char *ref)
{
    Screen *screen = program_open(office, NULL);
    program_open_record(screen, ref);
    screen_type(screen, "w");
    screen_expect(screen, "Assemble from the clause library");
    return screen;
}

static void text__is_assembled_and_read__from_the_agreement(void **state)
{
    g_autofree char *ref = arrangement(*state);
    g_autoptr(Screen) screen = open_text(*state, ref);
    screen_assert(screen, "there is no text yet");
    screen_type(screen, "a");
    program_expect_message(screen, "Version 1 made");
    screen_expect(screen, "{{agreement.schedule}}: it is empty: fill");
    screen_type(screen, "<End>");
    screen_expect(screen, "For the United States of America: ____");
    screen_type(screen, "<Home> / DRAFT <Enter>");
    screen_expect_cursor_on(screen, "DRAFT");
    screen_expect(screen, "illustrations and no legal text");
    screen_type(screen, "<Esc> u");
    program_expect_message(screen, "Undone: Text of");
    g_autofree char *left = program_sql(*state, "SELECT count(*) FROM text_clause");
    assert_string_equal(left, "0");
    program_leave(screen);
}

static void text__of_a_kind_without_articles__is_refused_with_the_kinds_that_have_some(void **state)
{
    g_autofree char *ref =
        program_sql(*state, "SELECT ref FROM agreement WHERE kind = 'crada' ORDER BY id LIMIT 1");
    g_autoptr(Screen) screen = open_text(*state, ref);
    screen_type(screen, "a");
    program_expect_message(screen, "this kind of agreement has no set of articles here");
    program_leave(screen);
}

static void article__is_changed_in_its_form__and_the_change_is_marked(void **state)
{
    g_autofree char *ref = arrangement(*state);
    assert_int_equal(program_run(*state, NULL, NULL, "draft", ref, "--assemble", NULL), 1);
    g_autoptr(Screen) screen = open_text(*state, ref);
    screen_type(screen, "n");
    program_expect_message(screen, "Version 2 made");
    screen_type(screen, "<Esc> :");
    screen_text(screen, "text_clauses");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "Articles");
    screen_type(screen, "f");
    program_go_to_field(screen, "Article");
    screen_text(screen, "Objectives");
    screen_type(screen, "<F2>");
    screen_expect_line(screen, 0, "Article: Objectives");
    screen_type(screen, "<End> <Enter>");
    screen_expect(screen, "The objective is");
    screen_type(screen, "e");
    program_go_to_field(screen, "Heading");
    screen_text(screen, "Common objectives");
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Saved: Common objectives");
    program_leave(screen);

    g_autoptr(Screen) again = open_text(*state, ref);
    screen_type(again, "c <Enter> <PgDn>");
    screen_expect(again, "{+Common objectives+}");
    ScreenCell plain = screen_cell_of(again, "Section 2");
    ScreenCell come = screen_cell_of(again, "{+Common objectives+}");
    ScreenCell gone = screen_cell_of(again, "[-Objectives-]");
    assert_true(come.foreground != plain.foreground);
    assert_true(gone.foreground != plain.foreground && gone.foreground != come.foreground);
    program_leave(again);
}

static void text__is_written_to_a_file__of_the_kind_that_its_name_says(void **state)
{
    const Fixture *office = *state;
    g_autofree char *ref = arrangement(office);
    assert_int_equal(program_run(office, NULL, NULL, "draft", ref, "--assemble", NULL), 1);
    g_autoptr(Screen) screen = open_text(office, ref);
    screen_type(screen, "w <Ctrl-u>");
    g_autofree char *path = fixture_path(office, "text.md");
    screen_text(screen, path);
    screen_type(screen, "<Enter>");
    program_expect_message(screen, "Written: ");
    g_autofree char *text = fixture_read(office, "text.md");
    assert_non_null(strstr(text, "\n## Section 2  Objectives\n"));
    screen_type(screen, "w w <Ctrl-u>");
    screen_text(screen, path);
    screen_type(screen, "<Enter>");
    screen_expect(screen, "File exists");
    screen_type(screen, "<Esc>");
    program_leave(screen);
}

/* The libraries among those that the program has mapped which only a DOCX needs, in one line. (transfer full)
 */
static char *late_libraries(Screen *screen)
{
    static const char *const late[] = {"libzip", "libxml2", "libcrypto", "libicuuc", "libstdc++"};
    g_autofree char *path = g_strdup_printf("/proc/%d/maps", screen_pid(screen));
    g_autofree char *maps = NULL;
    assert_true(g_file_get_contents(path, &maps, NULL, NULL));
    g_autoptr(GString) names = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(late); i++)
        if (strstr(maps, late[i]) != NULL)
            g_string_append_printf(names, "%s ", late[i]);
    return g_strdup(names->str);
}

static void libraries_of_a_docx__are_opened__when_one_is_written(void **state)
{
    const Fixture *office = *state;
    g_autofree char *ref = arrangement(office);
    assert_int_equal(program_run(office, NULL, NULL, "draft", ref, "--assemble", NULL), 1);
    g_autoptr(Screen) screen = open_text(office, ref);
#if !defined(__SANITIZE_ADDRESS__) /* whose own library leans on libstdc++ */
    g_autofree char *before = late_libraries(screen);
    assert_string_equal(before, "");
#endif
    screen_type(screen, "w <Ctrl-u>");
    g_autofree char *path = fixture_path(office, "text.docx");
    screen_text(screen, path);
    screen_type(screen, "<Enter>");
    program_expect_message(screen, "Written: ");
    g_autofree char *after = late_libraries(screen);
    assert_non_null(strstr(after, "libzip libxml2 "));
    program_leave(screen);
}

static void draft_command__compares_and_writes_docx__for_scripts(void **state)
{
    const Fixture *office = *state;
    g_autofree char *ref = arrangement(office);
    g_autofree char *none = NULL, *open = NULL, *refused = NULL, *changes = NULL, *unknown = NULL;
    assert_int_equal(program_run(office, NULL, &none, "draft", ref, NULL), 1);
    assert_non_null(strstr(none, "it has no text yet: assemble one"));
    assert_int_equal(program_run(office, NULL, &open, "draft", ref, "--assemble", NULL), 1);
    assert_non_null(strstr(open, "Organisations and sites: {{agreement.sites}}: it is empty"));
    program_write(office, "UPDATE agreement SET sites = 'Boulder and Delft'");
    assert_int_equal(program_run(office, NULL, NULL, "draft", ref, "--keep", NULL), 1);
    assert_int_equal(
        program_run(office, &changes, NULL, "draft", ref, "--version", "2", "--compare", "1", NULL), 0);
    assert_non_null(strstr(changes, "The work is done at: [-{{agreement.sites}}-]{+Boulder and Delft+}."));
    g_autofree char *path = fixture_path(office, "changes.docx");
    assert_int_equal(program_run(office, NULL, NULL, "draft", ref, "--compare", "1", "-o", path, NULL), 0);
    gsize size = 0;
    g_autofree char *bytes = fixture_read_bytes(office, "changes.docx", &size);
    g_autoptr(GPtrArray) parts = package_read(bytes, size, NULL);
    assert_non_null(parts);
    const PackagePart *part = g_ptr_array_index(parts, 3);
    assert_string_equal(part->name, "word/document.xml");
    assert_non_null(
        g_strstr_len(g_bytes_get_data(part->bytes, NULL), (gssize)g_bytes_get_size(part->bytes), "<w:ins "));
    assert_int_equal(program_run(office, NULL, &refused, "draft", ref, "-o", path, NULL), 3);
    assert_non_null(strstr(refused, "give the name of a new file"));
    assert_int_equal(program_run(office, NULL, &unknown, "draft", ref, "--format", "odt", NULL), 2);
    assert_non_null(strstr(unknown, "--format: odt is none: one of docx, text, md"));
}

/* A template as Word leaves it: a field over two runs, another misspelt. */
static void write_template(const Fixture *office)
{
    static const char xml[] =
        "<?xml version=\"1.0\"?><w:document "
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
        "<w:p><w:r><w:t>To {{part</w:t></w:r><w:r><w:t>ner.name}}, about "
        "{{agreement.title}}.</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Your {{partner.nmae}}</w:t></w:r></w:p></w:body></w:document>";
    g_autoptr(GPtrArray) package = package_new();
    package_add(package, "word/document.xml", g_bytes_new_static(xml, sizeof xml - 1));
    g_autoptr(GBytes) docx = package_write(package, NULL);
    fixture_write_bytes(office, "letter.docx", g_bytes_get_data(docx, NULL), g_bytes_get_size(docx));
}

static void fill_command__puts_values_into_a_template__and_names_what_it_cannot(void **state)
{
    const Fixture *office = *state;
    g_autofree char *ref = arrangement(office);
    g_autofree char *partner =
        program_sql(office, "SELECT p.name FROM agreement a JOIN partner p ON p.id = a.partner_id WHERE "
                            "a.kind = 'project_arrangement' AND a.state = 'negotiating' ORDER BY a.id");
    write_template(office);
    g_autofree char *template = fixture_path(office, "letter.docx"), *out = fixture_path(office, "out.docx");
    g_autofree char *problems = NULL, *refused = NULL;
    assert_int_equal(program_run(office, NULL, &problems, "fill", template, ref, "-o", out, NULL), 1);
    assert_non_null(strstr(
        problems, "document, paragraph 2: {{partner.nmae}}: nmae is no field of partner: it has name, "));
    gsize size = 0;
    g_autofree char *bytes = fixture_read_bytes(office, "out.docx", &size);
    g_autoptr(GPtrArray) parts = package_read(bytes, size, NULL);
    const PackagePart *part = g_ptr_array_index(parts, 0);
    g_autofree char *expected = g_strdup_printf("To %s</w:t>", partner);
    g_autofree char *text = g_strndup(g_bytes_get_data(part->bytes, NULL), g_bytes_get_size(part->bytes));
    assert_non_null(strstr(text, expected));
    fixture_write(office, "note.docx", "no document");
    g_autofree char *note = fixture_path(office, "note.docx");
    assert_int_equal(program_run(office, NULL, &refused, "fill", note, ref, NULL), 1);
    assert_non_null(strstr(refused, "it is no zip file: give a .docx file"));
}

#define office_test(test) cmocka_unit_test_setup_teardown(test, program_setup, program_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        office_test(text__is_assembled_and_read__from_the_agreement),
        office_test(text__of_a_kind_without_articles__is_refused_with_the_kinds_that_have_some),
        office_test(article__is_changed_in_its_form__and_the_change_is_marked),
        office_test(text__is_written_to_a_file__of_the_kind_that_its_name_says),
        office_test(libraries_of_a_docx__are_opened__when_one_is_written),
        office_test(draft_command__compares_and_writes_docx__for_scripts),
        office_test(fill_command__puts_values_into_a_template__and_names_what_it_cannot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
