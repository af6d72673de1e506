#include "app/page.h"

#include <string.h>

#include "base/error.h"
#include "screen/advice.h"
#include "screen/save.h"
#include "store/query.h"

/* What the form asked about a field. */
typedef struct {
    char *text, *understood;
    bool has_text, has_understood;
} Said;

struct Page {
    App *app;
    const ScreenDef *screen;
    Record *before; /* NULL for a new record */
    Record *now;
    Record *start;    /* a new record before the officer typed anything */
    Record *computed; /* the row of the source view, for computed fields; NULL when there is none */
    FormField *fields;
    guint extra;
    const char *(*extra_title)(gpointer data, guint index);
    gpointer extra_data;
    char *warned; /* what page_warning said last */
    char *title;  /* kept as what is said about the fields */
    Said *said;   /* for each field: of that edition of `now`, at that version of the file, in that quarter of
                     an hour */
    guint said_of;
    gint64 said_version, said_quarter;
};

enum { QUARTER = 900 }; /* seconds; days begin with one, in every part of the world */

/* --- the form's questions --- */

static const FieldDef *field_at(const Page *page, guint index)
{
    return &page->screen->fields[index];
}

static guint model_sections(gpointer self)
{
    return ((Page *)self)->screen->section_count;
}

static const char *model_section_title(gpointer self, guint section)
{
    const Page *page = self;
    if (section < page->screen->section_count)
        return page->screen->sections[section].title;
    return page->extra_title(page->extra_data, section - page->screen->section_count);
}

static guint model_fields(gpointer self)
{
    return ((Page *)self)->screen->field_count;
}

static const FormField *model_field(gpointer self, guint index)
{
    return &((Page *)self)->fields[index];
}

static const char *get_for_when(const char *field, gconstpointer data)
{
    return record_get(data, field);
}

static bool model_shown(gpointer self, guint index)
{
    const Page *page = self;
    const FieldDef *field = field_at(page, index);
    return field->when == NULL || criteria_holds(field->when, get_for_when, page->now);
}

static const char *stored_at(const Page *page, const FieldDef *field)
{
    if (field->kind != FIELD_COMPUTED)
        return record_get(page->now, field->name);
    return page->computed != NULL ? record_get(page->computed, field->sql != NULL ? field->sql : field->name)
                                  : NULL;
}

/* Also whenever another record takes the place of `now`: read_computed follows each time. */
static void forget_said(Page *page)
{
    for (guint i = 0; i < page->screen->field_count; i++) {
        g_free(page->said[i].text);
        g_free(page->said[i].understood);
        page->said[i] = (Said){0};
    }
    g_clear_pointer(&page->title, g_free);
}

/* The form asks about every field for each picture. While neither the record in the form, nor the file, nor
 * the day can have changed, the answers are those of before: a letter that is typed changes none of them. */
static void forget_what_changed(Page *page)
{
    const gint64 version = store_data_version(page->app->store);
    const gint64 quarter = g_get_real_time() / G_USEC_PER_SEC / QUARTER;
    const guint edition = record_edition(page->now);
    if (version == page->said_version && quarter == page->said_quarter && edition == page->said_of)
        return;
    forget_said(page);
    page->said_of = edition;
    page->said_version = version;
    page->said_quarter = quarter;
}

static Said *said_about(Page *page, guint index)
{
    forget_what_changed(page);
    return &page->said[index];
}

static char *model_text(gpointer self, guint index)
{
    Page *page = self;
    const FieldDef *field = field_at(page, index);
    Said *said = said_about(page, index);
    if (!said->has_text)
        said->text =
            value_show(field, page->app->screens, page->app->store, page->now, stored_at(page, field));
    said->has_text = true;
    return g_strdup(said->text);
}

