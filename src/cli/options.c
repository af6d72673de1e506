#include "cli/command.h"

#include <stddef.h>
#include <string.h>

#include "base/error.h"

enum { FOR_ALL = 0 };

/* Paths and criteria are taken as bytes: GLib would refuse them where the locale is not theirs. */
static const struct {
    guint takes; /* FOR_ALL, or the commands that have this bit */
    const char *name;
    char letter;
    GOptionArg kind;
    size_t place;
    const char *value;
    const char *what;
} rows[] = {
    {FOR_ALL, "file", 0, G_OPTION_ARG_FILENAME, offsetof(Options, file), "FILE", "The office's file"},
    {FOR_ALL, "config", 0, G_OPTION_ARG_FILENAME, offsetof(Options, config), "FILE",
     "The configuration file"},
    {FOR_ALL, "demo", 0, G_OPTION_ARG_NONE, offsetof(Options, demo), NULL,
     "A demonstration office, in a file of its own"},
    {FOR_ALL, "help", 'h', G_OPTION_ARG_NONE, offsetof(Options, help), NULL, "Explain, and do nothing else"},
    {FOR_ALL, "version", 0, G_OPTION_ARG_NONE, offsetof(Options, version), NULL, "Print the version"},
    {TAKES_FORMAT, "csv", 0, G_OPTION_ARG_NONE, offsetof(Options, csv), NULL, "Print as CSV"},
    {TAKES_FORMAT | TAKES_JSON, "json", 0, G_OPTION_ARG_NONE, offsetof(Options, json), NULL, "Print as JSON"},
    {TAKES_SELECTION, "where", 0, G_OPTION_ARG_FILENAME_ARRAY, offsetof(Options, where), "FIELD=CRITERION",
     "Only rows for which this holds; may be given several times"},
    {TAKES_SELECTION, "sort", 0, G_OPTION_ARG_FILENAME, offsetof(Options, sort), "FIELD",
     "Sort by this field; -FIELD: downwards"},
    {TAKES_LIMIT, "limit", 0, G_OPTION_ARG_INT, offsetof(Options, limit), "N",
     "At most so many rows; 0: all"},
    {TAKES_DRY_RUN, "dry-run", 0, G_OPTION_ARG_NONE, offsetof(Options, dry_run), NULL,
     "Say what would be done, write nothing"},
    {TAKES_SEED, "seed", 0, G_OPTION_ARG_INT, offsetof(Options, seed), "N",
     "Which demonstration office to make"},
    {TAKES_ITEM, "eccn", 0, G_OPTION_ARG_FILENAME, offsetof(Options, eccn), "ECCN",
     "What the item is classified as"},
    {TAKES_ITEM, "paragraph", 0, G_OPTION_ARG_FILENAME, offsetof(Options, paragraph), "PARAGRAPH",
     "Of the entry, such as .b.4.b"},
    {TAKES_ITEM, "country", 0, G_OPTION_ARG_FILENAME, offsetof(Options, country), "COUNTRY",
     "Where it goes: SG, SGP or Singapore"},
    {TAKES_ITEM, "nationals", 0, G_OPTION_ARG_FILENAME, offsetof(Options, nationals), "COUNTRY,...",
     "To nationals of which countries it is released"},
    {TAKES_AS_OF, "as-of", 0, G_OPTION_ARG_FILENAME, offsetof(Options, as_of), "DATE",
     "The day that is meant"},
    {TAKES_PERIOD, "from", 0, G_OPTION_ARG_FILENAME, offsetof(Options, from), "DATE",
     "The first day that counts"},
    {TAKES_PERIOD, "to", 0, G_OPTION_ARG_FILENAME, offsetof(Options, to), "DATE", "The last day that counts"},
    {TAKES_SET, "set", 0, G_OPTION_ARG_FILENAME_ARRAY, offsetof(Options, set), "COLUMN=FIELD",
     "Where a column goes; COLUMN= leaves it out, COLUMN=FIELD! makes it say which record; may be given "
     "several times"},
    {TAKES_MAP, "map", 0, G_OPTION_ARG_FILENAME, offsetof(Options, map), "NAME",
     "Read the columns as this mapping says"},
    {TAKES_DOCUMENT, "format", 0, G_OPTION_ARG_FILENAME, offsetof(Options, format), "FORMAT",
     "text, markdown, csv, json or docx"},
    {TAKES_DOCUMENT, "output", 'o', G_OPTION_ARG_FILENAME, offsetof(Options, output), "FILE",
     "Write to this file; its ending says the format where --format does not"},
    {TAKES_EDITION, "source", 0, G_OPTION_ARG_FILENAME, offsetof(Options, source), "TEXT",
     "Where the table comes from"},
    {TAKES_EDITION, "stale-after", 0, G_OPTION_ARG_FILENAME, offsetof(Options, stale_after), "DATE",
     "Until when it may be relied on"},
    {TAKES_EDITION, "shrink-ok", 0, G_OPTION_ARG_NONE, offsetof(Options, shrink_ok), NULL,
     "Take a table that lost many rows"},
    {TAKES_DRAFT, "assemble", 0, G_OPTION_ARG_NONE, offsetof(Options, assemble), NULL,
     "Make a new version from the clause library first"},
    {TAKES_DRAFT, "keep", 0, G_OPTION_ARG_NONE, offsetof(Options, keep), NULL,
     "Keep the newest version and go on in a copy of it first"},
    {TAKES_DRAFT, "version", 0, G_OPTION_ARG_INT, offsetof(Options, text_version), "N",
     "This version of the text; the newest without it"},
    {TAKES_DRAFT, "compare", 0, G_OPTION_ARG_INT, offsetof(Options, compare), "M",
     "Mark what changed against version M"},
    {TAKES_DRAFT, "format", 0, G_OPTION_ARG_FILENAME, offsetof(Options, format), "FORMAT",
     "docx, text or md; without it as the output file ends, else text"},
    {TAKES_OUTPUT, "output", 'o', G_OPTION_ARG_FILENAME, offsetof(Options, output), "FILE",
     "Write to this new file"},
};

