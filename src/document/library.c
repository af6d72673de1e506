#include "document/library.h"

#include <dlfcn.h>
#include <string.h>

#include "base/error.h"

/* Written when the program is built, by .ci/sonames. */
extern const char library_zip_soname[], library_xml2_soname[];

#define LIBRARY_NAME(name) #name,
static const char *const zip_names[] = {LIBRARY_ZIP(LIBRARY_NAME)};
static const char *const xml_names[] = {LIBRARY_XML(LIBRARY_NAME)};
#undef LIBRARY_NAME

G_STATIC_ASSERT(sizeof(ZipLibrary) == G_N_ELEMENTS(zip_names) * sizeof(void *));
G_STATIC_ASSERT(sizeof(XmlLibrary) == G_N_ELEMENTS(xml_names) * sizeof(void *));

static bool fail(const char *soname, const char *why, GError **error)
{
    return error_set(error, ERROR_SYSTEM,
                     "%s: %s: install the package of this system that holds it, or take another format than "
                     "docx",
                     soname, why);
}

static bool find_names(void *handle, const char *const *names, gsize count, char *members)
{
    for (gsize i = 0; i < count; i++) {
        void *found = dlsym(handle, names[i]);
        if (!found)
            return false;
        memcpy(members + i * sizeof found, &found, sizeof found);
    }
    return true;
}

bool library_open(const char *soname, const char *const *names, gsize count, void *members, GError **error)
{
    /* What a library keeps for itself (and OpenSSL behind libzip) does not bear being unloaded. */
    void *handle = dlopen(soname, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!handle)
        return fail(soname, "this library is not here or cannot be opened", error);
    bool whole = find_names(handle, names, count, members);
    dlclose(handle);
    return whole || fail(soname, "this library is another one than the program was built with", error);
}

bool library_open_zip(ZipLibrary *library, GError **error)
{
    return library_open(library_zip_soname, zip_names, G_N_ELEMENTS(zip_names), library, error);
}

bool library_open_xml(XmlLibrary *library, GError **error)
{
    return library_open(library_xml2_soname, xml_names, G_N_ELEMENTS(xml_names), library, error);
}
