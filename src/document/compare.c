#include "document/compare.h"

#include <string.h>

#include "base/text.h"

enum { EDITS_MOST = 2000, WORDS_MOST = 50000 };

typedef struct {
    const char *const *before;
    const char *const *after;
    guint first;       /* of both: what is before it is the same */
    int rows, columns; /* what is left between the common ends */
    GPtrArray *fronts; /* (element-type int array): the furthest points after each number of edits */
    GArray *steps;
} Comparison;

static void add_step(GArray *steps, CompareKind kind, guint before, guint after)
{
    const CompareStep step = {kind, before, after};
    g_array_append_val(steps, step);
}

static gboolean is_same(const Comparison *self, int row, int column)
{
    return strcmp(self->before[self->first + (guint)row], self->after[self->first + (guint)column]) == 0;
}

/* Whether diagonal `k` is best reached by taking something new: down from the one above it. */
static gboolean comes_down(const int *front, int edits, int k)
{
    return k == -edits || (k != edits && front[edits + k - 1] < front[edits + k + 1]);
}

/* One more edit on every diagonal. `last` reaches from -(edits-1) to edits-1, with room at both ends. True
 * when the end is reached. */
static gboolean step_front(Comparison *self, int edits)
{
    int *front = g_new0(int, (gsize)(2 * edits + 3)); /* diagonal k stands at edits + 1 + k */
    const int *last = edits > 0 ? g_ptr_array_index(self->fronts, (guint)edits - 1) : NULL;
    g_ptr_array_add(self->fronts, front);
    for (int k = -edits; k <= edits; k += 2) {
        /* `last` has its diagonal k at edits + k: one place lower. */
        int row = !last ? 0 : comes_down(last, edits, k) ? last[edits + k + 1] : last[edits + k - 1] + 1;
        while (row < self->rows && row - k < self->columns && row - k >= 0 && is_same(self, row, row - k))
            row++;
        front[edits + 1 + k] = row;
        if (row >= self->rows && row - k >= self->columns)
            return TRUE;
    }
    return FALSE;
}

/* From the end back to the beginning: the steps in the wrong order. */
static void trace_back(const Comparison *self, int edits, GArray *reversed)
{
    int row = self->rows, column = self->columns;
    for (int d = edits; d > 0; d--) {
        const int *last = g_ptr_array_index(self->fronts, (guint)d - 1);
        int k = row - column;
        gboolean down = comes_down(last, d, k);
        int from_row = down ? last[d + k + 1] : last[d + k - 1];
        int from_column = from_row - (down ? k + 1 : k - 1);
        int start_row = down ? from_row : from_row + 1;
        while (row > start_row) {
            row--, column--;
            add_step(reversed, COMPARE_SAME, (guint)row, (guint)column);
        }
        row = from_row;
        column = from_column;
        add_step(reversed, down ? COMPARE_NEW : COMPARE_GONE, (guint)row, (guint)column);
    }
    while (row > 0) {
        row--, column--;
        add_step(reversed, COMPARE_SAME, (guint)row, (guint)column);
    }
}

static void replace_all(const Comparison *self)
{
    for (int i = 0; i < self->rows; i++)
        add_step(self->steps, COMPARE_GONE, self->first + (guint)i, self->first);
    for (int i = 0; i < self->columns; i++)
        add_step(self->steps, COMPARE_NEW, self->first + (guint)self->rows, self->first + (guint)i);
}

static void compare_middle(Comparison *self)
{
    int edits = 0, most = MIN(self->rows + self->columns, EDITS_MOST);
    while (edits <= most && !step_front(self, edits))
        edits++;
    if (edits > most) {
        replace_all(self);
        return;
    }
    g_autoptr(GArray) reversed = g_array_new(FALSE, FALSE, sizeof(CompareStep));
    trace_back(self, edits, reversed);
    for (guint i = reversed->len; i > 0; i--) {
        const CompareStep *step = &g_array_index(reversed, CompareStep, i - 1);
        add_step(self->steps, step->kind, self->first + step->before, self->first + step->after);
    }
}

static void append_step(GArray *steps, CompareStep *at, CompareKind kind)
{
    add_step(steps, kind, at->before, at->after);
    at->before += kind != COMPARE_NEW;
    at->after += kind != COMPARE_GONE;
}

