/*
 * Private to the command line: the commands are rows of one table. Help, the man page (held against it by a
 * test) and what each accepts come from here.
 */
#ifndef ENTENTE_CLI_COMMAND_H
#define ENTENTE_CLI_COMMAND_H

#include "cli/output.h"
#include "document/document.h"
#include "screen/office.h"
#include "screen/sheet.h"

/* What options a command takes beside those that all take. */
enum {
    TAKES_FORMAT = 1 << 0,    /* --csv, --json */
    TAKES_SELECTION = 1 << 1, /* --where, --sort */
    TAKES_LIMIT = 1 << 2,
    TAKES_DRY_RUN = 1 << 3,
    TAKES_SEED = 1 << 4,
    TAKES_ITEM = 1 << 5, /* --eccn, --paragraph, --country, --nationals */
    TAKES_AS_OF = 1 << 6,
    TAKES_JSON = 1 << 7,     /* --json alone */
    TAKES_PERIOD = 1 << 8,   /* --from, --to */
    TAKES_DOCUMENT = 1 << 9, /* --format, --output */
    TAKES_EDITION = 1 << 10, /* --source, --stale-after, --shrink-ok */
    TAKES_SET = 1 << 11,     /* --set */
    TAKES_MAP = 1 << 12,     /* --map */
    TAKES_DRAFT = 1 << 16,   /* --assemble, --keep, --version N, --compare, --format */
    TAKES_OUTPUT = 1 << 17,  /* --output FILE */
};

typedef struct {
    char *file;
    char *config;
    gboolean demo;
    gboolean help;
    gboolean version;
    gboolean csv;
    gboolean json;
    char **where;
    char *sort;
    int limit;
    gboolean dry_run;
    int seed;
    char *eccn;
    char *paragraph;
    char *country;
    char *nationals;
    char *as_of;
    char *from;
    char *to;
    char *format;
    char *output;
    char *source;
    char *stale_after;
    gboolean shrink_ok;
    char **set;
    char *map;
    gboolean assemble;
    gboolean keep;
    int text_version;
    int compare;
} Options;

typedef struct Command Command;

/* One run of a command. */
typedef struct {
    const Command *command;
    Options options;
    char **words; /* what stands behind the command word, NULL-terminated */
    Output *output;
} Call;

struct Command {
    const char *name;
    const char *arguments;                  /* as the usage line shows them */
    guint least, most;                      /* number of words */
    guint takes;                            /* TAKES_... */
    int (*run)(Call *call, GError **error); /* the exit status; counts only when `error` is not set */
    const char *what;                       /* one line */
    const char *details;                    /* sentences, or NULL */
    const char *examples[3];                /* without the program's name; NULL where there are fewer */
};

const Command *command_table(guint *count);
const Command *command_find(const char *name); /* NULL when there is none */

/* --- options (options.c) --- */

/* Reads options and words. `call->command` is NULL when no command word was given. ERROR_USAGE says what
 * would be accepted. */
bool options_read(Call *call, char **arguments, GError **error);
void options_clear(Call *call);
/* "  --csv   Records as CSV": the options of a command, or those of all commands with NULL. (transfer full)
 */
char *options_help(const Command *command);
/* The name of every option there is, without dashes; NULL past the last. */
const char *options_name(guint index);
ExportFormat options_format(const Options *options, ExportFormat fallback);

/* --- for commands (call.c) --- */

/* Opens the office that the options mean. (transfer full) */
Office *call_open(const Call *call, GError **error);
/* office_open that shows how far the file has been brought up to date, and can be interrupted meanwhile. */
Office *call_open_with(OfficeOptions options, GError **error);
/* Looks at that office, which is not opened yet (screen/office.h) and will be made when it is missing; what
 * the options name must stay until then. (transfer full) */
Office *call_look(const Call *call, GError **error);
/* What is wrong with the office's file, the configuration or a screen file is no finding of the command, but
 * ERROR_SYSTEM. Takes `problem`. */
void call_office_failed(GError *problem, GError **error);
/* The screen of that name: "visits", "visit", its title, or a beginning that no other has. ERROR_USAGE names
 * the nearest. */
const ScreenDef *call_screen(const Office *office, const char *name, GError **error);
/* The same, for commands that need the records behind it and not a list alone. */
const ScreenDef *call_record_screen(const Office *office, const char *name, GError **error);

/* The record that the words name and its screen: a reference alone, or a screen and a reference, a name or a
 * number (which need not be that of a record that is still there). NULL with `error` set. */
const ScreenDef *call_record(const Call *call, const Office *office, gint64 *id, GError **error);

/* Writes a document as --format (or the end of --output) asks, to --output or to stdout. */
bool command_write_document(Call *call, const Document *document, GError **error);

/* --- the commands, by what they are about --- */

int command_agenda(Call *call, GError **error);
int command_help(Call *call, GError **error);
int command_report(Call *call, GError **error);
int command_init(Call *call, GError **error);

int command_list(Call *call, GError **error);
int command_show(Call *call, GError **error);
int command_history(Call *call, GError **error);

int command_redact(Call *call, GError **error);
int command_delegation(Call *call, GError **error);
int command_import(Call *call, GError **error);
int command_map(Call *call, GError **error);
int command_export(Call *call, GError **error);

int command_determine(Call *call, GError **error);
int command_rules(Call *call, GError **error);
int command_draft(Call *call, GError **error);
int command_fill(Call *call, GError **error);

int command_backup(Call *call, GError **error);
int command_check(Call *call, GError **error);
int command_purge(Call *call, GError **error);
int command_restore(Call *call, GError **error);
int command_undo(Call *call, GError **error);
int command_verify(Call *call, GError **error);
int command_views(Call *call, GError **error);

#endif
