-- A ready example of a method: Lua that takes what is required, and a value that fits for each.
local literal = require "portabilling.support.literal"
local notation = require "portabilling.api.notation"
local usual = require "portabilling.api.usual"

local M = {}

local DEPTH, FIELDS, LINE = 5, 100, 84 -- of the deepest and largest example; whoever requires more gets a part
local BY_KIND = { i = 1, n = 1.5, s = "example", d = "2026-01-31", t = "2026-01-31 00:00:00", yn = true, b = true,
  bool = true, any = "example" }

-- A sample of that name, where the field takes it.
local function sample(f, object)
  local value = usual.values[(object or "") .. "." .. f.name] or usual.values[f.name]
  local kind = type(value)
  if f.kind == "i" and kind == "number" and value % 1 == 0 or f.kind == "n" and kind == "number"
    or (f.kind == "s" or f.kind == "t" or f.kind == "any") and kind == "string" then
    if (not f.allowed or f.allowed[tostring(value)]) and not (f.max and #tostring(value) > f.max) then return value end
  end
end

local function scalar(f, object)
  local value = sample(f, object)
  if value == nil and f.values and f.values[1] and not notation.FLAGS[f.kind] then
    value = f.values[1]
    if f.kind == "i" or f.kind == "n" then value = tonumber(value) end
  elseif value == nil then
    value = f.secret and f.kind == "s" and "change-me" or f.kind == "any" and f.name:find "^i_" and 1 or BY_KIND[f.kind]
  end
  if type(value) == "string" and f.max then value = value:sub(1, f.max) end
  return value
end

-- What the built-in model knows inside of a field of its own.
local function known_inside(context, f)
  return f and context.model.known:inside(context.service, f) or nil
end

-- Operations that want a table, be it empty.
local MUST = { create = true, update = true, delete = true }

local tree

-- { scalar }, or { fields = { { name, tree } ... } }, or { items = { tree } }. known: the same field in the built-in model.
local function value_of(context, f, depth, object, known)
  if f.kind == "list" then
    return { items = { f.item and value_of(context, f.item, depth, object, known) or { "example" } } }
  elseif f.kind == "object" then
    local fields = context.model:inside(context.service, f)
    return fields and tree(context, fields, f.strict, depth + 1, f.object, context:known_inside(known))
      or { fields = {} }
  end
  return { scalar(f, object) }
end

local function first_of(fields, fits)
  for _, f in ipairs(fields) do
    if fits(f) then return f end
  end
end

--- What an object, or a method's parameters, cannot do without. known: the same fields in the built-in model, which may know
--- better than an operator's own description what is needed in practice.
function tree(context, fields, strict, depth, object, known)
  local made, one_of = { fields = {} }, false
  for _, f in ipairs(fields) do
    local also = known and known[f.name]
    local first = (f.one_of or also and also.one_of) and not one_of
    one_of = one_of or first
    if depth < DEPTH and context.left > 0 and f.name ~= "*" -- no name
      and (strict and (f.required or also and also.required) or first) then
      context.left = context.left - 1
      made.fields[#made.fields + 1] = { f.name, value_of(context, f, depth, object, also) }
    end
  end
  return made
end

local function pair_of(made, name)
  for _, pair in ipairs(made.fields) do
    if pair[1] == name then return pair end
  end
end

-- One attribute more, which somebody may want to set: a scalar that is no number of something else.
local function put_change(made, fields, key)
  local function fits(f)
    return f ~= nil and f.name ~= key and f.name ~= "*" and not pair_of(made, f.name) and not f.read_only
      and not f.secret and BY_KIND[f.kind] ~= nil and f.kind ~= "any" and f.name:sub(1, 2) ~= "i_"
  end
  local found
  for _, name in ipairs { "blocked", "note", "description", "name" } do
    found = found or fits(fields[name]) and fields[name]
  end
  found = found or first_of(fields, fits)
  if found then made.fields[#made.fields + 1] = { found.name, { scalar(found) } } end
end

-- A key, where there is such a field or none is known.
local function put_key(made, fields, name)
  if not name or pair_of(made, name) or fields and not fields[name] then return false end
  local f = fields and fields[name] or { name = name, kind = name:sub(1, 2) == "i_" and "i" or "s" }
  table.insert(made.fields, 1, { name, { scalar(f) } })
  return true
end

-- What stands in the wrapper, beside what is required there.
local function fill(context, told, entry, made)
  local wrapper, params = entry.wrapper, told.params
  local f = params and params[wrapper]
  local pair = pair_of(made, wrapper)
  if not pair then
    pair = { wrapper, f and value_of(context, f, 0, nil, context.known and context.known[wrapper]) or { fields = {} } }
    made.fields[#made.fields + 1] = pair
  end
  local inner, fields = pair[2], f and context.model:inside(told.service, f)
  local attributes = inner.items and inner.items[1] or inner
  if not attributes.fields then return end
  if entry.operation ~= "create" and not (not inner.items and put_key(attributes, fields, entry.id_key)) and params then
    put_key(made, params, entry.id_key)
  end
  local enough = entry.operation == "update" and 2 or 1
  if fields and entry.operation ~= "delete" and #attributes.fields < enough then
    put_change(attributes, fields, entry.id_key)
  end
end

-- A list gives these itself; given to it they would mean "at most" and "begin there".
local function drop_paging(made)
  for i = #made.fields, 1, -1 do
    local name = made.fields[i][1]
    if name == "limit" or name == "offset" or name == "get_total" then table.remove(made.fields, i) end
  end
end

--- The attributes, keys, filters or parameters: { fields = { { name, value } ... } }, where a value is such a thing again,
--- { items = { value ... } } or { scalar }.
---@param model portabilling.api.Model
---@param told portabilling.api.Method
---@param entry portabilling.catalog.entry? the operation that it is; nil: called by name
---@return table
function M.arguments(model, told, entry)
  local params = told.params
  local builtin = model.known and model.known:method(told.service, told.method)
  local context = { model = model, service = told.service, left = FIELDS, known = builtin and builtin.params,
    known_inside = known_inside }
  local made = params and tree(context, params, true, 0, nil, context.known) or { fields = {} }
  local operation = entry and entry.operation or "call"
  if operation == "list" then drop_paging(made) end
  -- Whose it is says the session of a customer or an account alone.
  if params and (operation == "create" or operation == "call") then
    put_key(made, params, "i_" .. told.service:lower())
  end
  if operation == "call" then
    return made
  elseif entry.wrapper and (not params or params[entry.wrapper]) then
    fill(context, told, entry, made)
  elseif operation == "update" or operation == "delete" or operation == "get" and not made.fields[1] then
    put_key(made, params, entry.id_key)
    if operation == "update" and params then put_change(made, params, entry.id_key) end
  elseif operation == "list" and params and not made.fields[1] then
    local _ = put_key(made, params, "i_customer") or put_key(made, params, "i_account")
  end
  return made
end

-- column: where its first line begins.
local function write(made, indent, column)
  if not made.fields and not made.items then
    return literal.of(made[1])
  end
  local parts = {}
  for i, pair in ipairs(made.fields or {}) do
    local before = literal.key(pair[1]) .. " = "
    parts[i] = before .. write(pair[2], indent + 2, indent + 2 + #before)
  end
  for i, item in ipairs(made.items or {}) do
    parts[i] = write(item, indent + 2, indent + 2)
  end
  local line = parts[1] and "{ " .. table.concat(parts, ", ") .. " }" or "{}"
  if not line:find("\n", 1, true) and column + #line <= LINE then return line end
  local blanks = (" "):rep(indent + 2)
  return ("{\n%s%s,\n%s}"):format(blanks, table.concat(parts, ",\n" .. blanks), (" "):rep(indent))
end

--- The example's text.
---@param model portabilling.api.Model
---@param how string what comes before the operation: "pb." or "client:"
---@param told portabilling.api.Method
---@param entry portabilling.catalog.entry? the operation that it is; nil: called by name
---@return string
function M.text(model, how, told, entry)
  local made = M.arguments(model, told, entry)
  local operation = entry and entry.operation or "call"
  local name = entry and (entry.operation == "get" or entry.operation == "list") and "record" or "answer"
  local before = (operation == "list" and "for %s in %s" or "local %s = assert(%s"):format(name, how)
    .. ("%s(%s, %s"):format(operation, literal.of(told.service), literal.of(entry and entry.record or told.method))
  if made.fields[1] or MUST[operation] then
    before = before .. ", "
    before = before .. write(made, 0, #before + 3)
  end
  if operation == "list" then
    return ("%s) do\n  pb.show(record)\nend"):format(before)
  end
  return ("%s))\npb.show(%s)"):format(before, name)
end

return M