/* Within a stretch of changes what goes stands before what comes. */
static GArray *sort_changes(const GArray *steps)
{
    GArray *sorted = g_array_sized_new(FALSE, FALSE, sizeof(CompareStep), steps->len);
    CompareStep at = {COMPARE_SAME, 0, 0};
    for (guint i = 0; i < steps->len;) {
        guint counts[] = {[COMPARE_SAME] = 0, [COMPARE_GONE] = 0, [COMPARE_NEW] = 0};
        while (i < steps->len && g_array_index(steps, CompareStep, i).kind != COMPARE_SAME)
            counts[g_array_index(steps, CompareStep, i++).kind]++;
        while (counts[COMPARE_GONE]-- > 0)
            append_step(sorted, &at, COMPARE_GONE);
        while (counts[COMPARE_NEW]-- > 0)
            append_step(sorted, &at, COMPARE_NEW);
        if (i < steps->len)
            append_step(sorted, &at, COMPARE_SAME);
        i++;
    }
    return sorted;
}

GArray *compare_sequences(const char *const *before, guint before_count, const char *const *after,
                          guint after_count)
{
    Comparison self = {.before = before, .after = after};
    guint tail = 0, least = MIN(before_count, after_count);
    g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(CompareStep));
    self.steps = steps;
    while (self.first < least && strcmp(before[self.first], after[self.first]) == 0) {
        add_step(steps, COMPARE_SAME, self.first, self.first);
        self.first++;
    }
    while (tail < least - self.first &&
           strcmp(before[before_count - tail - 1], after[after_count - tail - 1]) == 0)
        tail++;
    self.rows = (int)(before_count - tail - self.first);
    self.columns = (int)(after_count - tail - self.first);
    g_autoptr(GPtrArray) fronts = g_ptr_array_new_with_free_func(g_free);
    self.fronts = fronts;
    compare_middle(&self);
    for (guint i = tail; i > 0; i--)
        add_step(steps, COMPARE_SAME, before_count - i, after_count - i);
    return sort_changes(steps);
}

/* --- words --- */

static gboolean is_wordy(const char *at)
{
    return *at && g_unichar_isalnum(g_utf8_get_char(at));
}

/* Words, blanks and signs, each by itself: joined they are the text again. */
static GPtrArray *split_words(const char *text)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    while (*text && words->len < WORDS_MOST) {
        const char *end = text_next(text);
        while (is_wordy(text) && is_wordy(end))
            end = text_next(end);
        g_ptr_array_add(words, g_strndup(text, (gsize)(end - text)));
        text = end;
    }
    if (*text)
        g_ptr_array_add(words, g_strdup(text));
    return words;
}

static void flush(Document *document, RunStyle style, GString *text)
{
    if (text->len > 0)
        document_run(document, style, text->str);
    g_string_truncate(text, 0);
}

/* A blank alone between two stretches of which both had words and have others belongs to both: a sentence
 * that was written anew is then one change and not one for each word. */
static gboolean is_bridge(const GArray *steps, guint index, const char *word)
{
    return index + 1 < steps->len && g_array_index(steps, CompareStep, index + 1).kind == COMPARE_GONE &&
           strcmp(word, " ") == 0;
}

void compare_runs(Document *document, const char *before, const char *after)
{
    g_autoptr(GPtrArray) old = split_words(before ? before : "");
    g_autoptr(GPtrArray) new = split_words(after ? after : "");
    g_autoptr(GArray) steps = compare_sequences((const char *const *)old->pdata, old->len,
                                                (const char *const *)new->pdata, new->len);
    g_autoptr(GString) same = g_string_new(NULL);
    g_autoptr(GString) gone = g_string_new(NULL);
    g_autoptr(GString) come = g_string_new(NULL);
    for (guint i = 0; i < steps->len; i++) {
        const CompareStep *step = &g_array_index(steps, CompareStep, i);
        gboolean bridge = step->kind == COMPARE_SAME && gone->len > 0 && come->len > 0 &&
                          is_bridge(steps, i, g_ptr_array_index(old, step->before));
        if (step->kind == COMPARE_SAME && !bridge) {
            flush(document, RUN_DELETED, gone);
            flush(document, RUN_INSERTED, come);
            g_string_append(same, g_ptr_array_index(old, step->before));
            continue;
        }
        flush(document, RUN_PLAIN, same);
        if (bridge || step->kind == COMPARE_GONE)
            g_string_append(gone, g_ptr_array_index(old, step->before));
        if (bridge || step->kind == COMPARE_NEW)
            g_string_append(come, g_ptr_array_index(new, step->after));
    }
    flush(document, RUN_PLAIN, same);
    flush(document, RUN_DELETED, gone);
    flush(document, RUN_INSERTED, come);
}
