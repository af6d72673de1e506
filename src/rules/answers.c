#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "rules/checklist_private.h"
#include "store/change.h"
#include "store/query.h"

/* --- answers --- */

Answers *answers_new(const Checklist *checklist)
{
    Answers *answers = g_new0(Answers, 1);
    answers->count = checklist_questions(checklist);
    answers->answers = g_new0(Answer, answers->count + 1);
    return answers;
}

static void answer_clear(Answer *answer)
{
    g_free(answer->text);
    g_free(answer->note);
    g_free(answer->evidence);
    g_free(answer->answered_by);
    g_free(answer->answered_at);
}

void answers_free(Answers *answers)
{
    if (!answers)
        return;
    for (guint i = 0; i < answers->count; i++)
        answer_clear(&answers->answers[i]);
    g_free(answers->answers);
    g_free(answers);
}

const Answer *answers_at(const Answers *answers, guint question)
{
    return &answers->answers[question];
}

void answers_set(Answers *answers, guint question, AnswerKind kind, const char *text)
{
    Answer *answer = &answers->answers[question];
    g_free(answer->text);
    answer->kind = kind;
    answer->text = g_strdup(text);
}

static void take_row(const Checklist *checklist, Answers *answers, Query *query)
{
    int question = checklist_find(checklist, query_text(query, 1));
    if (question < 0)
        return; /* an earlier edition asked it */
    Answer *answer = &answers->answers[question];
    answer->id = query_int(query, 0);
    if (!answer_kind_find(query_text(query, 2), &answer->kind))
        answer->kind = ANSWER_NONE;
    answer->text = g_strdup(query_text(query, 3));
    answer->note = g_strdup(query_text(query, 4));
    answer->evidence = g_strdup(query_text(query, 5));
    answer->answered_by = g_strdup(query_text(query, 6));
    answer->answered_at = g_strdup(query_text(query, 7));
}

static bool take_rows(const Checklist *checklist, Answers *answers, Query *query, GError **error)
{
    GError *problem = NULL;
    while (query_next(query, &problem))
        take_row(checklist, answers, query);
    if (!problem)
        return true;
    g_propagate_error(error, problem);
    return false;
}

Answers *answers_read(const Checklist *checklist, Store *store, gint64 case_id, GError **error)
{
    g_autoptr(Query) query =
        query_new(store,
                  "SELECT id, question, answer, text, note, evidence, answered_by, answered_at"
                  " FROM answer WHERE export_case_id = :case_id",
                  error);
    if (!query)
        return NULL;
    query_bind_int(query, ":case_id", case_id);
    Answers *answers = answers_new(checklist);
    if (take_rows(checklist, answers, query, error))
        return answers;
    answers_free(answers);
    return NULL;
}

/* --- what follows from them --- */

static const Question *question_at(const Checklist *checklist, guint index)
{
    return &g_array_index(checklist->questions, Question, index);
}

static bool has_word(const Answer *answer, const char *word)
{
    g_autofree char *text = text_fold(answer->text ? answer->text : "");
    return text_contains(text, word);
}

/* A question that is not asked has no answer, whatever was answered before. */
static bool condition_holds(const Checklist *checklist, const Answers *answers, const Condition *condition)
{
    const Answer *answer = answers_at(answers, condition->question);
    AnswerKind kind = checklist_asked(checklist, answers, condition->question) ? answer->kind : ANSWER_NONE;
    bool equal =
        condition->word ? kind == ANSWER_TEXT && has_word(answer, condition->word) : kind == condition->kind;
    return equal != condition->negated;
}

bool checklist_asked(const Checklist *checklist, const Answers *answers, guint question)
{
    const Question *asked = question_at(checklist, question);
    bool holds = true;
    for (guint i = 0; i < asked->conditions; i++) {
        const Condition *condition =
            &g_array_index(checklist->conditions, Condition, asked->first_condition + i);
        if (condition->alternative && holds)
            return true;
        holds = (holds || condition->alternative) && condition_holds(checklist, answers, condition);
    }
    return holds;
}

bool checklist_open(const Checklist *checklist, const Answers *answers, guint question, const char **why)
{
    const Question *asked = question_at(checklist, question);
    const Answer *answer = answers_at(answers, question);
    const char *reason = NULL;
    if (checklist_asked(checklist, answers, question)) {
        if (answer->kind == ANSWER_NONE)
            reason = "not answered";
        else if (answer->kind == ANSWER_UNKNOWN)
            reason = "unknown";
        else if (asked->stops != ANSWER_NONE && answer->kind == asked->stops)
            reason = "stops here";
    }
    if (why)
        *why = reason;
    return reason != NULL;
}

void checklist_progress(const Checklist *checklist, const Answers *answers, guint section, guint *answered,
                        guint *asked)
{
    const ChecklistSection *part = checklist_section(checklist, section);
    *answered = *asked = 0;
    for (guint i = part->first; i < part->first + part->count; i++) {
        if (!checklist_asked(checklist, answers, i))
            continue;
        (*asked)++;
        AnswerKind kind = answers_at(answers, i)->kind;
        *answered += kind != ANSWER_NONE && kind != ANSWER_UNKNOWN ? 1 : 0;
    }
}

