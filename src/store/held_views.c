#include "store/held_views.h"

#include <string.h>

#include "base/asset.h"

#define FOLDER "db/lists/"
#define CREATE "CREATE VIEW "

enum { CHAINS = 256 };

typedef struct {
    const char *name; /* kept apart from the text, so that looking for one does not read it */
    guint length;     /* of the name */
    int next;         /* in its chain; -1 at the end */
    const char *text; /* in the asset: the definition from the name on */
    const char *end;  /* of it: its semicolon */
    enum { APART_UNKNOWN, APART_NO, APART_YES } apart; /* see stands_apart */
} HeldView;

struct HeldViews {
    GArray *all; /* HeldView, as the files have them */
    GStringChunk *names;
    int chains[CHAINS];
};

/* --- pieces of SQL */

typedef enum { PIECE_END, PIECE_SPACE, PIECE_WORD, PIECE_OTHER } PieceKind;

typedef struct {
    PieceKind kind;
    const char *text; /* of a word in quotes: what stands between them */
    guint length;
    const char *from, *to;
} Piece;

static bool is_word(char letter)
{
    return g_ascii_isalnum(letter) || letter == '_';
}

static const char *skip_word(const char *at, const char *end)
{
    while (at < end && is_word(*at))
        at++;
    return at;
}

static const char *skip_quoted(const char *at, const char *end)
{
    const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
    return close ? close + 1 : end;
}

/* White space and comments. */
static const char *skip_space(const char *at, const char *end)
{
    for (;;) {
        while (at < end && g_ascii_isspace(*at))
            at++;
        if (end - at < 2 || at[0] != '-' || at[1] != '-')
            return at;
        const char *line = memchr(at, '\n', (size_t)(end - at));
        at = line ? line : end;
    }
}

static Piece piece_at(const char *at, const char *end)
{
    Piece piece = {PIECE_END, at, 0, at, at};
    if (at == end)
        return piece;
    piece.to = skip_space(at, end);
    piece.kind = PIECE_SPACE;
    if (piece.to > at)
        return piece;
    piece.kind = is_word(*at) || *at == '"' ? PIECE_WORD : PIECE_OTHER;
    piece.to = *at == '"' || *at == '\''  ? skip_quoted(at, end)
               : piece.kind == PIECE_WORD ? skip_word(at, end)
                                          : at + 1;
    const bool quoted = *at == '"', closed = piece.to - at > 1 && piece.to[-1] == '"';
    piece.text = quoted ? at + 1 : at;
    piece.length = !quoted ? (guint)(piece.to - at) : closed ? (guint)(piece.to - at) - 2 : 0;
    return piece;
}

/* --- what there is */

static guint chain_of(const char *name, guint length)
{
    const guint first = (guchar)g_ascii_tolower(name[0]), last = (guchar)g_ascii_tolower(name[length - 1]);
    return (first * 31 + last * 7 + length) % CHAINS;
}

static const HeldView *find(const HeldViews *views, const char *name, guint length)
{
    int at = length > 0 ? views->chains[chain_of(name, length)] : -1;
    while (at >= 0) {
        const HeldView *view = &g_array_index(views->all, HeldView, at);
        if (view->length == length && g_ascii_strncasecmp(view->name, name, length) == 0)
            return view;
        at = view->next;
    }
    return NULL;
}

static void add(HeldViews *views, const char *text, const char *end)
{
    HeldView view = {.text = text, .end = end};
    view.length = (guint)(skip_word(text, end) - text);
    view.name = g_string_chunk_insert_len(views->names, text, view.length);
    int *chain = &views->chains[chain_of(view.name, view.length)];
    view.next = *chain;
    *chain = (int)views->all->len;
    g_array_append_val(views->all, view);
}

/* A definition begins a line and ends with the first semicolon that ends one. */
static int add_file(const Asset *asset, void *data)
{
    const char *at = g_str_has_prefix(asset->data, CREATE) ? asset->data : strstr(asset->data, "\n" CREATE);
    while (at) {
        const char *text = strstr(at, CREATE) + strlen(CREATE);
        const char *end = strstr(text, ";\n");
        if (!end)
            break;
        add(data, text, end);
        at = strstr(end, "\n" CREATE);
    }
    return 1;
}

HeldViews *held_views_new(void)
{
    HeldViews *views = g_new(HeldViews, 1);
    views->all = g_array_new(false, false, sizeof(HeldView));
    views->names = g_string_chunk_new(4096);
    memset(views->chains, -1, sizeof views->chains);
    asset_each(FOLDER, add_file, views);
    return views;
}

void held_views_free(HeldViews *views)
{
    if (!views)
        return;
    g_array_unref(views->all);
    g_string_chunk_free(views->names);
    g_free(views);
}

bool held_views_has(const HeldViews *views, const char *name)
{
    return find(views, name, (guint)strlen(name)) != NULL;
}

