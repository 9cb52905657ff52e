# `make check`: what takes longer than `make test`, or needs more tools. Part of the Makefile.

C_FILES   := $(wildcard csrc/*/*.c csrc/*/*.h spec/*/*.c spec/*/*.h tools/*.c bench/*.c bench/*/*.c)
TIDY_FILES := $(wildcard csrc/*/*.c)
SHELL_FILES := $(shell grep -l '^.!/bin/sh' tools/* .ci/* examples/*/*)
CHECKS    := lint shell format cppcheck tidy symbols luajit asan valgrind nginx memory gc models fuzz pages
SANITIZE  := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
ASAN      := $(BUILD)/asan

## Checking
.PHONY: check-packages $(CHECKS:%=check-%)
check: ## every check below, one after the other; says which failed
	@tools/install-packages check
	@failed=; for c in $(CHECKS); do \
	  if $(MAKE) --no-print-directory check-$$c; then echo "ok check-$$c"; \
	  else echo "failed check-$$c"; failed="$$failed check-$$c"; fi; \
	done; \
	if [ -n "$$failed" ]; then echo "make check failed:$$failed"; exit 1; fi; echo "make check: all ok"

check-lint: ## luacheck over everything
	luacheck --no-color -q lua spec tools $(wildcard examples bench)

check-shell: ## shellcheck over the shell scripts
	shellcheck $(SHELL_FILES)

check-format: ## clang-format: the C sources are as .clang-format wants them
	clang-format --dry-run -Werror $(C_FILES)

check-cppcheck: ## cppcheck over the C sources
	@# Once for each Lua; of libcurl only the version matters, for the headers of others are not looked into.
	for version in 501 504; do \
	  cppcheck -q --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	    --suppress=normalCheckLevelMaxBranches \
	    -D_GNU_SOURCE -D__GNUC__=12 -DLUA_VERSION_NUM=$$version -DLIBCURL_VERSION_NUM=0x075500 -Icsrc csrc || exit 1; \
	done

check-tidy: ## clang-tidy, with the checks of .clang-tidy
	@# One file at a time: clang-tidy 14 reports a sound va_list as uninitialized when it is given several.
	printf '%s\n' $(TIDY_FILES) | xargs -P 2 -I FILE \
	  clang-tidy --quiet FILE -- -std=c11 -D_GNU_SOURCE -Icsrc $(LUA54_CFLAGS) $(CURL_CFLAGS)

check-symbols: lua5.4 luajit ## a module exports its luaopen function and nothing else, and is hardened
	@for m in $(MODULES); do for f in lua5.4 luajit; do \
	  got=$$(nm -D --defined-only $(BUILD)/$$f/portabilling/$$m.so | awk '{ print $$3 }'); \
	  [ "$$got" = luaopen_portabilling_$$m ] || { echo "$$f/$$m.so exports:" $$got; exit 1; }; \
	done; done
	@for m in $(BUILD)/*/portabilling/*.so; do \
	  for what in "nm -D/ U __[a-z_]*_chk@" "nm -D/ U __stack_chk_fail" "readelf -lW/GNU_RELRO" "readelf -dW/BIND_NOW"; do \
	    $${what%%/*} $$m | grep -q "$${what#*/}" || { echo "$$m is not hardened: $$what finds nothing"; exit 1; }; \
	  done; \
	done
	@! nm -D $(BUILD)/*/portabilling/core.so | grep -E ' U (curl_|socket|connect|open|fopen)' || \
	  { echo "core.so must not do I/O"; exit 1; }

check-luajit: luajit ## the specs of programs of their own on LuaJIT, which `make test` runs on Lua 5.4 alone
	@exec env BUILD="$(BUILD)" LUAJIT="$(LUAJIT)" SPEC="$(or $(SPEC),spec/command spec/sandbox)" tools/run-tests luajit

# What a spec says of the process's memory (its name has the tag #memory) does not hold under tools that keep
# freed blocks back; and a benchmark (#bench) measures nothing there. One spec may take long.
UNDER_TOOLS = SPEC="$(SPEC)" BUSTED_FLAGS="--exclude-tags=memory,bench" TEST_SILENCE=3600

# The interpreter is built with the sanitizers as well, instead of preloading their library: the other programs
# that the specs start (nginx, curl, openssl) stay untouched, and leaks are looked for when Lua has closed. It is
# first in the PATH, for the specs that start an interpreter. The modules stay loaded, so that a leak's stack has names.
$(ASAN)/bin/lua5.4: tools/sanitized_lua.c tools/check.mk
	@mkdir -p $(@D)
	$(CC) -std=c11 -g $(SANITIZE) -Wl,-E $(LUA54_CFLAGS) -o $@ $< $(shell $(PKG_CONFIG) --libs $(LUA54_PACKAGE) 2>/dev/null)

check-asan: $(ASAN)/bin/lua5.4 luajit ## the specs with address and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory BUILD=$(ASAN) CFLAGS="-O1 -g $(SANITIZE)" LDFLAGS="$(STAY_LOADED)" lua5.4 c-tests
	@exec env PATH="$(CURDIR)/$(ASAN)/bin:$$PATH" BUILD="$(ASAN)" LUA54=lua5.4 $(UNDER_TOOLS) tools/run-tests c lua5.4

# nginx's own allocations are its business; LuaJIT's and ours are looked at. Under valgrind a call may take long.
check-nginx: luajit ## a thousand calls inside an nginx worker under valgrind
	@exec env LUA_PATH="$(CURDIR)/lua/?.lua;$(CURDIR)/lua/?/init.lua;$(CURDIR)/spec/?.lua;;" \
	  LUA_CPATH="$(CURDIR)/$(BUILD)/luajit/?.so;;" LUAJIT="$(LUAJIT)" \
	  NGINX_UNDER="tools/valgrind --suppressions=spec/nginx/valgrind.supp" tools/nginx-lua spec/nginx/thousand.lua 1000

# The knowledge of the API and the program are Lua alone, the sandbox is nginx's: where each step takes twenty, they are
# left out.
OF_C = $(filter-out spec/api spec/command spec/sandbox,$(wildcard spec/*))

check-valgrind: lua5.4 luajit c-tests ## the specs under valgrind
	@exec env BUILD="$(BUILD)" LUA54="$(CURDIR)/tools/valgrind $(LUA54)" C_RUNNER=tools/valgrind $(UNDER_TOOLS) \
	  SPEC="$(or $(SPEC),$(OF_C))" tools/run-tests c lua5.4

check-pages: lua5.4 ## the reference pages in headless Chromium; SHOTS=DIRECTORY keeps screenshots
	@exec env LUA_PATH="$(CURDIR)/lua/?.lua;$(CURDIR)/lua/?/init.lua;$(CURDIR)/spec/?.lua;;" \
	  LUA_CPATH="$(CURDIR)/$(BUILD)/lua5.4/?.so;;" SHOTS="$(SHOTS)" $(LUA54) tools/busted.lua spec/browser/pages.lua
