/* Private to the command line: what somebody may have meant by a name that there is not. */
#ifndef ENTENTE_CLI_NEAREST_H
#define ENTENTE_CLI_NEAREST_H

#include <glib.h>

/* Names to choose from, each with another one by which it is known too. */
typedef struct Nearest Nearest;

Nearest *nearest_new(const char *typed);
void nearest_free(Nearest *nearest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Nearest, nearest_free)

/* `name` must live as long as `nearest`; `other` may be NULL. */
void nearest_add(Nearest *nearest, const char *name, const char *other);
/* "visits, visitors, hosts": at most `limit` of them, the most similar first; where some contain what was
 * typed, those alone. (transfer full) */
char *nearest_names(Nearest *nearest, guint limit);

#endif