static bool is_keyword(const Piece *piece, const char *keyword)
{
    return piece->kind == PIECE_WORD && piece->length == strlen(keyword) &&
           g_ascii_strncasecmp(piece->text, keyword, piece->length) == 0;
}

/* --- those that a text names */

/* A view as one place of a statement names it. */
typedef struct {
    const HeldView *view;
    guint copy; /* 1: under its own name */
} Use;

/* The view that the piece names, or NULL; `before` is the piece in front of it. */
static const HeldView *named_by(const HeldViews *views, const Piece *piece, const Piece *before)
{
    const bool behind_dot = before->kind == PIECE_OTHER && *before->from == '.';
    return piece->kind == PIECE_WORD && !behind_dot ? find(views, piece->text, piece->length) : NULL;
}

/* Whether SQLite reads it as a whole of its own, and does not make it a part of the statement: it groups,
 * joins rows of several SELECTs, or reads one that does. */
static bool stands_apart(const HeldViews *views, const HeldView *view)
{
    static const char *const words[] = {"GROUP", "DISTINCT", "UNION", "LIMIT", "OVER"};
    HeldView *known = (HeldView *)view;
    Piece before = {0};
    if (view->apart != APART_UNKNOWN)
        return view->apart == APART_YES;
    known->apart = APART_NO;
    const char *at = view->text + view->length;
    for (Piece piece = piece_at(at, view->end); piece.kind != PIECE_END;
         piece = piece_at(piece.to, view->end)) {
        const HeldView *other = named_by(views, &piece, &before);
        for (guint i = 0; i < G_N_ELEMENTS(words); i++)
            if (is_keyword(&piece, words[i]) || (other && stands_apart(views, other)))
                known->apart = APART_YES;
        before = piece;
    }
    return view->apart == APART_YES;
}

static guint copies_of(const GArray *uses, const HeldView *view)
{
    guint copies = 0;
    for (guint i = 0; i < uses->len; i++)
        copies += g_array_index(uses, Use, i).view == view;
    return copies;
}

/* Which copy the place reads, added to `uses` where it is new. One that stands apart is read by each place
 * for itself, as a view would be: SQLite takes no condition into what two places read. */
static guint copy_for(const HeldViews *views, const HeldView *view, bool is_table, GArray *uses)
{
    const guint copies = copies_of(uses, view);
    if (copies > 0 && !(is_table && stands_apart(views, view)))
        return 1;
    const Use use = {view, copies + 1};
    g_array_append_val(uses, use);
    return use.copy;
}

static void append_name(const Use *use, GString *sql)
{
    if (use->copy == 1)
        g_string_append_len(sql, use->view->name, use->view->length);
    else
        g_string_append_printf(sql, "\"%s %u\"", use->view->name, use->copy);
}

static void append_piece(const Piece *piece, GString *sql)
{
    if (piece->kind == PIECE_SPACE)
        g_string_append_c(sql, ' ');
    else
        g_string_append_len(sql, piece->from, piece->to - piece->from);
}

/* Appends the text to `sql`, without its comments and with one blank for each white space, each held view by
 * the name of the copy that is read there. */
static void append_text(const HeldViews *views, const char *text, const char *end, GArray *uses, GString *sql)
{
    Piece before = {0}; /* what stands in front that is no white space */
    for (Piece piece = piece_at(text, end); piece.kind != PIECE_END; piece = piece_at(piece.to, end)) {
        const HeldView *view = named_by(views, &piece, &before);
        const bool is_table = is_keyword(&before, "FROM") || is_keyword(&before, "JOIN");
        const guint copy = view ? copy_for(views, view, is_table, uses) : 1;
        if (copy > 1)
            append_name(&(Use){view, copy}, sql);
        else
            append_piece(&piece, sql);
        before = piece.kind == PIECE_SPACE ? before : piece;
    }
}

/* The word AS that stands between a view's name (and its columns) and its SELECT. */
static const char *find_as(const HeldView *view)
{
    const char *at = skip_space(view->text + view->length, view->end);
    if (*at == '(')
        at = skip_space((const char *)memchr(at, ')', (size_t)(view->end - at)) + 1, view->end);
    return at;
}

/* --- the columns of one */

/* The last word of what stands between commas is its name. From `at` to the closing parenthesis, the FROM or
 * the end. */
static bool list_names(const char *at, const char *end, GPtrArray *names)
{
    int depth = 0;
    Piece last = {0};
    for (Piece piece = piece_at(at, end);; piece = piece_at(piece.to, end)) {
        const char sign = piece.kind == PIECE_OTHER ? *piece.from : '\0';
        const bool ends =
            piece.kind == PIECE_END || (depth == 0 && (sign == ')' || is_keyword(&piece, "FROM")));
        if ((depth == 0 && sign == ',') || ends) {
            if (last.kind != PIECE_WORD)
                return false;
            g_ptr_array_add(names, g_strndup(last.text, last.length));
        }
        if (ends)
            return true;
        depth += (sign == '(') - (sign == ')');
        last = piece.kind == PIECE_SPACE ? last : piece;
    }
}

