/* A case's checklist: answered with one key, a note and evidence on each answer, what is open always in
 * sight. */
#include "app/view.h"

#include "base/date.h"
#include "base/error.h"
#include "rules/known.h"
#include "store/reference.h"
#include "tui/pager.h"

/* One line of the left side: a section, or a question that is asked. */
typedef struct {
    guint section;
    int question; /* -1: the section's heading */
} ChecklistLine;

typedef struct {
    View view;
    const ScreenDef *screen;
    gint64 case_id;
    char *case_title;
    Checklist *checklist;
    Answers *answers;
    GArray *lines; /* ChecklistLine */
    guint at;
    int first;
    bool only_open;
    int just_answered; /* the question whose answer the last key gave: its note and evidence come next; -1 for
                          none */
    Pager *detail;
} ChecklistView;

typedef struct {
    ChecklistView *self;
    guint question;
    enum { TYPE_NOTE, TYPE_EVIDENCE, TYPE_ANSWER, TYPE_REASON } what;
    AnswerKind kind; /* of a reason: the answer that overrules what is known */
} Typing;

enum { LIST_PART = 52 }; /* hundredths of the width that the questions take */

/* --- what is shown --- */

static const ChecklistLine *line_at(const ChecklistView *self, guint index)
{
    return &g_array_index(self->lines, ChecklistLine, index);
}

static int current_question(const ChecklistView *self)
{
    return self->lines->len > 0 ? line_at(self, self->at)->question : -1;
}

static void lay_section(ChecklistView *self, guint section)
{
    const ChecklistSection *def = checklist_section(self->checklist, section);
    const ChecklistLine heading = {section, -1};
    g_array_append_val(self->lines, heading);
    for (guint q = def->first; q < def->first + def->count; q++) {
        bool open = checklist_open(self->checklist, self->answers, q, NULL);
        const ChecklistLine line = {section, (int)q};
        if (checklist_asked(self->checklist, self->answers, q) && (open || !self->only_open))
            g_array_append_val(self->lines, line);
    }
    if (self->only_open && line_at(self, self->lines->len - 1)->question < 0)
        g_array_set_size(self->lines, self->lines->len - 1);
}

static void show_detail(ChecklistView *self);

/* Lays the lines again after an answer: questions appear and go; the cursor stays on its question or goes to
 * the next one that is there. */
static void lay_lines(ChecklistView *self)
{
    int kept = current_question(self);
    g_array_set_size(self->lines, 0);
    for (guint s = 0; s < checklist_sections(self->checklist); s++)
        lay_section(self, s);
    self->at = 0;
    for (guint i = 0; i < self->lines->len; i++) {
        int question = line_at(self, i)->question;
        if (question < 0)
            continue;
        if (line_at(self, self->at)->question < 0 || question <= kept)
            self->at = i;
    }
    show_detail(self);
}

static Role answer_role(AnswerKind kind)
{
    return kind == ANSWER_UNKNOWN ? ROLE_DANGER : kind == ANSWER_NONE ? ROLE_DEADLINE : ROLE_STATE;
}

static const char *answer_shown(const Answer *answer)
{
    if (answer->kind == ANSWER_TEXT)
        return answer->text != NULL ? answer->text : "";
    return answer->kind == ANSWER_NONE ? "open" : answer_kind_label(answer->kind);
}

/* A proposal is told from an answer by its question mark, not by its colour alone; an answer at odds with the
 * facts by its exclamation mark. */
static char *line_shown(const ChecklistView *self, guint question)
{
    const Answer *answer = answers_at(self->answers, question);
    const KnownAnswer *known = answers_known(self->answers, question);
    if (answers_disagree(self->answers, question))
        return g_strconcat(answer_shown(answer), "!", NULL);
    if (answer->kind != ANSWER_NONE || known == NULL || known->kind == ANSWER_UNKNOWN)
        return g_strdup(answer_shown(answer));
    return g_strconcat(known->kind == ANSWER_TEXT ? "known" : answer_kind_label(known->kind), "?", NULL);
}

static void detail_line(ChecklistView *self, Role role, const char *label, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    g_autofree char *line = label != NULL ? g_strdup_printf("%s: %s", label, text) : g_strdup(text);
    pager_add(self->detail, role, label != NULL ? 2 : 0, line);
}

