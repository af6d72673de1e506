#include "support/fake_form.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

static const FormField fields[FAKE_COUNT] = {
    [FAKE_TITLE] = {.name = "title",
                    .label = "Title",
                    .help = "As on the signature page.",
                    .kind = FIELD_TEXT,
                    .required = true},
    [FAKE_KIND] = {.name = "kind", .label = "Kind", .kind = FIELD_CHOICE},
    [FAKE_PARTNER] = {.name = "partner", .label = "Partner", .kind = FIELD_LINK},
    [FAKE_COUNTRY] = {.name = "country", .label = "Country", .kind = FIELD_COUNTRY},
    [FAKE_SIGNERS] = {.name = "signers", .label = "Signatories", .kind = FIELD_LINKS},
    [FAKE_BINDING] = {.name = "binding", .label = "Binding", .kind = FIELD_FLAG},
    [FAKE_MEMO] = {.name = "memo", .label = "Legal memo", .kind = FIELD_TEXT},
    [FAKE_REF] = {.name = "ref", .label = "Reference", .kind = FIELD_REF},
    [FAKE_SHARE] = {.name = "share", .label = "US share", .kind = FIELD_MONEY, .section = 1},
    [FAKE_PERCENT] = {.name = "percent", .label = "Matched", .kind = FIELD_PERCENT, .section = 1},
    [FAKE_NUMBER] = {.name = "number", .label = "People", .kind = FIELD_INTEGER, .section = 1},
    [FAKE_ENDS] = {.name = "ends", .label = "Ends", .kind = FIELD_DATE, .section = 1},
    [FAKE_AT] = {.name = "at", .label = "At", .kind = FIELD_TIME, .section = 1},
    [FAKE_SUM] = {.name = "sum", .label = "Sum", .kind = FIELD_COMPUTED, .section = 1},
    [FAKE_NOTE] = {.name = "note", .label = "Note", .kind = FIELD_NOTE, .section = 2},
    [FAKE_PASSPHRASE] =
        {.name = "passphrase", .label = "Passphrase", .kind = FIELD_TEXT, .sensitive = true, .section = 2},
};

static const char *const kinds[] = {"Umbrella agreement",
                                    "Project arrangement",
                                    "Memorandum",
                                    "Letter of intent",
                                    "CRADA",
                                    "Annex",
                                    "Implementing arrangement",
                                    "Exchange of notes",
                                    "Loan",
                                    "Lease",
                                    NULL};
static const char *const partners[] = {"Sweden",        "Switzerland", "Republic of Korea",
                                       "Côte d'Ivoire", "대한민국",    NULL};
static const char *const people[] = {"Ana Ruiz", "Kim Chul-su", "Lars Lundin", "Lars Lund", NULL};

static const char *const *options_of(guint field)
{
    switch (fields[field].kind) {
    case FIELD_CHOICE:
        return kinds;
    case FIELD_LINKS:
        return people;
    default:
        return partners;
    }
}

static guint model_sections(gpointer self)
{
    (void)self;
    return 3;
}

static const char *model_section_title(gpointer self, guint section)
{
    static const char *const titles[] = {"Identity", "Money", "Notes", "Visits 3"};
    (void)self;
    return titles[section];
}

static guint model_fields(gpointer self)
{
    (void)self;
    return FAKE_COUNT;
}

static const FormField *model_field(gpointer self, guint index)
{
    (void)self;
    return &fields[index];
}

static bool model_shown(gpointer self, guint index)
{
    const FakeForm *fake = self;
    return index != FAKE_MEMO || g_strcmp0(fake->values[FAKE_BINDING], "yes") == 0;
}

static char *model_text(gpointer self, guint index)
{
    return g_strdup(((FakeForm *)self)->values[index]);
}

static char *model_understood(gpointer self, guint index)
{
    const FakeForm *fake = self;
    return fields[index].kind == FIELD_DATE && fake->values[index] != NULL
               ? g_strdup_printf("understood %s", fake->values[index])
               : NULL;
}

/* A day is understood from its tenth sign on, an amount at once. */
static char *model_reads(gpointer self, guint index, const char *typed)
{
    (void)self;
    if (fields[index].kind == FIELD_DATE && strlen(typed) >= 10)
        return g_strdup_printf("reads %s", typed);
    return fields[index].kind == FIELD_MONEY && *typed != '\0' ? g_strdup_printf("%s USD", typed) : NULL;
}

