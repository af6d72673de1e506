#include "rules/drafting.h"

#include <string.h>

#include "base/error.h"
#include "rules/drafting_private.h"
#include "store/change.h"
#include "store/query.h"

/* An article that a new version will have. */
typedef struct {
    gint64 position;
    char *topic;
    char *wording; /* id of the clause_version, or NULL */
    char *title;
    char *text;
    char *edited;
} Article;

static void article_free(gpointer data)
{
    Article *article = data;
    g_free(article->topic);
    g_free(article->wording);
    g_free(article->title);
    g_free(article->text);
    g_free(article->edited);
    g_free(article);
}

static char *id_text(gint64 id)
{
    return g_strdup_printf("%" G_GINT64_FORMAT, id);
}

static gint64 newest_text(Store *store, gint64 agreement)
{
    return query_one_int(
        store, "SELECT id FROM agreement_text WHERE agreement_id = :id ORDER BY version DESC LIMIT 1",
        agreement, 0);
}

int drafting_newest(Store *store, gint64 agreement)
{
    return (int)query_one_int(store, "SELECT max(version) FROM agreement_text WHERE agreement_id = :id",
                              agreement, 0);
}

/* --- what the new version will hold --- */

static char *find_template(Store *store, gint64 agreement, GError **error)
{
    g_autoptr(GError) problem = NULL;
    char *template =
        query_one_text(store,
                       "SELECT t.template FROM agreement a JOIN agreement_kind_template t ON t.kind = a.kind "
                       "WHERE a.id = :id",
                       agreement, &problem);
    if (problem)
        g_propagate_error(error, g_steal_pointer(&problem));
    else if (!template) {
        g_autofree char *kinds = query_one_text(store,
                                                "SELECT group_concat(label, ', ') FROM (SELECT k.label FROM "
                                                "agreement_kind k JOIN agreement_kind_template t "
                                                "ON t.kind = k.code ORDER BY k.position)",
                                                0, NULL);
        error_set(error, ERROR_REFUSED,
                  "text: this kind of agreement has no set of articles here: change its kind, or write it "
                  "elsewhere and "
                  "file it under Documents; kinds with articles are %s",
                  kinds);
    }
    return template;
}

static const char LIBRARY_SQL[] =
    "SELECT t.position, t.topic, u.clause_version_id, coalesce(c.title, t.topic_label), u.text, 0 "
    "FROM template_clause t LEFT JOIN clause c ON c.id = t.clause_id LEFT JOIN clause_current u ON "
    "u.clause_id = c.id "
    "WHERE t.template = :template ORDER BY t.position";

static const char NEWEST_SQL[] =
    "SELECT position, topic, clause_version_id, title, text, edited FROM text_clause "
    "WHERE agreement_text_id = :text ORDER BY position, id";

static Article *read_article(Query *query, const Merge *merge)
{
    const char *title = query_text(query, 3);
    if (query_is_null(query, 4)) {
        g_ptr_array_add(merge->problems,
                        g_strdup_printf("%s: the library has no approved clause for it: left out; "
                                        "enter one under Clauses, or write the article by hand",
                                        title));
        return NULL;
    }
    Article *article = g_new0(Article, 1);
    article->position = query_int(query, 0);
    article->topic = g_strdup(query_text(query, 1));
    article->wording = g_strdup(query_text(query, 2));
    article->title = g_strdup(title);
    article->text = merge_text(merge, query_text(query, 4), title);
    article->edited = g_strdup(query_text(query, 5));
    return article;
}

/* Values are read while the articles are: all of them before anything is written. (transfer full)
 * (element-type Article) */
static GPtrArray *read_articles(Store *store, const char *sql, const char *template, gint64 text,
                                const Merge *merge, GError **error)
{
    g_autoptr(Query) query = query_new(store, sql, error);
    if (!query)
        return NULL;
    query_bind_text(query, ":template", template);
    query_bind_int(query, ":text", text);
    g_autoptr(GPtrArray) articles = g_ptr_array_new_with_free_func(article_free);
    GError *problem = NULL;
    while (query_next(query, &problem)) {
        Article *article = read_article(query, merge);
        if (article)
            g_ptr_array_add(articles, article);
    }
    if (problem)
        g_propagate_error(error, problem);
    return problem ? NULL : g_steal_pointer(&articles);
}

