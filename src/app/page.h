/*
 * A record as a form is filled in: the screen's fields over one record, before and now. What FormModel asks
 * for, answered from the file.
 */
#ifndef ENTENTE_APP_PAGE_H
#define ENTENTE_APP_PAGE_H

#include "app/view.h"
#include "tui/form.h"

typedef struct Page Page;

/* An existing record (`id`), or a new one with its fallbacks (`id` 0). (transfer full) */
Page *page_new(App *app, const ScreenDef *screen, gint64 id, GError **error);
/* One taken up from a draft; takes both records. (transfer full) */
Page *page_from_draft(App *app, const ScreenDef *screen, Record *before, Record *now);
void page_free(Page *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Page, page_free)

/* The answers for the form. `related_title` names the sections behind the fields' own; both may be NULL for
 * none. */
FormModel page_model(Page *page);
void page_set_extra(Page *page, guint count, const char *(*title)(gpointer data, guint index), gpointer data);

const ScreenDef *page_screen(const Page *page);
Store *page_store(const Page *page);
gint64 page_id(const Page *page);            /* 0 for a new record */
Record *page_now(const Page *page);          /* as it stands in the form; borrowed */
const Record *page_before(const Page *page); /* as it was read; NULL for a new one */
bool page_changed(const Page *page);
/* "AGR-2026-014 Airport trial", or "New agreement". (transfer full) */
char *page_title(const Page *page);
/* What a record is called: by itself, or by the list where it has no name of its own. (transfer full) */
char *page_name_of(const App *app, const ScreenDef *screen, gint64 id);

/* The field by which people know the records of a screen: its name, its family name, its title; NULL for
 * none.
 */
const char *page_naming_field(const ScreenDef *screen);

/* What was typed for a record that is to be created, as pairs of field and value for record_create_view:
 * "Lindqvist, Karl" is a family name and a given name where the screen has both. NULL for nothing. (transfer
 * full) */
char **page_naming(const ScreenDef *screen, const char *typed);
/* The field that a refusal begins with, as those of the file's own rules do; field_count for none. */
guint page_field_named(const ScreenDef *screen, const char *message);

/* Whether a field would take that text; ERROR_INPUT with its label where not. */
bool page_accepts(const Page *page, guint field, const char *typed, GError **error);
/* Puts what a field shows on the clipboard, and says so. */
void page_copy_field(const Page *page, guint index);

/* Puts a stored value into a field. */
void page_set(Page *page, const char *field, const char *stored);
/* The same for what a new record starts with: it does not count as typed. */
void page_preset(Page *page, const char *field, const char *stored);
/* Reads the record again; what was typed is given up. */
bool page_reread(Page *page, GError **error);
/* What a draft of this record holds takes the place of both. Takes the records. */
void page_take_draft(Page *page, Record *before, Record *now);
/* What is typed goes on against the record as it now stands in the file: the officer has seen the difference.
 * Takes `current`. */
void page_rebase(Page *page, Record *current);
/* What an officer should confirm before it is saved, of the fields that were changed: "Departs on: 343 days
 * after 2026-12-14"; `*field` is the first of them. Said once: NULL when just that was said before, when
 * there is nothing to say, or while a required field is empty. (transfer full) */
char *page_warning(Page *page, guint *field);
/* Saves; see save_record. On ERROR_INPUT `*field` is the field that lacks a value. */
bool page_save(Page *page, guint *field, GError **error);

#endif
