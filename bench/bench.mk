# `make bench`: the comparison with what a user would pick instead. Part of the Makefile.

RUNS  ?=
JOBS  ?=
PEERS ?=
QUICK ?=
OUT   ?=

$(BUILD)/bench/measure: bench/measure.c bench/bench.mk
$(BUILD)/bench/floor: bench/peers/floor.c bench/bench.mk
$(BUILD)/bench/floor: LIBRARIES := $(CURL_LIBS)
$(BUILD)/bench/measure $(BUILD)/bench/floor:
	@mkdir -p $(@D)
	$(CC) $(filter-out -fPIC,$(OUR_CFLAGS)) $(CPPFLAGS) $(CFLAGS) -o $@ $(filter %.c,$^) $(LIBRARIES)

bench-programs: $(BUILD)/bench/measure $(BUILD)/bench/floor
	@:

## Measuring
.PHONY: bench bench-programs
bench: ## measure beside other clients into bench/RESULTS.md; RUNS=5 JOBS="list call" PEERS="floor php" QUICK=1
	@tools/install-packages test bench
	$(AGAIN) BUILD="$(BUILD)" lua5.4 luajit bench-programs
	@exec env LUA_PATH="$(CURDIR)/?.lua;$(CURDIR)/?/init.lua;$(CURDIR)/lua/?.lua;$(CURDIR)/lua/?/init.lua;$(CURDIR)/spec/?.lua;;" \
	  LUA54="$(LUA54)" LUAJIT="$(LUAJIT)" BENCH_DIRECTORY="$(CURDIR)/bench" BENCH_BUILD="$(abspath $(BUILD))" \
	  RUNS="$(RUNS)" JOBS="$(JOBS)" PEERS="$(PEERS)" QUICK="$(QUICK)" OUT="$(OUT)" $(LUA54) bench/run.lua

.PHONY: bench-walk
bench-walk: ## count what a call goes through between program and driver; COUNTS_ONLY=1: without callgrind
	@tools/install-packages test bench
	$(AGAIN) BUILD="$(BUILD)" lua5.4 luajit
	@exec env LUA_PATH="$(CURDIR)/?.lua;$(CURDIR)/?/init.lua;$(CURDIR)/lua/?.lua;$(CURDIR)/lua/?/init.lua;$(CURDIR)/spec/?.lua;;" \
	  LUA_CPATH="$(abspath $(BUILD))/lua5.4/?.so;;" LUA54="$(LUA54)" LUAJIT="$(LUAJIT)" \
	  BENCH_DIRECTORY="$(CURDIR)/bench" BENCH_BUILD="$(abspath $(BUILD))" COUNTS_ONLY="$(COUNTS_ONLY)" \
	  $(LUA54) bench/walk.lua

# The description is made once; each Lua reads the same one.
.PHONY: bench-description
bench-description: ## how long a description of the API takes to be read (10 MB), and what is kept of it
	@tools/install-packages test bench
	$(AGAIN) BUILD="$(BUILD)" lua5.4 luajit
	@mkdir -p $(BUILD)/bench
	@for f in "$(LUA54)" "$(LUAJIT)"; do \
	  case $$f in *jit*) modules=luajit ;; *) modules=lua5.4 ;; esac; \
	  export LUA_PATH="$(CURDIR)/lua/?.lua;$(CURDIR)/lua/?/init.lua;;" LUA_CPATH="$(abspath $(BUILD))/$$modules/?.so;;"; \
	  test $$modules = luajit || $$f bench/description.lua write $(BUILD)/bench/description.json || exit 1; \
	  $$f bench/description.lua read $(BUILD)/bench/description.json || exit 1; \
	  $$f bench/description.lua cjson $(BUILD)/bench/description.json || exit 1; \
	done
