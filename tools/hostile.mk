# Hostile input and scarce memory: fuzzers, allocations that fail, a collector that never rests. Part of the Makefile.

FUZZ_SECONDS ?= 600
FUZZ         := $(BUILD)/fuzz
FUZZ_PLAIN   := json_scan fault session exchange
FUZZERS      := $(addprefix $(FUZZ)/,$(FUZZ_PLAIN) records)
FUZZ_CFLAGS  := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined

## Hostile input
.PHONY: fuzz fuzzers keep-found
fuzz: fuzzers ## run the fuzzers for FUZZ_SECONDS (600) each
	@tools/fuzz $(FUZZ_SECONDS) $(FUZZ) $(FUZZERS)

check-fuzz: ## the fuzzers, for a quarter of a minute each
	@$(MAKE) --no-print-directory fuzz FUZZ_SECONDS=15

keep-found: fuzzers ## write the shortest inputs that reach all that was reached so far to spec/fuzz/found
	@for f in $(FUZZERS); do name=$$(basename $$f); rm -rf $(FUZZ)/kept/$$name; \
	  mkdir -p $(FUZZ)/kept/$$name $(FUZZ)/found/$$name; \
	  $$f -set_cover_merge=1 -max_len=160 $(FUZZ)/kept/$$name $(FUZZ)/seeds/$$name $(FUZZ)/found/$$name \
	    >$(FUZZ)/$$name-merge.log 2>&1 || { cat $(FUZZ)/$$name-merge.log; exit 1; }; \
	  $(LUA54) spec/fuzz/keep.lua $(FUZZ)/kept/$$name $$name || exit 1; \
	done

fuzzers: $(FUZZERS)
	@rm -rf $(FUZZ)/seeds
	@$(LUA54) spec/fuzz/seeds.lua $(FUZZ)/seeds

$(FUZZ)/obj/%.o: csrc/%.c Makefile tools/hostile.mk
	@mkdir -p $(@D)
	clang $(OUR_CFLAGS) $(LUA54_CFLAGS) $(FUZZ_CFLAGS) -fsanitize=fuzzer-no-link -c -o $@ $<
$(FUZZ)/%: spec/fuzz/%_fuzz.c Makefile tools/hostile.mk
	clang $(OUR_CFLAGS) $(LUA54_CFLAGS) $(FUZZ_CFLAGS) -fsanitize=fuzzer -o $@ $(filter %.c %.o,$^) $(LIBRARIES) -lm
