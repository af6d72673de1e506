#include "cli/json.h"

struct Json {
    GString *text;
    guint depth;
    bool first; /* nothing stands in what is open yet */
};

Json *json_new(void)
{
    Json *json = g_new0(Json, 1);
    json->text = g_string_new(NULL);
    json->first = true;
    return json;
}

void json_free(Json *json)
{
    if (!json)
        return;
    g_string_free(json->text, TRUE);
    g_free(json);
}

const char *json_string(const Json *json)
{
    return json->text->str;
}

static void append_line(Json *json)
{
    g_string_append_c(json->text, '\n');
    for (guint i = 0; i < json->depth; i++)
        g_string_append(json->text, "  ");
}

/* JSON as HTML and terminals like it too: no sign below blank, and no DEL. */
static void append_quoted(GString *text, const char *value)
{
    g_autofree char *valid = g_utf8_make_valid(value, -1);
    g_string_append_c(text, '"');
    for (const char *at = valid; *at; at++) {
        if (*at == '"' || *at == '\\')
            g_string_append_printf(text, "\\%c", *at);
        else if (*at == '\n')
            g_string_append(text, "\\n");
        else if ((guchar)*at < 0x20 || *at == 0x7f)
            g_string_append_printf(text, "\\u%04x", (guint)(guchar)*at);
        else
            g_string_append_c(text, *at);
    }
    g_string_append_c(text, '"');
}

static void append_name(Json *json, const char *name)
{
    if (!json->first)
        g_string_append_c(json->text, ',');
    if (json->depth > 0)
        append_line(json);
    json->first = false;
    if (!name)
        return;
    append_quoted(json->text, name);
    g_string_append(json->text, ": ");
}

static void begin(Json *json, const char *name, char sign)
{
    append_name(json, name);
    g_string_append_c(json->text, sign);
    json->depth++;
    json->first = true;
}

static void end(Json *json, char sign)
{
    json->depth--;
    if (!json->first)
        append_line(json);
    g_string_append_c(json->text, sign);
    json->first = false;
    if (json->depth == 0)
        g_string_append_c(json->text, '\n');
}

void json_begin_object(Json *json, const char *name)
{
    begin(json, name, '{');
}

void json_end_object(Json *json)
{
    end(json, '}');
}

void json_begin_array(Json *json, const char *name)
{
    begin(json, name, '[');
}

void json_end_array(Json *json)
{
    end(json, ']');
}

void json_text(Json *json, const char *name, const char *value)
{
    append_name(json, name);
    if (value)
        append_quoted(json->text, value);
    else
        g_string_append(json->text, "null");
}

void json_flag(Json *json, const char *name, bool value)
{
    append_name(json, name);
    g_string_append(json->text, value ? "true" : "false");
}

void json_number(Json *json, const char *name, gint64 value)
{
    append_name(json, name);
    g_string_append_printf(json->text, "%" G_GINT64_FORMAT, value);
}
