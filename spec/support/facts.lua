-- What public sources show of requests and answers (spec/data/fields.json, object-shapes-2023.json), and values that
-- fit: for specs that judge the sandbox by that, and by nothing of the model.
local array = require("portabilling").array
local json = require "portabilling.sandbox.json"

local M = { null = json.null }

local function read(name)
  local file = assert(io.open("spec/data/" .. name, "rb"))
  local data = assert(json.decode(file:read "*a"))
  file:close()
  return data
end

local fields, shapes = read "fields.json", read "object-shapes-2023.json"

--- The methods whose fields are known.
---@return string[] names "Service/method", sorted
function M.methods()
  local names = {}
  for name in pairs(fields) do
    if name:find("/", 1, true) then
      names[#names + 1] = name
    end
  end
  table.sort(names)
  return names
end

--- The fields of a method's request that are not in doubt (confidence H or M).
---@param method string
---@return { path: string, leaf: string, facts: table }[] fields sorted by path: those of an object behind it
function M.request(method)
  local told, list = fields[method], {}
  local function take(all, before)
    for path, facts in pairs(all or {}) do
      if facts.confidence ~= "L" then
        path = before .. path
        list[#list + 1] = { path = path, leaf = path:match "([^.%[%]]+)[%[%]]*$", facts = facts }
      end
    end
  end
  local wrapper = told.wrapper
  take(told.fields, type(wrapper) == "string" and wrapper ~= "" and wrapper .. "." or "")
  take(told.beside_wrapper, "")
  table.sort(list, function(a, b)
    return a.path < b.path
  end)
  return list
end

local function whole(value)
  return type(value) == "number" and value % 1 == 0 and ("%.0f"):format(value) or tostring(value)
end

-- A text of that length, another one in each round.
local function text(length, round)
  return ((whole(round) .. "x"):rep(length):sub(1, length))
end

local by_type = {
  string = function(facts, round) return text(facts.max or facts.max_inferred or 8, round) end,
  integer = function() return 1 end,
  number = function(_, round) return round + 0.5 end,
  ["boolean(0/1)"] = function(_, round) return round % 2 end,
  date = function() return "2026-03-01" end,
  ["date-time"] = function() return "2026-03-01 00:00:00" end,
  ["array of string"] = function() return array { "x" } end,
  ["array of object"] = function() return array {} end, -- what is in it has fields of its own
  array = function() return array {} end,
  object = function() return {} end,
}
by_type["string|integer"] = by_type.integer

--- A value for a field, by what is told of it: another of its values in each round.
---@param field table of M.request
---@param round integer from 1 on
---@return any value nil: nothing is known of it
function M.value(field, round)
  local facts = field.facts
  local enum = facts.enum
  if enum then
    local value = enum[(round - 1) % #enum + 1]
    return facts.type == "array of string" and array { value } or value
  end
  local make = by_type[facts.type]
  return make and make(facts, round)
end

--- In how many rounds every value of an enumeration has its turn.
---@param list table what M.request gave
---@return integer
function M.rounds(list)
  local most = 2
  for _, field in ipairs(list) do
    most = math.max(most, field.facts.enum and #field.facts.enum or 0)
  end
  return most
end

--- Puts a value where the path says, into the first element of arrays.
---@param params table changed
---@param path string such as "account_info.service_features[].name"
---@param value any
function M.put(params, path, value)
  local at = params
  for part, brackets, rest in path:gmatch "([^.%[]+)(%[?%]?)%.?()" do
    if rest > #path and brackets == "" then
      at[part] = value
    else
      at[part] = at[part] or (brackets ~= "" and array {} or {})
      at = at[part]
      if brackets ~= "" then
        at[1] = at[1] or {}
        at = at[1]
      end
    end
  end
end

local TYPES = { int = "number", float = "number", integer = "number", number = "number", string = "string",
  array = "table", object = "table", date = "string", ["date-time"] = "string", ["array of object"] = "table",
  ["array of string"] = "table" }

local function types_of(facts)
  local types, all = facts.type, {}
  for _, name in ipairs(type(types) == "table" and types or { types }) do
    for one in name:gmatch "[^|]+" do
      all[#all + 1] = one:match "^(.-)%(" or one
    end
  end
  return all
end

local function fits(facts, value)
  -- what is null in answers was recorded (H); of the others nobody told it
  if value == json.null and (facts.nullable or facts.type == "null" or facts.confidence == "M") then
    return true
  end
  for _, name in ipairs(types_of(facts)) do
    if name == "null" and value == json.null or name:find "^unknown" or type(value) == TYPES[name] then
      return true
    end
  end
  return facts.type == "null" -- never seen otherwise, but what else would the field be for?
end

local compare

local function inside(facts, value, path, report)
  if type(value) ~= "table" then
    return
  elseif type(facts.fields) == "table" and next(value) ~= nil and value[1] == nil then
    compare(facts.fields, value, path .. ".", report)
  end
  local items = type(facts.items) == "table" and facts.items or nil
  if items and items[1] == nil then
    for _, item in ipairs(value) do
      if items.array_of then
        for _, inner in ipairs(item) do
          compare(items.array_of, inner, path .. "[][].", report)
        end
      else
        compare(items, item, path .. "[].", report)
      end
    end
  end
end

-- Where an answer was recorded, the fields that others tell beside it are those of another release or request.
local function recorded(shape)
  for _, facts in pairs(shape) do
    if facts.confidence == "H" then
      return true
    end
  end
  return false
end

function compare(shape, record, path, report)
  local of_record = recorded(shape)
  for name, facts in pairs(shape) do
    local value = record[name]
    if value == nil then
      local beside = facts.confidence ~= "H" and of_record
      if not facts.present and not beside and not name:find(".", 1, true) then
        report(path .. name, "is not there")
      end
    elseif not fits(facts, value) then
      report(path .. name, ("is a %s, not %s"):format(value == json.null and "null" or type(value),
        table.concat(types_of(facts), " or ")))
    else
      inside(facts, value, path .. name, report)
    end
  end
end

--- Holds a record of an answer against what was seen in real ones.
---@param name string of the record in fields.json or object-shapes-2023.json
---@param record table with nulls
---@param report fun(path: string, problem: string)
function M.compare(name, record, report)
  compare(assert(fields._records[name] or shapes[name], name), record, "", report)
end

--- The names of the records that are told.
---@return string[] names sorted
function M.records()
  local names = {}
  for _, set in ipairs { fields._records, shapes } do
    for name, shape in pairs(set) do
      if type(shape) == "table" then
        names[#names + 1] = name
      end
    end
  end
  table.sort(names)
  return names
end

return M