$(addprefix $(FUZZ)/,$(FUZZ_PLAIN)): $(PLAIN_SOURCES:csrc/%.c=$(FUZZ)/obj/%.o)
$(FUZZ)/records: $(CORE_SOURCES:csrc/%.c=$(FUZZ)/obj/%.o)
$(FUZZ)/records: LIBRARIES = $(shell $(PKG_CONFIG) --libs $(LUA54_PACKAGE))
-include $(wildcard $(FUZZ)/obj/*/*.d)

# ---- memory ----

# What spec/memory/*.c need. They stay loaded: Lua's allocator is in them until the very end.
MEMORY_CFLAGS := -std=c11 -D_GNU_SOURCE -O1 -g -Wall -Wextra -Wshadow -Wstrict-prototypes -fPIC -fvisibility=hidden \
                 -fno-builtin -shared -Wl,-z,nodelete

$(BUILD)/lua5.4/%.so: spec/memory/%.c tools/hostile.mk
	@mkdir -p $(@D)
	$(CC) $(MEMORY_CFLAGS) $(LUA54_CFLAGS) -o $@ $<
$(BUILD)/luajit/%.so: spec/memory/%.c tools/hostile.mk
	@mkdir -p $(@D)
	$(CC) $(MEMORY_CFLAGS) $(LUAJIT_CFLAGS) -o $@ $<
$(ASAN)/lua5.4/failing.so: spec/memory/failing.c tools/hostile.mk
	@mkdir -p $(@D)
	$(CC) $(MEMORY_CFLAGS) $(SANITIZE) $(LUA54_CFLAGS) -o $@ $<
$(ASAN)/lua5.4/collecting.so: spec/memory/collecting.c tools/hostile.mk
	@mkdir -p $(@D)
	$(CC) $(MEMORY_CFLAGS) $(LUA54_CFLAGS) -o $@ $<

asan-modules: $(ASAN)/bin/lua5.4
	@$(MAKE) --no-print-directory BUILD=$(ASAN) CFLAGS="-O1 -g $(SANITIZE)" LDFLAGS="$(STAY_LOADED)" lua5.4

# $(call memory,DIRECTORY OF THE MODULES,ENVIRONMENT,INTERPRETER,ARGUMENTS)
memory = env LUA_PATH="$(CURDIR)/lua/?.lua;$(CURDIR)/lua/?/init.lua;;" LUA_CPATH="$(abspath $(1))/?.so;;" $(2) \
         $(3) spec/memory/run.lua $(4)
preload = LD_PRELOAD="$(abspath $(1))/failing.so"

.PHONY: asan-modules
check-memory: lua5.4 luajit asan-modules $(BUILD)/lua5.4/failing.so $(BUILD)/luajit/failing.so $(ASAN)/lua5.4/failing.so ## every allocation fails in turn
	@echo "on Lua 5.4:"
	@$(call memory,$(BUILD)/lua5.4,$(call preload,$(BUILD)/lua5.4),$(LUA54))
	@echo "on LuaJIT (its compiler is off: it does not survive failing allocations itself):"
	@$(call memory,$(BUILD)/luajit,$(call preload,$(BUILD)/luajit),$(LUAJIT) -joff)
	@echo "with the sanitizers:"
	@$(call memory,$(ASAN)/lua5.4,LSAN_OPTIONS=suppressions=spec/memory/lsan.supp:print_suppressions=0 \
	  ASAN_OPTIONS=detect_leaks=1,$(ASAN)/bin/lua5.4)
	@echo "under valgrind, at every 20th place:"
	@$(call memory,$(BUILD)/lua5.4,$(call preload,$(BUILD)/lua5.4),tools/valgrind --soname-synonyms=somalloc=nouserintercepts \
	  --suppressions=spec/memory/valgrind.supp $(LUA54),20)

# In [[ ]], so that no shell on the way finds quotes to take away.
COLLECTING = lua5.4 -e require[[collecting]]

# Leaks are check-asan's business: looking for them at each exit costs time, and fails now and then by itself ("Tracer
# caught signal") when libcurl's resolver thread is just ending.
check-gc: asan-modules luajit $(ASAN)/lua5.4/collecting.so ## the specs with a garbage collection whenever our C code allocates
	@exec env ASAN_OPTIONS=detect_leaks=0 PATH="$(abspath $(ASAN))/bin:$$PATH" BUILD="$(ASAN)" LUA54="$(COLLECTING)" $(UNDER_TOOLS) \
	  SPEC="$(or $(SPEC),spec/memory/collected.lua $(OF_C))" tools/run-tests lua5.4

# ---- models ----

MODELS := $(wildcard spec/model/*.lua)

# Each has a count of its own; COUNT="20000 5" is another one, and the first seed.
check-models: lua5.4 luajit ## random inputs and failures against models of what may be true
	@for m in $(MODELS); do for f in "$(LUA54)" "$(LUAJIT)"; do \
	  case $$f in *jit*) modules=luajit ;; *) modules=lua5.4 ;; esac; \
	  env LUA_PATH="$(CURDIR)/lua/?.lua;$(CURDIR)/lua/?/init.lua;$(CURDIR)/spec/?.lua;;" \
	    LUA_CPATH="$(CURDIR)/$(BUILD)/$$modules/?.so;;" $$f $$m $(COUNT) || exit 1; \
	done; done