enum { UNSET = -1 };

static void set_defaults(Options *options)
{
    *options = (Options){.limit = UNSET, .seed = UNSET};
}

static void clear(Options *options)
{
    g_free(options->file);
    g_free(options->config);
    g_free(options->sort);
    g_strfreev(options->where);
    g_strfreev(options->set);
    char **const texts[] = {
        &options->eccn,   &options->paragraph, &options->country,     &options->nationals,
        &options->as_of,  &options->from,      &options->to,          &options->format,
        &options->output, &options->source,    &options->stale_after, &options->map,
    };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(*texts[i]);
    set_defaults(options);
}

const char *options_name(guint index)
{
    return index < G_N_ELEMENTS(rows) ? rows[index].name : NULL;
}

/* A command's own --version N is meant behind its word, not the program's. */
static bool is_hidden(guint row, const Command *command)
{
    for (guint i = 0; command && rows[row].takes == FOR_ALL && i < G_N_ELEMENTS(rows); i++)
        if ((command->takes & rows[i].takes) && strcmp(rows[i].name, rows[row].name) == 0)
            return true;
    return false;
}

static bool is_taken(guint row, const Command *command)
{
    if (is_hidden(row, command))
        return false;
    return rows[row].takes == FOR_ALL || (command && (command->takes & rows[row].takes));
}

/* --- reading --- */

/* (transfer full) (element-type GOptionEntry), ended by an empty one */
static GArray *entries_for(const Command *command, Options *options)
{
    GArray *entries = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        GOptionEntry entry = {rows[i].name, rows[i].letter, 0, rows[i].kind, (char *)options + rows[i].place,
                              rows[i].what, rows[i].value};
        if (is_taken(i, command))
            g_array_append_val(entries, entry);
    }
    return entries;
}

/* GLib's words begin with a capital and end without advice. */
static bool refuse(const Command *command, const GError *problem, GError **error)
{
    g_autofree char *first = g_utf8_strdown(problem->message, 1);
    g_autofree char *rest = g_strdup(g_utf8_next_char(problem->message));
    if (!command)
        return error_set(error, ERROR_USAGE, "arguments: %s%s: `entente help` names what is accepted", first,
                         rest);
    return error_set(error, ERROR_USAGE, "%s: %s%s: `entente help %s` names what is accepted", command->name,
                     first, rest, command->name);
}

/* Takes the options out of `words`; with `ahead` only those before the first word that is none. */
static bool parse(const Command *command, Options *options, char ***words, bool ahead, GError **error)
{
    g_autoptr(GArray) entries = entries_for(command, options);
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_strict_posix(context, ahead);
    g_option_context_add_main_entries(context, (const GOptionEntry *)(gpointer)entries->data, NULL);
    g_autoptr(GError) problem = NULL;
    return g_option_context_parse_strv(context, words, &problem) || refuse(command, problem, error);
}