static void show_answer(ChecklistView *self, guint question)
{
    const Answer *answer = answers_at(self->answers, question);
    const char *why = NULL;
    detail_line(self, answer_role(answer->kind), "Answer", answer_shown(answer));
    const KnownAnswer *known = answers_known(self->answers, question);
    g_autofree char *words = known != NULL ? known_words(known) : NULL;
    detail_line(self, ROLE_STATE, "Known", words);
    if (checklist_open(self->checklist, self->answers, question, &why) && answer->kind != ANSWER_NONE)
        detail_line(self, ROLE_DANGER, "Open", why);
    detail_line(self, ROLE_TEXT, "Note", answer->note);
    detail_line(self, ROLE_TEXT, "Evidence", answer->evidence);
    if (answer->answered_by != NULL) {
        g_autofree char *by = g_strdup_printf("%s, %.10s", answer->answered_by,
                                              answer->answered_at != NULL ? answer->answered_at : "");
        detail_line(self, ROLE_MUTED, "By", by);
    }
}

/* The rule tables that hold the question's source and are past their day. */
static void show_stale(ChecklistView *self, const QuestionDef *def)
{
    g_autoptr(GPtrArray) tables = def->cite != NULL ? reference_editions(self->view.app->store, NULL) : NULL;
    for (guint i = 0; tables != NULL && i < tables->len; i++) {
        const RuleTable *table = g_ptr_array_index(tables, i);
        if (!table->stale || !reference_is_cited(table, def->cite))
            continue;
        g_autofree char *text =
            g_strdup_printf("%s of %s: past its day, %s", table->title, table->as_of, table->stale_after);
        detail_line(self, ROLE_DANGER, "Stale", text);
    }
}

static void show_detail(ChecklistView *self)
{
    pager_clear(self->detail);
    int question = current_question(self);
    if (question < 0)
        return;
    const QuestionDef *def = checklist_question(self->checklist, (guint)question);
    g_autofree char *text = g_strdup_printf("%s %s", def->code, def->text);
    pager_add(self->detail, ROLE_HEADING, 0, text);
    pager_add(self->detail, ROLE_TEXT, 0, "");
    show_answer(self, (guint)question);
    if (def->help != NULL || def->cite != NULL)
        pager_add(self->detail, ROLE_TEXT, 0, "");
    detail_line(self, ROLE_TEXT, NULL, def->help);
    detail_line(self, ROLE_MUTED, "Source", def->cite);
    show_stale(self, def);
    if (!def->verified)
        detail_line(self, ROLE_DEADLINE, NULL,
                    "Unverified: confirm in the current text before you rely on it.");
    detail_line(self, ROLE_MUTED, "Checklist", checklist_edition(self->checklist));
}

/* --- line 1, keys --- */

static KeyContext checklist_context(const View *view)
{
    (void)view;
    return CONTEXT_CHECKLIST;
}

static char *checklist_view_title(const View *view)
{
    const ChecklistView *self = (const ChecklistView *)view;
    return g_strdup_printf("%s %s %s", self->screen->title, terminal_glyph(view->app->terminal, GLYPH_PATH),
                           self->case_title);
}

static char *checklist_status(const View *view)
{
    const ChecklistView *self = (const ChecklistView *)view;
    return g_strdup_printf(self->only_open ? "%u open, only these" : "%u open",
                           checklist_open_count(self->checklist, self->answers));
}

static const Action *checklist_keys(const View *view, guint *count)
{
    static const Action keys[] = {ACTION_HELP,        ACTION_ANSWER_YES,     ACTION_ANSWER_NO,
                                  ACTION_ANSWER_NA,   ACTION_ANSWER_UNKNOWN, ACTION_NOTE,
                                  ACTION_TAKE_KNOWN,  ACTION_TAKE_ALL_KNOWN, ACTION_EVIDENCE,
                                  ACTION_OPEN_ISSUES, ACTION_NEXT_SECTION,   ACTION_UNDO,
                                  ACTION_BACK};
    (void)view;
    *count = G_N_ELEMENTS(keys);
    return keys;
}

/* --- drawing --- */

