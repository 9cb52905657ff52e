--- What may stand next in a line of Lua: services, records and fields in the calls of the library, names elsewhere.
local known = require "portabilling.command.known"
local literal = require "portabilling.support.literal"

local M = {}

local OPERATIONS = { create = "create", update = "update", delete = "delete", get = "get", list = "list",
  pages = "list", collect = "list" }
local METHODS = { call = true, download = true }
local KNOWLEDGE = { describe = true, records = true }
local KEYWORDS = { "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in", "local",
  "nil", "not", "or", "repeat", "return", "then", "true", "until", "while" }

-- ---- names ----

local function inside(holder, name)
  if type(holder) == "string" then
    return string[name]
  end
  for _ = 1, 10 do -- of a table, and of what it takes from others
    if type(holder) ~= "table" then
      return nil
    elseif rawget(holder, name) ~= nil then
      return rawget(holder, name)
    end
    local own = getmetatable(holder)
    holder = type(own) == "table" and rawget(own, "__index") or nil
  end
end

local function names_in(holder)
  local names = {}
  for _ = 1, 10 do
    if type(holder) == "string" then
      holder = string
    elseif type(holder) ~= "table" then
      break
    end
    for name, value in next, holder do
      if literal.is_name(name) then
        names[name] = type(value) == "function" and name .. "(" or name
      end
    end
    local own = getmetatable(holder)
    holder = type(own) == "table" and rawget(own, "__index") or nil
  end
  return names
end

-- word: such as pb.cre
local function names(environment, word)
  local before, last = word:match "^(.*[.:])([^.:]*)$"
  local holder = environment
  for name in (before or ""):gmatch "[^.:]+" do
    holder = inside(holder, name)
  end
  local found = {}
  for name, shown in pairs(names_in(holder)) do
    if name:sub(1, #(last or word)) == (last or word) then
      found[#found + 1] = (before or "") .. shown
    end
  end
  if not before then
    for _, keyword in ipairs(known.beginning(KEYWORDS, word)) do
      found[#found + 1] = keyword
    end
  end
  table.sort(found)
  return found
end

-- ---- calls ----

-- Where in a table constructor its text ends: the fields that lead to that table, what is being written there, and the field
-- whose value that is, in quotes; nil: it is a field's name.
local function place(text)
  local path, key, at = {}, nil, 1
  while at <= #text do
    local char = text:sub(at, at)
    local name, behind = text:match("^([%a_][%w_]*)%s*=%s*()", at)
    if char == '"' or char == "'" then
      local closing = text:find(char, at + 1, true)
      if not closing then
        return path, text:sub(at + 1), key
      end
      at = closing
    elseif name then
      key, at = name, behind - 1
    elseif char == "{" then
      path[#path + 1], key = key or false, nil
    elseif char == "}" then
      path[#path], key = nil, nil
    elseif char == "," or char == ";" then
      key = nil
    else
      at = text:match("^[%w_]+()", at) or at + 1
      at = at - 1
    end
    at = at + 1
  end
  return path, not key and text:match "[%a_]?[%w_]*$" or nil, nil
end

local function fields_at(fields, path)
  for i = 2, #path do -- the first is the table itself; an element of an array has no name
    if path[i] then
      local field = fields and fields[path[i]]
      fields = field and field.fields
    end
  end
  return fields
end

local function attribute(fields, text)
  local path, word, key = place(text)
  fields = fields_at(fields, path)
  if not word or not fields or not path[1] and #path == 0 then
    return nil
  elseif key then
    return word, known.beginning(fields[key] and fields[key].values or {}, word)
  end
  local found = {}
  for i, field in ipairs(known.sendable(fields)) do
    found[i] = field.name .. " = "
  end
  table.sort(found)
  return word, known.beginning(found, word)
end

-- The word that a call's text ends with, and what it may become; nil: nothing is known.
local function argument(operation, text)
  local is_known = OPERATIONS[operation] or METHODS[operation] or KNOWLEDGE[operation]
  if not is_known then
    return nil
  end
  local word = text:match "^%s*[\"']([%w_]*)$"
  if word then
    return word, known.beginning(known.services(), word)
  end
  local service
  service, word = text:match "^%s*[\"']([%w_]+)[\"']%s*,%s*[\"']([%w_]*)$"
  if service then
    return word, known.beginning(METHODS[operation] and known.methods(service)
      or known.records(service, OPERATIONS[operation]), word)
  end
  local record, rest
  service, record, rest = text:match "^%s*[\"']([%w_]+)[\"']%s*,%s*[\"']([%w_]+)[\"']%s*,%s*({.*)$"
  if service and not KNOWLEDGE[operation] then
    return attribute(known.params(service, record, OPERATIONS[operation]), rest)
  end
end

--- Candidates for the last word of a line.
---@param line string what stands before the cursor
---@param environment table where its names are looked for
---@return string[] candidates whole words
---@return integer first where the word begins
function M.candidates(line, environment)
  local operation, text = line:match "[.:](%l+)%s*%(([^()]*)$"
  if not operation then
    operation, text = line:match "[.:](%l+)%s+([\"'][^()]*)$" -- pb.describe "Account
  end
  local word, found = nil, nil
  if operation then
    word, found = argument(operation, text)
  end
  if not word then
    word = line:match "[%a_][%w_.:]*$" or ""
    found = word ~= "" and names(environment, word) or {}
  end
  return found, #line - #word + 1
end

return M
