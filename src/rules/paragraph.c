#include "rules/paragraph.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

enum { ECCN_LENGTH = 5, LONGEST_PART = 4, MOST_PARTS = 8 };

/* --- reading a paragraph --- */

static bool is_joint(char sign)
{
    return sign == '.' || sign == '(' || sign == ')' || sign == ' ';
}

/* Letters and digits take turns: "b4b" is .b.4.b. */
static bool begins_part(const char *text, const char *at)
{
    return at == text || is_joint(at[-1]) || g_ascii_isdigit(at[-1]) != g_ascii_isdigit(*at);
}

/* Every part is a few letters or digits. */
static bool parts_are_plain(char **parts)
{
    guint count = g_strv_length(parts);
    for (guint i = 0; i < count; i++)
        if (*parts[i] == '\0' || strlen(parts[i]) > LONGEST_PART)
            return false;
    return count > 0 && count <= MOST_PARTS;
}

/* "(b)(4)b" -> ".b.4.b"; NULL when it is no paragraph. (transfer full) */
static char *plain_paragraph(const char *typed)
{
    g_autoptr(GString) plain = g_string_new(NULL);
    for (const char *at = typed; *at; at++) {
        if (is_joint(*at))
            continue;
        if (!g_ascii_isalnum(*at))
            return NULL;
        if (begins_part(typed, at))
            g_string_append_c(plain, '.');
        g_string_append_c(plain, g_ascii_tolower(*at));
    }
    g_auto(GStrv) parts = g_strsplit(plain->len > 0 ? plain->str + 1 : "", ".", -1);
    return parts_are_plain(parts) ? g_strdup(plain->str) : NULL;
}

static bool is_blank(const char *text)
{
    return !text || text[strspn(text, " \t")] == '\0';
}

static bool refuse_paragraph(const char *typed, GError **error)
{
    g_autofree char *shown = text_for_message(typed);
    return error_set(error, ERROR_USAGE,
                     "%s: no paragraph of an entry: letters and numbers in turn, such as .b.4.b", shown);
}

/* The paragraph behind the code, the one given apart, or the one that both are. */
static bool read_paragraph(Classification *read, const char *behind, const char *apart, GError **error)
{
    g_autofree char *first = is_blank(behind) ? NULL : plain_paragraph(behind);
    g_autofree char *second = is_blank(apart) ? NULL : plain_paragraph(apart);
    if (!is_blank(behind) && !first)
        return refuse_paragraph(behind, error);
    if (!is_blank(apart) && !second)
        return refuse_paragraph(apart, error);
    if (first && second && strcmp(first, second) != 0)
        return error_set(error, ERROR_USAGE,
                         "%s: the paragraph is given twice, as %s and as %s: leave one of them out",
                         read->code, first, second);
    read->paragraph = first ? g_steal_pointer(&first) : g_steal_pointer(&second);
    return true;
}

/* --- reading a code --- */

static bool starts_eccn(const char *typed)
{
    static const char pattern[] = "0A000";
    for (guint i = 0; i < ECCN_LENGTH; i++) {
        char sign = g_ascii_toupper(typed[i]);
        if (pattern[i] == '0' ? !g_ascii_isdigit(sign) : sign < 'A' || sign > 'E')
            return false;
    }
    return !g_ascii_isdigit(typed[ECCN_LENGTH]);
}

/* Letters of a Roman number, as the categories of 22 CFR 121.1 are numbered. */
static gsize roman_length(const char *typed)
{
    gsize length = strspn(typed, "IVXivx");
    return g_ascii_isalpha(typed[length]) ? 0 : length;
}

static const char *behind_word(const char *typed, const char *word)
{
    gsize length = strlen(word);
    if (g_ascii_strncasecmp(typed, word, length) != 0)
        return NULL;
    return typed + length + strspn(typed + length, " ");
}

static bool refuse_code(const char *typed, GError **error)
{
    g_autofree char *shown = text_for_message(typed);
    return error_set(error, ERROR_USAGE,
                     "%s: no classification: an ECCN of five signs with or without its paragraph, such as "
                     "6A003 or 6A003.b.4.b, EAR99, or a category of the USML, such as XI or USML XI(a)",
                     shown);
}

/* ".c.2" as the USML writes it: "(c)(2)". (transfer full) */
static char *usml_paragraph(const char *plain)
{
    g_auto(GStrv) parts = g_strsplit(plain + 1, ".", -1);
    g_autofree char *joined = g_strjoinv(")(", parts);
    return g_strdup_printf("(%s)", joined);
}