static void draw_section(const ChecklistView *self, Terminal *terminal, int y, int width, guint section)
{
    guint answered = 0, asked = 0;
    const ChecklistSection *def = checklist_section(self->checklist, section);
    checklist_progress(self->checklist, self->answers, section, &answered, &asked);
    g_autofree char *title = g_strdup_printf("%s %s", def->code, def->title);
    g_autofree char *progress = g_strdup_printf("%u/%u", answered, asked);
    bool done = answered == asked;
    terminal_text(terminal, y, 1, width - 9, ROLE_HEADING, title);
    terminal_text_right(terminal, y, width - 8, 7, done ? ROLE_MUTED : ROLE_DEADLINE, progress);
}

static void draw_question(const ChecklistView *self, Terminal *terminal, int y, int width, guint index)
{
    guint question = (guint)line_at(self, index)->question;
    const QuestionDef *def = checklist_question(self->checklist, question);
    const Answer *answer = answers_at(self->answers, question);
    bool current = index == self->at, open = checklist_open(self->checklist, self->answers, question, NULL);
    g_autofree char *shown = line_shown(self, question);
    int said = MIN(MAX(text_width(shown), 4), width / 3);
    Role role = current ? ROLE_FOCUS : ROLE_TEXT;
    terminal_fill(terminal, (Rect){y, 1, 1, width - 2}, role);
    terminal_text(terminal, y, 1, 1, current ? role : ROLE_DEADLINE,
                  open ? terminal_glyph(terminal, GLYPH_OPEN) : " ");
    terminal_text(terminal, y, 3, 5, current ? role : ROLE_LABEL, def->code);
    terminal_text(terminal, y, 9, MAX(width - said - 12, 1), role, def->text);
    terminal_text_right(terminal, y, width - said - 1, said, current ? role : answer_role(answer->kind),
                        shown);
    if (current)
        terminal_cursor(terminal, y, 3);
}

/* Every open question, so that none is forgotten: "Open 5: 5.4 5.6 7.12". */
static void draw_open(const ChecklistView *self, Terminal *terminal, int y, int width)
{
    g_autoptr(GString) line = g_string_new(NULL);
    guint count = checklist_open_count(self->checklist, self->answers);
    g_string_append_printf(line, "Open %u:", count);
    for (guint q = 0; q < checklist_questions(self->checklist); q++) {
        if (checklist_open(self->checklist, self->answers, q, NULL))
            g_string_append_printf(line, " %s", checklist_question(self->checklist, q)->code);
    }
    if (count == 0)
        g_string_assign(
            line, "No open question. The officials named in the sign-offs decide; the program does not.");
    terminal_text(terminal, y, 1, width - 2, count > 0 ? ROLE_DEADLINE : ROLE_MUTED, line->str);
}

static void checklist_draw(View *view, Terminal *terminal, Rect area, bool focused)
{
    ChecklistView *self = (ChecklistView *)view;
    (void)focused;
    int width = area.width * LIST_PART / 100, height = area.height - 1;
    int above = self->at > 0 && line_at(self, self->at - 1)->question < 0 ? 1 : 0;
    self->first = layout_scroll(self->first, (int)self->at - above, (int)self->lines->len, height);
    self->first = layout_scroll(self->first, (int)self->at, (int)self->lines->len, height);
    for (int i = 0; i < height && self->first + i < (int)self->lines->len; i++) {
        guint index = (guint)(self->first + i);
        if (line_at(self, index)->question < 0)
            draw_section(self, terminal, area.y + i, width, line_at(self, index)->section);
        else
            draw_question(self, terminal, area.y + i, width, index);
    }
    if (self->lines->len == 0)
        terminal_text(terminal, area.y, 1, width - 2, ROLE_MUTED, "Nothing is open. o shows all questions.");
    terminal_column_rule(terminal, area.y, width, height);
    pager_draw(self->detail, terminal, (Rect){area.y, width + 2, height, area.width - width - 3});
    draw_open(self, terminal, area.y + height, area.width);
}

/* --- answering --- */

static bool read_answers(ChecklistView *self)
{
    GError *error = NULL;
    Answers *answers = answers_read(self->checklist, self->view.app->store, self->case_id, &error);
    if (answers == NULL) {
        app_fail(self->view.app, error);
        return false;
    }
    if (self->answers != NULL)
        answers_free(self->answers);
    self->answers = answers;
    lay_lines(self);
    return true;
}

