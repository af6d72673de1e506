/*
 * An office of any size, made through the program's own store: the demonstration office, and as many visits
 * with visitors and reviews as are asked for behind it. Skewed as offices are: a few partners send most
 * visitors, most visits are long closed, a few lie ahead.
 */
#ifndef ENTENTE_TESTS_SUPPORT_LARGE_OFFICE_H
#define ENTENTE_TESTS_SUPPORT_LARGE_OFFICE_H

#include <glib.h>
#include <stdbool.h>

/* Makes the new file `path`. The same seed and day give the same office; `today` fixes the day, NULL leaves
 * it to the clock. `progress`, which may be NULL, is told how many visits there are so far. */
bool large_office_make(const char *path, gint64 visits, guint seed, const char *today,
                       void (*progress)(gint64 done, gint64 visits), GError **error);

#endif