static bool read_usml(Classification *read, const char *category, gsize length, const char *apart,
                      GError **error)
{
    read->as = CLASSIFIED_USML;
    g_autofree char *roman = g_strndup(category, length);
    read->code = g_ascii_strup(roman, -1);
    if (!read_paragraph(read, category + length, apart, error))
        return false;
    if (!read->paragraph)
        return true;
    if (length == 0)
        return error_set(error, ERROR_USAGE, "USML: a paragraph without its category: such as USML XI(a)");
    g_autofree char *plain = read->paragraph;
    read->paragraph = usml_paragraph(plain);
    return true;
}

/* Where the category begins in a text that names one; NULL in any other. */
static const char *usml_category(const char *typed, gsize *length)
{
    const char *named = behind_word(typed, "USML");
    const char *category = named ? named : typed;
    *length = roman_length(category);
    return *length > 0 || (named && *named == '\0') ? category : NULL;
}

static bool read_code(Classification *read, const char *typed, const char *apart, GError **error)
{
    if (starts_eccn(typed)) {
        g_autofree char *code = g_strndup(typed, ECCN_LENGTH);
        read->code = g_ascii_strup(code, -1);
        return read_paragraph(read, typed + ECCN_LENGTH, apart, error);
    }
    const char *behind = behind_word(typed, "EAR99");
    if (!behind)
        behind = behind_word(typed, "EAR 99");
    if (behind && *behind == '\0') {
        read->as = CLASSIFIED_EAR99;
        read->code = g_strdup("EAR99");
        return is_blank(apart) ||
               error_set(error, ERROR_USAGE, "EAR99: it has no paragraphs: leave the paragraph out");
    }
    gsize length = 0;
    const char *category = usml_category(typed, &length);
    return category ? read_usml(read, category, length, apart, error) : refuse_code(typed, error);
}

Classification *classification_read(const char *typed, const char *paragraph, GError **error)
{
    g_autoptr(Classification) read = g_new0(Classification, 1);
    g_autofree char *trimmed = g_strstrip(g_strdup(typed ? typed : ""));
    if (!read_code(read, trimmed, paragraph, error))
        return NULL;
    return g_steal_pointer(&read);
}

void classification_free(Classification *classification)
{
    if (!classification)
        return;
    g_free(classification->code);
    g_free(classification->paragraph);
    g_free(classification);
}

char *classification_show(const Classification *classification)
{
    const char *paragraph = classification->paragraph ? classification->paragraph : "";
    bool usml = classification->as == CLASSIFIED_USML;
    g_autofree char *text = g_strdup_printf("%s%s%s", usml ? "USML " : "", classification->code, paragraph);
    return g_strdup(g_strchomp(text));
}

/* --- what a paragraph covers --- */

/* True when `inner` is `outer` or stands beneath it: .a.1 in .a, but not .a1 or .aa. */
static bool is_within(const char *inner, const char *outer)
{
    gsize length = strlen(outer);
    return strncmp(inner, outer, length) == 0 && (inner[length] == '\0' || inner[length] == '.');
}

/* How the paragraphs of a list cover the one that is given. */
static Coverage list_coverage(const char *paragraphs, const char *given)
{
    g_auto(GStrv) listed = g_strsplit(paragraphs ? paragraphs : "", " ", -1);
    Coverage most = COVERS_NOT;
    for (guint i = 0; listed[i]; i++) {
        if (*listed[i] == '\0')
            continue;
        if (is_within(given, listed[i]))
            return COVERS_WHOLLY;
        if (is_within(listed[i], given))
            most = COVERS_PARTLY;
    }
    return most;
}

Coverage paragraph_coverage(const char *covers, const char *paragraphs, const char *given)
{
    if (g_strcmp0(covers, "entire") == 0)
        return COVERS_WHOLLY;
    bool except = g_strcmp0(covers, "entire_except") == 0;
    if (!given || (!except && g_strcmp0(covers, "paragraphs") != 0))
        return COVERS_PARTLY;
    Coverage listed = list_coverage(paragraphs, given);
    if (!except || listed == COVERS_PARTLY)
        return listed;
    return listed == COVERS_WHOLLY ? COVERS_NOT : COVERS_WHOLLY;
}

bool paragraph_listed(const char *paragraphs, const char *given)
{
    return list_coverage(paragraphs, given) != COVERS_NOT;
}