bool held_views_columns(const HeldViews *views, const char *name, GPtrArray *names)
{
    const HeldView *view = find(views, name, (guint)strlen(name));
    if (!view)
        return false;
    const char *at = skip_space(view->text + view->length, view->end);
    if (*at == '(')
        return list_names(at + 1, view->end, names);
    Piece word = piece_at(skip_space(at + strlen("AS"), view->end), view->end);
    if (!is_keyword(&word, "SELECT"))
        return false;
    at = skip_space(word.to, view->end);
    word = piece_at(at, view->end);
    if (is_keyword(&word, "DISTINCT"))
        at = word.to;
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    const bool good = list_names(at, view->end, found);
    for (guint i = 0; good && i < found->len; i++)
        g_ptr_array_add(names, g_strdup(found->pdata[i]));
    return good;
}

/* --- in front of a statement */

/* Its name and its columns, then `between`, then its SELECT. */
static void append_definition(const HeldViews *views, const Use *use, const char *between, GArray *uses,
                              GString *sql)
{
    const char *as = find_as(use->view);
    const char *at = use->view->text + use->view->length;
    append_name(use, sql);
    for (Piece piece = piece_at(at, as); piece.kind != PIECE_END; piece = piece_at(piece.to, as))
        append_piece(&piece, sql);
    g_string_append(sql, between);
    append_text(views, skip_space(as + strlen("AS"), use->view->end), use->view->end, uses, sql);
}

static const char *skip_keyword(const char *at, const char *keyword)
{
    const Piece word = piece_at(at, at + strlen(at));
    if (!is_keyword(&word, keyword))
        return at;
    return skip_space(word.to, word.to + strlen(word.to));
}

char *held_views_with(const HeldViews *views, const char *sql)
{
    g_autoptr(GArray) uses = g_array_new(false, false, sizeof(Use));
    g_autoptr(GString) own = g_string_new(NULL);
    append_text(views, sql, sql + strlen(sql), uses, own);
    if (uses->len == 0)
        return NULL;
    const char *first = skip_space(own->str, own->str + own->len);
    const char *start = skip_keyword(skip_keyword(skip_keyword(first, "EXPLAIN"), "QUERY"), "PLAN");
    const char *tables = skip_keyword(start, "WITH"), *rest = skip_keyword(tables, "RECURSIVE");
    GString *with = g_string_new_len(first, start - first);
    for (guint i = 0; i < uses->len; i++) { /* which grows */
        const Use use = g_array_index(uses, Use, i);
        g_string_append(with, i > 0 ? "), " : "WITH ");
        append_definition(views, &use, "AS NOT MATERIALIZED (", uses, with);
    }
    g_string_append(with, tables > start ? "), " : ") ");
    g_string_append(with, rest);
    asset_release(); /* nobody asks for these lists again soon */
    return g_string_free(with, FALSE);
}

char *held_views_named(const HeldViews *views, const char *script)
{
    g_autoptr(GArray) uses = g_array_new(false, false, sizeof(Use));
    g_autoptr(GString) whole = g_string_new(NULL);
    append_text(views, script, script + strlen(script), uses, whole);
    GString *sql = g_string_new(NULL);
    for (guint i = 0; i < uses->len; i++) { /* which grows */
        const HeldView *view = g_array_index(uses, Use, i).view;
        if (g_array_index(uses, Use, i).copy > 1)
            continue;
        append_text(views, view->text, view->end, uses, whole);
        g_string_append_printf(sql, CREATE "%.*s;\n", (int)(view->end - view->text), view->text);
    }
    return g_string_free(sql, FALSE);
}

/* --- all of them */

char *held_views_script(const char *create)
{
    g_autoptr(HeldViews) views = held_views_new();
    GString *script = g_string_new(NULL);
    for (guint i = 0; i < views->all->len; i++) {
        const HeldView *view = &g_array_index(views->all, HeldView, i);
        g_string_append_printf(script, "%s ", create);
        g_string_append_len(script, view->text, view->end - view->text);
        g_string_append(script, ";\n");
    }
    return g_string_free(script, FALSE);
}

static int by_name(gconstpointer a, gconstpointer b)
{
    const HeldView *left = *(const HeldView *const *)a, *right = *(const HeldView *const *)b;
    return strcmp(left->name, right->name);
}

void held_views_each(const HeldViews *views, void (*each)(const char *name, const char *sql, gpointer data),
                     gpointer data)
{
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    for (guint i = 0; i < views->all->len; i++)
        g_ptr_array_add(sorted, &g_array_index(views->all, HeldView, i));
    g_ptr_array_sort(sorted, by_name);
    for (guint i = 0; i < sorted->len; i++) {
        const HeldView *view = sorted->pdata[i];
        g_autofree char *sql =
            g_strndup(view->text - strlen(CREATE), (gsize)(view->end - view->text) + strlen(CREATE));
        each(view->name, sql, data);
    }
}
