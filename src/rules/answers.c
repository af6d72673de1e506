#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "rules/checklist_private.h"
#include "rules/known.h"
#include "store/change.h"
#include "store/query.h"

/* --- answers --- */

Answers *answers_new(const Checklist *checklist)
{
    Answers *answers = g_new0(Answers, 1);
    answers->count = checklist_questions(checklist);
    answers->answers = g_new0(Answer, answers->count + 1);
    answers->known = g_new0(KnownAnswer, answers->count + 1);
    return answers;
}

static void answer_clear(Answer *answer)
{
    g_free(answer->text);
    g_free(answer->known_then);
    g_free(answer->note);
    g_free(answer->evidence);
    g_free(answer->answered_by);
    g_free(answer->answered_at);
}

static void known_clear(KnownAnswer *known)
{
    g_free(known->text);
    g_free(known->why);
    g_free(known->source);
    g_free(known->as_of);
}

void answers_free(Answers *answers)
{
    if (!answers)
        return;
    for (guint i = 0; i < answers->count; i++)
        answer_clear(&answers->answers[i]), known_clear(&answers->known[i]);
    g_free(answers->answers);
    g_free(answers->known);
    g_free(answers);
}

const Answer *answers_at(const Answers *answers, guint question)
{
    return &answers->answers[question];
}

const KnownAnswer *answers_known(const Answers *answers, guint question)
{
    const KnownAnswer *known = &answers->known[question];
    return known->kind != ANSWER_NONE ? known : NULL;
}

bool answers_disagree(const Answers *answers, guint question)
{
    const Answer *answer = answers_at(answers, question);
    const KnownAnswer *known = answers_known(answers, question);
    if (!known || known->kind == ANSWER_UNKNOWN || answer->kind == ANSWER_NONE ||
        answer->kind == ANSWER_UNKNOWN || g_strcmp0(answer->known_then, known_value(known)) == 0)
        return false;
    if (known->kind == ANSWER_TEXT)
        return answer->kind == ANSWER_TEXT && answer->known_then && g_strcmp0(answer->text, known->text) != 0;
    return answer->kind != known->kind;
}

bool checklist_overrules(const Answers *answers, guint question, AnswerKind kind)
{
    const KnownAnswer *known = answers_known(answers, question);
    return known && known->kind != ANSWER_UNKNOWN && known->kind != ANSWER_TEXT && kind != known->kind &&
           kind != ANSWER_NONE && kind != ANSWER_UNKNOWN;
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
    answer->known_then = g_strdup(query_text(query, 8));
}

typedef struct {
    const Checklist *checklist;
    Answers *answers;
} Taking;

static void take_known(const char *question, const KnownAnswer *known, gpointer data)
{
    const Taking *taking = data;
    int index = checklist_find(taking->checklist, question);
    if (index < 0)
        return;
    KnownAnswer *held = &taking->answers->known[index];
    known_clear(held);
    *held = (KnownAnswer){known->kind, g_strdup(known->text), g_strdup(known->why), g_strdup(known->source),
                          g_strdup(known->as_of)};
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
                  "SELECT id, question, answer, text, note, evidence, answered_by, answered_at, known_answer"
                  " FROM answer WHERE export_case_id = :case_id",
                  error);
    if (!query)
        return NULL;
    query_bind_int(query, ":case_id", case_id);
    Answers *answers = answers_new(checklist);
    Taking taking = {checklist, answers};
    if (take_rows(checklist, answers, query, error) && known_each(store, case_id, take_known, &taking, error))
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
        else if (answers_disagree(answers, question))
            reason = "no longer agrees with what is known";
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

/* What is written down of the knowledge of the moment, so that it can be told later whether it has changed.
 */
static void set_known(Record *record, const KnownAnswer *known)
{
    g_autofree char *words = known ? known_words(known) : NULL;
    record_set(record, "known_answer", known ? known_value(known) : NULL);
    record_set(record, "known_why", words);
}

static bool refuse_overruling(const Target *target, const Answers *answers, guint question, AnswerKind kind,
                              const char *note, GError **error)
{
    if (!checklist_overrules(answers, question, kind) || (note && note[strspn(note, " \t\n")] != '\0'))
        return true;
    g_autofree char *words = known_words(answers_known(answers, question));
    return error_set(error, ERROR_REFUSED,
                     "%s: the facts say %s: overrule it with a reason, which is kept as the note",
                     target->question->code, words);
}

/* The answer inside an open change. `before` and `after` as read and as to be written. */
typedef struct {
    AnswerKind kind;
    const char *text, *note, *evidence;
    const KnownAnswer *known;
} Given;

