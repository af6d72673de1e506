/* A form of made-up fields, one of every kind, that no database made. */
#ifndef ENTENTE_TESTS_SUPPORT_FAKE_FORM_H
#define ENTENTE_TESTS_SUPPORT_FAKE_FORM_H

#include "tui/form.h"

typedef enum {
    FAKE_TITLE,      /* text, required          Identity */
    FAKE_KIND,       /* choice                           */
    FAKE_PARTNER,    /* link                             */
    FAKE_COUNTRY,    /* country                          */
    FAKE_SIGNERS,    /* links                            */
    FAKE_BINDING,    /* flag                             */
    FAKE_MEMO,       /* text, only when binding          */
    FAKE_REF,        /* ref                              */
    FAKE_SHARE,      /* money                   Money    */
    FAKE_PERCENT,    /* percent                          */
    FAKE_NUMBER,     /* integer                          */
    FAKE_ENDS,       /* date                             */
    FAKE_AT,         /* time                             */
    FAKE_SUM,        /* computed                         */
    FAKE_NOTE,       /* note                    Notes    */
    FAKE_PASSPHRASE, /* text, sensitive                 */
    FAKE_COUNT
} FakeField;

typedef struct {
    char *values[FAKE_COUNT];
    int asked;        /* times that options were asked for */
    int chosen;       /* times that one was chosen */
    bool interrupted; /* options give up */
} FakeForm;

/* Everything empty but the reference and the sum. (transfer full) */
FakeForm *fake_form_new(void);
void fake_form_free(FakeForm *fake);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FakeForm, fake_form_free)

FormModel fake_form_model(FakeForm *fake);
void fake_form_put(FakeForm *fake, FakeField field, const char *value);

#endif