/* Options behind the command word win over those before it. */
static void merge(Options *options, Options *later)
{
    if (later->file) {
        g_free(options->file);
        options->file = g_steal_pointer(&later->file);
    }
    if (later->config) {
        g_free(options->config);
        options->config = g_steal_pointer(&later->config);
    }
    later->demo |= options->demo;
    later->help |= options->help;
    later->version |= options->version;
    later->file = g_steal_pointer(&options->file);
    later->config = g_steal_pointer(&options->config);
    *options = *later;
    set_defaults(later);
}

static bool check_words(const Call *call, guint count, GError **error)
{
    const Command *command = call->command;
    if (count >= command->least && count <= command->most)
        return true;
    return error_set(error, ERROR_USAGE, "%s: too %s words: entente %s%s%s", command->name,
                     count < command->least ? "few" : "many", command->name, *command->arguments ? " " : "",
                     command->arguments);
}

static bool check_values(const Call *call, GError **error)
{
    const Options *options = &call->options;
    if (options->csv && options->json)
        return error_set(error, ERROR_USAGE, "%s: --csv and --json: only one can be had: leave one out",
                         call->command->name);
    if (options->limit < UNSET)
        return error_set(error, ERROR_USAGE, "--limit: %d is too small: a number from 0 (all) on",
                         options->limit);
    if (options->seed < UNSET || options->seed == 0)
        return error_set(error, ERROR_USAGE, "--seed: %d is too small: a number from 1 on", options->seed);
    if (options->text_version < 0 || options->compare < 0)
        return error_set(error, ERROR_USAGE, "%s: versions of a text are numbered from 1: give such a number",
                         call->command->name);
    return true;
}

static bool check_utf8(const char *text, GError **error)
{
    return !text || g_utf8_validate(text, -1, NULL) ||
           error_set(error, ERROR_USAGE, "arguments: the text is not UTF-8: type it in a UTF-8 locale");
}

static bool check_texts(const Call *call, GError **error)
{
    for (char **where = call->options.where; where && *where; where++)
        if (!check_utf8(*where, error))
            return false;
    const Options *options = &call->options;
    const char *const texts[] = {options->sort,    options->eccn,       options->paragraph,
                                 options->country, options->nationals,  options->as_of,
                                 options->source,  options->stale_after};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        if (!check_utf8(texts[i], error))
            return false;
    return true;
}

static const Command *find_command(const char *word, GError **error)
{
    const Command *command = command_find(word);
    if (command)
        return command;
    g_autoptr(GString) names = g_string_new(NULL);
    guint count = 0;
    const Command *table = command_table(&count);
    for (guint i = 0; i < count; i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", table[i].name);
    error_set(error, ERROR_USAGE, "%s: no such command: one of %s", word, names->str);
    return NULL;
}

static bool read_command(Call *call, char ***words, GError **error)
{
    call->command = find_command((*words)[1], error);
    if (!call->command)
        return false;
    /* The command word stands where GLib expects the program's name. */
    g_auto(GStrv) behind = g_strdupv(*words + 1);
    Options later;
    set_defaults(&later);
    bool parsed = parse(call->command, &later, &behind, false, error);
    merge(&call->options, &later);
    if (!parsed)
        return false;
    call->words = g_strdupv(behind + 1);
    if (call->options.help)
        return true;
    return check_words(call, g_strv_length(call->words), error) && check_values(call, error) &&
           check_texts(call, error);
}

bool options_read(Call *call, char **arguments, GError **error)
{
    set_defaults(&call->options);
    g_auto(GStrv) words = g_strdupv(arguments);
    if (!parse(NULL, &call->options, &words, true, error))
        return false;
    return !words[0] || !words[1] || read_command(call, &words, error);
}

void options_clear(Call *call)
{
    clear(&call->options);
    g_clear_pointer(&call->words, g_strfreev);
}

/* --- showing --- */

char *options_help(const Command *command)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (command ? !(command->takes & rows[i].takes) : rows[i].takes != FOR_ALL)
            continue;
        g_autofree char *name = g_strdup_printf("--%s%s%s", rows[i].name, rows[i].value ? " " : "",
                                                rows[i].value ? rows[i].value : "");
        g_string_append_printf(text, "  %-25s %s\n", name, rows[i].what);
    }
    return g_string_free(text, FALSE);
}

ExportFormat options_format(const Options *options, ExportFormat fallback)
{
    if (options->json)
        return EXPORT_JSON;
    return options->csv ? EXPORT_CSV : fallback;
}
