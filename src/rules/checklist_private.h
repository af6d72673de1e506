/* Private to the rules layer: what a checklist and its answers are made of. */
#ifndef ENTENTE_RULES_CHECKLIST_PRIVATE_H
#define ENTENTE_RULES_CHECKLIST_PRIVATE_H

#include "rules/checklist.h"

/* One term of a `when`: "2.2 = yes". */
typedef struct {
    guint question;   /* an earlier one */
    AnswerKind kind;  /* compared with, or ANSWER_TEXT for a word of an answer in words */
    const char *word; /* folded */
    bool negated;     /* != */
    bool alternative; /* stands behind a "|" */
} Condition;

typedef struct {
    QuestionDef def;
    AnswerKind stops;      /* ANSWER_NONE: nothing does */
    guint first_condition; /* its terms in Checklist.conditions */
    guint conditions;
} Question;

struct Checklist {
    GStringChunk *texts;
    const char *title;
    const char *edition;
    GArray *sections;   /* ChecklistSection */
    GArray *questions;  /* Question */
    GArray *conditions; /* Condition */
    GHashTable *places; /* code -> index + 1 */
};

struct Answers {
    guint count;
    Answer *answers;    /* one for each question */
    KnownAnswer *known; /* the same; kind ANSWER_NONE where nothing is known */
};

/* The kind behind a code ("yes") as stored and as written in checklists; false for another word. */
bool answer_kind_find(const char *code, AnswerKind *kind);

#endif
