-- Descriptions of an API that somebody has spoilt, in their tree or in their bytes. Whatever is read of one must be a refusal
-- that says what to do, or a model that answers all questions, and can be written and read again.
local api = require "portabilling.api"
local core = require "portabilling.core"
local model = require "portabilling.api.model"
local notation = require "portabilling.api.notation"
local openapi = require "portabilling.api.openapi"
local random = require "support.random"
local writer = require "portabilling.api.openapi_writer"

local M = {}

local SERVICES = { Account = true, DID = true, TraceSession = true }

local function encode(value)
  return core.encode(value, { max_depth = 500, max_values = 1e7, boolean = function() return "bool" end })
end

local function base()
  local description = writer.write(api.builtin, { wants = function(service, method)
    return SERVICES[service] and (#method % 9 == 0 or method == "add_account" or method == "get_account_list")
  end })
  local schemas = description.components.schemas
  schemas.Loop = { type = "object", properties = { again = { ["$ref"] = "#/components/schemas/Loop" } } }
  schemas.AccountInfo.properties.loop = { allOf = { { ["$ref"] = "#/components/schemas/Loop" },
    { type = "object", required = { "x" }, properties = { x = { oneOf = { { type = "integer" }, { type = "string" } } },
      inline = { type = "object", properties = { deep = { type = "array", items = { type = "object",
        properties = { y = { type = "string", description = "Possible values: a - b; c - d" } } } } } } } } } }
  return assert(encode(description))
end

local WORDS = { "type", "properties", "allOf", "oneOf", "items", "enum", "required", "description", "$ref",
  "nullable", "additionalProperties", "format", "params", "content", "post", "requestBody", "responses", "200", "",
  "a b", "x:y", "*",
  "%", "--", "\0", "é", "[", "}", "+x", "1", "openapi" }
local TEXTS = { "", " ", "integer", "string", "object", "array", "null", "#/components/schemas/AccountInfo",
  "#/components/schemas/Loop", "#/paths", "#/", "Possible values: N - no; Y - yes; x y - z; 5", "3.0.2",
  "\n -- |=%[", "N" }

-- Every table of a tree, those inside after those around them.
local function tables_of(tree)
  local all = { tree }
  local i = 1
  while all[i] do
    local keys = {}
    for key, value in pairs(all[i]) do
      if type(value) == "table" then keys[#keys + 1] = key end
    end
    table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
    for _, key in ipairs(keys) do all[#all + 1] = all[i][key] end
    i = i + 1
  end
  return all
end

local function a_key(t, roll)
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  return keys[1] and keys[roll(1, #keys)]
end

local function copy(value)
  if type(value) ~= "table" then return value end
  local into = setmetatable({}, getmetatable(value))
  for key, item in pairs(value) do into[key] = copy(item) end
  return into
end

-- A value that nobody expects; whole: the tables of the description as it was. They are copied, so that none comes to be
-- inside of itself.
local function junk(roll, whole)
  local kind = roll(1, 9)
  if kind == 1 then return roll(-5, 5)
  elseif kind == 2 then return TEXTS[roll(1, #TEXTS)]
  elseif kind == 3 then return roll(0, 1) == 1
  elseif kind == 4 then return core.null
  elseif kind == 5 then return {}
  elseif kind == 6 then return { TEXTS[roll(1, #TEXTS)], roll(0, 9), {} }
  elseif kind == 7 then return { ["$ref"] = TEXTS[roll(8, 11)] }
  elseif kind == 8 then return { [WORDS[roll(1, #WORDS)]] = copy(whole[roll(1, #whole)]) }
  end
  return copy(whole[roll(1, #whole)])
end

local function spoil_tree(text, roll)
  local options = { array_mt = true, keep_null = true }
  local tree, whole = core.decode(text, options), tables_of(core.decode(text, options))
  for _ = 1, roll(1, 30) do
    local all = tables_of(tree)
    local t = all[roll(1, #all)]
    local key = a_key(t, roll)
    local kind = roll(1, 5)
    local is_array = #t > 0
    if key == nil or kind == 1 then
      t[is_array and #t + 1 or WORDS[roll(1, #WORDS)]] = junk(roll, whole)
    elseif kind == 2 then
      t[key] = not is_array and nil or junk(roll, whole)
    elseif kind == 3 and not is_array then
      t[WORDS[roll(1, #WORDS)]], t[key] = t[key], nil
    elseif kind == 4 then
      t[key] = { [({ "allOf", "oneOf", "anyOf" })[roll(1, 3)]] = { t[key], junk(roll, whole) } }
    else
      t[key] = junk(roll, whole)
    end
  end
  return encode(tree) or text -- tables that are an array and an object are none that JSON knows
end

local function spoil_bytes(text, roll)
  for _ = 1, roll(1, 8) do
    local from = roll(1, #text + 1)
    local to = math.min(#text, from + roll(0, 60))
    local kind = roll(1, 5)
    if kind == 1 then
      text = text:sub(1, from - 1) .. text:sub(to + 1)
    elseif kind == 2 then
      text = text:sub(1, from - 1) .. string.char(roll(0, 255)) .. text:sub(from + 1)
    elseif kind == 3 then
      text = text:sub(1, to) .. text:sub(from)
    elseif kind == 4 and roll(1, 4) == 1 then
      text = text:sub(1, from)
    else
      local piece = ({ '"', "{", "}", "[", "]", ",", ":", "null", "1e999", '"\\u0000"', '"$ref":' })[roll(1, 11)]
      text = text:sub(1, from - 1) .. piece .. text:sub(from)
    end
  end
  return text
end

-- Asks a model all that can be asked; raises what is wrong.
local function question(read)
  for _, service in ipairs(read:services()) do
    for _, item in ipairs(read:records(service)) do
      for operation in pairs(item.operations) do read:resolve(service, item.record, operation) end
    end
    for _, method in ipairs(read:methods(service)) do
      local told = read:method(service, method)
      local form = read:boolean(service, method)
      for _, f in ipairs(told.params or {}) do
        form(f.name)
        for _, inside in ipairs(read:inside(service, f) or {}) do form(f.name, inside.name) end
      end
      for _, f in ipairs(told.answer or {}) do read:inside(service, f) end
    end
  end
  for name in pairs(read.data.shared.objects) do assert(read:object("", name), name) end
end

-- Each line is a field, and none is lost.
local function whole(text)
  local _, ends = text:gsub("\n", "")
  assert(#notation.parse(text) == (text == "" and 0 or ends + 1), text)
end

local function all_whole(data)
  for _, text in pairs(data.shared.objects) do whole(text) end
  for _, service in pairs(data.services) do
    for _, method in pairs(service.methods) do
      whole(method[1] or "")
      whole(method[2] or "")
    end
  end
end

local function same(one, other)
  if type(one) ~= "table" or type(other) ~= "table" then return one == other end
  for key, value in pairs(one) do
    if not same(value, other[key]) then return false end
  end
  for key in pairs(other) do
    if one[key] == nil then return false end
  end
  return true
end

-- The fields of each method, as they were read, and after they were written and read again: without their texts, for what is
-- told in these stands there in other words, and without the names of objects.
local function fields_of(read)
  local lines = {}
  for _, service in ipairs(read:services()) do
    for _, method in ipairs(read:methods(service)) do
      local told = read:method(service, method)
      for _, part in ipairs { "params", "answer" } do
        for _, f in ipairs(told[part] or {}) do
          lines[#lines + 1] = table.concat({ service, method, part, f.name, f.kind, tostring(f.required) }, " ")
          for _, inside in ipairs(read:inside(service, f) or {}) do
            lines[#lines + 1] = table.concat({ "", inside.name, inside.kind, tostring(inside.nullable) }, " ")
          end
        end
      end
    end
  end
  return table.concat(lines, "\n")
end

local function check(text)
  local data, message = openapi.read(text)
  if not data then
    assert(type(message) == "string" and message:find("in a browser, save", 1, true), "refused without a way out")
    return false
  end
  all_whole(data)
  local read = model.new(data, api.builtin)
  question(read)
  local kept = openapi.cached(data)
  assert(not kept or same(data, assert(openapi.restore(kept))), "the cache gives something else")
  local written = encode(writer.write(read))
  local again = written and model.new(assert(openapi.read(written)), api.builtin)
  assert(not again or fields_of(again) == fields_of(read), "written and read again, it is another")
  return true
end

---@param runs integer
---@param first integer the first seed; the others follow it
---@return { runs: integer, read: integer, wrong: string[] }
function M.run(runs, first)
  local text = base()
  local figures = { runs = runs, read = 0, wrong = {} }
  for seed = first, first + runs - 1 do
    local roll = random.new(seed * 7919 + 17)
    local spoilt = (seed % 2 == 0 and spoil_tree or spoil_bytes)(text, roll)
    local ok, result = xpcall(function() return check(spoilt) end, debug.traceback)
    if not ok then
      figures.wrong[#figures.wrong + 1] = ("seed %d: %s"):format(seed, result)
    elseif result then
      figures.read = figures.read + 1
    end
  end
  return figures
end

return M
