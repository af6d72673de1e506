/*
 * What a key can mean. The keys themselves, with their help, are rows of screens/keys.cfg; the officer may
 * rebind them.
 */
#ifndef ENTENTE_TUI_ACTION_H
#define ENTENTE_TUI_ACTION_H

/*       constant               name in keys.cfg */
#define ACTIONS(X)                                                                                           \
    X(ACTION_NONE, "none")                                                                                   \
    X(ACTION_UP, "up")                                                                                       \
    X(ACTION_DOWN, "down")                                                                                   \
    X(ACTION_LEFT, "left")                                                                                   \
    X(ACTION_RIGHT, "right")                                                                                 \
    X(ACTION_PAGE_UP, "page_up")                                                                             \
    X(ACTION_PAGE_DOWN, "page_down")                                                                         \
    X(ACTION_FIRST, "first")                                                                                 \
    X(ACTION_LAST, "last")                                                                                   \
    X(ACTION_OPEN, "open")                                                                                   \
    X(ACTION_BACK, "back")                                                                                   \
    X(ACTION_HELP, "help")                                                                                   \
    X(ACTION_FIND, "find")                                                                                   \
    X(ACTION_FIND_NEXT, "find_next")                                                                         \
    X(ACTION_FIND_PREVIOUS, "find_previous")                                                                 \
    X(ACTION_FILTER, "filter")                                                                               \
    X(ACTION_SORT, "sort")                                                                                   \
    X(ACTION_MARK, "mark")                                                                                   \
    X(ACTION_MARK_ALL, "mark_all")                                                                           \
    X(ACTION_PREVIEW, "preview")                                                                             \
    X(ACTION_NEW, "new")                                                                                     \
    X(ACTION_EDIT, "edit")                                                                                   \
    X(ACTION_DELETE, "delete")                                                                               \
    X(ACTION_UNDO, "undo")                                                                                   \
    X(ACTION_REDO, "redo")                                                                                   \
    X(ACTION_HISTORY, "history")                                                                             \
    X(ACTION_EXPORT, "export")                                                                               \
    X(ACTION_COPY, "copy")                                                                                   \
    X(ACTION_REVEAL, "reveal")                                                                               \
    X(ACTION_GO, "go")                                                                                       \
    X(ACTION_COMMAND, "command")                                                                             \
    X(ACTION_REDRAW, "redraw")                                                                               \
    X(ACTION_NEXT_FIELD, "next_field")                                                                       \
    X(ACTION_PREVIOUS_FIELD, "previous_field")                                                               \
    X(ACTION_NEXT_SECTION, "next_section")                                                                   \
    X(ACTION_PREVIOUS_SECTION, "previous_section")                                                           \
    X(ACTION_SAVE, "save")                                                                                   \
    X(ACTION_REPEAT_FIELD, "repeat_field")                                                                   \
    X(ACTION_CREATE_LINKED, "create_linked")                                                                 \
    X(ACTION_FIELD_UNDO, "field_undo")                                                                       \
    X(ACTION_FIELD_REDO, "field_redo")                                                                       \
    X(ACTION_ERASE_LEFT, "erase_left")                                                                       \
    X(ACTION_ERASE_RIGHT, "erase_right")                                                                     \
    X(ACTION_ERASE_WORD, "erase_word")                                                                       \
    X(ACTION_ERASE_TO_START, "erase_to_start")                                                               \
    X(ACTION_ERASE_TO_END, "erase_to_end")                                                                   \
    X(ACTION_WORD_LEFT, "word_left")                                                                         \
    X(ACTION_WORD_RIGHT, "word_right")                                                                       \
    X(ACTION_ANSWER_YES, "answer_yes")                                                                       \
    X(ACTION_ANSWER_NO, "answer_no")                                                                         \
    X(ACTION_ANSWER_NA, "answer_na")                                                                         \
    X(ACTION_ANSWER_UNKNOWN, "answer_unknown")                                                               \
    X(ACTION_ANSWER_NONE, "answer_none")                                                                     \
    X(ACTION_NOTE, "note")                                                                                   \
    X(ACTION_EVIDENCE, "evidence")                                                                           \
    X(ACTION_OPEN_ISSUES, "open_issues")                                                                     \
    X(ACTION_TAKE_KNOWN, "take_known")                                                                       \
    X(ACTION_TAKE_ALL_KNOWN, "take_all_known")

typedef enum {
#define X(constant, name) constant,
    ACTIONS(X)
#undef X
        ACTION_COUNT
} Action;

/* Where keys are read: letters are commands in a view, text in a field. */
typedef enum {
    CONTEXT_VIEW,      /* home, lists, records, history, help */
    CONTEXT_EDIT,      /* a field is being typed; prompts and filters too */
    CONTEXT_CHECKLIST, /* y n a u answer; what it lacks is looked up in CONTEXT_VIEW */
    CONTEXT_DIALOG,    /* a question with few answers */
    CONTEXT_COUNT
} KeyContext;

#endif
