#include "rules/checklist.h"

#include <libconfig.h>
#include <string.h>

#include "base/asset.h"
#include "base/error.h"
#include "base/text.h"
#include "rules/checklist_private.h"

enum { FILE_BYTES_AT_MOST = 1024 * 1024 };

/* A file being read; the first mistake ends it. */
typedef struct {
    const char *file;
    Checklist *checklist;
    GError **error;
} Reading;

static const struct {
    const char *code;
    const char *label;
} answer_kinds[] = {
    [ANSWER_NONE] = {NULL, ""},
    [ANSWER_YES] = {"yes", "yes"},
    [ANSWER_NO] = {"no", "no"},
    [ANSWER_NA] = {"na", "n/a"},
    [ANSWER_UNKNOWN] = {"unknown", "UNKNOWN"},
    [ANSWER_TEXT] = {"text", ""},
};

const char *answer_kind_code(AnswerKind kind)
{
    return answer_kinds[kind].code;
}

const char *answer_kind_label(AnswerKind kind)
{
    return answer_kinds[kind].label;
}

bool answer_kind_find(const char *code, AnswerKind *kind)
{
    for (guint i = ANSWER_YES; code && i < G_N_ELEMENTS(answer_kinds); i++) {
        if (strcmp(answer_kinds[i].code, code) == 0) {
            *kind = (AnswerKind)i;
            return true;
        }
    }
    return false;
}

/* --- settings --- */

