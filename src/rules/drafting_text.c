/* A version of an agreement's text as a document, and two versions against each other. */
#include <string.h>

#include "base/error.h"
#include "document/compare.h"
#include "rules/drafting_private.h"
#include "store/query.h"
#include "store/record.h"

typedef struct {
    char *topic;
    char *heading; /* "Article 3  Funding", or the title alone */
    char *number;  /* "3", or NULL for an article without a number */
    GStrv lines;   /* not empty */
} Part;

typedef struct {
    int version;
    char *label;   /* "AGR-2026-014, version 2 of 2026-11-23" */
    char *officer; /* who made it, or NULL */
    char *made_on;
    bool illustrates; /* something in it comes from a clause that is no legal text */
    GPtrArray *parts; /* (element-type Part) */
} Version;

static void part_free(gpointer data)
{
    Part *part = data;
    g_free(part->topic);
    g_free(part->heading);
    g_free(part->number);
    g_strfreev(part->lines);
    g_free(part);
}

static void version_free(Version *version)
{
    g_free(version->label);
    g_free(version->officer);
    g_free(version->made_on);
    g_clear_pointer(&version->parts, g_ptr_array_unref);
    g_free(version);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Version, version_free)

/* --- reading a version --- */

bool drafting_refuse_none(Store *store, gint64 agreement, GError **error)
{
    g_autofree char *name = record_title(store, "agreement", agreement);
    return error_set(
        error, ERROR_NOT_FOUND,
        "%s: it has no text yet: assemble one (w in the agreement, or `entente draft REF --assemble`)", name);
}

static GStrv split_lines(const char *text)
{
    g_auto(GStrv) all = g_strsplit(text, "\n", -1);
    g_autoptr(GStrvBuilder) kept = g_strv_builder_new();
    for (guint i = 0; all[i]; i++)
        if (*g_strstrip(all[i]))
            g_strv_builder_add(kept, all[i]);
    return g_strv_builder_end(kept);
}

static Part *read_part(Query *query, const char *article, guint *numbered)
{
    Part *part = g_new0(Part, 1);
    part->topic = g_strdup(query_text(query, 0));
    part->lines = split_lines(query_text(query, 2));
    if (query_int(query, 3) == 0) {
        part->heading = g_strdup(query_text(query, 1));
        return part;
    }
    part->number = g_strdup_printf("%u", ++*numbered);
    part->heading = g_strdup_printf("%s %s  %s", article, part->number, query_text(query, 1));
    return part;
}

static bool read_parts(Store *store, gint64 text, const char *article, Version *version, GError **error)
{
    g_autoptr(Query) query = query_new(
        store,
        "SELECT c.topic, c.title, c.text, p.numbered, coalesce(l.illustration, 0) FROM text_clause c "
        "JOIN clause_topic p ON p.code = c.topic LEFT JOIN clause_version v ON v.id = c.clause_version_id "
        "LEFT JOIN clause l ON l.id = v.clause_id WHERE c.agreement_text_id = :text ORDER BY c.position, "
        "c.id",
        error);
    if (!query)
        return false;
    query_bind_int(query, ":text", text);
    version->parts = g_ptr_array_new_with_free_func(part_free);
    guint numbered = 0;
    GError *problem = NULL;
    while (query_next(query, &problem)) {
        g_ptr_array_add(version->parts, read_part(query, article, &numbered));
        version->illustrates |= query_int(query, 4) != 0;
    }
    if (problem)
        g_propagate_error(error, problem);
    return !problem;
}

static bool refuse_version(Store *store, gint64 agreement, int number, GError **error)
{
    int newest = drafting_newest(store, agreement);
    if (newest == 0)
        return drafting_refuse_none(store, agreement, error);
    return error_set(error, ERROR_NOT_FOUND, "version %d: there is none: versions are 1 to %d", number,
                     newest);
}

