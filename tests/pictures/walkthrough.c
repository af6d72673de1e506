/* Writes docs/walkthrough.md from the real screen: `walkthrough FOLDER`. */
#include "support/walk.h"

#include <stdio.h>

static void write_step(const char *heading, const char *words, Screen *screen, const char *output,
                       gpointer data)
{
    g_autofree char *all = screen != NULL ? screen_all(screen) : g_strdup(output);
    g_strchomp(all);
    g_string_append_printf(data, "\n## %s\n\n%s\n\n```\n%s\n```\n", heading, words, all);
}

int main(int count, char **arguments)
{
    g_autofree char *path = g_build_filename(count > 1 ? arguments[1] : "docs", "walkthrough.md", NULL);
    g_autoptr(GString) text =
        g_string_new("# A delegation of eight, from request to purge\n\nOne visit and its export case in the "
                     "demonstration office, step by step. The screens "
                     "are drawn from the real program by\n`make pictures`; `tests/e2e/test_walkthrough.c` "
                     "takes the same steps and fails where one no longer "
                     "works. Every person\nin it is invented.\n");
    void *office = NULL;
    program_setup(&office);
    walk(office, write_step, text);
    program_teardown(&office);
    g_autoptr(GError) error = NULL;
    if (g_file_set_contents(path, text->str, (gssize)text->len, &error))
        return 0;
    fprintf(stderr, "%s\n", error->message);
    return 1;
}
