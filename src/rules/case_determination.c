#include "rules/case_determination.h"

#include <string.h>

#include "base/error.h"
#include "store/query.h"

/* What a determination is asked with, kept as long as it is asked. */
typedef struct {
    GPtrArray *destinations; /* codes, ended by NULL */
    GArray *recipients;      /* Recipient, whose texts and nationalities stand below */
    GPtrArray *held;         /* GArray of Nationality, one for each recipient */
    GStringChunk *texts;
    bool deemed, reexport;
    const char *country;
} CaseFacts;

static CaseFacts *facts_new(void)
{
    CaseFacts *facts = g_new0(CaseFacts, 1);
    facts->destinations = g_ptr_array_new();
    facts->recipients = g_array_new(false, true, sizeof(Recipient));
    facts->held = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    facts->texts = g_string_chunk_new(512);
    return facts;
}

static void facts_free(CaseFacts *facts)
{
    g_ptr_array_unref(facts->destinations);
    g_array_unref(facts->recipients);
    g_ptr_array_unref(facts->held);
    g_string_chunk_free(facts->texts);
    g_free(facts);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CaseFacts, facts_free)

static const char *keep(CaseFacts *facts, const char *text)
{
    return text ? g_string_chunk_insert_const(facts->texts, text) : NULL;
}

/* --- reading --- */

typedef void (*TakeRow)(CaseDetermination *read, CaseFacts *facts, Query *query);

static bool each_row(Store *store, const char *sql, gint64 id, TakeRow take, CaseDetermination *read,
                     CaseFacts *facts, GError **error)
{
    g_autoptr(Query) query = query_new(store, sql, error);
    if (!query)
        return false;
    query_bind_int(query, ":id", id);
    GError *problem = NULL;
    while (query_next(query, &problem))
        take(read, facts, query);
    if (!problem)
        return true;
    g_propagate_error(error, problem);
    return false;
}

static void take_case(CaseDetermination *read, CaseFacts *facts, Query *query)
{
    (void)read;
    const char *direction = query_text(query, 1);
    facts->country = keep(facts, query_text(query, 0));
    facts->deemed = g_str_has_prefix(direction, "deemed");
    facts->reexport = g_str_has_suffix(direction, "reexport");
}

static void add_recipient(CaseFacts *facts, const char *name, const char *us_person)
{
    Recipient person = {.name = keep(facts, name), .us_person = keep(facts, us_person)};
    g_array_append_val(facts->recipients, person);
    g_ptr_array_add(facts->held, g_array_new(false, true, sizeof(Nationality)));
}

/* To the person that was added last. */
static void add_nationality(CaseFacts *facts, const Nationality *nationality)
{
    GArray *held = g_ptr_array_index(facts->held, facts->held->len - 1);
    g_array_append_vals(held, nationality, 1);
}

static void take_visitor(CaseDetermination *read, CaseFacts *facts, Query *query)
{
    gint64 id = query_int(query, 0);
    const CaseVisitor *last =
        read->visitors->len ? g_ptr_array_index(read->visitors, read->visitors->len - 1) : NULL;
    if (!last || last->visitor_id != id) {
        CaseVisitor *visitor = g_new0(CaseVisitor, 1);
        *visitor = (CaseVisitor){id, g_strdup(query_text(query, 1)),
                                 !query_is_null(query, 2) || !query_is_null(query, 3)};
        g_ptr_array_add(read->visitors, visitor);
        add_recipient(facts, visitor->name, query_text(query, 2));
    }
    if (query_is_null(query, 3))
        return;
    const Nationality nationality = {
        .country = keep(facts, query_text(query, 3)),
        .residence = query_int(query, 4) != 0,
        .past = query_int(query, 5) != 0,
        .most_recent = query_int(query, 6) != 0,
    };
    add_nationality(facts, &nationality);
}

static void add_national(CaseFacts *facts, const char *country)
{
    const Nationality nationality = {.country = keep(facts, country), .most_recent = true};
    add_recipient(facts, NULL, NULL);
    add_nationality(facts, &nationality);
}

static void add_destination(CaseFacts *facts, const char *country)
{
    const char *kept = keep(facts, country);
    if (!g_ptr_array_find(facts->destinations, kept, NULL))
        g_ptr_array_add(facts->destinations, (gpointer)kept);
}

static void take_country(CaseDetermination *read, CaseFacts *facts, Query *query)
{
    (void)read;
    const char *role = query_text(query, 1);
    if (strcmp(role, "nationality") == 0)
        add_national(facts, query_text(query, 0));
    else if (!facts->deemed)
        add_destination(facts, query_text(query, 0));
}

