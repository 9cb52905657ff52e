--- What differs between two models of the API, such as the descriptions of a server before and after an upgrade: which methods
--- and fields are gone or new, and what is asked of those that stay. Objects are compared by what they have, not by their
--- names, each pair of them once; a change of an object tells all methods that it is found in. Nothing is said where one of
--- the two does not know what a method takes, or what is inside an object.
local calls = require "portabilling.api.compare_calls"
local print_out = require "portabilling.api.compare_text"
local tables = require "portabilling.support.tables"

local M = {}

---@alias portabilling.api.what
---| "method_gone" | "method_new"
---| "field_gone" | "field_new"
---| "type"          # of another type
---| "required"      # it was not; "optional": it is no longer
---| "optional"
---| "not_null"      # it was nullable; "null": it is now
---| "null"
---| "shorter"       # of what is sent: it may have fewer characters; "longer": more
---| "longer"
---| "values_gone"   # of an enumeration
---| "values_new"
---| "values_closed" # there were others, too; "values_open": now there may be
---| "values_open"

---@class portabilling.api.Change
---@field what portabilling.api.what
---@field breaking boolean a program that worked may fail
---@field side "params"|"answer"|nil where the field is; nil: it is about the method
---@field field string? its name
---@field old string|integer|nil the type or length that was, and
---@field new string|integer|nil that is
---@field values string[]? those that are gone, new, or the only ones
---@field required boolean? field_new: it is required, too
---@field where portabilling.api.Place[] by service and method; there is at least one

---@class portabilling.api.Place
---@field service string
---@field method string
---@field path string? of the field, such as "account_info.assigned_addons[].i_product"

---@class portabilling.api.Comparison
---@field changes portabilling.api.Change[] breaking ones first, then by service, method and path
---@field breaking integer how many of them break
---@field old portabilling.api.Model
---@field new portabilling.api.Model
local Comparison = {}
Comparison.__index = Comparison
Comparison.__tostring = print_out.comparison

---Which of these programs call what changes: found by the service, record and method that they name as literal texts. They
---are read, never run.
---@param files table<string, string> name, such as the path -> the program's text
---@return portabilling.api.Impact
function Comparison:calls(files)
  local fits = type(files) == "table"
  for name, text in pairs(fits and files or {}) do
    fits = fits and type(name) == "string" and type(text) == "string"
  end
  if not fits then
    error("calls: programs' texts by their names expected, such as { [path] = text }", 2)
  end
  return calls.find(self, files)
end

local ANY_NAME = "*" -- a field that stands for all names that are not told

local BREAKS = {
  params = { field_gone = true, type = true, required = true, not_null = true, shorter = true, values_gone = true,
    values_closed = true },
  answer = { field_gone = true, type = true },
}

local KINDS = { i = "integer", n = "number", s = "text", d = "date", t = "date and time", yn = "Y/N", b = "0/1",
  bool = "boolean", list = "array", object = "object", any = "anything" }

local function type_text(f)
  if f.item then return "array of " .. type_text(f.item) end
  return f.object and "object " .. f.object or KINDS[f.kind]
end

-- ---- pairs of objects ----

-- A pair of lists of fields: `changes` is what they differ in, `inside` the pairs that their fields lead to. Strict says
-- for each of the two whether its required fields are required here.

-- A service may have an object of its own where others have that which all share, also inside another object.
local function has_own(model, service)
  local data = model.data.services[service]
  return data and data.objects and next(data.objects) ~= nil
end

