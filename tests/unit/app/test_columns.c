/* Every list at the widths that officers have: what stays, and that nothing is cut to where it says nothing.
 */
#include "screen/screen.h"
#include "tui/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* As the list view has it: a margin on both sides, and what a column of what is left asks for. */
enum { MARGINS = 2, LEAST = 24, READ = 20 };

static LayoutPlace *places_of(const ScreenDef *screen, int columns)
{
    g_autofree LayoutColumn *wishes = g_new0(LayoutColumn, screen->column_count);
    LayoutPlace *places = g_new0(LayoutPlace, screen->column_count);
    for (guint i = 0; i < screen->column_count; i++)
        wishes[i] = (LayoutColumn){screen->columns[i].width, screen->columns[i].drop};
    layout_columns(wishes, (int)screen->column_count, columns - MARGINS, LEAST, places);
    return places;
}

/* "Ref 12, Title 26, Ends 10" (transfer full) */
static char *heading(const ScreenDef *screen, int columns)
{
    g_autofree LayoutPlace *places = places_of(screen, columns);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < screen->column_count; i++) {
        if (places[i].width > 0)
            g_string_append_printf(text, "%s%s %d", text->len > 0 ? ", " : "", screen->columns[i].title,
                                   places[i].width);
    }
    return g_string_free(text, FALSE);
}

static void lists__keep_each_column_readable__from_sixty_columns_on(void **state)
{
    g_autoptr(ScreenSet) set = screen_set_read(NULL, NULL);
    (void)state;
    for (int columns = 60; columns <= 200; columns++) {
        for (guint i = 0; i < screen_set_count(set); i++) {
            const ScreenDef *screen = screen_set_at(set, i);
            g_autofree LayoutPlace *places = places_of(screen, columns);
            for (guint k = 0; k < screen->column_count; k++) {
                const ColumnDef *column = &screen->columns[k];
                bool narrow = column->width == 0 ? places[k].width < READ
                                                 : places[k].width != 0 && places[k].width != column->width;
                if (narrow)
                    fail_msg("%s at %d columns: %s has %d", screen->name, columns, column->title,
                             places[k].width);
            }
        }
    }
}

static void lists__keep_what_officers_look_for__at_each_width(void **state)
{
    static const struct {
        const char *screen;
        int columns;
        const char *heading;
    } rows[] = {
        {"agreements", 60, "Ref 12, Title 32, Ends 10"},
        {"agreements", 80, "Ref 12, Title 26, Partner 10, State 12, Ends 10"},
        {"visits", 60, "Ref 13, Visit 24, Partner 7, Arrives 8"},
        {"visits", 80, "Ref 13, Visit 27, Partner 7, State 15, Arrives 8"},
        {"visitors", 60, "Name 24, Employer 18, Citizenship 12"},
        {"visitors", 80, "Name 26, Employer 18, Citizenship 12, For 8, Visits 6"},
        {"visitors", 100, "Name 28, Employer 18, Citizenship 12, For 8, Visits 6, Screening 16"},
        {"cases", 60, "Ref 12, Transfer 32, Needed 10"},
        {"checklists", 60, "Ref 12, Transfer 21, To answer 9, Needed 10"},
        {"projects", 80, "Ref 12, Project 28, Partner 10, Next step 10, Ends 10"},
        {"journal", 60, "When (local) 12, Officer 10, What 32"},
    };
    g_autoptr(ScreenSet) set = screen_set_read(NULL, NULL);
    (void)state;
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *found = heading(screen_set_find(set, rows[i].screen), rows[i].columns);
        assert_string_equal(found, rows[i].heading);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists__keep_each_column_readable__from_sixty_columns_on),
        cmocka_unit_test(lists__keep_what_officers_look_for__at_each_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
