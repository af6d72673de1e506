#include "app/picture.h"

#include <string.h>

#include "base/date.h"
#include "screen/listing.h"

enum { NUMBER = 5 /* columns of " 100%" */, FULL = 100, DEEPEST = 12 };

char *picture_bar(const Terminal *terminal, gint64 percent, int width)
{
    const int cells = MAX(width - NUMBER, 0);
    const gint64 full = CLAMP(percent, 0, FULL) * cells / FULL;
    GString *bar = g_string_new(NULL);
    for (int i = 0; i < cells; i++)
        g_string_append(bar, terminal_glyph(terminal, i < full ? GLYPH_BAR_FULL : GLYPH_BAR_EMPTY));
    g_string_append_printf(bar, " %3" G_GINT64_FORMAT "%%", percent);
    return g_string_free(bar, FALSE);
}

/* Months since year 0 of an ISO day. */
static int month_of(const char *iso)
{
    return (int)g_ascii_strtoll(iso, NULL, 10) * 12 + (int)g_ascii_strtoll(iso + 5, NULL, 10) - 1;
}

static Glyph glyph_at(int cell, int now, int first, int last)
{
    const bool within = cell >= first && cell <= last;
    if (cell == now)
        return within ? GLYPH_SPAN_TODAY : GLYPH_TODAY;
    return cell < now ? GLYPH_SPAN_PAST : GLYPH_SPAN_AHEAD;
}

char *picture_span(const Terminal *terminal, const char *from, const char *to, const char *today, int width)
{
    const int now = width / 3, origin = month_of(today) - now;
    const int first = from != NULL && date_is_iso(from) ? month_of(from) - origin : 0;
    const int last = to != NULL && date_is_iso(to) ? month_of(to) - origin : width - 1;
    GString *line = g_string_new(NULL);
    for (int cell = 0; cell < width; cell++) {
        if (cell != now && (cell < first || cell > last))
            g_string_append_c(line, ' ');
        else
            g_string_append(line, terminal_glyph(terminal, glyph_at(cell, now, first, last)));
    }
    return g_string_free(line, FALSE);
}

char *picture_branch(const Terminal *terminal, const char *text, const char *branches)
{
    const size_t steps = MIN(strlen(branches), DEEPEST);
    GString *line = g_string_new(NULL);
    for (size_t i = 0; i < steps; i++) {
        const bool more = branches[i] == LISTING_TREE_MORE;
        if (i + 1 == steps)
            g_string_append(line, terminal_glyph(terminal, more ? GLYPH_BRANCH : GLYPH_LAST_BRANCH));
        else
            g_string_append(line, more ? terminal_glyph(terminal, GLYPH_TRUNK) : " ");
        g_string_append_c(line, ' ');
    }
    return g_string_free(g_string_append(line, text), FALSE);
}

char *picture_cell(const Terminal *terminal, const ScreenDef *screen, const Row *row, guint column,
                   const char *today)
{
    const ColumnDef *def = &screen->columns[column];
    const char *stored = row->cells[column];
    if (g_strcmp0(def->style, LISTING_BAR) == 0 && stored != NULL)
        return picture_bar(terminal, g_ascii_strtoll(stored, NULL, 10), def->width);
    const char *end = listing_more(screen, row, column);
    if (g_strcmp0(def->style, LISTING_TREE) == 0 && stored != NULL && end != NULL)
        return picture_branch(terminal, stored, end);
    if (g_strcmp0(def->style, LISTING_SPAN) == 0 && (stored != NULL || end != NULL))
        return picture_span(terminal, stored, end, today, def->width);
    return NULL;
}
