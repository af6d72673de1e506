/*
 * The views that the program holds: those of db/lists, which no trigger reads. They do not stand in the
 * office's file, because SQLite parses every line of a file's schema whenever it is opened, and keeps it for
 * as long. Instead a statement that names one is prepared with it, and with those that it names, in front:
 *
 *   WITH agenda (due_on, ...) AS NOT MATERIALIZED (SELECT ...), ... SELECT * FROM agenda
 *
 * SQLite plans that as it plans a view. For other programs `entente views` writes them out.
 */
#ifndef ENTENTE_STORE_HELD_VIEWS_H
#define ENTENTE_STORE_HELD_VIEWS_H

#include <glib.h>
#include <stdbool.h>

typedef struct HeldViews HeldViews;

HeldViews *held_views_new(void);
void held_views_free(HeldViews *views);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HeldViews, held_views_free)

bool held_views_has(const HeldViews *views, const char *name);
/* Adds the names of its columns, as its text has them, to `names`. False, nothing added, where the text does
 * not say them (SELECT *, an expression without a name). */
bool held_views_columns(const HeldViews *views, const char *name, GPtrArray *names);
/* One statement with all that it names in front of it; NULL when it names none. Names in comments, in texts
 * and behind a dot are not looked at. (transfer full) */
char *held_views_with(const HeldViews *views, const char *sql);
/* Those that the script names, and those that they name, as "CREATE VIEW name ...;"; "" when it names none.
 * (transfer full) */
char *held_views_named(const HeldViews *views, const char *script);
/* All of them for another program, as statements that begin with `create` ("CREATE TEMP VIEW"). (transfer
 * full) */
char *held_views_script(const char *create);

/* Calls `each` for every one with its name and its definition as SQLite would keep it ("CREATE VIEW name
 * ..."), in the order of their names. */
void held_views_each(const HeldViews *views, void (*each)(const char *name, const char *sql, gpointer data),
                     gpointer data);

#endif