static bool write_answer(ChecklistView *self, guint question, AnswerKind kind, const char *text,
                         const char *note, const char *evidence)
{
    App *app = self->view.app;
    GError *error = NULL;
    if (!app_can_write(app))
        return false;
    if (!checklist_answer(app->store, self->checklist, self->case_id, question, kind, text, note, evidence,
                          &error)) {
        app_fail(app, error);
        return false;
    }
    app->data_version = store_data_version(app->store);
    return read_answers(self);
}

/* The line nearest to `at` in that direction that has a question; -1 when there is none. */
static int question_line(const ChecklistView *self, int at, int step)
{
    int count = (int)self->lines->len;
    while (at >= 0 && at < count && line_at(self, (guint)at)->question < 0)
        at += step;
    return at >= 0 && at < count ? at : -1;
}

/* Headings are passed over; the first line is one, so that from there it is the first question below. */
static void move_to_question(ChecklistView *self, int by)
{
    int wanted = CLAMP((int)self->at + by, 0, MAX((int)self->lines->len - 1, 0));
    int at = question_line(self, wanted, by < 0 ? -1 : 1);
    if (at < 0)
        at = question_line(self, wanted, by < 0 ? 1 : -1);
    if (at >= 0)
        self->at = (guint)at;
    show_detail(self);
}

/* The first question of the next (previous) section in which something is asked; -1 when there is none. */
static int section_line(const ChecklistView *self, int by)
{
    guint section = line_at(self, self->at)->section;
    int found = -1;
    for (guint i = 0; i < self->lines->len; i++) {
        const ChecklistLine *line = line_at(self, i);
        if (line->question < 0 || (by > 0 ? line->section <= section : line->section >= section))
            continue;
        if (by > 0)
            return (int)i;
        if (found < 0 || line_at(self, (guint)found)->section != line->section)
            found = (int)i;
    }
    return found;
}

static void move_to_section(ChecklistView *self, int by)
{
    int at = self->lines->len > 0 ? section_line(self, by) : -1;
    if (at >= 0)
        self->at = (guint)at;
    show_detail(self);
}

static void typed_answer(const Typing *typing, const char *typed)
{
    ChecklistView *self = typing->self;
    const Answer *answer = answers_at(self->answers, typing->question);
    if (typing->what == TYPE_REASON)
        write_answer(self, typing->question, typing->kind, NULL, typed, NULL);
    else if (typing->what == TYPE_ANSWER)
        write_answer(self, typing->question, *typed != '\0' ? ANSWER_TEXT : ANSWER_NONE, typed, NULL, NULL);
    else
        write_answer(self, typing->question, answer->kind, answer->text,
                     typing->what == TYPE_NOTE ? typed : NULL, typing->what == TYPE_EVIDENCE ? typed : NULL);
}

static void typing_done(App *app, guint picked, const char *typed, gpointer data)
{
    (void)app;
    (void)picked;
    typed_answer(data, typed != NULL ? typed : "");
}

/* The line is gone while a note is being typed: what is there is kept as the note. */
static void typing_keep(App *app, const char *typed, gpointer data)
{
    if (app->quit && typed != NULL && *typed != '\0')
        typed_answer(data, typed);
}

/* An answer against what is known asks for its reason first; without one nothing is written. */
static void ask_reason(ChecklistView *self, guint question, AnswerKind kind)
{
    const QuestionDef *def = checklist_question(self->checklist, question);
    g_autofree char *known = known_words(answers_known(self->answers, question));
    g_autofree char *title =
        g_strdup_printf("%s %s: why, against what is known?", def->code, answer_kind_label(kind));
    g_autofree char *text = g_strconcat("Known: ", known, NULL);
    Typing *typing = g_new0(Typing, 1);
    *typing = (Typing){self, question, TYPE_REASON, kind};
    ask_keeping(self->view.app, dialog_prompt(title, text, NULL, NULL, NULL), typing_done, typing_keep,
                typing, g_free);
}

