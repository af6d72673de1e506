/*
 * Draws the pictures of the README from the real screen: the demonstration office of a fixed day, walked
 * through with the keyboard. `pictures FOLDER` writes home.svg, list.svg, form.svg and checklist.svg there.
 */
#include "support/program.h"

#include <stdio.h>

static const char *folder;

static bool draw(Screen *screen, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    screen_settle(screen);
    return screen_dump_svg(screen, path);
}

static bool draw_home(const Fixture *office, Screen *screen)
{
    (void)office;
    screen_expect(screen, " need ");
    return draw(screen, "home.svg");
}

static bool draw_list(const Fixture *office, Screen *screen)
{
    (void)office;
    screen_type(screen, "a 1");
    screen_expect_line(screen, 0, " of ");
    screen_type(screen, "<Down> <Down>");
    return draw(screen, "list.svg");
}

static bool draw_form(const Fixture *office, Screen *screen)
{
    g_autofree char *ref = program_sql(
        office, "SELECT ref FROM agreement WHERE state = 'signed' ORDER BY signed_on DESC LIMIT 1");

    program_open_record(screen, ref);
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    return draw(screen, "form.svg");
}

static bool draw_checklist(const Fixture *office, Screen *screen)
{
    g_autofree char *ref = program_sql(
        office, "SELECT ref FROM export_case c WHERE state = 'awaiting_sign_off' ORDER BY id LIMIT 1");

    program_open_record(screen, ref);
    screen_type(screen, "c");
    screen_expect_line(screen, 0, " open");
    screen_type(screen, "<Tab> <Tab> <Tab> <Tab> <Tab> j j j");
    return draw(screen, "checklist.svg");
}

int main(int count, char **arguments)
{
    static const struct {
        bool (*draw)(const Fixture *office, Screen *screen);
        int rows, columns;
    } pictures[] = {{draw_home, 34, 118}, {draw_list, 24, 80}, {draw_form, 24, 80}, {draw_checklist, 24, 80}};
    const char *environment[] = {"USER=ana.ruiz", NULL};
    bool good = true;

    folder = count > 1 ? arguments[1] : "docs";
    for (guint i = 0; i < G_N_ELEMENTS(pictures); i++) {
        void *office = NULL;
        program_setup(&office);
        Screen *screen = program_open(office, &(ScreenOptions){.rows = pictures[i].rows,
                                                               .columns = pictures[i].columns,
                                                               .environment = environment});
        good = pictures[i].draw(office, screen) && good;
        program_teardown(&office);
    }
    return good ? 0 : 1;
}
