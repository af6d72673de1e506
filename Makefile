# Entente. `make demo` and `make test` are the two commands of the README; `make help` lists the rest.
PREFIX  ?= /usr/local
DESTDIR ?=
BUILD   ?= build
CC      ?= gcc
VERSION := 0.1.0

PACKAGES      := ncursesw sqlite3 libconfig glib-2.0
LATE_PACKAGES := libzip libxml-2.0 # opened when a DOCX is written or read, not linked: src/document/library.h
TEST_PACKAGES := cmocka vterm
PKG_CONFIG    ?= pkg-config

# Written only when it is used, so that `make deps` works before the packages are there.
package_cflags = $(shell $(PKG_CONFIG) --cflags $(PACKAGES) $(LATE_PACKAGES))
package_libs   = $(shell $(PKG_CONFIG) --libs $(PACKAGES)) -lcsv -ldl
test_cflags    = $(shell $(PKG_CONFIG) --cflags $(TEST_PACKAGES))
test_libs      = $(shell $(PKG_CONFIG) --libs $(TEST_PACKAGES)) -lutil

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wvla
HARDEN   := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fPIE
LINK     := -pie -Wl,-z,relro,-z,now -Wl,-z,noexecstack -Wl,--as-needed
OPTIMISE ?= -O2 -g
SANITIZE ?=
JOBS     ?= $(shell nproc 2>/dev/null || echo 1)

CPPFLAGS += -Iinclude -Isrc -D_GNU_SOURCE -DENTENTE_VERSION='"$(VERSION)"' \
            -DSQLITE_ENABLE_SESSION -DSQLITE_ENABLE_PREUPDATE_HOOK
CFLAGS   += -std=c17 $(OPTIMISE) $(WARNINGS) $(if $(SANITIZE),-fPIE,$(HARDEN)) $(SANITIZE)
LDFLAGS  += $(LINK) $(SANITIZE)

SOURCES := $(filter-out src/main.c,$(sort $(wildcard src/*/*.c)))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/assets.o $(BUILD)/sonames.o
ASSETS  := $(sort $(wildcard screens/*.cfg db/migrations/*.sql db/views/*.sql db/lists/*.sql db/advice/*.sql db/reference/*.csv db/demo/*.sql db/demo/*.csv))

SUPPORT      := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/support/*.c))
UNIT_TESTS   := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/unit/*/test_*.c)))
FAULT_TESTS  := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/fault/test_*.c)))
E2E_TESTS    := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/e2e/test_*.c)))
FUZZERS      := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
BENCHMARKS   := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/bench/*.c)))
PROGRAMS     := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/pictures/*.c)))
TESTS        := $(UNIT_TESTS) $(FAULT_TESTS) $(FUZZERS) $(E2E_TESTS)

.DEFAULT_GOAL := all
.SECONDARY:
.PHONY: all demo test asan check bench pictures deps deps-test deps-check install uninstall clean format help tests

all: $(BUILD)/entente                 ## build the program

demo: deps                            ## install what is missing, build, open the demonstration office
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@$(BUILD)/entente --demo

test: deps-test                       ## install what is missing, build, run every test
	@$(MAKE) --no-print-directory -j$(JOBS) all tests
	@tests/run $(BUILD)

asan: deps-test                       ## every test under the address and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory -j$(JOBS) BUILD=build/asan OPTIMISE='-O1 -g -fno-omit-frame-pointer' \
	  SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined' all tests
	@tests/run build/asan

tests: $(TESTS)

check: deps-check                     ## clang-format, clang-tidy, cppcheck
	@.ci/check

deps:
	@.ci/deps build
deps-test:
	@.ci/deps test
deps-check:
	@.ci/deps check

$(BUILD)/entente: $(BUILD)/src/main.o $(BUILD)/libentente.a
	$(CC) $(LDFLAGS) -o $@ $^ $(package_libs)

$(BUILD)/libentente.a: $(OBJECTS)
	@rm -f $@
	@ar qcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(package_cflags) $(if $(filter tests/%,$<),$(test_cflags) -Itests -DTEST_SOURCE_DIR='"$(CURDIR)"' -DTEST_PROGRAM='"$(abspath $(BUILD))/entente"') $(CFLAGS) -MMD -MP -c -o $@ $<

# The screens, migrations, views and reference data as bytes in the program.
$(BUILD)/assets.c: .ci/assets $(ASSETS)
	@mkdir -p $(@D)
	@.ci/assets $(ASSETS) > $@.new && mv $@.new $@
# The names of the late libraries, as the linker finds them here.
$(BUILD)/sonames.c: .ci/sonames
	@mkdir -p $(@D)
	@CC='$(CC)' PKG_CONFIG='$(PKG_CONFIG)' .ci/sonames > $@.new && mv $@.new $@
$(BUILD)/assets.o $(BUILD)/sonames.o: %.o: %.c
	@$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(SUPPORT) $(BUILD)/libentente.a
	$(CC) $(LDFLAGS) -o $@ $< $(SUPPORT) $(BUILD)/libentente.a $(package_libs) $(test_libs)

$(E2E_TESTS) $(PROGRAMS) $(BENCHMARKS): | $(BUILD)/entente

$(BUILD)/tests/bench/chart: test_libs += -lm

bench: deps-test                      ## measure offices of 10,000 to a million visits (or VISITS=10000)
	@$(MAKE) --no-print-directory -j$(JOBS) all $(BENCHMARKS) $(BUILD)/tests/office
	@tests/bench/all $(BUILD) $(VISITS)

pictures: deps-test $(PROGRAMS)       ## draw the README's pictures from the real screen
	@for p in $(PROGRAMS); do $$p docs || exit 1; done

install: all                          ## install under PREFIX (and DESTDIR)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/doc/entente
	install -m 755 $(BUILD)/entente $(DESTDIR)$(PREFIX)/bin/entente
	install -m 644 docs/entente.1 $(DESTDIR)$(PREFIX)/share/man/man1/entente.1
	install -m 644 docs/entente.cfg $(DESTDIR)$(PREFIX)/share/doc/entente/entente.cfg

uninstall:                            ## take away what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/entente $(DESTDIR)$(PREFIX)/share/man/man1/entente.1
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/entente

format:                               ## lay the sources out with clang-format
	clang-format -i $$(git ls-files --cached --others --exclude-standard '*.c' '*.h')

clean:                                ## remove what was built
	rm -rf build

help:                                 ## this list
	@sed -n 's/^\([a-z-]*\):.*##/\1:/p' Makefile

-include $(shell find $(BUILD) -name '*.d' -not -path 'build/asan/*' 2>/dev/null)
ifneq ($(BUILD),build)
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
endif
