--- What api/check.lua finds wrong with a value: the record of each problem, and its words. Nothing of a secret is in them.
--- The state is that of one check: tables, fields and keys lead to where it is, one of each for every level.
local boolean = require "portabilling.api.boolean"
local later = require "portabilling.support.later"

local names = later.require "portabilling.support.redact.names"
local suggest = later.require "portabilling.support.suggest"

local M = {}

---@class portabilling.Problem
---@field path string such as "account_info.service_features[2].name"
---@field problem "unknown"|"misplaced"|"missing"|"type"|"boolean"|"value"|"long"|"short"|"null"
---@field expected string? what may stand there
---@field got string? what stands there; nothing of a secret
---@field suggestion string? the field, or the value, that was probably meant
---@field one_of string[]? missing: one of these is required
---@field practice boolean? not certain: missing, though nothing says that it is required; a name that is not known

local PROBLEMS_MOST = 1000
local SHOWN = 40
local NAMES_MOST = 3

local TYPES = { i = "a whole number", n = "a number", s = "a text", d = "a date (YYYY-MM-DD)",
  t = "a date and time (YYYY-MM-DD hh:mm:ss)", yn = 'true or false ("Y" or "N")', b = "true or false (1 or 0)",
  bool = "true or false", list = "an array", object = "an object" }
-- Types that say yes and no.
local FLAGS = { yn = true, b = true, bool = true }

local function path_of(state, depth, key)
  local path = ""
  for i = 1, depth do
    local part = i < depth and state.keys[i] or key
    if type(part) == "number" then
      path = ("%s[%.14g]"):format(path, part)
    else
      path = path == "" and tostring(part) or path .. "." .. tostring(part)
    end
  end
  return path
end

-- Is it a secret, or inside one?
local function is_hidden(state, depth, key)
  local holder
  for i = 1, depth do
    local part, f = i < depth and state.keys[i] or key, state.fields[i]
    f = f and f[part]
    if f and f.secret or names.hides(state.tables[i], part, holder) then
      return true
    end
    holder = names.holder_inside(part, holder)
  end
  return false
end

--- A scalar as it is written, whatever Lua it comes from.
---@param value any
---@return string
function M.scalar(value)
  if type(value) == "number" and value % 1 == 0 and value > -1e15 and value < 1e15 then
    return ("%.0f"):format(value)
  end
  return (tostring(value):gsub(type(value) == "cdata" and "U?LL$" or "^$", ""))
end

local function shown_text(text)
  text = text:gsub("%c", " ")
  if #text > SHOWN then
    text = text:sub(1, SHOWN):gsub("[\192-\255]?[\128-\191]*$", "") .. "..."
  end
  return '"' .. text .. '"'
end

local A = { string = "a text", number = "a number", cdata = "a number", boolean = "a boolean", thread = "a coroutine",
  array = "an array", object = "an object", empty = "an empty table, which is sent as {}", null = "null" }

-- The value where that helps and is no secret; else what it is.
local function got_of(state, depth, key, value)
  local form = type(value)
  if form == "table" or form == "userdata" then
    form = state.shape(value) or form
  elseif form == "string" and not is_hidden(state, depth, key) then
    return shown_text(value)
  elseif (form == "number" or form == "cdata" or form == "boolean") and not is_hidden(state, depth, key) then
    return M.scalar(value)
  end
  return A[form] or "a " .. form
end

local function expected_of(f)
  local item = f.item
  if f.values and not FLAGS[f.kind] then
    return (f.allowed and "one of " or "a value such as ") .. boolean.values_text(f)
  elseif item and (item.object or TYPES[item.kind]) then
    return "an array of " .. (item.object or TYPES[item.kind]:gsub("^an? ", "") .. "s")
  end
  return TYPES[f.kind]
end

local function names_of(fields)
  local list = {}
  for i, f in ipairs(fields) do
    list[i] = f.name
  end
  return list
end