static Record *compose(Store *store, const Target *target, const Record *before, const Given *given,
                       bool *answered)
{
    Record *after = before ? record_copy(before) : record_new("answer");
    *answered = !same_answer(after, given->kind, given->text);
    if (*answered || !before) {
        set_context(store, target, after);
        set_known(after, given->known);
    }
    record_set(after, "answer", answer_kind_code(given->kind));
    record_set(after, "text", given->kind == ANSWER_TEXT ? given->text : NULL);
    if (given->note)
        record_set(after, "note", given->note);
    if (given->evidence)
        record_set(after, "evidence", given->evidence);
    return after;
}

/* The answer's record as it stands; NULL with `error` unset where there is none. */
static Record *held_answer(Store *store, const Target *target, GError **error)
{
    gint64 id = answer_id(store, target);
    return id != 0 ? record_read(store, "answer", id, error) : NULL;
}

bool checklist_answer(Store *store, const Checklist *checklist, gint64 case_id, guint question,
                      AnswerKind kind, const char *text, const char *note, const char *evidence,
                      GError **error)
{
    const Target target = {checklist, checklist_question(checklist, question), case_id};
    if (!refuse_answer(target.question, kind, text, error))
        return false;
    g_autoptr(Answers) answers = answers_read(checklist, store, case_id, error);
    if (!answers)
        return false;
    GError *problem = NULL;
    g_autoptr(Record) before = held_answer(store, &target, &problem);
    if (problem) {
        g_propagate_error(error, problem);
        return false;
    }
    bool answered = false;
    const Given given = {kind, text, note, evidence, answers_known(answers, question)};
    g_autoptr(Record) after = compose(store, &target, before, &given, &answered);
    if ((answered || answers_disagree(answers, question)) &&
        !refuse_overruling(&target, answers, question, kind, note, error))
        return false;
    if (note && *note != '\0' && answers_disagree(answers, question))
        set_known(after, given.known); /* the same answer, now with a reason against what is known */
    g_autofree char *words = words_of(store, &target, kind, answered);
    g_autoptr(Change) change = change_open(store, words, error);
    if (!change || !write_answer(&target, change, before, after, error))
        return false;
    return change_commit(g_steal_pointer(&change), NULL, error);
}

/* --- taking over what is known --- */

static bool take_one(Store *store, Change *change, const Target *target, const KnownAnswer *known,
                     GError **error)
{
    GError *problem = NULL;
    g_autoptr(Record) before = held_answer(store, target, &problem);
    if (problem) {
        g_propagate_error(error, problem);
        return false;
    }
    bool answered = false;
    const Given given = {known->kind, known->text, NULL, NULL, known};
    g_autoptr(Record) after = compose(store, target, before, &given, &answered);
    set_known(after, known);
    return write_answer(target, change, before, after, error);
}

static bool to_take(const Checklist *checklist, const Answers *answers, guint index, int question)
{
    const KnownAnswer *known = answers_known(answers, index);
    if (question >= 0)
        return known && (guint)question == index;
    return known && known->kind != ANSWER_UNKNOWN && answers_at(answers, index)->kind == ANSWER_NONE &&
           checklist_asked(checklist, answers, index);
}

/* Questions come after those that they depend on, so that one pass meets those that an answer brings up. */
static bool take_all(Store *store, Change *change, const Target *base, Answers *answers, int question,
                     guint *taken, GError **error)
{
    for (guint i = 0; i < checklist_questions(base->checklist); i++) {
        if (!to_take(base->checklist, answers, i, question))
            continue;
        const Target target = {base->checklist, checklist_question(base->checklist, i), base->case_id};
        const KnownAnswer *known = answers_known(answers, i);
        if (!refuse_answer(target.question, known->kind, known->text, error) ||
            !take_one(store, change, &target, known, error))
            return false;
        answers_set(answers, i, known->kind, known->text);
        (*taken)++;
    }
    return true;
}

bool checklist_take_known(Store *store, const Checklist *checklist, gint64 case_id, int question,
                          guint *taken, GError **error)
{
    const Target base = {checklist, question >= 0 ? checklist_question(checklist, (guint)question) : NULL,
                         case_id};
    *taken = 0;
    g_autoptr(Answers) answers = answers_read(checklist, store, case_id, error);
    if (!answers)
        return false;
    g_autofree char *title = record_title(store, "export_case", case_id);
    title[strcspn(title, " ")] = '\0';
    g_autofree char *words =
        g_strdup_printf("Export case %s: %s%s", title, base.question ? base.question->code : "what is known",
                        base.question ? ", what is known taken over" : " taken over");
    g_autoptr(Change) change = change_open(store, words, error);
    if (!change || !take_all(store, change, &base, answers, question, taken, error))
        return false;
    return change_commit(g_steal_pointer(&change), NULL, error);
}
