--- Holds the tree to its plan: lua5.4 tools/layers.lua, at the top of the tree. Ends with status 1 and what is amiss:
--- a Lua module that requires one above it, a circle of requires or includes, a C file that includes what its room must
--- not know, knowledge of the API outside api/, a file that is too long, a spec in a folder that is no room's. Names of
--- modules stand as written in require "portabilling...".
local tree = dofile "tools/tree.lua"

local LINES = 450

-- From above to below; each uses what is below it, and what is beside it unless that makes a circle.
local ORDER = {
  "init json", "data", "client", "batch list", "call", "tokens", "driver", "loop", "api", "config", "error", "support",
}
-- Beside that order: what they may use.
local APART = {
  events = { config = true, support = true, error = true },
  sandbox = { api = true, support = true, error = true },
  command = { init = true, json = true, api = true, config = true, error = true, support = true, sandbox = true },
}
-- C, the same; core uses all before it, curl and file use shared alone.
local ROOMS = {
  shared = {}, json = { "shared" }, protocol = { "shared", "json" }, codec = { "shared", "json" },
  core = { "shared", "json", "protocol", "codec" }, curl = { "shared" }, file = { "shared" },
}
local WITHOUT_LUA = { json = true, protocol = true }
-- What a finalizer may run: loops over pairs() or next are not for these (see support/tables.lua, each).
local FINALIZERS = { "batch/init", "batch/journal", "batch/leave", "client/lists", "driver/curl", "driver/external",
  "driver/nginx/light_threads", "driver/tasks", "list/read_ahead", "call/log", "call/renew", "support/redact/init" }
local LONG = { ["lua/portabilling/api/"] = true } -- data