/* Puts what the field's advice says behind what was understood; a warning begins with "!". Takes the text. */
static char *with_advice(const Page *page, const FieldDef *field, char *understood, const char *stored)
{
    bool warning = false;
    g_autofree char *text = understood;
    g_autofree char *advice = advice_read(field, page->app->store, page->now, stored, &warning);
    if (advice == NULL)
        return g_steal_pointer(&text);
    return g_strdup_printf("%s%s%s", text != NULL ? text : "", warning ? " ! " : ", ", advice);
}

static char *model_understood(gpointer self, guint index)
{
    Page *page = self;
    const FieldDef *field = field_at(page, index);
    Said *said = said_about(page, index);
    if (!said->has_understood)
        said->understood = with_advice(
            page, field, value_understood(field, page->app->store, page->now, stored_at(page, field)), NULL);
    said->has_understood = true;
    return g_strdup(said->understood);
}

/* What is being typed as it would be stored, for advice on it; NULL where there is none or it is no value
 * yet. */
static char *typed_value(const Page *page, const FieldDef *field, const char *typed)
{
    g_autofree char *stored = NULL;
    if (field->advice == NULL || typed == NULL ||
        !value_parse(field, page->app->screens, page->app->store, page->now, typed, &stored, NULL))
        return NULL;
    return g_steal_pointer(&stored);
}

static char *model_reads(gpointer self, guint index, const char *typed)
{
    const Page *page = self;
    const FieldDef *field = field_at(page, index);
    g_autofree char *reading = value_reading(field, page->app->screens, page->app->store, page->now, typed);
    g_autofree char *stored = typed_value(page, field, typed);
    return stored != NULL ? with_advice(page, field, g_steal_pointer(&reading), stored)
                          : g_steal_pointer(&reading);
}

/* Only of what the officer changes: that a visit is over is no news. */
static char *model_warns(gpointer self, guint index, const char *typed)
{
    const Page *page = self;
    const FieldDef *field = field_at(page, index);
    const char *had = page->before != NULL ? record_get(page->before, field->name) : NULL;
    if (typed == NULL && g_strcmp0(had, record_get(page->now, field->name)) == 0)
        return NULL;
    return value_warning(field, page->app->screens, page->app->store, page->now, typed);
}

static bool model_set(gpointer self, guint index, const char *typed, GError **error)
{
    Page *page = self;
    const FieldDef *field = field_at(page, index);
    g_autofree char *stored = NULL;
    if (!value_parse(field, page->app->screens, page->app->store, page->now, typed, &stored, error))
        return false;
    record_set(page->now, field->name, stored);
    return true;
}

static GPtrArray *model_options(gpointer self, guint index, const char *typed, guint limit, GError **error)
{
    const Page *page = self;
    g_autoptr(GPtrArray) values =
        value_options(field_at(page, index), page->app->screens, page->app->store, typed, limit, error);
    if (values == NULL)
        return NULL;
    GPtrArray *options = g_ptr_array_new_with_free_func((GDestroyNotify)form_option_free);
    for (guint i = 0; i < values->len; i++) {
        const ValueOption *value = g_ptr_array_index(values, i);
        FormOption *option = g_new0(FormOption, 1);
        *option = (FormOption){g_strdup(value->text), g_strdup(value->detail), g_strdup(value->stored)};
        g_ptr_array_add(options, option);
    }
    return options;
}

/* A set of links, "12,15", with one taken out where it is in, put in where it is not. */
static char *toggle(const char *set, const char *value)
{
    g_auto(GStrv) parts = g_strsplit(set != NULL ? set : "", ",", -1);
    g_autoptr(GPtrArray) kept = g_ptr_array_new();
    bool there = false;
    for (guint i = 0; parts[i] != NULL; i++) {
        if (strcmp(parts[i], value) == 0)
            there = true;
        else if (*parts[i] != '\0')
            g_ptr_array_add(kept, parts[i]);
    }
    if (!there)
        g_ptr_array_add(kept, (gpointer)value);
    g_ptr_array_add(kept, NULL);
    return g_strjoinv(",", (char **)kept->pdata);
}