/* --- writing it --- */

static bool insert_article(Change *change, gint64 text, const Article *article, GError **error)
{
    g_autoptr(Record) record = record_new("text_clause");
    g_autofree char *text_id = id_text(text), *position = id_text(article->position);
    record_set(record, "agreement_text_id", text_id);
    record_set(record, "position", position);
    record_set(record, "topic", article->topic);
    record_set(record, "clause_version_id", article->wording);
    record_set(record, "title", article->title);
    record_set(record, "text", article->text);
    record_set(record, "edited", article->edited);
    return change_insert(change, record, error);
}

static char *officer_id(Store *store)
{
    g_autoptr(Query) query = query_new(store, "SELECT id FROM officer WHERE login = :login", NULL);
    if (!query)
        return NULL;
    query_bind_text(query, ":login", store_officer(store));
    return query_next(query, NULL) ? g_strdup(query_text(query, 0)) : NULL;
}

/* The version's own row; its id, 0 on failure. */
static gint64 insert_text(Store *store, Change *change, gint64 agreement, const char *template, int version,
                          const char *note, GError **error)
{
    g_autoptr(Record) record = record_new("agreement_text");
    g_autofree char *agreement_id = id_text(agreement), *number = id_text(version),
                    *today = store_today(store);
    g_autofree char *officer = officer_id(store);
    record_set(record, "agreement_id", agreement_id);
    record_set(record, "template", template);
    record_set(record, "version", number);
    record_set(record, "made_on", today);
    record_set(record, "officer_id", officer);
    record_set(record, "note", note);
    return change_insert(change, record, error) ? record_id(record) : 0;
}

static bool write_version(Store *store, gint64 agreement, const char *template, const char *note,
                          const char *verb, const GPtrArray *articles, int *version, GError **error)
{
    *version = drafting_newest(store, agreement) + 1;
    g_autofree char *name = record_title(store, "agreement", agreement);
    g_autofree char *what = g_strdup_printf("Text of %s %s, version %d", name, verb, *version);
    g_autoptr(Change) change = change_open(store, what, error);
    if (!change)
        return false;
    change_set_record(change, "agreement", agreement);
    gint64 text = insert_text(store, change, agreement, template, *version, note, error);
    for (guint i = 0; text != 0 && i < articles->len; i++)
        if (!insert_article(change, text, g_ptr_array_index(articles, i), error))
            return false;
    return text != 0 && change_commit(g_steal_pointer(&change), NULL, error);
}

bool drafting_assemble(Store *store, gint64 agreement, const Merge *merge, int *version, GError **error)
{
    g_autofree char *template = find_template(store, agreement, error);
    g_autoptr(GPtrArray) articles =
        template ? read_articles(store, LIBRARY_SQL, template, 0, merge, error) : NULL;
    if (!articles)
        return false;
    if (articles->len == 0)
        return error_set(
            error, ERROR_REFUSED,
            "text: the library has no approved clause for such an agreement: enter clauses and their "
            "approved wordings under Clauses");
    return write_version(store, agreement, template, NULL, "assembled", articles, version, error);
}

bool drafting_keep(Store *store, gint64 agreement, const char *note, const Merge *merge, int *version,
                   GError **error)
{
    gint64 text = newest_text(store, agreement);
    if (text == 0)
        return drafting_refuse_none(store, agreement, error);
    g_autofree char *template =
        query_one_text(store, "SELECT template FROM agreement_text WHERE id = :id", text, error);
    g_autoptr(GPtrArray) articles =
        template ? read_articles(store, NEWEST_SQL, NULL, text, merge, error) : NULL;
    return articles && write_version(store, agreement, template, note, "copied", articles, version, error);
}