static bool read_facts(Store *store, gint64 id, CaseDetermination *read, CaseFacts *facts, GError **error)
{
    static const char of_case[] = "SELECT country, direction FROM export_case WHERE id = :id";
    static const char visitors[] =
        "SELECT v.id, v.family_name || coalesce(', ' || v.given_name, ''),"
        " CASE WHEN v.us_person <> 'no' THEN u.label END, z.country, z.kind = 'permanent_residence', NOT "
        "z.current,"
        " z.most_recent FROM case_party y JOIN visitor v ON v.id = y.visitor_id"
        " JOIN us_person_kind u ON u.code = v.us_person LEFT JOIN citizenship z ON z.visitor_id = v.id"
        " WHERE y.export_case_id = :id GROUP BY v.id, z.id ORDER BY v.family_name, v.id, z.id";
    static const char countries[] =
        "SELECT country, role FROM case_country WHERE export_case_id = :id AND role IN "
        "('destination', 'transit', 'nationality') ORDER BY role, country";
    if (!each_row(store, of_case, id, take_case, read, facts, error) ||
        !each_row(store, visitors, id, take_visitor, read, facts, error))
        return false;
    if (facts->country && !facts->deemed)
        add_destination(facts, facts->country);
    else if (facts->country && facts->recipients->len == 0)
        add_national(facts, facts->country);
    return each_row(store, countries, id, take_country, read, facts, error);
}

/* --- asking --- */

/* Nationalities may have moved while they were gathered: they are tied to their persons once all are there.
 */
static void tie(CaseFacts *facts)
{
    for (guint i = 0; i < facts->recipients->len; i++) {
        const GArray *held = g_ptr_array_index(facts->held, i);
        Recipient *person = &g_array_index(facts->recipients, Recipient, i);
        person->held = (const Nationality *)(gpointer)held->data;
        person->held_count = held->len;
    }
    g_ptr_array_add(facts->destinations, NULL);
}

static Determination *ask(const RuleTables *tables, const CaseFacts *facts, const char *as_of, Query *item,
                          GError **error)
{
    const Facts asked = {
        .eccn = query_text(item, 2),
        .paragraph = query_text(item, 3),
        .more_countries = (const char *const *)facts->destinations->pdata,
        .reexport = facts->reexport,
        .recipients = (const Recipient *)(gpointer)facts->recipients->data,
        .recipient_count = facts->recipients->len,
        .as_of = as_of,
    };
    return determination_make(tables, &asked, error);
}

/* False when the tables cannot be read; what they do not understand is the item's own problem. */
static bool answer_item(CaseDetermination *read, const RuleTables *tables, const CaseFacts *facts,
                        Query *query, GError **error)
{
    ItemDetermination *item = g_new0(ItemDetermination, 1);
    g_ptr_array_add(read->items, item);
    item->item_id = query_int(query, 0);
    item->title = g_strdup(query_text(query, 1));
    if (query_is_null(query, 2) || !read->destined) {
        item->problem =
            g_strdup(read->destined ? "not classified yet: enter its ECCN, or its category of the USML"
                                    : "the case has neither a destination nor a visitor among its parties");
        return true;
    }
    GError *problem = NULL;
    item->made = ask(tables, facts, read->as_of, query, &problem);
    if (item->made)
        return true;
    if (!error_is(problem, ERROR_USAGE)) {
        g_propagate_error(error, problem);
        return false;
    }
    item->problem = g_strdup(problem->message);
    g_error_free(problem);
    return true;
}

static bool answer_items(Store *store, gint64 id, CaseDetermination *read, const CaseFacts *facts,
                         GError **error)
{
    g_autoptr(RuleTables) tables = rule_tables_of_store(store);
    g_autoptr(Query) query = query_new(store,
                                       "SELECT id, title, CASE WHEN jurisdiction = 'itar' OR eccn IS NULL "
                                       "THEN coalesce('USML ' || usml_category, eccn)"
                                       " ELSE eccn END, CASE WHEN jurisdiction = 'itar' OR eccn IS NULL THEN "
                                       "usml_paragraph ELSE eccn_paragraph END"
                                       " FROM case_item WHERE export_case_id = :id ORDER BY title, id",
                                       error);
    if (!query)
        return false;
    query_bind_int(query, ":id", id);
    GError *problem = NULL;
    while (query_next(query, &problem))
        if (!answer_item(read, tables, facts, query, error))
            return false;
    if (!problem)
        return true;
    g_propagate_error(error, problem);
    return false;
}

/* --- all of it --- */

void item_determination_free(ItemDetermination *item)
{
    if (!item)
        return;
    g_free(item->title);
    g_free(item->problem);
    determination_free(item->made);
    g_free(item);
}

static void visitor_free(gpointer data)
{
    CaseVisitor *visitor = data;
    g_free(visitor->name);
    g_free(visitor);
}

CaseDetermination *case_determination_read(Store *store, gint64 case_id, GError **error)
{
    g_autoptr(CaseDetermination) read = g_new0(CaseDetermination, 1);
    g_autoptr(CaseFacts) facts = facts_new();
    read->items = g_ptr_array_new_with_free_func((GDestroyNotify)item_determination_free);
    read->visitors = g_ptr_array_new_with_free_func(visitor_free);
    read->as_of = store_today(store);
    if (!read_facts(store, case_id, read, facts, error))
        return NULL;
    read->destined = facts->destinations->len > 0 || facts->recipients->len > 0;
    tie(facts);
    return answer_items(store, case_id, read, facts, error) ? g_steal_pointer(&read) : NULL;
}

void case_determination_free(CaseDetermination *read)
{
    if (!read)
        return;
    g_ptr_array_unref(read->items);
    g_ptr_array_unref(read->visitors);
    g_free(read->as_of);
    g_free(read);
}