static Version *read_version(Store *store, gint64 agreement, int number, GError **error)
{
    g_autoptr(Query) query = query_new(store,
                                       "SELECT x.id, x.version, a.ref, x.made_on, o.name, t.article FROM "
                                       "agreement_text x JOIN agreement a ON a.id = "
                                       "x.agreement_id JOIN text_template t ON t.code = x.template LEFT JOIN "
                                       "officer o ON o.id = x.officer_id "
                                       "WHERE x.agreement_id = :agreement AND (x.version = :version OR "
                                       ":version = 0) ORDER BY x.version DESC LIMIT 1",
                                       error);
    if (!query)
        return NULL;
    query_bind_int(query, ":agreement", agreement);
    query_bind_int(query, ":version", number);
    if (!query_next(query, error)) {
        if (!error || !*error)
            refuse_version(store, agreement, number, error);
        return NULL;
    }
    g_autoptr(Version) version = g_new0(Version, 1);
    version->version = (int)query_int(query, 1);
    version->made_on = g_strdup(query_text(query, 3));
    version->officer = g_strdup(query_text(query, 4));
    version->label =
        g_strdup_printf("%s, version %d of %s", query_text(query, 2), version->version, version->made_on);
    gint64 text = query_int(query, 0);
    g_autofree char *article = g_strdup(query_text(query, 5));
    return read_parts(store, text, article, version, error) ? g_steal_pointer(&version) : NULL;
}

/* --- writing it down --- */

static Document *begin(Store *store, gint64 agreement, const Version *version, const char *subject)
{
    g_autofree char *title =
        query_one_text(store, "SELECT title FROM agreement WHERE id = :id", agreement, NULL);
    Document *document =
        document_new(title, version->officer ? version->officer : store_officer(store), version->made_on);
    document_heading(document, 1, title);
    g_autofree char *head = g_strdup_printf("DRAFT  %s", subject);
    document_paragraph(document, NULL);
    document_run(document, RUN_BOLD, head);
    if (version->illustrates)
        document_paragraph(document,
                           "It holds clauses that are illustrations and no legal text: counsel writes them.");
    return document;
}

/* How the lines of an article are numbered, one after the other. */
typedef struct {
    const Part *part;
    guint line;
} Numbering;

static bool is_point(const char *line)
{
    return line[0] == '(' && g_ascii_isalnum(line[1]) && line[2] == ')' && line[3] == ' ';
}

/* Begins the block of the next line; the text of it, without its number. */
static const char *begin_line(Document *document, Numbering *numbering, const char *line)
{
    if (is_point(line)) {
        g_autofree char *point = g_strndup(line, 3);
        document_clause(document, 2, point, NULL);
        return line + 4;
    }
    if (!numbering->part->number || !numbering->part->lines[0] || !numbering->part->lines[1]) {
        document_paragraph(document, NULL);
        return line;
    }
    g_autofree char *number = g_strdup_printf("%s.%u", numbering->part->number, ++numbering->line);
    document_clause(document, 1, number, NULL);
    return line;
}

static void add_part(Document *document, const Part *part, RunStyle style)
{
    Numbering numbering = {part, 0};
    document_heading(document, 2, NULL);
    document_run(document, style, part->heading);
    for (guint i = 0; part->lines[i]; i++)
        document_run(document, style, begin_line(document, &numbering, part->lines[i]));
}

static void name_open_field(const Merge *merge, const char *line, const MergeField *field, const char *place)
{
    g_autofree char *value = merge_value(merge, line, field, place);
    if (value)
        g_ptr_array_add(merge->problems,
                        g_strdup_printf("%s: {{%s}}: it has a value now: keep this version and go on in "
                                        "a new one, which takes it",
                                        place, field->name));
}

static void name_open_fields(const Version *version, const Merge *merge)
{
    for (guint i = 0; i < version->parts->len; i++) {
        const Part *part = g_ptr_array_index(version->parts, i);
        for (guint j = 0; part->lines[j]; j++) {
            g_autoptr(GPtrArray) fields = merge_fields(part->lines[j]);
            for (guint k = 0; k < fields->len; k++)
                name_open_field(merge, part->lines[j], g_ptr_array_index(fields, k), part->heading);
        }
    }
}