static bool fail(const Reading *reading, const config_setting_t *at, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
static bool fail(const Reading *reading, const config_setting_t *at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return error_set(reading->error, ERROR_INPUT, "%s:%d: %s", reading->file,
                     at ? (int)config_setting_source_line(at) : 1, what);
}

/* Only these settings, each once; a typo must not be silent. */
static bool only(const Reading *reading, const config_setting_t *group, const char *const *known)
{
    if (!config_setting_is_group(group))
        return fail(reading, group, "a group is wanted here: { name = value; ... }");
    for (int i = 0; i < config_setting_length(group); i++) {
        const config_setting_t *setting = config_setting_get_elem(group, (unsigned)i);
        g_autofree char *list = g_strjoinv(", ", (char **)known);
        if (!g_strv_contains(known, config_setting_name(setting)))
            return fail(reading, setting, "unknown setting \"%s\": known here are %s",
                        config_setting_name(setting), list);
    }
    return true;
}

/* A text setting; NULL where it is missing. False after saying that it is no text, or missing though needed.
 */
static bool text_of(const Reading *reading, const config_setting_t *group, const char *name, bool needed,
                    const char **text)
{
    const config_setting_t *setting = config_setting_get_member(group, name);
    *text = NULL;
    if (!setting)
        return !needed || fail(reading, group, "%s is missing: %s = \"...\";", name, name);
    const char *value = config_setting_get_string(setting);
    if (!value || (needed && *value == '\0'))
        return fail(reading, setting, "\"%s\" takes a text in quotes", name);
    *text = g_string_chunk_insert(reading->checklist->texts, value);
    return true;
}

static bool flag_of(const Reading *reading, const config_setting_t *group, const char *name, bool *flag)
{
    const config_setting_t *setting = config_setting_get_member(group, name);
    if (!setting)
        return true;
    if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
        return fail(reading, setting, "\"%s\" takes true or false", name);
    *flag = config_setting_get_bool(setting) != 0;
    return true;
}

static config_setting_t *list_of(const Reading *reading, const config_setting_t *group, const char *name)
{
    config_setting_t *list = config_setting_get_member(group, name);
    if (list && config_setting_is_list(list))
        return list;
    fail(reading, list ? list : group, "\"%s\" takes a list: ( { ... }, { ... } )", name);
    return NULL;
}

/* --- when --- */

static bool is_code_sign(char c)
{
    return g_ascii_isalnum(c) || c == '.' || c == '_';
}

static char *take_word(const char **at)
{
    *at += strspn(*at, " ");
    const char *start = *at;
    while (is_code_sign(**at))
        (*at)++;
    return g_strndup(start, (gsize)(*at - start));
}

/* "=" or "!="; false when neither stands here. */
static bool take_sign(const char **at, bool *negated)
{
    *at += strspn(*at, " ");
    *negated = **at == '!';
    *at += *negated ? 1 : 0;
    if (**at != '=')
        return false;
    (*at)++;
    return true;
}

static bool read_term(const Reading *reading, const config_setting_t *setting, const char **at,
                      bool alternative)
{
    Condition condition = {.alternative = alternative};
    g_autofree char *code = take_word(at);
    bool sign = take_sign(at, &condition.negated);
    g_autofree char *answer = take_word(at);
    if (*code == '\0' || !sign || *answer == '\0')
        return fail(reading, setting,
                    "\"when\" takes terms such as 2.2 = yes or 2.2 != no, joined by & and |");
    int question = checklist_find(reading->checklist, code);
    if (question < 0)
        return fail(reading, setting, "\"when\" names %s: only questions that stand before it can be named",
                    code);
    condition.question = (guint)question;
    if (strcmp(answer, "none") == 0) {
        condition.kind = ANSWER_NONE;
    } else if (!answer_kind_find(answer, &condition.kind)) {
        condition.kind = ANSWER_TEXT;
        g_autofree char *folded = text_fold(answer);
        condition.word = g_string_chunk_insert(reading->checklist->texts, folded);
    }
    const QuestionDef *def = checklist_question(reading->checklist, (guint)question);
    if (condition.word && !def->text_answer)
        return fail(reading, setting,
                    "\"when\" compares %s with \"%s\": it is answered yes, no, na or unknown", code, answer);
    g_array_append_val(reading->checklist->conditions, condition);
    return true;
}

static bool read_when(const Reading *reading, const config_setting_t *group, Question *question)
{
    question->first_condition = reading->checklist->conditions->len;
    if (!question->def.when)
        return true;
    const config_setting_t *setting = config_setting_get_member(group, "when");
    const char *at = question->def.when;
    bool alternative = false;
    for (;;) {
        if (!read_term(reading, setting, &at, alternative))
            return false;
        question->conditions++;
        at += strspn(at, " ");
        if (*at == '\0')
            return true;
        if (*at != '&' && *at != '|')
            return fail(reading, setting, "\"when\" joins its terms by & and |, not by \"%s\"", at);
        alternative = *at++ == '|';
    }
}

/* --- questions --- */

static bool read_words(const Reading *reading, const config_setting_t *group, QuestionDef *def)
{
    static const char *const known[] = {"code", "text",        "help",     "cite", "when",
                                        "stop", "text_answer", "verified", NULL};
    def->verified = true;
    return only(reading, group, known) && text_of(reading, group, "code", true, &def->code) &&
           text_of(reading, group, "text", true, &def->text) &&
           text_of(reading, group, "help", false, &def->help) &&
           text_of(reading, group, "cite", false, &def->cite) &&
           text_of(reading, group, "when", false, &def->when) &&
           text_of(reading, group, "stop", false, &def->stop) &&
           flag_of(reading, group, "text_answer", &def->text_answer) &&
           flag_of(reading, group, "verified", &def->verified);
}

static bool is_code(const char *code)
{
    const char *at = code;
    while (is_code_sign(*at))
        at++;
    return *at == '\0';
}

static bool check_question(const Reading *reading, const config_setting_t *group, Question *question)
{
    const QuestionDef *def = &question->def;
    if (!is_code(def->code))
        return fail(reading, group, "\"%s\" is no code: use digits, letters, . and _", def->code);
    if (checklist_find(reading->checklist, def->code) >= 0)
        return fail(reading, group, "the code %s is used twice", def->code);
    if (def->stop && (!answer_kind_find(def->stop, &question->stops) || question->stops > ANSWER_NO))
        return fail(reading, config_setting_get_member(group, "stop"), "\"stop\" takes yes or no");
    if (def->stop && def->text_answer)
        return fail(reading, config_setting_get_member(group, "stop"),
                    "a question answered in words has no answer that stops");
    return true;
}

static bool read_question(const Reading *reading, const config_setting_t *group)
{
    Checklist *checklist = reading->checklist;
    Question question = {0};
    if (!read_words(reading, group, &question.def) || !check_question(reading, group, &question) ||
        !read_when(reading, group, &question))
        return false;
    g_array_append_val(checklist->questions, question);
    g_hash_table_insert(checklist->places, (gpointer)question.def.code,
                        GUINT_TO_POINTER(checklist->questions->len));
    return true;
}

static bool read_section(const Reading *reading, const config_setting_t *group)
{
    static const char *const known[] = {"code", "title", "questions", NULL};
    Checklist *checklist = reading->checklist;
    ChecklistSection section = {.first = checklist->questions->len};
    if (!only(reading, group, known) || !text_of(reading, group, "code", true, &section.code) ||
        !text_of(reading, group, "title", true, &section.title))
        return false;
    config_setting_t *questions = list_of(reading, group, "questions");
    for (int i = 0; questions && i < config_setting_length(questions); i++) {
        if (!read_question(reading, config_setting_get_elem(questions, (unsigned)i)))
            return false;
    }
    section.count = checklist->questions->len - section.first;
    g_array_append_val(checklist->sections, section);
    return questions != NULL;
}

static bool read_all(const Reading *reading, const config_setting_t *top)
{
    static const char *const known[] = {"name", "title", "edition", "sections", NULL};
    const char *name = NULL;
    if (!only(reading, top, known) || !text_of(reading, top, "name", true, &name) ||
        !text_of(reading, top, "title", true, &reading->checklist->title) ||
        !text_of(reading, top, "edition", true, &reading->checklist->edition))
        return false;
    config_setting_t *sections = list_of(reading, top, "sections");
    for (int i = 0; sections && i < config_setting_length(sections); i++) {
        if (!read_section(reading, config_setting_get_elem(sections, (unsigned)i)))
            return false;
    }
    return sections != NULL;
}

static Checklist *checklist_new(void)
{
    Checklist *checklist = g_new0(Checklist, 1);
    checklist->texts = g_string_chunk_new(16 * 1024);
    checklist->sections = g_array_new(FALSE, TRUE, sizeof(ChecklistSection));
    checklist->questions = g_array_new(FALSE, TRUE, sizeof(Question));
    checklist->conditions = g_array_new(FALSE, TRUE, sizeof(Condition));
    checklist->places = g_hash_table_new(g_str_hash, g_str_equal);
    return checklist;
}

void checklist_free(Checklist *checklist)
{
    if (!checklist)
        return;
    g_hash_table_unref(checklist->places);
    g_array_unref(checklist->sections);
    g_array_unref(checklist->questions);
    g_array_unref(checklist->conditions);
    g_string_chunk_free(checklist->texts);
    g_free(checklist);
}

Checklist *checklist_parse(const char *file, const char *text, GError **error)
{
    Checklist *checklist = checklist_new();
    const Reading reading = {file, checklist, error};
    config_t config;
    config_init(&config);
    bool read = false;
    config_setting_t *top = NULL;
    if (config_read_string(&config, text) != CONFIG_TRUE)
        error_set(error, ERROR_INPUT, "%s:%d: %s: see the checklist that comes with the program", file,
                  config_error_line(&config), config_error_text(&config));
    else if (!(top = config_lookup(&config, "checklist")))
        fail(&reading, NULL, "no group \"checklist\": a checklist begins with checklist: { name = \"...\";");
    else
        read = read_all(&reading, top);
    config_destroy(&config);
    if (read)
        return checklist;
    checklist_free(checklist);
    return NULL;
}

/* --- files --- */

static bool is_name(const char *name)
{
    return *name != '\0' && name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static Checklist *read_file(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize size = 0;
    g_autoptr(GError) problem = NULL;
    if (!g_file_get_contents(path, &text, &size, &problem)) {
        error_set(error, ERROR_SYSTEM, "%s: %s: check its rights, or the setting \"screens\"", path,
                  problem->message);
        return NULL;
    }
    if (size > FILE_BYTES_AT_MOST || strlen(text) != size || !g_utf8_validate(text, (gssize)size, NULL)) {
        error_set(error, ERROR_INPUT,
                  "%s:1: this is no checklist: a checklist is UTF-8 text of at most 1 MiB", path);
        return NULL;
    }
    return checklist_parse(path, text, error);
}

Checklist *checklist_read(const char *name, const char *folder, GError **error)
{
    if (!is_name(name)) {
        error_set(error, ERROR_NOT_FOUND,
                  "%s: this is no name of a checklist: use small letters, digits and _", name);
        return NULL;
    }
    g_autofree char *file = g_strconcat(name, ".cfg", NULL);
    g_autofree char *path = folder && *folder != '\0' ? g_build_filename(folder, file, NULL) : NULL;
    if (path && g_file_test(path, G_FILE_TEST_EXISTS))
        return read_file(path, error);
    g_autofree char *built_in = g_strconcat("screens/", file, NULL);
    const Asset *asset = asset_find(built_in);
    if (!asset) {
        error_set(error, ERROR_NOT_FOUND,
                  "%s: there is no checklist of that name: add %s to the folder of screens", name, file);
        return NULL;
    }
    return checklist_parse(built_in, asset->data, error);
}

/* --- asking it --- */

const char *checklist_title(const Checklist *checklist)
{
    return checklist->title;
}

const char *checklist_edition(const Checklist *checklist)
{
    return checklist->edition;
}

guint checklist_sections(const Checklist *checklist)
{
    return checklist->sections->len;
}

const ChecklistSection *checklist_section(const Checklist *checklist, guint index)
{
    return &g_array_index(checklist->sections, ChecklistSection, index);
}

guint checklist_questions(const Checklist *checklist)
{
    return checklist->questions->len;
}

const QuestionDef *checklist_question(const Checklist *checklist, guint index)
{
    return &g_array_index(checklist->questions, Question, index).def;
}

int checklist_find(const Checklist *checklist, const char *code)
{
    return (int)GPOINTER_TO_UINT(g_hash_table_lookup(checklist->places, code)) - 1;
}
