/*
 * A checklist: sections of questions from one file in screens/, and the answers of one case. Working out
 * which questions are asked, how far each section is and what is open is a pure function of the two. It never
 * says cleared: UNKNOWN and unanswered stay open.
 */
#ifndef ENTENTE_RULES_CHECKLIST_H
#define ENTENTE_RULES_CHECKLIST_H

#include "store/record.h"

typedef enum { ANSWER_NONE, ANSWER_YES, ANSWER_NO, ANSWER_NA, ANSWER_UNKNOWN, ANSWER_TEXT } AnswerKind;

typedef struct {
    const char *code; /* "5.4" */
    const char *text; /* the question */
    const char *help; /* or NULL */
    const char *cite; /* "15 CFR 738 Supp. 1" or NULL */
    const char *when; /* "2.1 = no & 2.2 = yes": asked only then (& before |; !=; answers yes no na unknown
                         none, or a word that an answer in words contains); NULL: always */
    const char *stop; /* answer that is an issue though it is answered ("yes" for a red flag), or NULL */
    bool text_answer; /* a fact in words instead of yes/no */
    bool verified;    /* false: the source marks it [M] / to verify: shown as unverified */
} QuestionDef;

typedef struct {
    const char *code; /* "S5" */
    const char *title;
    guint first, count; /* its questions */
} ChecklistSection;

typedef struct Checklist Checklist;

/* Reads a checklist from libconfig text; `file` is for messages. Errors with file and line: a code used
 * twice, a `when` that names no earlier question... (transfer full) */
Checklist *checklist_parse(const char *file, const char *text, GError **error);
/* The built-in one of that name ("export_checklist"), or the one in `folder`. (transfer full) */
Checklist *checklist_read(const char *name, const char *folder, GError **error);
void checklist_free(Checklist *checklist);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Checklist, checklist_free)

const char *checklist_title(const Checklist *checklist);
const char *checklist_edition(const Checklist *checklist); /* "as of 2026-11-23": the sources' date */
guint checklist_sections(const Checklist *checklist);
const ChecklistSection *checklist_section(const Checklist *checklist, guint index);
guint checklist_questions(const Checklist *checklist);
const QuestionDef *checklist_question(const Checklist *checklist, guint index);
int checklist_find(const Checklist *checklist, const char *code); /* index or -1 */

/* What the program knows by itself (rules/known.h). */
typedef struct {
    AnswerKind kind;
    char *text;   /* of an answer in words */
    char *why;    /* "AGR-2026-014 is In force" */
    char *source; /* regulation or record behind it */
    char *as_of;  /* its edition, or NULL */
} KnownAnswer;

typedef struct {
    AnswerKind kind;
    char *text;       /* words of a text answer, or NULL */
    char *known_then; /* what was known when it was answered: a code or words; NULL for nothing */
    char *note;
    char *evidence;
    char *answered_by;
    char *answered_at;
    gint64 id; /* of the answer record; 0 for none */
} Answer;

typedef struct Answers Answers;
/* No answers yet. (transfer full) */
Answers *answers_new(const Checklist *checklist);
/* Those of one case. (transfer full) */
Answers *answers_read(const Checklist *checklist, Store *store, gint64 case_id, GError **error);
void answers_free(Answers *answers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Answers, answers_free)
const Answer *answers_at(const Answers *answers, guint question); /* never NULL */
/* What is known of it now, of answers that were read; NULL for nothing. */
const KnownAnswer *answers_known(const Answers *answers, guint question);
/* Is it answered against what is known now, and not overruled on this knowledge? Words are compared only
 * where they were taken over: people may say the same in other words. */
bool answers_disagree(const Answers *answers, guint question);
void answers_set(Answers *answers, guint question, AnswerKind kind, const char *text);

/* Is the question asked, given the answers? */
bool checklist_asked(const Checklist *checklist, const Answers *answers, guint question);
/* Is it open: asked, and unanswered, unknown, answered with what stops, or at odds with what is known? `why`
 * (may be NULL) gets "not answered", "unknown", "stops here", "no longer agrees with what is known". */
bool checklist_open(const Checklist *checklist, const Answers *answers, guint question, const char **why);
/* Answered and asked questions of a section; one whose answer is UNKNOWN is asked and not answered. */
void checklist_progress(const Checklist *checklist, const Answers *answers, guint section, guint *answered,
                        guint *asked);
guint checklist_open_count(const Checklist *checklist, const Answers *answers);

/* Writes one answer (or its note, evidence) as one change. NULL leaves note/evidence as they are; "" empties
 * them. An answer against what is known overrules it and needs its reason in `note`: ERROR_REFUSED says what
 * is known. */
bool checklist_answer(Store *store, const Checklist *checklist, gint64 case_id, guint question,
                      AnswerKind kind, const char *text, const char *note, const char *evidence,
                      GError **error);

/* Would this answer overrule what is known, so that a reason is asked for? */
bool checklist_overrules(const Answers *answers, guint question, AnswerKind kind);

/* Takes over what is known, as answers with their source, in one change: of one question, or with -1 of every
 * one that is asked, not answered, and known (UNKNOWN is not taken over so). `taken` gets how many; 0 is no
 * error. */
bool checklist_take_known(Store *store, const Checklist *checklist, gint64 case_id, int question,
                          guint *taken, GError **error);

const char *answer_kind_code(AnswerKind kind);  /* "yes", "no", "na", "unknown", "text", NULL for none */
const char *answer_kind_label(AnswerKind kind); /* "yes", "no", "n/a", "UNKNOWN", "" */

#endif