static bool model_choose(gpointer self, guint index, const FormOption *option, GError **error)
{
    Page *page = self;
    const FieldDef *field = field_at(page, index);
    (void)error;
    if (field->kind == FIELD_LINKS) {
        g_autofree char *set = toggle(record_get(page->now, field->name), option->value);
        record_set(page->now, field->name, set);
    } else {
        record_set(page->now, field->name, option->value);
    }
    return true;
}

static char *model_repeat(gpointer self, guint index)
{
    const Page *page = self;
    const FieldDef *field = field_at(page, index);
    const Record *last = g_hash_table_lookup(page->app->repeat, page->screen->name);
    const char *stored = last != NULL ? record_get(last, field->name) : NULL;
    return stored != NULL ? value_show(field, page->app->screens, page->app->store, last, stored) : NULL;
}

static char *model_creates(gpointer self, guint index)
{
    const Page *page = self;
    const char *to = field_at(page, index)->to;
    const ScreenDef *screen = to != NULL ? screen_set_find(page->app->screens, to) : NULL;
    const char *key = keymap_key(page->app->keymap, CONTEXT_EDIT, ACTION_CREATE_LINKED);
    if (screen == NULL || !screen->can_create || screen_owner_field(screen) != NULL || key == NULL)
        return NULL;
    return g_strdup_printf("%s: new %s", key, screen->one);
}

static guint model_extra(gpointer self)
{
    return ((Page *)self)->extra;
}

FormModel page_model(Page *page)
{
    return (FormModel){
        .self = page,
        .sections = model_sections,
        .section_title = model_section_title,
        .fields = model_fields,
        .field = model_field,
        .shown = model_shown,
        .text = model_text,
        .understood = model_understood,
        .reads = model_reads,
        .warns = model_warns,
        .set = model_set,
        .options = model_options,
        .choose = model_choose,
        .repeat = model_repeat,
        .creates = model_creates,
        .extra_sections = model_extra,
    };
}

void page_set_extra(Page *page, guint count, const char *(*title)(gpointer data, guint index), gpointer data)
{
    page->extra = count;
    page->extra_title = title;
    page->extra_data = data;
}

/* --- making one --- */

static guint section_of(const ScreenDef *screen, guint index)
{
    guint section = 0;
    while (section + 1 < screen->section_count && screen->sections[section + 1].first <= index)
        section++;
    return section;
}

static Page *page_alloc(App *app, const ScreenDef *screen)
{
    Page *page = g_new0(Page, 1);
    page->app = app;
    page->screen = screen;
    page->fields = g_new0(FormField, screen->field_count);
    page->said = g_new0(Said, screen->field_count);
    for (guint i = 0; i < screen->field_count; i++) {
        const FieldDef *field = &screen->fields[i];
        page->fields[i] =
            (FormField){field->name,     field->label,     field->help,      field->kind,
                        field->required, field->sensitive, field->read_only, section_of(screen, i)};
    }
    return page;
}

/* Sets of links stand in joining tables: they are read into the record as if they were columns of it. */
static bool read_links(const Page *page, Record *record, GError **error)
{
    for (guint i = 0; i < page->screen->field_count; i++) {
        const FieldDef *field = field_at(page, i);
        if (field->kind != FIELD_LINKS)
            continue;
        GError *failure = NULL;
        g_autofree char *set = value_links_read(field, page->app->store, record_id(record), &failure);
        if (failure != NULL) {
            g_propagate_error(error, failure);
            return false;
        }
        record_set(record, field->name, set);
    }
    return true;
}

static Record *read_now(const Page *page, gint64 id, GError **error)
{
    g_autoptr(Record) record = record_read(page->app->store, page->screen->record, id, error);
    if (record == NULL || !read_links(page, record, error))
        return NULL;
    return g_steal_pointer(&record);
}

static void read_computed(Page *page)
{
    g_clear_pointer(&page->computed, record_free);
    forget_said(page);
    if (page_id(page) != 0 && page->screen->source != NULL)
        page->computed = record_read(page->app->store, page->screen->source, page_id(page), NULL);
}

