/* What a window is, for the files that read one. */
#ifndef ENTENTE_STORE_WINDOW_PRIVATE_H
#define ENTENTE_STORE_WINDOW_PRIVATE_H

#include "store/found.h"
#include "store/sieve.h"
#include "store/store_private.h"
#include "store/window.h"

/* FIND_WALK: the text of each row that the walk meets is read; FIND_SET: the walk reads no more of a row than
 * its id until that is in the set; FIND_CELLS: looks at what the list shows. */
typedef enum { FIND_NONE, FIND_WALK, FIND_SET, FIND_CELLS } FindMode;

/* Whether an index brings the rows in the window's order, or all that are selected have to be sorted. */
typedef enum { ORDER_UNKNOWN, ORDER_INDEXED, ORDER_SORTED } OrderMode;

/* The rows in the order of a column, from a place on: those with the very same value, those with values
 * beyond it, those without a value (descending: the mirror of it). Read apart, each is one stretch of an
 * index; together, (column, id) > (value, id), SQLite would pass over all ties before the place. */
typedef enum { PART_TIES, PART_VALUES, PART_NULLS, PART_ALL } Part;

struct Window {
    Store *store;
    char *source;
    GPtrArray *columns; /* char * */
    char *order;        /* NULL: by id alone */
    bool descending;
    Narrowing *narrowing; /* NULL: none */
    char *where;          /* all of its tests */
    Sieve *sieve;         /* of them; NULL until it is asked for */
    gint64 sieve_version; /* of the file, when it was begun */
    bool sifted;          /* a row is not asked whether it passes: the sieve knows */
    const char *rest;     /* what a row that a sieve lets through has still to be asked; NULL: nothing */
    guint asked;          /* rows that a sifted walk may still ask that; 0: as many as it takes */
    guint far_apart;      /* 1: no walk needs to be tried; 2: nor one for the rarest test alone */
    gint64 far;           /* rows that a sifted walk may still pass over; below 0: as many as it takes */
    bool reckoned;
    char *along;       /* the view whose rows are selected (see window_set_along) */
    char *along_order; /* the column that its keys are of; NULL: the id */
    SearchWords *words;
    const RecordKind *kind;
    FindMode mode;
    OrderMode order_mode;
    Found *found;         /* of the words; NULL until it is asked for */
    gint64 found_version; /* of the file, when it was begun */
    gint64 steps_left;    /* along the order, while it is walked past those that are not in the set */
    char *listed;         /* ids of the set as JSON, while they are read */
    Row *floor[2];        /* by direction: nothing that holds the words stands before this row */
    bool nowhere;         /* nothing holds them */
};

/* Where a read starts. */
typedef struct {
    sqlite3_value *key; /* NULL: the row has none, or the order is by id */
    gint64 id;
    bool inclusive;
} Start;

/* --- window_sql.c */

/* Whether a walk asks for no column of the list but the one that it is ordered by. */
bool window_asks_order_alone(const Window *window);
/* Whether the list is read in the order of the view that it is read along. */
bool window_goes_along(const Window *window);
/* The rows of one part, in order. (transfer full) */
char *window_part_sql(const Window *window, Part part, bool up, const Start *start);
/* The row of the record :id. (transfer full) */
char *window_one_sql(const Window *window);
/* The keys of one part, in order, as an index gives them. (transfer full) */
GString *window_part_keys(const Window *window, Part part, bool up, const Start *start);
/* The rows from `start` on, sorted. (transfer full) */
char *window_sorted_sql(const Window *window, bool up, const Start *start);
/* Whether anything but words says which rows are selected. */
bool window_is_narrowed(const Window *window);
/* How many rows are selected, but no more than :most. (transfer full) */
char *window_count_sql(const Window *window);
/* Asks SQLite whether an index brings the order. */
bool window_decide_order(Window *window, GError **error);
/* The record kind whose rows the source shows, each once; NULL where there is none. */
const RecordKind *window_kind(const Window *window);

/* --- window.c */

/* Binds the words, the values of the condition and the place. `start` may be NULL. */
void window_bind(const Window *window, const Start *start, sqlite3_stmt *statement);
bool window_read_rows(Window *window, const char *sql, const Start *start, guint limit, GPtrArray *rows,
                      GError **error);
/* Calls `each` for the parts in the order of the walk, from `start` (NULL: from the beginning) until `limit`
 * rows are read. */
typedef bool (*WindowPartReader)(Window *window, Part part, bool up, const Start *start, guint limit,
                                 GPtrArray *rows, GError **error);
bool window_walk(Window *window, WindowPartReader each, bool up, const Start *start, guint limit,
                 GPtrArray *rows, GError **error);
/* The number in the first row, -1 on failure; gives the statement back. */
gint64 window_step_number(Window *window, sqlite3_stmt *statement, GError **error);

/* --- window_sieve.c */

/* Whether a narrowing, and nothing else, says which rows are selected. */
bool window_can_sift(const Window *window);
/* Whether a walk was too long before, in the file as it is, so that the sieve is there. */
bool window_has_sieve(Window *window);
/* As window_read, where the tests of the narrowing can be read along indexes; `*read` says whether they
 * could: if not, there is another way. */
bool window_read_sifted(Window *window, bool up, const Start *start, guint limit, GPtrArray *rows, bool *read,
                        GError **error);
/* Rows that pass the tests, no more than `most` (negative: all); -1 on failure, and with `*counted` false
 * where they have to be counted in another way. */
gint64 window_count_sifted(Window *window, gint64 most, bool *counted, GError **error);
void window_sieve_forget(Window *window);

/* --- window_find.c */

/* The first `limit` of the rows behind `first` and those with these ids, in order, take the place of the
 * former. (element-type gint64) */
bool window_read_best(Window *window, const GArray *ids, bool up, const Start *start, guint limit,
                      guint first, GPtrArray *rows, GError **error);
/* How many of these ids are selected, no further than `most` (negative: all). (element-type gint64) */
gint64 window_count_listed(Window *window, const GArray *ids, gint64 most, GError **error);

/* Chooses how the words are found, unless that is chosen already for the file as it is. */
bool window_find_begin(Window *window, GError **error);
/* From walking to the set of those that may hold the words; false with `error`. Where there is no set the
 * mode stays FIND_WALK. */
bool window_find_set(Window *window, GError **error);
/* As window_read, from the set. */
bool window_read_found(Window *window, bool up, const Start *start, guint limit, GPtrArray *rows,
                       GError **error);
/* Records with the words, `most` of them at most (negative: all); -1 on failure. */
gint64 window_count_found(Window *window, gint64 most, GError **error);
void window_find_forget(Window *window);
/* What was read from the beginning tells where the next find may begin, when it only narrows this one. */
void window_find_note(Window *window, bool up, const Row *first);
/* The same words go on, or others that cannot hold where these do not. */
bool window_find_narrows(const SearchWords *before, const SearchWords *words);
/* The place and the way are not known any more: order, condition, words or file are others. */
void window_find_unplace(Window *window);

#endif
