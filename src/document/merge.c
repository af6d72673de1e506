#include "document/merge.h"

#include <string.h>

#include "base/text.h"

enum { NAME_MOST = 80, WORDS_AROUND = 24 };

static void field_free(gpointer data)
{
    MergeField *field = data;
    g_free(field->name);
    g_free(field);
}

static gboolean is_name(const char *name)
{
    gsize size = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");
    return size > 0 && size <= NAME_MOST && name[size] == '\0';
}

/* The end of what began with "{{" at `open`: behind its }}, else the end of the line. */
static const char *find_end(const char *open, const char **name_end)
{
    const char *line_end = open + strcspn(open, "\n");
    const char *again = strstr(open + 2, "{{");
    const char *close = strstr(open + 2, "}}");
    const char *limit = again && again < line_end ? again : line_end;
    if (close && close < limit) {
        *name_end = close;
        return close + 2;
    }
    *name_end = NULL;
    return limit;
}

static MergeField *read_field(const char *text, const char *open)
{
    const char *name_end = NULL;
    const char *end = find_end(open, &name_end);
    MergeField *field = g_new0(MergeField, 1);
    field->start = (gsize)(open - text);
    field->end = (gsize)(end - text);
    field->name = name_end ? g_strstrip(g_strndup(open + 2, (gsize)(name_end - open - 2))) : g_strdup("");
    if (!is_name(field->name))
        *field->name = '\0';
    return field;
}

GPtrArray *merge_fields(const char *text)
{
    GPtrArray *fields = g_ptr_array_new_with_free_func(field_free);
    for (const char *open = strstr(text, "{{"); open; open = strstr(open, "{{")) {
        MergeField *field = read_field(text, open);
        g_ptr_array_add(fields, field);
        open = text + field->end;
    }
    return fields;
}

/* The field with some of what stands before and behind it, on one line. */
static char *words_around(const char *text, const MergeField *field)
{
    const char *first = text + field->start, *last = text + field->end;
    for (guint i = 0; i < WORDS_AROUND; i++) {
        first = text_previous(text, first);
        last = text_next(last);
    }
    g_autofree char *part = g_strndup(first, (gsize)(last - first));
    g_autofree char *clean = text_clean(part, false);
    return g_strdup_printf("%s%s%s", first > text ? "..." : "", g_strstrip(clean), *last ? "..." : "");
}

static void add_problem(const Merge *merge, const char *text, const MergeField *field, const char *place,
                        const char *why)
{
    g_autofree char *around = words_around(text, field);
    g_autofree char *name = *field->name ? g_strdup_printf("{{%s}}", field->name) : g_strdup("{{");
    g_ptr_array_add(merge->problems, g_strdup_printf("%s: %s: %s: near \"%s\"", place, name, why, around));
}

char *merge_value(const Merge *merge, const char *text, const MergeField *field, const char *place)
{
    g_autofree char *why = NULL;
    if (*field->name == '\0') {
        add_problem(merge, text, field, place, "no field can be read: write {{partner.name}}");
        return NULL;
    }
    char *value = merge->value(field->name, &why, merge->data);
    if (!value)
        add_problem(merge, text, field, place, why ? why : "it has no value");
    return value;
}

char *merge_text(const Merge *merge, const char *text, const char *place)
{
    g_autoptr(GPtrArray) fields = merge_fields(text);
    GString *out = g_string_new(NULL);
    gsize at = 0;
    for (guint i = 0; i < fields->len; i++) {
        const MergeField *field = g_ptr_array_index(fields, i);
        g_autofree char *value = merge_value(merge, text, field, place);
        if (!value)
            continue;
        g_string_append_len(out, text + at, (gssize)(field->start - at));
        g_string_append(out, value);
        at = field->end;
    }
    g_string_append(out, text + at);
    return g_string_free(out, FALSE);
}