Page *page_new(App *app, const ScreenDef *screen, gint64 id, GError **error)
{
    g_autoptr(Page) page = page_alloc(app, screen);
    if (id == 0) {
        page->now = record_new(screen->record);
        for (guint i = 0; i < screen->field_count; i++) {
            g_autofree char *value = value_fallback(field_at(page, i), app->store);
            record_set(page->now, field_at(page, i)->name, value);
        }
        page->start = record_copy(page->now);
        return g_steal_pointer(&page);
    }
    page->before = read_now(page, id, error);
    if (page->before == NULL)
        return NULL;
    page->now = record_copy(page->before);
    read_computed(page);
    return g_steal_pointer(&page);
}

Page *page_from_draft(App *app, const ScreenDef *screen, Record *before, Record *now)
{
    Page *page = page_alloc(app, screen);
    page->before = before;
    page->now = now;
    page->start = record_new(screen->record);
    read_computed(page);
    return page;
}

void page_free(Page *page)
{
    if (page == NULL)
        return;
    forget_said(page);
    g_free(page->said);
    g_clear_pointer(&page->before, record_free);
    g_clear_pointer(&page->now, record_free);
    g_clear_pointer(&page->start, record_free);
    g_clear_pointer(&page->computed, record_free);
    g_free(page->fields);
    g_free(page->warned);
    g_free(page);
}

/* --- what it holds --- */

const ScreenDef *page_screen(const Page *page)
{
    return page->screen;
}

Store *page_store(const Page *page)
{
    return page->app->store;
}

gint64 page_id(const Page *page)
{
    return page->before != NULL ? record_id(page->before) : 0;
}

Record *page_now(const Page *page)
{
    return page->now;
}

const Record *page_before(const Page *page)
{
    return page->before;
}

bool page_changed(const Page *page)
{
    const Record *from = page->before != NULL ? page->before : page->start;
    if (record_equal(from, page->now))
        return false;
    g_autoptr(GPtrArray) fields = record_differences(from, page->now);
    return fields->len > 0;
}

const char *page_naming_field(const ScreenDef *screen)
{
    if (screen_field(screen, "name") != NULL)
        return "name";
    for (guint i = 0; i < screen->field_count; i++) {
        const FieldDef *field = &screen->fields[i];
        if (field->required && field->kind == FIELD_TEXT && !field->read_only)
            return field->name;
    }
    return screen_field(screen, "title") != NULL ? "title" : NULL;
}

char **page_naming(const ScreenDef *screen, const char *typed)
{
    const char *field = page_naming_field(screen);
    g_autofree char *name = g_strstrip(g_strdup(typed != NULL ? typed : ""));
    if (field == NULL || *name == '\0')
        return NULL;
    char *comma = strchr(name, ',');
    if (comma == NULL || strcmp(field, "family_name") != 0 || screen_field(screen, "given_name") == NULL) {
        const char *const one[] = {field, name, NULL};
        return g_strdupv((char **)one);
    }
    *comma = '\0';
    const char *const both[] = {field, g_strchomp(name), "given_name", g_strchug(comma + 1), NULL};
    return g_strdupv((char **)both);
}

/* Whether a record of the screen has neither a reference nor a family name and goes by what the list calls
 * it: a clearance by its kind, an end user by its organisation. */
static bool named_by_list(Store *store, const ScreenDef *screen)
{
    return screen->label != NULL && !schema_has_column(store, screen->record, "ref") &&
           !schema_has_column(store, screen->record, "family_name");
}

char *page_name_of(const App *app, const ScreenDef *screen, gint64 id)
{
    g_autofree char *sql =
        named_by_list(app->store, screen)
            ? g_strdup_printf("SELECT \"%s\" FROM \"%s\" WHERE id = :id", screen->label, screen->source)
            : NULL;
    char *name = sql != NULL ? query_one_text(app->store, sql, id, NULL) : NULL;
    return name != NULL ? name : record_title(app->store, screen->record, id);
}

