-- What describe gives (describe.lua), as text.
local columns = require "portabilling.support.columns"
local literal = require "portabilling.support.literal"
local notation = require "portabilling.api.notation"

local unpack = table.unpack or unpack -- luacheck: ignore 113

local M = {}

local OPERATIONS = require("portabilling.api.model").OPERATIONS
local NAME, TYPE, VALUES, SHORT = 28, 16, 8, 30
local TYPES = { i = "integer", n = "number", s = "text", d = "date", t = "date and time", yn = "boolean (Y, N)",
  b = "boolean (1, 0)", bool = "boolean", list = "array", object = "object", any = "anything" }
local PLURALS = { i = "integers", n = "numbers", s = "texts", d = "dates", object = "objects", list = "arrays" }
local STAND_ALONE = { yes = "works while the main site is down",
  read = "works while the main site is down, as it only reads",
  no = "does not work while the main site is down" }
local MARKS = { M = "M: seen in clients in use", L = "L: one old or indirect mention" }

--- A field's type, in words.
---@param f portabilling.api.Field
---@return string
function M.type(f)
  return f.item and PLURALS[f.item.kind] and "array of " .. PLURALS[f.item.kind] or TYPES[f.kind]
end

-- meanings: those of the field, which may be an array of such values.
local function values(f, meanings, all)
  local shown = {}
  for i, value in ipairs(f.values) do
    if i > VALUES and not all and #f.values > VALUES + 2 then
      shown[i] = ("and %d more"):format(#f.values - VALUES)
      break
    end
    local meaning = meanings and meanings[value]
    value = (f.kind == "i" or f.kind == "n" or f.kind == "b") and value or columns.firm('"' .. value .. '"')
    meaning = meaning and ("%s %s"):format(value, meaning)
    shown[i] = meaning and #meaning <= SHORT and columns.firm(meaning) or meaning or value
  end
  if not shown[1] then return nil end
  return (f.allowed and "" or "such as ") .. table.concat(shown, meanings and "; " or ", ")
end

-- A field * stands for all that have other names.
local function name_of(name)
  return name == "*" and "any other" or name
end

-- The names of what may be inside, those that are required there marked.
local function inside(f, all)
  local names = {}
  for _, field in ipairs(f.fields or {}) do
    if not field.read_only then names[#names + 1] = name_of(field.name) .. (field.required and "*" or "") end
  end
  if #names > VALUES + 2 and not all then
    for i = VALUES + 2, #names do names[i] = nil end
    names[VALUES + 1] = "..."
  end
  return names[1] and (f.kind == "list" and "each has " or "has ") .. table.concat(names, ", ")
end

local function need(f)
  return f.required and (f.required == "practice" and "required, as far as was seen" or "required") or nil
end

-- All that is known of a field but its name and type. with_need: that it is required, too.
local function notes(f, context, all, with_need)
  local list = { with_need and need(f) or nil }
  local function add(text)
    if text and text ~= "" then list[#list + 1] = text end
  end
  local leaf = f
  while leaf.item do leaf = leaf.item end
  if f.about then
    add((notation.beside_meanings(f):gsub("%.$", "")))
  end
  if leaf.values and (leaf.meanings or not notation.FLAGS[leaf.kind]) then
    add(values(leaf, leaf.meanings or f.meanings, all))
  end
  if f.nullable then
    local meaning = f.meanings and f.meanings.null
    add("pb.null" .. (meaning and " " .. meaning or " as well"))
  end
  if leaf.max then add(("at most %d characters"):format(leaf.max)) end
  if f.unit then add("in " .. f.unit) end
  if f.secret then add "secret" end
  if f.read_only and not context.made then add "made by the server" end
  local has = inside(f, all)
  context.starred = context.starred or has ~= nil and has:find("*", 1, true) ~= nil
  add(has)
  if not context.model.own and f.confidence ~= "H" then
    context.marks[f.confidence] = true
    add("(" .. f.confidence .. ")")
    if #list > 1 then
      list[#list - 1], list[#list] = list[#list - 1] .. " " .. list[#list], nil
    end
  end
  return table.concat(list, "; ")
end

local function put(lines, ...)
  for _, line in ipairs { ... } do lines[#lines + 1] = line end
end

local function put_fields(lines, title, fields, names, context, all, with_need)
  if not names or not names[1] then return end
  local rows = {}
  for i, name in ipairs(names) do
    local f = fields[name]
    rows[i] = { name_of(name), M.type(f), notes(f, context, all, with_need) }
    if f.fields and not context.nested then context.nested = name end
  end
  put(lines, title)
  put(lines, unpack(columns.rows(rows, { NAME, TYPE }), 1, #rows))
end

local function put_names(lines, title, names)
  local shown = {}
  for i, name in ipairs(names or {}) do shown[i] = name_of(name) end
  if shown[1] then
    put(lines, columns.wrap(title .. " " .. table.concat(shown, ", "), 2, 0))
  end
end

local function names_of(fields, fits)
  local names = {}
  for _, f in ipairs(fields) do
    if fits(f) then names[#names + 1] = f.name end
  end
  return names
end

-- Its fields in their groups. begin: with what the headings begin.
local function put_groups(lines, d, context, all)
  local documented, practice = {}, {}
  for _, name in ipairs(d.required or {}) do
    local into = d.fields[name].required == "practice" and practice or documented
    into[#into + 1] = name
  end
  local create = d.kind == "record" and " to create it" or ""
  put_fields(lines, ("required%s:"):format(create), d.fields, documented, context, all)
  put_fields(lines, ("required%s, as far as was seen:"):format(create), d.fields, practice, context, all)
  put_fields(lines, "one of these is required:", d.fields, d.one_of, context, all)
  local title = #d.rest == 0 and (d.required[1] or d.one_of[1]) and "else:" or "usual:"
  put_fields(lines, title, d.fields, d.usual, context, all)
  local made = names_of(d.fields, function(f) return f.read_only end)
  if all then
    put_fields(lines, "more:", d.fields, d.rest, context, all)
    context.made = true
    put_fields(lines, "made by the server; not changed when sent back:", d.fields, made, context, all)
    context.made = nil
  else
    put_names(lines, "more:", d.rest)
  end
end

local function put_legend(lines, context)
  local list = {}
  if context.starred then list[1] = "*: required there" end
  for _, mark in ipairs { "M", "L" } do
    if context.marks[mark] then list[#list + 1] = MARKS[mark] end
  end
  if list[1] then
    put(lines, "", "(" .. table.concat(list, "; ") .. ")")
  end
end

-- Code to go on with.
local function put_hint(lines, label, code)
  local line = label .. ": " .. code
  put(lines, #line <= columns.WIDTH and line or label .. ":\n  " .. code)
end

local function put_example(lines, d)
  put(lines, "")
  for line in d.example:gmatch "[^\n]+" do put(lines, "  " .. line) end
end

local WRITERS = {}

local function count(number, what)
  return ("%d %s%s"):format(number, what, number == 1 and "" or "s")
end

function WRITERS.services(lines, d, context)
  local rows = {}
  for i, item in ipairs(d.services) do
    rows[i] = { item.service, count(item.records, "record"), count(item.methods, "method"),
      item.about or "" }
  end
  put(lines, unpack(columns.rows(rows, { NAME, 11, 11 }, 0), 1, #rows))
  put(lines, "", ("More of one: %sdescribe \"Account\""):format(context.how))
end

function M.operations(operations)
  local has = {}
  for _, operation in ipairs(OPERATIONS) do
    if operations[operation] then has[#has + 1] = operation end
  end
  return table.concat(has, ", ")
end

--- A service's records, in lines.
---@param records { record: string, operations: table<string, string> }[]
---@return string[]
function M.records(records)
  local rows = {}
  for i, item in ipairs(records) do
    rows[i] = { item.record, M.operations(item.operations) }
  end
  return columns.rows(rows, { NAME })
end

function WRITERS.service(lines, d, context)
  local first = d.records[1] and d.records[1].record or d.methods[1]
  local call = ("%sdescribe(%q, %q"):format(context.how, d.service, first)
  put(lines, d.service .. (d.about and ": " .. columns.wrap(d.about, 2, #d.service + 2) or ""))
  if d.records[1] then
    put(lines, "", "records:")
    put(lines, unpack(M.records(d.records), 1, #d.records))
  end
  if d.methods[1] then
    put(lines, "")
    put_names(lines, "called by their names:", d.methods)
  end
  put(lines, "")
  put_hint(lines, "More of one", call .. ")")
  if d.records[1] then
    put_hint(lines, "What it takes", ("%s, %q)"):format(call, M.operations(d.records[1].operations):match "%a+"))
  end
end

function WRITERS.record(lines, d, context, all)
  put(lines, ("%s of service %s"):format(d.record, d.service) .. (d.id and "; its number: " .. d.id or ""), "")
  for _, operation in ipairs(OPERATIONS) do
    local method = d.operations[operation]
    if method then put(lines, ("  %s  %s/%s"):format(columns.pad(operation, 6), d.service, method)) end
  end
  put(lines, "")
  if not d.fields then
    put(lines, "What it has is not known here.")
  elseif all or #d.required + #d.usual > 0 then
    put_groups(lines, d, context, all)
  else
    put_names(lines, "has:", names_of(d.fields, function() return true end))
  end
  local operation = M.operations(d.operations):match "%a+"
  put_legend(lines, context)
  put(lines, "")
  put_hint(lines, ("What %s takes"):format(operation),
    ("%sdescribe(%q, %q, %q)"):format(context.how, d.service, d.record, operation))
end

local function answer_text(d, context)
  local entry = context.entry
  local key = entry and (entry.key or entry.records_key)
  local f = key and d.answer and d.answer[key]
  if f and f.fields then
    return ("gives %s (%s of the answer): %s"):format(entry.operation == "list" and "one record after the other"
      or "the record itself", key, columns.firm(("%sdescribe(%q, %q)"):format(context.how, d.service, d.record)))
  elseif not d.answer then
    return "What it answers is not known here."
  end
  local list = {}
  for i, field in ipairs(d.answer) do list[i] = ("%s (%s)"):format(field.name, M.type(field)) end
  return list[1] and "answers " .. table.concat(list, ", ") or "answers nothing"
end

-- What is not the business of who calls the operation.
local function is_paging(d, f)
  return d.operation == "list" and (f.name == "limit" or f.name == "offset" or f.name == "get_total")
end

local function without_paging(d)
  local copy = {}
  for key, value in pairs(d) do copy[key] = value end
  local left = {}
  for _, key in ipairs { "required", "usual", "rest" } do
    copy[key] = {}
    for _, name in ipairs(d[key] or {}) do
      local into = is_paging(d, d.fields[name]) and left or copy[key]
      into[#into + 1] = name
    end
  end
  return copy, left
end

function WRITERS.method(lines, d, context, all)
  local way = d.record and ("%s%s(%q, %q, ...)"):format(context.how, d.operation, d.service, d.record)
    or ("%scall(%q, %q, ...)"):format(context.how, d.service, d.method)
  put(lines, way, ("  %s/%s%s"):format(d.service, d.method, d.since and ", known from " .. d.since .. " on" or ""))
  if d.about then put(lines, "  " .. columns.wrap(d.about, 2)) end
  if d.stand_alone then put(lines, "  " .. STAND_ALONE[d.stand_alone]) end
  put(lines, "")
  if not d.params then
    put(lines, "What it takes is not known here." .. (context.entry and context.entry.wrapper
      and ("\nBy the rule of names its attributes go into %s."):format(context.entry.wrapper) or ""))
  elseif not d.params[1] then
    put(lines, "It takes nothing.")
  else
    local shown, paging = without_paging(d)
    if d.wrapper then
      put(lines, ("in %s (%s):"):format(d.wrapper, M.type(d.params[d.wrapper])))
    end
    put_groups(lines, shown, context, all)
    if paging[1] then put(lines, table.concat(paging, ", ") .. ": the list's own business") end
    if d.wrapper then
      put_fields(lines, ("beside %s:"):format(d.wrapper), d.params, names_of(d.params, function(f)
        return f.name ~= d.wrapper
      end), context, all, true)
    end
  end
  put(lines, columns.wrap(answer_text(d, context), 2, 0))
  put_legend(lines, context)
  put_example(lines, d)
  if not all and d.rest and d.rest[1] or context.nested then
    put(lines, "")
  end
  local call = ("print(%sdescribe%s"):format(context.how, context.call)
  if not all and d.rest and d.rest[1] then put_hint(lines, "All of it", call .. ":all())") end
  local nested = context.nested
  if nested then
    put_hint(lines, "What one has", ("%s.fields%s)"):format(call, literal.is_name(nested) and "." .. nested
      or literal.key(nested)))
  end
end

--- The text of a description.
---@param description portabilling.Description
---@param context table
---@param all boolean every field
---@return string
function M.write(description, context, all)
  local lines = {}
  context.marks, context.nested, context.starred = {}, nil, false
  WRITERS[description.kind](lines, description, context, all)
  return table.concat(lines, "\n")
end

--- The text of one field: all that is known.
---@param f portabilling.DescribedField
---@param context table
---@return string
function M.field(f, context)
  local lines = {}
  context.marks, context.nested, context.starred = {}, nil, false
  put(lines, ("%s: %s"):format(f.name, M.type(f)))
  local own = notes(setmetatable({ fields = false }, { __index = f }), context, true, true)
  if own ~= "" then put(lines, "  " .. columns.wrap(own, 2)) end
  if f.fields then
    local names = names_of(f.fields, function() return true end)
    put_fields(lines, f.item and "each has:" or "has:", f.fields, names, context, true, true)
  end
  put_legend(lines, context)
  return table.concat(lines, "\n")
end

M.TYPES, M.STAND_ALONE = TYPES, STAND_ALONE

return M