--- Puts it with the others. path: where it is not at the key.
---@param state table
---@param depth integer
---@param key any
---@param problem portabilling.Problem
function M.add(state, depth, key, problem)
  local problems = state.problems or {}
  state.problems = problems
  if #problems < PROBLEMS_MOST then
    problem.path = problem.path or path_of(state, depth, key)
    problems[#problems + 1] = problem
  end
end
local add = M.add

-- Where else the name is a field: beside one of the objects that hold it, or inside one of its neighbours.
local function place_of(state, depth, name)
  for i = depth - 1, 1, -1 do
    if state.fields[i] and state.fields[i][name] then
      return "beside " .. state.keys[i], path_of(state, i, name)
    end
  end
  local places, first = {}, nil
  for _, neighbour in ipairs(state.fields[depth]) do
    local inside = state.model:inside(state.service, neighbour)
    if inside and inside[name] then
      local path = path_of(state, depth, neighbour.name)
      places[#places + 1] = path
      first = first or path .. (neighbour.kind == "list" and "[1]." or ".") .. name
    end
  end
  if places[1] and not places[NAMES_MOST + 1] then -- a name that is found everywhere tells nothing
    return "inside " .. table.concat(places, " or "), not places[2] and first or nil
  end
end

--- The names of fields that are near to one.
---@param name string
---@param fields portabilling.api.Field[]
---@return string? suggestion such as "name" or "name or names"
function M.near(name, fields)
  local near = suggest.all(name, names_of(fields))
  return near[1] and table.concat(near, " or ", 1, math.min(#near, NAMES_MOST))
end

-- A field of that name, more or less, inside one of the neighbours.
local function near_inside(state, depth, name)
  for _, neighbour in ipairs(state.fields[depth]) do
    local inside = neighbour.kind == "object" and state.model:inside(state.service, neighbour)
    local near = inside and not inside[name] and suggest.all(name, names_of(inside))[1]
    if near then
      return path_of(state, depth, neighbour.name) .. "." .. near
    end
  end
end

--- A field that is not there.
function M.unknown(state, depth, name)
  if type(name) ~= "string" then
    return -- the encoder tells what is wrong with such a table
  end
  local place, path = place_of(state, depth, name)
  if place then
    return add(state, depth, name, { problem = "misplaced", expected = place, suggestion = path })
  end
  add(state, depth, name, { problem = "unknown",
    suggestion = M.near(name, state.fields[depth]) or near_inside(state, depth, name) })
end

-- The value that was probably meant: by another case, by its meaning, or misspelt.
local function near_value(f, text)
  for _, value in ipairs(f.values) do
    local meaning = f.meanings and f.meanings[value]
    if value:lower() == text:lower() or meaning and meaning:lower() == text:lower() then
      return value
    end
  end
  return #text > 2 and suggest.all(text, f.values)[1] or nil
end

--- Not of its type ("type"), or a boolean where there is none, or null where there is none.
function M.unfit(state, depth, key, f, value, problem)
  local is_empty = f.kind == "list" and type(value) == "table" and state.shape(value) == "empty"
  -- A text in an object's place may be the object as JSON, secrets and all.
  local whole = (f.kind == "object" or f.kind == "list") and type(value) == "string"
  local meant = f.values and type(value) == "string" and not is_hidden(state, depth, key) and near_value(f, value)
  add(state, depth, key, { problem = problem, expected = expected_of(f),
    got = whole and A.string or got_of(state, depth, key, value),
    suggestion = is_empty and "pb.empty_array" or meant or nil })
end

--- None of the field's values.
function M.value(state, depth, key, f, value)
  add(state, depth, key, { problem = "value", expected = expected_of(f), got = got_of(state, depth, key, value),
    suggestion = not is_hidden(state, depth, key) and near_value(f, M.scalar(value)) or nil })
end

--- A name among the values that is none of the known ones, but near to one.
function M.name(state, depth, name, known, expected)
  local near = M.near(name, known)
  if near then
    add(state, depth, "name", { problem = "value", practice = true, expected = expected, got = shown_text(name),
      suggestion = near })
  end
end

--- A text of so many characters where fewer may be.
function M.long(state, depth, key, f, length)
  add(state, depth, key, { problem = "long", expected = ("at most %d characters"):format(f.max),
    got = ("%d characters"):format(length) })
end

--- A text of so few characters where more have to be.
function M.short(state, depth, key, f, length)
  add(state, depth, key, { problem = "short", expected = ("at least %d characters"):format(f.min),
    got = ("%d characters"):format(length) })
end

--- A required field that is not given.
function M.missing(state, depth, f)
  add(state, depth, f.name, { problem = "missing", expected = expected_of(f),
    practice = f.required == "practice" or nil })
end

--- None of several fields, one of which is required, is given.
function M.none_of(state, depth, one_of)
  add(state, depth, one_of[1], { problem = "missing", one_of = one_of,
    expected = one_of[2] and "one of " .. table.concat(one_of, ", ") or nil })
end

local TEXTS = {
  unknown = function(p)
    return (p.got and "no such field: " .. p.got or "no such field")
      .. (p.suggestion and ("; did you mean '%s'?"):format(p.suggestion) or "")
  end,
  misplaced = function(p) return "belongs " .. p.expected end,
  missing = function(p)
    return p.one_of and p.one_of[2] and p.expected .. " is required"
      or p.practice and "missing, and required in practice" or "missing, and required"
  end,
  boolean = function(p) return ("a boolean cannot be sent: %s expected"):format(p.expected) end,
}

--- A problem in words.
---@param p portabilling.Problem
---@return string
function M.text(p)
  local said = TEXTS[p.problem]
  return p.path .. ": " .. (said and said(p) or ("%s expected, got %s%s"):format(p.expected, p.got,
    p.suggestion and ("; did you mean '%s'?"):format(p.suggestion) or ""))
end

return M