static char *model_warns(gpointer self, guint index, const char *typed)
{
    const char *day = typed != NULL ? typed : ((FakeForm *)self)->values[index];
    bool past = fields[index].kind == FIELD_DATE && day != NULL && g_str_has_prefix(day, "19");
    return past ? g_strdup("in the past") : NULL;
}

static bool digits(const char *text)
{
    return strspn(text, "0123456789.,") == strlen(text);
}

static bool model_set(gpointer self, guint index, const char *typed, GError **error)
{
    FieldKind kind = fields[index].kind;
    if ((kind == FIELD_INTEGER || kind == FIELD_MONEY || kind == FIELD_PERCENT) && !digits(typed))
        return error_set(error, ERROR_INPUT, "%s: \"%s\" is no number: type digits", fields[index].label,
                         typed);
    if (field_kind_picks(kind) && kind != FIELD_LINKS && *typed != '\0')
        return error_set(error, ERROR_INPUT, "nothing is called \"%s\"", typed);
    fake_form_put(self, index, *typed != '\0' ? typed : NULL);
    return true;
}

static GPtrArray *model_options(gpointer self, guint index, const char *typed, guint limit, GError **error)
{
    FakeForm *fake = self;
    fake->asked++;
    if (fake->interrupted) {
        error_set(error, ERROR_INTERRUPTED, "given up");
        return NULL;
    }
    g_autofree char *needle = text_fold(typed);
    GPtrArray *options = g_ptr_array_new_with_free_func((GDestroyNotify)form_option_free);
    for (const char *const *one = options_of(index); *one != NULL && options->len < limit; one++) {
        g_autofree char *folded = text_fold(*one);
        if (!text_contains(folded, needle))
            continue;
        FormOption *option = g_new(FormOption, 1);
        *option = (FormOption){g_strdup(*one), g_strdup("detail"), g_strdup(*one)};
        g_ptr_array_add(options, option);
    }
    return options;
}

static char *toggled(const char *list, const char *name)
{
    g_auto(GStrv) parts = g_strsplit(list != NULL ? list : "", FORM_LINKS_BETWEEN, -1);
    g_autoptr(GPtrArray) kept = g_ptr_array_new();
    for (char **part = parts; *part != NULL; part++) {
        if (**part != '\0' && strcmp(*part, name) != 0)
            g_ptr_array_add(kept, *part);
    }
    if (!g_strv_contains((const char *const *)parts, name))
        g_ptr_array_add(kept, (gpointer)name);
    g_ptr_array_add(kept, NULL);
    return g_strjoinv(FORM_LINKS_BETWEEN, (char **)kept->pdata);
}

static bool model_choose(gpointer self, guint index, const FormOption *option, GError **error)
{
    FakeForm *fake = self;
    fake->chosen++;
    if (strcmp(option->value, "Lease") == 0)
        return error_set(error, ERROR_REFUSED, "Kind: a lease needs a lessor: choose another kind");
    if (fields[index].kind == FIELD_LINKS) {
        g_autofree char *list = toggled(fake->values[index], option->value);
        fake_form_put(fake, index, list);
        return true;
    }
    fake_form_put(fake, index, option->value);
    return true;
}

static char *model_repeat(gpointer self, guint index)
{
    (void)self;
    switch (index) {
    case FAKE_TITLE:
        return g_strdup("Repeated title");
    case FAKE_KIND:
        return g_strdup("Memorandum");
    case FAKE_BINDING:
        return g_strdup("yes");
    default:
        return NULL;
    }
}

static char *model_creates(gpointer self, guint index)
{
    (void)self;
    return index == FAKE_PARTNER ? g_strdup("Ctrl-N: new partner") : NULL;
}

static guint model_extra(gpointer self)
{
    (void)self;
    return 1;
}

FormModel fake_form_model(FakeForm *fake)
{
    return (FormModel){
        .self = fake,
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

FakeForm *fake_form_new(void)
{
    FakeForm *fake = g_new0(FakeForm, 1);
    fake_form_put(fake, FAKE_REF, "AGR-2026-014");
    fake_form_put(fake, FAKE_SUM, "1,200.00");
    return fake;
}

void fake_form_put(FakeForm *fake, FakeField field, const char *value)
{
    g_free(fake->values[field]);
    fake->values[field] = g_strdup(value);
}

void fake_form_free(FakeForm *fake)
{
    for (int i = 0; i < FAKE_COUNT; i++)
        g_free(fake->values[i]);
    g_free(fake);
}