local function pair_of(self, side, service, old, new, old_strict, new_strict)
  local own = has_own(self.old, service) or has_own(self.new, service)
  local key = ("%s %s %s %s"):format(side, tostring(old_strict), tostring(new_strict), own and service or "")
  local of_old = self.pairs[old] or {}
  self.pairs[old] = of_old
  local of_new = of_old[new] or {}
  of_old[new] = of_new
  local pair = of_new[key]
  if not pair then
    pair = { side = side, service = service, old = old, new = new, old_strict = old_strict, new_strict = new_strict,
      changes = {}, inside = {}, before = {} }
    of_new[key] = pair
    self.waiting[#self.waiting + 1] = pair
  end
  return pair
end

-- One change of one field of two objects: the same one, whether they are strict or not.
local function add(self, pair, what, field, more)
  local of = self.known[pair.side][pair.old] or {}
  self.known[pair.side][pair.old] = of
  of[pair.new] = of[pair.new] or {}
  local key = what .. (more and more.required and "! " or " ") .. field
  local change = of[pair.new][key]
  if not change then
    change = more or {}
    change.what, change.side, change.field, change.where = what, pair.side, field, {}
    change.breaking = BREAKS[pair.side][what] or (what == "field_new" and change.required) or false
    of[pair.new][key] = change
  end
  pair.changes[#pair.changes + 1] = change
end

local function missing(values, from)
  local found = {}
  for _, value in ipairs(values) do
    if not from[value] then found[#found + 1] = value end
  end
  return found
end

local function compare_values(self, pair, name, old, new)
  if old.allowed and new.allowed then
    local gone, added = missing(old.values, new.allowed), missing(new.values, old.allowed)
    if gone[1] then add(self, pair, "values_gone", name, { values = gone }) end
    if added[1] then add(self, pair, "values_new", name, { values = added }) end
  elseif new.allowed then
    add(self, pair, "values_closed", name, { values = new.values })
  elseif old.allowed then
    add(self, pair, "values_open", name)
  end
end

-- Values, or a length, of an array may stand at itself or at its elements.
local function has(leaf, outer, what)
  return leaf[what] and leaf or outer
end

-- What is inside two fields, or that they are of different types.
local function compare_types(self, pair, old, new)
  local outer_old, outer_new, path = old, new, old.name
  while old.item and new.item do old, new, path = old.item, new.item, path .. "[]" end
  if old.kind == "any" or new.kind == "any" then return end
  if old.kind ~= new.kind then
    return add(self, pair, "type", outer_old.name, { old = type_text(outer_old), new = type_text(outer_new) })
  end
  local a = old.object and self.old:object(pair.service, old.object)
  local b = new.object and self.new:object(pair.service, new.object)
  if a and b then
    pair.inside[#pair.inside + 1] = { name = path,
      pair = pair_of(self, pair.side, pair.service, a, b, old.strict, new.strict) }
  end
  compare_values(self, pair, outer_old.name, has(old, outer_old, "values"), has(new, outer_new, "values"))
  local was, is = has(old, outer_old, "max").max, has(new, outer_new, "max").max
  if pair.side == "params" and was ~= is then
    add(self, pair, (is or math.huge) < (was or math.huge) and "shorter" or "longer", outer_old.name,
      { old = was, new = is })
  end
end

-- What is required in practice alone the server has not said: nor is it said that it changed.
local function compare_field(self, pair, old, new)
  local name = old.name
  if pair.side == "params" then
    local was, is = pair.old_strict and old.required or nil, pair.new_strict and new.required or nil
    if was ~= is and was ~= "practice" and is ~= "practice" then
      add(self, pair, is and "required" or "optional", name)
    end
  end
  if old.nullable ~= new.nullable then add(self, pair, new.nullable and "null" or "not_null", name) end
  compare_types(self, pair, old, new)
end

local function compare_pair(self, pair)
  for _, old in ipairs(pair.old) do
    local new = pair.new[old.name]
    if new then
      compare_field(self, pair, pair.old[old.name], new)
    elseif not pair.new[ANY_NAME] and old.name ~= ANY_NAME then
      add(self, pair, "field_gone", old.name)
    end
  end
  for _, new in ipairs(pair.new) do
    if not pair.old[new.name] and not pair.old[ANY_NAME] and new.name ~= ANY_NAME then
      local required = pair.side == "params" and pair.new_strict and new.required == "documented"
      add(self, pair, "field_new", new.name, { required = required or nil })
    end
  end
end

-- ---- where they are found ----

-- The paths by which all pairs come to this one, the shortest of each.
local function paths_to(target)
  local paths, queue, at = { [target] = "" }, { target }, 1
  while queue[at] do
    local pair = queue[at]
    at = at + 1
    for _, before in ipairs(pair.before) do
      if not paths[before.pair] then
        paths[before.pair] = ("%s.%s"):format(before.name, paths[pair])
        queue[#queue + 1] = before.pair
      end
    end
  end
  return paths
end

-- Tells each change where it is found: once for each method. A root is { service, method, pair }.
local function place(all, roots)
  for _, pair in ipairs(all) do
    for _, inner in ipairs(pair.inside) do
      table.insert(inner.pair.before, { pair = pair, name = inner.name })
    end
  end
  for _, pair in ipairs(all) do
    local paths = pair.changes[1] and paths_to(pair)
    for i, root in ipairs(paths and roots or {}) do
      local path = paths[root[3]]
      for _, change in ipairs(path and pair.changes or {}) do
        local known = change.where[i]
        if not known or #path < #known then change.where[i] = path end
      end
    end
  end
end

-- The places of a change as they are told; until here where is: number of the root -> path.
local function tell_places(change, roots)
  local numbers, where = {}, {}
  for i in pairs(change.where) do numbers[#numbers + 1] = i end
  table.sort(numbers)
  for at, i in ipairs(numbers) do
    where[at] = { service = roots[i][1], method = roots[i][2], path = change.where[i] .. change.field }
  end
  change.where = where
end

-- ---- methods ----

local function both(old, new)
  local names = {}
  for _, name in ipairs(old) do names[name] = true end
  for _, name in ipairs(new) do names[name] = true end
  return tables.sorted_keys(names)
end

local function methods_of(model, service)
  return model:load(service) and model:methods(service) or {}
end

local function compare_methods(self, changes, roots)
  for _, service in ipairs(both(self.old:services(), self.new:services())) do
    for _, name in ipairs(both(methods_of(self.old, service), methods_of(self.new, service))) do
      local old, new = self.old:method(service, name), self.new:method(service, name)
      if not (old and new) then
        changes[#changes + 1] = { what = old and "method_gone" or "method_new", breaking = old ~= nil,
          where = { { service = service, method = name } } }
      else
        for _, side in ipairs { "params", "answer" } do
          if old[side] and new[side] then
            roots[#roots + 1] = { service, name, pair_of(self, side, service, old[side], new[side], true, true) }
          end
        end
      end
    end
  end
end

local function earlier(a, b)
  if a.breaking ~= b.breaking then return a.breaking end
  local x, y = a.where[1], b.where[1]
  if x.service ~= y.service then return x.service < y.service end
  if x.method ~= y.method then return x.method < y.method end
  if (a.side or "") ~= (b.side or "") then return (a.side or "z") > (b.side or "z") end
  if x.path ~= y.path then return (x.path or "") < (y.path or "") end
  return a.what < b.what
end

---@param old portabilling.api.Model
---@param new portabilling.api.Model
---@return portabilling.api.Comparison prints well
function M.compare(old, new)
  local self = { old = old, new = new, pairs = {}, waiting = {}, known = { params = {}, answer = {} } }
  local changes, roots, all = {}, {}, {}
  compare_methods(self, changes, roots)
  while self.waiting[1] do
    local pair = table.remove(self.waiting)
    all[#all + 1] = pair
    compare_pair(self, pair)
  end
  place(all, roots)
  for _, of_side in pairs(self.known) do
    for _, of_old in pairs(of_side) do
      for _, of_new in pairs(of_old) do
        for _, change in pairs(of_new) do
          tell_places(change, roots)
          changes[#changes + 1] = change
        end
      end
    end
  end
  table.sort(changes, earlier)
  local breaking = 0
  for _, change in ipairs(changes) do
    if change.breaking then breaking = breaking + 1 end
  end
  return setmetatable({ changes = changes, breaking = breaking, old = old, new = new }, Comparison)
end

return M
