/*
 * Makes an office of any size (tests/support/large_office.h):
 *
 *     build/tests/office --visits 100000 --seed 1 office.db
 */
#include <stdio.h>

#include "support/large_office.h"

static void say_progress(gint64 done, gint64 visits)
{
    fprintf(stderr, "\r%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " visits%s", done, visits,
            done == visits ? "\n" : "");
}

int main(int argc, char **argv)
{
    gint64 visits = 100000;
    gint seed = 1;
    char *today = NULL;
    const GOptionEntry entries[] = {
        {"visits", 0, 0, G_OPTION_ARG_INT64, &visits, "How many visits", "N"},
        {"seed", 0, 0, G_OPTION_ARG_INT, &seed, "The same seed gives the same office", "S"},
        {"today", 0, 0, G_OPTION_ARG_STRING, &today, "The day that the office takes for today", "DAY"},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(GOptionContext) context = g_option_context_new("FILE");
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error) || argc != 2 || visits < 0) {
        fprintf(stderr, "office: %s\n",
                error != NULL ? error->message : "give --visits N --seed S and the name of a new file");
        return 2;
    }
    if (!large_office_make(argv[1], visits, (guint)seed, today, say_progress, &error)) {
        fprintf(stderr, "office: %s\n", error->message);
        return 3;
    }
    g_free(today);
    return 0;
}