guint checklist_open_count(const Checklist *checklist, const Answers *answers)
{
    guint count = 0;
    for (guint i = 0; i < checklist_questions(checklist); i++)
        count += checklist_open(checklist, answers, i, NULL) ? 1 : 0;
    return count;
}

/* --- writing one --- */

/* What is being answered. */
typedef struct {
    const Checklist *checklist;
    const QuestionDef *question;
    gint64 case_id;
} Target;

static gint64 answer_id(Store *store, const Target *target)
{
    g_autoptr(Query) query = query_new(
        store, "SELECT id FROM answer WHERE export_case_id = :case_id AND question = :question", NULL);
    if (!query)
        return 0;
    query_bind_int(query, ":case_id", target->case_id);
    query_bind_text(query, ":question", target->question->code);
    return query_next(query, NULL) ? query_int(query, 0) : 0;
}

static void set_context(Store *store, const Target *target, Record *record)
{
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, target->case_id);
    g_autofree char *version =
        query_one_text(store, "SELECT facts_version FROM export_case WHERE id = :id", target->case_id, NULL);
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    g_autofree char *seconds = g_date_time_format(now, "%Y-%m-%dT%H:%M:%S");
    g_autofree char *at = g_strdup_printf("%s.%03dZ", seconds, g_date_time_get_microsecond(now) / 1000);
    record_set(record, "export_case_id", id);
    record_set(record, "question", target->question->code);
    record_set(record, "facts_version", version);
    record_set(record, "edition", checklist_edition(target->checklist));
    record_set(record, "answered_by", store_officer(store));
    record_set(record, "answered_at", at);
}

static bool same_answer(const Record *record, AnswerKind kind, const char *text)
{
    return g_strcmp0(record_get(record, "answer"), answer_kind_code(kind)) == 0 &&
           (kind != ANSWER_TEXT || g_strcmp0(record_get(record, "text"), text) == 0);
}

static char *words_of(Store *store, const Target *target, AnswerKind kind, bool answered)
{
    g_autofree char *title = record_title(store, "export_case", target->case_id);
    title[strcspn(title, " ")] = '\0';
    const char *label = kind == ANSWER_TEXT   ? "in words"
                        : kind == ANSWER_NONE ? "taken back"
                                              : answer_kind_label(kind);
    return answered ? g_strdup_printf("Export case %s: question %s answered: %s", title,
                                      target->question->code, label)
                    : g_strdup_printf("Export case %s: question %s noted", title, target->question->code);
}

static bool write_answer(const Target *target, Change *change, const Record *before, Record *after,
                         GError **error)
{
    change_set_record(change, "export_case", target->case_id);
    return before ? change_update(change, before, after, error) : change_insert(change, after, error);
}

/* Words are kept only with an answer in words. */
static bool refuse_answer(const QuestionDef *question, AnswerKind kind, const char *text, GError **error)
{
    if (kind == ANSWER_TEXT && (!text || text[strspn(text, " \t\n")] == '\0'))
        return error_set(error, ERROR_INPUT,
                         "%s: an answer in words has words: type them, or answer n/a or unknown",
                         question->code);
    if (kind == ANSWER_TEXT && !question->text_answer)
        return error_set(error, ERROR_INPUT,
                         "%s: this question is not answered in words: answer yes, no, n/a or unknown; words "
                         "go into its note",
                         question->code);
    if (question->text_answer && (kind == ANSWER_YES || kind == ANSWER_NO))
        return error_set(error, ERROR_INPUT,
                         "%s: this question asks for a fact: answer it in words, or n/a or unknown",
                         question->code);
    return true;
}

bool checklist_answer(Store *store, const Checklist *checklist, gint64 case_id, guint question,
                      AnswerKind kind, const char *text, const char *note, const char *evidence,
                      GError **error)
{
    const Target target = {checklist, checklist_question(checklist, question), case_id};
    if (!refuse_answer(target.question, kind, text, error))
        return false;
    gint64 id = answer_id(store, &target);
    g_autoptr(Record) before = id != 0 ? record_read(store, "answer", id, error) : NULL;
    if (id != 0 && !before)
        return false;
    g_autoptr(Record) after = before ? record_copy(before) : record_new("answer");
    bool answered = !same_answer(after, kind, text);
    if (answered || !before)
        set_context(store, &target, after);
    record_set(after, "answer", answer_kind_code(kind));
    record_set(after, "text", kind == ANSWER_TEXT ? text : NULL);
    if (note)
        record_set(after, "note", note);
    if (evidence)
        record_set(after, "evidence", evidence);
    g_autofree char *words = words_of(store, &target, kind, answered);
    g_autoptr(Change) change = change_open(store, words, error);
    if (!change || !write_answer(&target, change, before, after, error))
        return false;
    return change_commit(g_steal_pointer(&change), NULL, error);
}
