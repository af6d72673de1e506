/* Private to the screen layer: what a set of screens is made of. */
#ifndef ENTENTE_SCREEN_SET_H
#define ENTENTE_SCREEN_SET_H

#include "screen/screen.h"

/* A screen of the set. Built-in files are read to their heads at first, and whole when they are asked for. */
typedef struct {
    ScreenHead head;
    ScreenDef *def;   /* NULL: not read yet */
    bool complete;    /* its related lists too */
    const char *file; /* what it is read from, and its text where that is built in */
    const char *text;
} ScreenEntry;

struct ScreenSet {
    GStringChunk *texts; /* every text of every definition */
    GPtrArray *screens;  /* ScreenEntry, in the order of the menu */
    GPtrArray *mistakes; /* ScreenMistake found while reading */
    GHashTable
        *sources; /* file of a folder -> its text, so that a check can say on which line something stands */
    GHashTable *links; /* screen name -> LinkText, how a link to its records is written; filled as needed */
    char *folder;      /* where further screens were read from, or NULL */
};

/* Adds a mistake; `what` as printf. */
void mistake_add(GPtrArray *mistakes, const char *file, int line, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* The text of a screen file of this set: built in or from its folder; NULL when there is none. */
const char *set_source(const ScreenSet *set, const char *file);

/* "a, b and c" of NULL-terminated words. (transfer full) */
char *words_join(const char *const *words);

#endif
