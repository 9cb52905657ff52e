--- How long the description of an API takes to be read, and what is kept of it. `make bench-description` runs it:
---     description.lua write FILE [BYTES]   a description of 10 MB, by the sandbox's writer, from the built-in model blown up:
---                                          services of many names, each field with a text of its own
---     description.lua read FILE            reads it, beside lua-cjson, which only decodes it: least of ROUNDS rounds
---     description.lua cjson FILE           the same for the peak memory of a process that has it decoded by lua-cjson
local role, path = arg[1], arg[2]

local ROUNDS = 7

local function read_file()
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

local function peak_mb()
  local file = io.open "/proc/self/status"
  local text = file and file:read "*a" or ""
  if file then file:close() end
  return (tonumber(text:match "VmHWM:%s*(%d+)") or 0) / 1024
end

-- Fields in the notation, each with a text of about the length that the vendor's have.
local function with_texts(notation, text, where)
  local lines = {}
  for i, f in ipairs(notation.parse(text)) do
    f.about = f.about or ("The %s of %s, as it was given or taken from what stands above it; note %d says how it "
      .. "goes together with the others and where it is shown."):format(f.name:gsub("_", " "), where, i)
    lines[i] = notation.write(f)
  end
  return table.concat(lines, "\n")
end

local function blown_up(bytes)
  local builtin = require "portabilling.api".builtin
  local core = require "portabilling.core"
  local model = require "portabilling.api.model"
  local notation = require "portabilling.api.notation"
  local writer = require "portabilling.api.openapi_writer"
  local services, copy, text = {}, 0, ""
  while #text < bytes do
    copy = copy + 1
    for _, name in ipairs(builtin:services()) do
      local data = builtin.data.services[name]
      local methods, objects = {}, {}
      for _, method in ipairs(builtin:methods(name)) do
        local told = data.methods and data.methods[method] or {}
        local where = ("%s/%s %d"):format(name, method, copy)
        methods[method] = { told[1] and with_texts(notation, told[1], where),
          told[2] and with_texts(notation, told[2], where), about = "What " .. where .. " does, in a sentence or two." }
      end
      for object, fields in pairs(data.objects or {}) do
        objects[object] = with_texts(notation, fields, ("%s %d"):format(object, copy))
      end
      services[copy == 1 and name or name .. copy] = { methods = methods, objects = objects }
    end
    local big = model.new { services = services, shared = builtin.data.shared }
    text = assert(core.encode(writer.write(big), { max_depth = 64, max_values = 1e8,
      boolean = function() return "bool" end }))
  end
  return text
end

-- Several times: LuaJIT gives up half of its buffer each time.
local function collect()
  for _ = 1, 12 do collectgarbage() end
end

local function least(fn)
  local best
  for _ = 1, ROUNDS do
    collect()
    local before = os.clock()
    fn()
    local took = os.clock() - before
    best = best and math.min(best, took) or took
  end
  return best
end

local function kept_mb(make)
  collect()
  local before = collectgarbage "count"
  local value = make()
  collect()
  return (collectgarbage "count" - before) / 1024, value
end

if role == "write" then
  local text = blown_up((tonumber(arg[3]) or 10) * 1024 * 1024)
  local file = assert(io.open(path, "wb"))
  assert(file:write(text))
  file:close()
elseif role == "cjson" then
  local value = require "cjson".decode(read_file())
  print(("  decoded by lua-cjson, peak of the process %.0f MB"):format(peak_mb()), value and "")
else
  local openapi = require "portabilling.api.openapi"
  local text = read_file()
  local kept, data = kept_mb(function() return assert(openapi.read(text)) end)
  local peak = peak_mb()
  local cached = assert(openapi.cached(data))
  local restored = kept_mb(function() return assert(openapi.restore(cached)) end)
  print(("%s, a description of %.1f MB:"):format(rawget(_G, "jit") and "LuaJIT" or _VERSION, #text / 1024 / 1024))
  print(("  kept %.1f MB, restored from the cache (%.1f MB) %.1f MB, peak of the process %.0f MB"):format(kept,
    #cached / 1024 / 1024, restored, peak))
  local read = least(function() assert(openapi.read(text)) end)
  local restore = least(function() assert(openapi.restore(cached)) end)
  print(("  read in %.2f s of CPU, restored in %.3f s"):format(read, restore))
  local found, cjson = pcall(require, "cjson")
  if found then
    local decode = least(function() assert(cjson.decode(text)) end)
    print(("  lua-cjson decodes it in %.2f s: reading it takes %.1f times that"):format(decode, read / decode))
  end
end