Document *drafting_text(Store *store, gint64 agreement, int version, const Merge *merge, GError **error)
{
    g_autoptr(Version) read = read_version(store, agreement, version, error);
    if (!read)
        return NULL;
    Document *document = begin(store, agreement, read, read->label);
    for (guint i = 0; i < read->parts->len; i++)
        add_part(document, g_ptr_array_index(read->parts, i), RUN_PLAIN);
    if (merge)
        name_open_fields(read, merge);
    return document;
}

/* --- comparing --- */

/* A stretch of lines that went and lines that came: the first of each are one line that changed, and so on.
 */
static void add_stretch(Document *document, char **gone, guint gone_count, char **new, guint new_count,
                        Numbering *before, Numbering *after)
{
    for (guint i = 0; i < MAX(gone_count, new_count); i++) {
        if (i >= new_count) {
            document_run(document, RUN_DELETED, begin_line(document, before, gone[i]));
        } else if (i >= gone_count) {
            document_run(document, RUN_INSERTED, begin_line(document, after, new[i]));
        } else {
            const char *text = begin_line(document, after, new[i]);
            before->line += !is_point(gone[i]);
            compare_runs(document, is_point(gone[i]) ? gone[i] + 4 : gone[i], text);
        }
    }
}

static void compare_parts(Document *document, const Part *old, const Part *new)
{
    document_heading(document, 2, NULL);
    compare_runs(document, old->heading, new->heading);
    g_autoptr(GArray) steps = compare_sequences((const char *const *)old->lines, g_strv_length(old->lines),
                                                (const char *const *)new->lines, g_strv_length(new->lines));
    Numbering before = {old, 0}, after = {new, 0};
    for (guint i = 0; i < steps->len;) {
        const CompareStep *first = &g_array_index(steps, CompareStep, i);
        guint counts[] = {0, 0, 0};
        while (i < steps->len && g_array_index(steps, CompareStep, i).kind != COMPARE_SAME)
            counts[g_array_index(steps, CompareStep, i++).kind]++;
        if (first->kind != COMPARE_SAME) {
            add_stretch(document, old->lines + first->before, counts[COMPARE_GONE], new->lines + first->after,
                        counts[COMPARE_NEW], &before, &after);
            continue;
        }
        before.line += !is_point(old->lines[first->before]);
        document_run(document, RUN_PLAIN, begin_line(document, &after, new->lines[first->after]));
        i++;
    }
}

static GPtrArray *topics(const Version *version)
{
    GPtrArray *names = g_ptr_array_new();
    for (guint i = 0; i < version->parts->len; i++)
        g_ptr_array_add(names, ((const Part *)g_ptr_array_index(version->parts, i))->topic);
    return names;
}

static void compare_versions(Document *document, const Version *old, const Version *new)
{
    g_autoptr(GPtrArray) before = topics(old);
    g_autoptr(GPtrArray) after = topics(new);
    g_autoptr(GArray) steps = compare_sequences((const char *const *)before->pdata, before->len,
                                                (const char *const *)after->pdata, after->len);
    for (guint i = 0; i < steps->len; i++) {
        const CompareStep *step = &g_array_index(steps, CompareStep, i);
        if (step->kind == COMPARE_GONE)
            add_part(document, g_ptr_array_index(old->parts, step->before), RUN_DELETED);
        else if (step->kind == COMPARE_NEW)
            add_part(document, g_ptr_array_index(new->parts, step->after), RUN_INSERTED);
        else
            compare_parts(document, g_ptr_array_index(old->parts, step->before),
                          g_ptr_array_index(new->parts, step->after));
    }
}

Document *drafting_comparison(Store *store, gint64 agreement, int from, int to, GError **error)
{
    g_autoptr(Version) new = read_version(store, agreement, to, error);
    g_autoptr(Version) old = new ? read_version(store, agreement, from, error) : NULL;
    if (!old)
        return NULL;
    g_autofree char *subject =
        g_strdup_printf("%s, compared with version %d of %s", new->label, old->version, old->made_on);
    Document *document = begin(store, agreement, new, subject);
    compare_versions(document, old, new);
    return document;
}
