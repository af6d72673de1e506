/*
 * Screens are data: each libconfig file in screens/ describes one menu entry, list and form. Read once at the
 * start; what they say is held against the schema by screen_check.
 */
#ifndef ENTENTE_SCREEN_SCREEN_H
#define ENTENTE_SCREEN_SCREEN_H

#include "base/field.h"
#include "store/store.h"

typedef struct {
    const char *field; /* column of the source */
    const char *title;
    int width;         /* columns on the screen; 0: what is left */
    int drop;          /* 1 goes first when it is narrow; 0 stays */
    FieldKind kind;    /* how the value is shown: text, integer, money, date, ... */
    const char *style; /* "state", "deadline", "muted", "danger", "moment", "bar", "span", "tree" or NULL */
    int soon;          /* deadline: within how many days it is marked; 0: seven */
    const char *currency; /* for money: column of the source that holds the currency */
    const char *to; /* style "span": column of the source with the last day; "tree": with the branches */
} ColumnDef;

typedef struct {
    const char *key; /* the key that puts it on and takes it off: "1" to "9" */
    const char *title;
    const char *where; /* a criterion line: "state = in_force & ends_on < +90d" (see criteria.h) */
    const char *order; /* column that the list is sorted by while it is on; NULL: as it is */
    bool descending;
    const char *along; /* view (id, key) with the ids that `where` selects and what orders them, along an
                          index; or NULL: `where` is asked (see db/lists/quick.sql) */
} QuickDef;

typedef struct {
    const char *name; /* column of the record */
    const char *label;
    const char *help; /* one sentence, or NULL */
    FieldKind kind;
    bool required;
    bool sensitive;       /* masked; revealing is journalled */
    bool read_only;       /* shown, not typed, though its kind could be */
    const char *of;       /* choice: the choice table */
    const char *to;       /* link, links: screen of the record linked to */
    const char *currency; /* money: column that holds the currency, or a code in capitals */
    const char *from;     /* date: column that +3y counts from while the field is empty */
    const char *warn;   /* date: asks before it is saved when it is "past", or more than "300d" after `from`;
                           both with a blank between; or NULL */
    const char *advice; /* name of db/advice/NAME.sql, what is said beside it (advice.h); or NULL */
    const char *fallback; /* written `default`: of a new record: a constant, "today", "me", "today+30d" */
    const char *sql;      /* computed: column of the source to show (default: its name);
                             links: the joining table "visit_visitor(visit_id, visitor_id)" */
    const char *when; /* shown only when: "kind = crada | kind = grant" over this form's fields; or NULL */
} FieldDef;

typedef struct {
    const char *title;
    guint first, count; /* its fields in ScreenDef.fields */
} SectionDef;

typedef struct {
    const char *title;
    const char *screen;       /* screen whose list is shown */
    const char *field;        /* column of that screen's SOURCE that holds this record's id */
    const char *record_field; /* of documents, alignments: column of the source with the record kind's name */
    const char *set; /* column of its RECORD in which one made here gets this id (default: `field`) */
} RelatedDef;

typedef struct {
    const char *key;
    const char *title;
    const char *run; /* name of an action of the program: "workflow.move", "checklist.open" ... */
} ActionDef;

typedef struct {
    const char *name;   /* "agreements" */
    const char *file;   /* where it was read from, for messages */
    const char *title;  /* "Agreements" */
    const char *one;    /* "agreement": for "New agreement" and counts */
    const char *menu;   /* group of the home menu, or NULL: not in the menu */
    int position;       /* order within the menu: the group stands where its first screen does */
    const char *hotkey; /* letter in the menu, and after g; NULL for none */
    const char *record; /* table that the form edits, NULL for a list only */
    const char *source; /* view that the list reads */
    const char *empty;  /* what an empty list says */
    const char *order;  /* column of the source; NULL: by id */
    bool descending;
    bool can_create, can_delete;
    bool figures; /* its rows are reckoned over many records: nobody asks how many rows there are, and the
                     menu says no number */
    const char *label;  /* column of the source by which a link shows it (default "ref" + "title"/"name") */
    const char *opens;  /* a list without a record: the screen whose record has the row's id; or NULL */
    const char *matrix; /* shown as a matrix: the screen whose list holds what stands behind a cell; the
                           source has a row for each cell (cut, row_key, row_title, row_order, col_key,
                           col_title, col_order), each quick key names one cut ("cut = gap"), and the columns
                           of numbers and amounts are what the cells can show. NULL for a list */
    const char *checklist; /* name of a checklist file that belongs to the record, or NULL */
    guint column_count;
    ColumnDef *columns;
    guint quick_count;
    QuickDef *quicks;
    guint section_count;
    SectionDef *sections;
    guint field_count;
    FieldDef *fields;
    guint related_count;
    RelatedDef *related;
    guint action_count;
    ActionDef *actions;
} ScreenDef;

/* How the criterion of a matrix's key begins; the rest is the cut. */
#define SCREEN_CUT "cut = "

/* What a menu needs to know, and whoever looks for a screen; texts as in ScreenDef. */
typedef struct {
    const char *name, *title, *one, *menu, *hotkey, *record, *source, *checklist;
    bool figures;
    int position;
} ScreenHead;

typedef struct ScreenSet ScreenSet;

/*
 * Reads the built-in screens and those of `folder` (NULL or "" for none), which take the place of built-in
 * ones by name. A file that cannot be read is an error with file and line. (transfer full)
 */
ScreenSet *screen_set_read(const char *folder, GError **error);
void screen_set_free(ScreenSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ScreenSet, screen_set_free)

guint screen_set_count(const ScreenSet *set);
/* Built-in screens are read whole only when they are first asked for by one of the functions below, so that a
 * start costs no more than the menu; their heads are there at once. */
ScreenHead screen_set_head(const ScreenSet *set, guint index);     /* in the order of the menu */
const ScreenDef *screen_set_at(const ScreenSet *set, guint index); /* in the order of the menu */
const ScreenDef *screen_set_find(const ScreenSet *set,
                                 const char *name); /* by name; NULL when there is none */
const ScreenDef *screen_set_for_record(const ScreenSet *set,
                                       const char *record); /* first screen whose form edits that table */
const ScreenDef *screen_set_for_key(const ScreenSet *set, const char *hotkey);

/* What is wrong in the files themselves (an unknown setting, a text where a number is wanted); the rest of
 * such a file was read. screen_check gives these too. (element-type ScreenMistake) */
const GPtrArray *screen_set_mistakes(const ScreenSet *set);

/* The first field that only the record it belongs to can set (required, read-only, no default), as of
 * documents; NULL for most screens. */
const FieldDef *screen_owner_field(const ScreenDef *screen);

/* The field of that name, or NULL. */
const FieldDef *screen_field(const ScreenDef *screen, const char *name);
/* The column of that field, or NULL. */
const ColumnDef *screen_column(const ScreenDef *screen, const char *field);

typedef struct {
    char *file;
    int line; /* 0 when unknown */
    char *what;
} ScreenMistake;
void screen_mistake_free(ScreenMistake *mistake);

/*
 * Holds every screen against the schema of the file: unknown record, source, field; missing title or label; a
 * key used twice; widths that cannot fit 60 columns; a required column without a field; a link to no screen;
 * an unknown choice table; a criterion that does not parse; an action nobody knows (`actions`:
 * NULL-terminated names). Collects all mistakes. (transfer full) (element-type ScreenMistake)
 */
GPtrArray *screen_check(const ScreenSet *set, Store *store, const char *const *actions);

#endif
