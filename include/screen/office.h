/* What every command and the terminal work with: the officer's settings, the open file and the screens. */
#ifndef ENTENTE_SCREEN_OFFICE_H
#define ENTENTE_SCREEN_OFFICE_H

#include "base/settings.h"
#include "screen/screen.h"

typedef struct {
    const char *file;   /* --file, or NULL */
    const char *config; /* --config, or NULL */
    bool demo;   /* --demo: a file of its own, made and filled when it is missing (or older than today) */
    guint seed;  /* of the demonstration office that is made; 0 is 1 */
    bool create; /* make the file when it is missing */
    bool read_only;
    StoreProgress progress; /* while a file of an earlier release is brought up to date; may be NULL */
    gpointer progress_data;
} OfficeOptions;

typedef struct {
    OfficeOptions options; /* as they were given; their texts are borrowed */
    Settings *settings;
    ScreenSet *screens;
    StoreWork work; /* what office_enter will have to do */
    Store *store;   /* NULL until then */
    bool demo;      /* the file is a demonstration office: the screen says so. Known with the store */
} Office;

/*
 * All that can be had at once: the settings, the heads of the screens, and a look at the first bytes of the
 * file, so that what cannot be opened is refused before anything is painted. The texts of `options` must stay
 * until office_enter. (transfer full)
 */
Office *office_look(const OfficeOptions *options, GError **error);

/*
 * Opens the file. The demonstration office is $XDG_DATA_HOME/entente/demo.db (or `file`) and is made anew
 * when its day has passed, so that its agenda is alive; unless an officer changed something in it, another
 * program has it open, or its day is fixed by the setting `today`. A file that is missing and not to be made
 * is ERROR_SYSTEM; a file that is no demonstration office where one was asked for is ERROR_REFUSED. May wait
 * for another program, and takes as long as making the file or bringing it up to date does; the second can be
 * given up (ERROR_INTERRUPTED).
 */
bool office_enter(Office *office, GError **error);

/* Both, one after the other. (transfer full) */
Office *office_open(const OfficeOptions *options, GError **error);
void office_free(Office *office);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Office, office_free)

/* The file that these options mean: --file, else the demonstration's, the configuration's, the default.
 * (transfer full) */
char *office_file(const OfficeOptions *options, const Settings *settings);

#endif