/* Takes over what is known: of the question at the cursor, or with -1 of all that have no answer. */
static void take_known(ChecklistView *self, int question)
{
    App *app = self->view.app;
    GError *error = NULL;
    guint taken = 0;
    if (!app_can_write(app))
        return;
    if (!checklist_take_known(app->store, self->checklist, self->case_id, question, &taken, &error)) {
        app_fail(app, error);
        return;
    }
    app->data_version = store_data_version(app->store);
    read_answers(self);
    g_autofree char *count = text_count(taken, "answer", "answers");
    if (taken > 0)
        app_say(app, "%s taken over from what is known. u undoes it", count);
    else
        app_say(app, "Nothing is known of %s", question >= 0 ? "this question" : "what is not answered yet");
}

static void type_for(ChecklistView *self, int what)
{
    static const char *const titles[] = {"Note", "Evidence: a document, a file, a reference", "Answer"};
    int question = current_question(self);
    if (question < 0 || !app_can_write(self->view.app))
        return;
    const QuestionDef *def = checklist_question(self->checklist, (guint)question);
    const Answer *answer = answers_at(self->answers, (guint)question);
    Typing *typing = g_new0(Typing, 1);
    *typing = (Typing){self, (guint)question, what, ANSWER_NONE};
    const char *held = what == TYPE_NOTE       ? answer->note
                       : what == TYPE_EVIDENCE ? answer->evidence
                                               : answer->text;
    g_autofree char *title = g_strdup_printf("%s %s", def->code, titles[what]);
    ask_keeping(self->view.app, dialog_prompt(title, def->text, held, NULL, NULL), typing_done, typing_keep,
                typing, g_free);
}

static void answer_current(ChecklistView *self, AnswerKind kind)
{
    int question = current_question(self);
    if (question < 0)
        return;
    if (checklist_question(self->checklist, (guint)question)->text_answer && kind != ANSWER_NA &&
        kind != ANSWER_UNKNOWN && kind != ANSWER_NONE) {
        if (kind == ANSWER_YES)
            type_for(self, TYPE_ANSWER);
        else
            app_say(self->view.app,
                    "This one is answered in words: y types them; a not applicable, u unknown");
        return;
    }
    bool overrules = checklist_overrules(self->answers, (guint)question, kind);
    if (overrules && (answers_at(self->answers, (guint)question)->kind != kind ||
                      answers_disagree(self->answers, (guint)question))) {
        ask_reason(self, (guint)question, kind);
        return;
    }
    if (!write_answer(self, (guint)question, kind, NULL, NULL, NULL) || kind == ANSWER_NONE)
        return;
    if (current_question(self) == question)
        move_to_question(self, 1);
    self->just_answered = question;
    app_say(self->view.app, "%s %s. e its evidence, Enter a note on it",
            checklist_question(self->checklist, (guint)question)->code, answer_kind_label(kind));
}

/* Right after an answer, a note and evidence belong to it, though the cursor has gone on. */
static void go_back_to(ChecklistView *self, int question)
{
    for (guint i = 0; question >= 0 && i < self->lines->len; i++) {
        if (line_at(self, i)->question == question)
            self->at = i;
    }
    show_detail(self);
}

/* Enter: the words of an answer that is given in words and lacks them, else the note. */
static void open_current(ChecklistView *self)
{
    int question = current_question(self);
    if (question < 0)
        return;
    bool words = checklist_question(self->checklist, (guint)question)->text_answer;
    bool lacking = answers_at(self->answers, (guint)question)->kind == ANSWER_NONE;
    type_for(self, words && lacking ? TYPE_ANSWER : TYPE_NOTE);
}

static void show_history(ChecklistView *self)
{
    GError *error = NULL;
    View *view = history_new(self->view.app, self->screen->record, self->case_id, &error);
    if (view != NULL)
        app_push(self->view.app, view);
    else
        app_fail(self->view.app, error);
}

static bool handle_move(ChecklistView *self, Action action)
{
    static const struct {
        Action action;
        int by;
    } moves[] = {{ACTION_UP, -1},        {ACTION_DOWN, 1},        {ACTION_PAGE_UP, -12},
                 {ACTION_PAGE_DOWN, 12}, {ACTION_FIRST, -100000}, {ACTION_LAST, 100000}};
    for (guint i = 0; i < G_N_ELEMENTS(moves); i++) {
        if (moves[i].action == action) {
            move_to_question(self, moves[i].by);
            return true;
        }
    }
    if (action == ACTION_NEXT_SECTION || action == ACTION_NEXT_FIELD)
        move_to_section(self, 1);
    else if (action == ACTION_PREVIOUS_SECTION || action == ACTION_PREVIOUS_FIELD)
        move_to_section(self, -1);
    else
        return false;
    return true;
}

