# lua-portabilling. `make help` lists the targets.

BUILD       ?= build
PREFIX      ?= /usr/local
LUA_VERSION ?= 5.4
DESTDIR     ?=
CFLAGS      ?= -O2 -g
PKG_CONFIG  ?= pkg-config
LUA54       ?= lua5.4
LUAJIT      ?= luajit

# Distributions name Lua 5.4 differently; the first name that pkg-config knows is taken.
first_package = $(firstword $(foreach p,$(1),$(shell $(PKG_CONFIG) --exists $(p) 2>/dev/null && echo $(p))))
LUA54_PACKAGE  := $(call first_package,lua5.4 lua-5.4 lua54)
LUAJIT_PACKAGE := $(call first_package,luajit)
LUA54_CFLAGS   := $(if $(LUA54_PACKAGE),$(shell $(PKG_CONFIG) --cflags $(LUA54_PACKAGE)))
LUAJIT_CFLAGS  := $(if $(LUAJIT_PACKAGE),$(shell $(PKG_CONFIG) --cflags $(LUAJIT_PACKAGE)))
CURL_CFLAGS    := $(shell $(PKG_CONFIG) --cflags libcurl 2>/dev/null)
CURL_LIBS      := $(or $(shell $(PKG_CONFIG) --libs libcurl 2>/dev/null),-lcurl)

# Kept apart from CFLAGS, so that a user's CFLAGS never drop what the sources rely on.
OUR_CFLAGS := -std=c11 -fPIC -fvisibility=hidden -D_GNU_SOURCE -Icsrc \
              -Wall -Wextra -Wshadow -Wstrict-prototypes $(CURL_CFLAGS) -MMD -MP

# Hardening, by default: what the user's flags say comes later and holds.
FORTIFY := $(if $(findstring yes,$(shell $(CC) $(CPPFLAGS) $(CFLAGS) -E -P tools/fortify.h 2>/dev/null)),-D_FORTIFY_SOURCE=2)
HARDENED_CFLAGS  := $(strip -fstack-protector-strong $(FORTIFY))
HARDENED_LDFLAGS := -Wl,-z,relro,-z,now

# lua_close unloads modules. libcurl must stay: its resolver may still run a thread then, and what it and its own
# libraries keep for the life of the process would be lost.
STAY_LOADED := -Wl,-z,nodelete

# The protocol core that knows nothing of Lua: tested (and fuzzed) as plain C.
PLAIN_SOURCES := $(wildcard csrc/protocol/*.c csrc/json/*.c) csrc/shared/buffer.c
CORE_SOURCES  := $(wildcard $(addprefix csrc/,core/*.c codec/*.c protocol/*.c json/*.c shared/*.c))
CURL_SOURCES  := $(wildcard csrc/curl/*.c csrc/shared/*.c)
FILE_SOURCES  := $(wildcard csrc/file/*.c csrc/shared/*.c)
LUA_FILES     := $(shell cd lua && find portabilling -name '*.lua')
C_TESTS       := $(patsubst spec/%.c,$(BUILD)/spec/%,$(wildcard spec/*/*_test.c))

FOUND := $(if $(LUA54_PACKAGE),lua5.4) $(if $(LUAJIT_PACKAGE),luajit)

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all lua5.4 luajit c-tests install uninstall deps demo sandbox pages gateway test check rockspec format clean help

## Building
all: $(or $(strip $(FOUND)),lua5.4) ## build the modules for Lua 5.4 and for LuaJIT
ifneq ($(words $(FOUND)),2)
	@echo "note: only $(FOUND) was built; the headers of $(if $(LUA54_PACKAGE),LuaJIT,Lua 5.4) were not found (make deps installs them)"
endif

# $(call flavour,NAME,CFLAGS): the rules for one Lua, under $(BUILD)/NAME.
define flavour
$(BUILD)/$(1)/obj/%.o: csrc/%.c Makefile
	@mkdir -p $$(@D)
	$$(CC) $$(OUR_CFLAGS) $$(HARDENED_CFLAGS) $(2) $$(CPPFLAGS) $$(CFLAGS) -c -o $$@ $$<