local problems = {}
local function problem(text, ...)
  problems[#problems + 1] = text:format(...)
end

-- ---- circles ----

-- uses[name]: the set of names it uses.
local function find_circles(uses, what)
  local state, way = {}, {}
  local function visit(name)
    state[name] = "on the way"
    way[#way + 1] = name
    local names = {}
    for used in pairs(uses[name] or {}) do
      names[#names + 1] = used
    end
    table.sort(names)
    for _, used in ipairs(names) do
      if state[used] == "on the way" then
        local from = 1
        while way[from] ~= used do
          from = from + 1
        end
        problem("a circle of %s: %s > %s", what, table.concat(way, " > ", from), used)
      elseif uses[used] and not state[used] then
        visit(used)
      end
    end
    way[#way] = nil
    state[name] = "done"
  end
  local names = {}
  for name in pairs(uses) do
    names[#names + 1] = name
  end
  table.sort(names)
  for _, name in ipairs(names) do
    if not state[name] then
      visit(name)
    end
  end
end

-- ---- Lua ----

local rank = {}
for place, rooms in ipairs(ORDER) do
  for room in rooms:gmatch "%S+" do
    rank[room] = place
  end
end

local function room_of(module)
  return module == "portabilling" and "init" or module:match "^portabilling%.([%w_]+)"
end

local modules = {}
for _, path in ipairs(tree.files("lua", "*.lua")) do
  local module = path:match "^lua/(.*)%.lua$":gsub("/init$", ""):gsub("/", ".")
  local used = {}
  for line in tree.read(path):gmatch "[^\n]+" do
    local name = not line:find "^%s*%-%-" and line:match "require%s*%(?%s*[\"'](portabilling[%w_.]*)[\"']"
    if name and name ~= module then
      used[name] = not line:find "^%s" -- at load
    end
  end
  modules[module] = { path = path, used = used }
end

local at_load = {}
for name, module in pairs(modules) do
  local room, names = room_of(name), {}
  for used, loads in pairs(module.used) do
    local other = room_of(used)
    if modules[used] and used ~= name then
      names[used] = loads or nil
      local apart = APART[room]
      if APART[other] and other ~= room and not (apart and apart[other]) then
        problem("%s requires %s, which nothing else uses", module.path, used)
      elseif apart then
        if other ~= room and not apart[other] then
          problem("%s requires %s", module.path, used)
        end
      elseif not rank[room] or not rank[other] then
        problem("%s requires %s: no such room is known", module.path, used)
      elseif rank[other] < rank[room] then
        problem("%s requires %s, which is above it", module.path, used)
      end
    end
  end
  at_load[name] = names
end
find_circles(at_load, "requires")

for _, name in ipairs(FINALIZERS) do
  local path = ("lua/portabilling/%s.lua"):format(name)
  local text = tree.read(path)
  if text:find "%f[%w_]in%s+pairs%s*%(" or text:find "%f[%w_]in%s+next%s*," then
    problem("%s has a loop over pairs() or next, which LuaJIT may not end in a finalizer: tables.each", path)
  end
end

-- ---- C ----

local includes = {}
for _, path in ipairs(tree.files("csrc", "*.[ch]")) do
  local room, used = path:match "^csrc/([^/]+)/", {}
  local text = tree.read(path)
  for name in text:gmatch '#include "([^"]+)"' do
    local target = name:find "/" and "csrc/" .. name or path:match "^(.*/)" .. name
    local other = target:match "^csrc/([^/]+)/"
    local allowed = other == room or not room or not ROOMS[room]
    for _, below in ipairs(ROOMS[room] or {}) do
      allowed = allowed or other == below
    end
    if not allowed then
      problem("%s includes %s", path, name)
    end
    if path:sub(-2) == ".h" then
      used[target] = true
    end
  end
  if WITHOUT_LUA[room] and (text:find "#include <lua" or text:find "#include <lauxlib") then
    problem("%s includes Lua", path)
  elseif room ~= "curl" and text:find "#include <curl/" then
    problem("%s includes libcurl", path)
  end
  includes[path] = used
end
find_circles(includes, "includes")

-- ---- knowledge of the API ----

-- It stands in api/ and nowhere else: no second list of methods, nor of fields that say Y and N, and no text that says what
-- a method takes.
package.path = "lua/?.lua;lua/?/init.lua;" .. package.path
local model = require("portabilling.api").builtin
local is_method = {}
for _, service in ipairs(model:services()) do
  for _, method in ipairs(model:methods(service)) do
    is_method[method] = true
  end
end
local is_yes_no = model:yes_no()

-- How many words of a line, one behind the other, are such.
local function run_of(line, is)
  local longest, run = 0, 0
  for word in line:gmatch "%S+" do
    run = is(word:gsub("[\"'%[%]]", "")) and run + 1 or 0
    longest = math.max(longest, run)
  end
  return longest
end

local KNOWLEDGE = {
  ["a list of methods"] = function(word) return is_method[word] and word:find "_" end,
  ["a list of fields that say Y and N"] = function(word) return is_yes_no[word] end,
  ["what a method takes"] = function(word) return word:find "^[%l%d_]+:[%l{%[]" and not word:find "::" end,
}
for _, path in ipairs(tree.files("lua", "*.lua")) do
  if not path:find "^lua/portabilling/api/" then
    local number = 0
    for line in tree.read(path):gmatch "([^\n]*)\n" do
      number = number + 1
      for what, is in pairs(KNOWLEDGE) do
        if not line:find "^%s*%-%-" and run_of(line, is) >= 3 then
          problem("%s:%d has %s, which belongs into api/", path, number, what)
        end
      end
    end
  end
end

-- ---- specs ----

local tested = { ["spec/system/"] = true } -- whole programs
for _, path in ipairs(tree.files("lua/portabilling csrc", "*.lua", "*.c")) do
  local inside = path:gsub("^lua/portabilling/", ""):gsub("^csrc/", "")
  tested["spec/" .. (inside:match "^.*/" or inside:gsub("%.lua$", "_spec.lua"))] = true
end
for _, path in ipairs(tree.files("spec", "*_spec.lua", "*_test.c")) do
  if not tested[path:match "^spec/.+/" or path] then
    problem("%s is in no folder of lua/portabilling or csrc, nor spec/system", path)
  end
end

-- ---- lengths ----

for _, path in ipairs(tree.files("lua csrc", "*.lua", "*.[ch]")) do
  local data = false
  for prefix in pairs(LONG) do
    data = data or path:sub(1, #prefix) == prefix
  end
  local _, lines = tree.read(path):gsub("\n", "")
  if lines > LINES and not data then
    problem("%s has %d lines, more than %d", path, lines, LINES)
  end
end

for _, text in ipairs(problems) do
  print(text)
end
print(#problems > 0 and "not ok layers" or "ok layers")
os.exit(#problems == 0)