static char *make_title(const Page *page)
{
    if (page->before == NULL)
        return g_strdup_printf("New %s", page->screen->one);
    const char *name = page->computed != NULL && named_by_list(page->app->store, page->screen)
                           ? record_get(page->computed, page->screen->label)
                           : NULL;
    if (name != NULL && *name != '\0')
        return g_strdup(name);
    return record_title(page->app->store, page->screen->record, record_id(page->before));
}

char *page_title(const Page *page)
{
    Page *keeper = (Page *)page; /* who asks changes nothing that could be told */
    forget_what_changed(keeper);
    if (keeper->title == NULL)
        keeper->title = make_title(page);
    return g_strdup(keeper->title);
}

void page_set(Page *page, const char *field, const char *stored)
{
    record_set(page->now, field, stored);
}

void page_preset(Page *page, const char *field, const char *stored)
{
    record_set(page->now, field, stored);
    if (page->start != NULL)
        record_set(page->start, field, stored);
}

void page_take_draft(Page *page, Record *before, Record *now)
{
    record_free(page->now);
    page->now = now;
    page_rebase(page, before);
}

bool page_reread(Page *page, GError **error)
{
    Record *fresh = read_now(page, page_id(page), error);
    if (fresh == NULL)
        return false;
    record_free(page->now);
    page->now = record_copy(fresh);
    page_rebase(page, fresh);
    return true;
}

void page_rebase(Page *page, Record *current)
{
    g_clear_pointer(&page->before, record_free);
    page->before = current;
    read_computed(page);
}

guint page_field_named(const ScreenDef *screen, const char *message)
{
    for (guint i = 0; i < screen->field_count; i++) {
        const char *label = screen->fields[i].label;
        if (g_str_has_prefix(message, label) && message[strlen(label)] == ':')
            return i;
    }
    return screen->field_count;
}

bool page_accepts(const Page *page, guint field, const char *typed, GError **error)
{
    const FieldDef *def = field_at(page, field);
    g_autofree char *stored = NULL;
    g_autoptr(GError) problem = NULL;
    return value_parse(def, page->app->screens, page->app->store, page->now, typed, &stored, &problem) ||
           error_set(error, ERROR_INPUT, "%s: %s", def->label, problem->message);
}

void page_copy_field(const Page *page, guint index)
{
    const FieldDef *field = field_at(page, index);
    if (field->sensitive) {
        app_say(page->app, "%s is sensitive and is not copied", field->label);
        return;
    }
    g_autofree char *text = model_text((gpointer)page, index);
    if (terminal_copy(page->app->terminal, text))
        app_say(page->app, "Copied: %s", text);
    else
        app_say(page->app, "Copying is switched off in the configuration (clipboard)");
}

char *page_warning(Page *page, guint *field)
{
    guint missing = 0;
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = page->screen->field_count; i > 0; i--) {
        g_autofree char *warning = model_shown(page, i - 1) ? model_warns(page, i - 1, NULL) : NULL;
        if (warning == NULL)
            continue;
        g_autofree char *named = g_strdup_printf("%s: %s", field_at(page, i - 1)->label, warning);
        g_string_prepend(all, all->len > 0 ? "; " : "");
        g_string_prepend(all, named);
        *field = i - 1;
    }
    if (all->len == 0 || g_strcmp0(all->str, page->warned) == 0 ||
        !save_check(page->screen, page->now, &missing, NULL))
        return NULL;
    g_free(page->warned);
    page->warned = g_strdup(all->str);
    return g_strdup(page->warned);
}

bool page_save(Page *page, guint *field, GError **error)
{
    if (!save_check(page->screen, page->now, field, error) ||
        !save_record(page->screen, page->app->store, page->before, page->now, error))
        return false;
    /* As it stands in the file: saving has read it again. */
    g_hash_table_replace(page->app->repeat, (gpointer)page->screen->name, record_copy(page->now));
    page_rebase(page, record_copy(page->now));
    return true;
}