$(BUILD)/$(1)/portabilling/core.so: $(CORE_SOURCES:csrc/%.c=$(BUILD)/$(1)/obj/%.o)
$(BUILD)/$(1)/portabilling/curl.so: $(CURL_SOURCES:csrc/%.c=$(BUILD)/$(1)/obj/%.o)
$(BUILD)/$(1)/portabilling/curl.so: LIBRARIES := $$(CURL_LIBS) $$(STAY_LOADED)
$(BUILD)/$(1)/portabilling/file.so: $(FILE_SOURCES:csrc/%.c=$(BUILD)/$(1)/obj/%.o)
$(BUILD)/$(1)/portabilling/%.so:
	@mkdir -p $$(@D)
	$$(CC) -shared $$(CFLAGS) $$(HARDENED_LDFLAGS) $$(LDFLAGS) -o $$@ $$^ $$(LIBRARIES)

-include $$(wildcard $(BUILD)/$(1)/obj/*/*.d)
endef
$(eval $(call flavour,lua5.4,$(LUA54_CFLAGS)))
$(eval $(call flavour,luajit,$(LUAJIT_CFLAGS)))

MODULES := core curl file

lua5.4 luajit: ## build for one Lua only
	@:
lua5.4: $(if $(LUA54_PACKAGE),$(MODULES:%=$(BUILD)/lua5.4/portabilling/%.so),no-headers-lua5.4)
luajit: $(if $(LUAJIT_PACKAGE),$(MODULES:%=$(BUILD)/luajit/portabilling/%.so),no-headers-luajit)

.PHONY: no-headers-lua5.4 no-headers-luajit
no-headers-lua5.4:
	@echo "cannot build for Lua 5.4: $(PKG_CONFIG) knows none of lua5.4, lua-5.4, lua54; run make deps" >&2; exit 1
no-headers-luajit:
	@echo "cannot build for LuaJIT: $(PKG_CONFIG) does not know luajit; run make deps" >&2; exit 1

$(BUILD)/plain/%.o: csrc/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(OUR_CFLAGS) $(HARDENED_CFLAGS) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<
$(BUILD)/spec/%: spec/%.c $(PLAIN_SOURCES:csrc/%.c=$(BUILD)/plain/%.o) Makefile
	@mkdir -p $(@D)
	$(CC) $(OUR_CFLAGS) -Ispec $(HARDENED_CFLAGS) $(CPPFLAGS) $(CFLAGS) $(WRAP) -o $@ $(filter %.c %.o,$^) -lm
$(BUILD)/spec/protocol/memory_test: WRAP := -Wl,--wrap=malloc,--wrap=free
-include $(wildcard $(BUILD)/plain/*/*.d $(BUILD)/spec/*/*.d)

c-tests: $(C_TESTS)
	@:

## Installing
# LUA_VERSION 5.1 is the LuaJIT build: LuaJIT and OpenResty look in the 5.1 directories.
FLAVOUR_5.4 := lua5.4
FLAVOUR_5.1 := luajit
FLAVOUR = $(or $(FLAVOUR_$(LUA_VERSION)),$(error LUA_VERSION=$(LUA_VERSION) is not supported: use 5.4, or 5.1 for LuaJIT))
LUA_DIR = $(DESTDIR)$(PREFIX)/share/lua/$(LUA_VERSION)
LIB_DIR = $(DESTDIR)$(PREFIX)/lib/lua/$(LUA_VERSION)
TYPES_DIR = $(DESTDIR)$(PREFIX)/share/portabilling/types
MAN_PAGE = $(DESTDIR)$(PREFIX)/share/man/man1/portabilling.1

# The program writes its own manual page.
INSTALL_MAN_PAGE = install -D -m 644 /dev/null "$(MAN_PAGE)" && $(RUN_LUA) bin/portabilling man >"$(MAN_PAGE)" \
  || { rm -f "$(MAN_PAGE)"; echo "note: the manual page was not installed: portabilling man writes it" >&2; }

install: ## install into PREFIX (/usr/local) for LUA_VERSION (5.4, or 5.1 for LuaJIT)
	@$(MAKE) --no-print-directory $(FLAVOUR)
	@for f in $(LUA_FILES); do install -D -m 644 lua/$$f "$(LUA_DIR)/$$f" || exit 1; done
	@for m in $(MODULES); do install -D -m 755 $(BUILD)/$(FLAVOUR)/portabilling/$$m.so "$(LIB_DIR)/portabilling/$$m.so" || exit 1; done
	@install -d "$(TYPES_DIR)" && install -m 644 types/*.lua "$(TYPES_DIR)"
	$(if $(filter 5.4,$(LUA_VERSION)),@install -D -m 755 bin/portabilling "$(DESTDIR)$(PREFIX)/bin/portabilling")
	$(if $(filter 5.4,$(LUA_VERSION)),@$(INSTALL_MAN_PAGE))
	@echo "installed into $(LUA_DIR)/portabilling and $(LIB_DIR)/portabilling; types for editors: $(TYPES_DIR)"

uninstall: ## remove what install put there
	rm -rf "$(LUA_DIR)/portabilling" "$(LIB_DIR)/portabilling" "$(TYPES_DIR)" "$(DESTDIR)$(PREFIX)/bin/portabilling" \
	  "$(MAN_PAGE)"

## Trying it
# The build runs in a second make, because pkg-config and the headers may have arrived a moment ago.
AGAIN   = @$(MAKE) --no-print-directory
RUN_LUA = env LUA_PATH="$(CURDIR)/lua/?.lua;$(CURDIR)/lua/?/init.lua;;" LUA_CPATH="$(CURDIR)/$(BUILD)/lua5.4/?.so;;" $(LUA54)
SANDBOX = lua/portabilling/sandbox/main.lua

deps: ## install the Debian packages that demo and test need (DEPS=skip: never)
	@tools/install-packages demo test

demo: ## build, then create an account and list customers against the sandbox
	@tools/install-packages demo
	$(AGAIN) lua5.4
	@exec $(RUN_LUA) $(SANDBOX) --strict --exec $(LUA54) examples/demo.lua

sandbox: ## run the PortaBilling look-alike in the foreground; ARGS="--help" tells more
	@tools/install-packages demo
	@exec $(RUN_LUA) $(SANDBOX) $(ARGS)

pages: ## reference pages of the API in DIRECTORY (build/pages); FILE=AdminInterface.json: of a server's own description
	$(if $(FILE),$(AGAIN) lua5.4)
	@$(LUA54) tools/reference_pages.lua $(if $(FILE),"$(FILE)") "$(or $(DIRECTORY),$(BUILD)/pages)"

GATEWAY_PORT ?= 8080

gateway: ## a REST gateway inside nginx (examples/openresty) in front of the sandbox, in the foreground
	@tools/install-packages demo gateway
	$(AGAIN) BUILD="$(BUILD)" luajit
	@exec $(RUN_LUA) $(SANDBOX) --exec env LUA_CPATH="$(CURDIR)/$(BUILD)/luajit/?.so;;" GATEWAY_PORT="$(GATEWAY_PORT)" \
	  examples/openresty/start

## Testing
test: ## run every spec; SPEC="spec/batch spec/error_spec.lua ..." runs only those; TEST_JOBS=1: one suite after the other
	@tools/install-packages test
	$(AGAIN) $(AT_ONCE) BUILD="$(BUILD)" tested
	@exec env BUILD="$(BUILD)" LUA54="$(LUA54)" LUAJIT="$(LUAJIT)" SPEC="$(SPEC)" tools/run-tests

# As many compilers as processors, unless make was told.
AT_ONCE = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 1))

# The benchmark is built here, because the specs of both Luas run it at the same time.
.PHONY: tested
tested: lua5.4 $(if $(LUAJIT_PACKAGE),luajit) c-tests bench-programs
	@:

include tools/check.mk
include bench/bench.mk
include tools/hostile.mk

## The tree
rockspec: ## bring the rockspec's file lists up to date
	$(LUA54) tools/rockspec.lua --write

format: ## format the C sources
	clang-format -i $(C_FILES)

clean: ## remove everything that was built
	rm -rf $(BUILD)

help: ## this list
	@awk -F ':.*## ' '/^## / { printf "\n%s\n", substr($$0, 4) } \
	  /^[a-z][a-zA-Z0-9. -]*:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