static bool handle_screen_key(ChecklistView *self, const Event *event)
{
    if (event->kind != EVENT_KEY)
        return false;
    g_autofree char *name = key_to_name(event->key);
    for (guint i = 0; i < self->screen->action_count; i++) {
        const ActionDef *def = &self->screen->actions[i];
        if (g_strcmp0(name, def->key) == 0 && g_strcmp0(def->run, "checklist.open") != 0)
            return action_run(self->view.app, def->run, self->screen, &self->case_id, 1);
    }
    return false;
}

static bool checklist_handle(View *view, const Event *event, Action action)
{
    ChecklistView *self = (ChecklistView *)view;
    int just_answered = self->just_answered;
    self->just_answered = -1;
    static const struct {
        Action action;
        AnswerKind kind;
    } answers[] = {{ACTION_ANSWER_YES, ANSWER_YES},
                   {ACTION_ANSWER_NO, ANSWER_NO},
                   {ACTION_ANSWER_NA, ANSWER_NA},
                   {ACTION_ANSWER_UNKNOWN, ANSWER_UNKNOWN},
                   {ACTION_ANSWER_NONE, ANSWER_NONE}};
    for (guint i = 0; i < G_N_ELEMENTS(answers); i++) {
        if (answers[i].action == action) {
            answer_current(self, answers[i].kind);
            return true;
        }
    }
    switch (action) {
    case ACTION_OPEN:
    case ACTION_NOTE:
        go_back_to(self, just_answered);
        open_current(self);
        return true;
    case ACTION_EVIDENCE:
        go_back_to(self, just_answered);
        type_for(self, TYPE_EVIDENCE);
        return true;
    case ACTION_TAKE_KNOWN:
        if (current_question(self) >= 0)
            take_known(self, current_question(self));
        return true;
    case ACTION_TAKE_ALL_KNOWN:
        take_known(self, -1);
        return true;
    case ACTION_OPEN_ISSUES:
        self->only_open = !self->only_open;
        lay_lines(self);
        app_say(view->app,
                self->only_open ? "Only what is open; o shows every question again" : "Every question");
        return true;
    case ACTION_HISTORY:
        show_history(self);
        return true;
    case ACTION_NONE:
        return handle_screen_key(self, event);
    default:
        return handle_move(self, action);
    }
}

static void checklist_refresh(View *view)
{
    read_answers((ChecklistView *)view);
}

static void checklist_view_free(View *view)
{
    ChecklistView *self = (ChecklistView *)view;
    g_clear_pointer(&self->checklist, checklist_free);
    g_clear_pointer(&self->answers, answers_free);
    g_array_free(self->lines, TRUE);
    pager_free(self->detail);
    g_free(self->case_title);
    g_free(self);
}

static const ViewClass checklist_class = {
    .name = "checklist",
    .context = checklist_context,
    .title = checklist_view_title,
    .status = checklist_status,
    .keys = checklist_keys,
    .draw = checklist_draw,
    .handle = checklist_handle,
    .refresh = checklist_refresh,
    .free = checklist_view_free,
};

View *checklist_new_view(App *app, const ScreenDef *screen, gint64 case_id, GError **error)
{
    const char *folder = settings_text(app->office->settings, "screens");
    g_autoptr(Checklist) checklist = checklist_read(screen->checklist, folder, error);
    if (checklist == NULL)
        return NULL;
    g_autoptr(Answers) answers = answers_read(checklist, app->store, case_id, error);
    if (answers == NULL)
        return NULL;
    ChecklistView *self = g_new0(ChecklistView, 1);
    self->view = (View){&checklist_class, app};
    self->screen = screen;
    self->case_id = case_id;
    self->case_title = record_title(app->store, screen->record, case_id);
    self->checklist = g_steal_pointer(&checklist);
    self->answers = g_steal_pointer(&answers);
    self->just_answered = -1;
    self->lines = g_array_new(FALSE, FALSE, sizeof(ChecklistLine));
    self->detail = pager_new();
    lay_lines(self);
    return &self->view;
}
