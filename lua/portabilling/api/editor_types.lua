--- What editors know by (LuaCATS, read by the Lua language servers), written from a model: what each operation takes and
--- answers, so that they complete names, fields and values, and mark what is missing or of another type.
---
--- An object of the model becomes up to three classes: what is sent, NAME.attributes, of which nothing has to be there;
--- NAME.new, where its required fields are required; and NAME, as it is answered, without the forms in which only we may
--- give a value (true for "Y", a number as its digits, pb.null). The latter two are written as what differs from the first.
--- Operations are overloads of the functions that the sources document: one each for what the model knows the fields of, and
--- one of a service for the names of all.
---
--- Nothing that a description says gets out of its line: names and values are quoted, texts lose their control characters.
local boolean = require "portabilling.api.boolean"
local notation = require "portabilling.api.notation"
local tables = require "portabilling.support.tables"
local text_of = require "portabilling.api.editor_text"

local M = {}

local sorted_keys, set = tables.sorted_keys, tables.set
local layout, line, namer, quoted, union, unions = text_of.layout, text_of.line, text_of.namer, text_of.quoted,
  text_of.union, text_of.unions

-- Words that Lua or the notation of fields takes for something else.
local RESERVED = set [[
  and break do else elseif end false for function goto if in local nil not or repeat return then true until while
  public private protected package ]]

-- ---- fields ----

---@class portabilling.api.EditorTypes one writing
---@field model portabilling.api.Model
---@field seen table<string, table> the objects that there are: class -> { room, fields, service, and its forms: sent, new,
--- answered }
---@field waiting table[] lists of fields that are to be looked through: { service, fields, answered } each
---@field own table<string, table<string, boolean>> see is_own
---@field service_name fun(name: string): string names for classes and files
---@field object_name fun(name: string): string

-- Does an object lead to one that a service has of its own? Then it is another one in each service.
local function is_own(self, service, name)
  local own = (self.model.data.services[service] or {}).objects
  if not own or next(own) == nil then return false end
  local known = self.own[service] or {}
  self.own[service] = known
  if known[name] == nil then
    local visited, way = { [name] = true }, { name }
    known[name] = false
    while way[1] do
      local here = table.remove(way)
      if own[here] then
        known[name] = true
        break
      end
      for _, f in ipairs(self.model:object(service, here) or {}) do
        while f.item do f = f.item end
        if f.object and not visited[f.object] then
          visited[f.object] = true
          way[#way + 1] = f.object
        end
      end
    end
  end
  return known[name]
end

-- The class of an object, without its form.
local function class_of(self, service, name)
  local room = is_own(self, service, name) and self.service_name(service) or "object"
  return ("portabilling.%s.%s"):format(room, self.object_name(name)), room
end

local SENT = { i = "integer|string", n = "number|string", s = "string", d = "portabilling.date",
  t = "portabilling.time", yn = 'boolean|"N"|"Y"', b = "boolean|0|1", bool = "boolean", list = "any[]",
  object = "table", any = "any" }
local ANSWERED = { i = "integer", n = "number", yn = '"N"|"Y"', b = "0|1" }

-- The values as a union, of a field of this kind; nil where they are no literals.
local function values_of(f, kind)
  local list = {}
  for i, value in ipairs(f.values) do
    if kind == "s" then
      list[i] = quoted(value)
    elseif kind == "i" and value:find "^%-?%d+$" then
      list[i] = value
    else
      return nil
    end
  end
  if not f.allowed then list[#list + 1] = kind == "s" and "string" or "integer" end
  return list[1] and table.concat(list, "|")
end

-- Values of an array may stand at itself or at its elements (valued: the one that has them).
local function type_of(self, service, f, answered, valued)
  valued = f.values and f or valued or f
  if f.item then
    local item = type_of(self, service, f.item, answered, valued)
    return (item:find "|" and "(" .. item .. ")" or item) .. "[]"
  elseif f.object then
    if not self.model:object(service, f.object) then return "table" end
    return class_of(self, service, f.object) .. (answered and "" or f.strict and ".new" or ".attributes")
  end
  local values = valued.values and not notation.FLAGS[f.kind] and values_of(valued, f.kind)
  if values and not answered and boolean.is_yes_no(f) then
    return "boolean|" .. values
  end
  return values or answered and ANSWERED[f.kind] or SENT[f.kind]
end

-- A field's whole type.
local function full_type(self, service, f, answered)
  local text = type_of(self, service, f, answered)
  return f.nullable and not answered and text ~= "any" and text .. "|lightuserdata" or text
end

-- What is told of a field; where it is asked for, also whether it has to be there.
local function comment_of(f, asked)
  local told = {}
  local function add(condition, text, ...)
    if condition then told[#told + 1] = text:format(...) end
  end
  add(f.about and f.about ~= "", "%s", f.about or "")
  add(asked and f.required == "practice", "required in practice")
  add(asked and f.one_of, "one of the fields marked so is required")
  add(f.max, "at most %d characters", f.max or 0)
  add(f.unit, "in %s", f.unit or "")
  add(f.read_only, "made by the server")
  add(f.secret, "secret")
  add(f.confidence == "L", "uncertain")
  return told[1] and " # " .. line(table.concat(told, "; ")) or ""
end

local function field_line(f, text, required, comment)
  local name = f.name:find "^[%a_][%w_]*$" and not RESERVED[f.name] and f.name or "[" .. quoted(f.name) .. "]"
  if f.name == "*" then name = "[string]" end -- any other name
  return ("---@field %s%s %s%s"):format(name, required and "" or "?", text, comment)
end

-- ---- which objects there are ----

-- Those that these fields lead to at once.
local function reach(self, service, fields, answered)
  for _, field in ipairs(fields or {}) do
    local f = field
    while f.item do f = f.item end
    local inside = f.object and self.model:object(service, f.object)
    if inside then
      local class, room = class_of(self, service, f.object)
      local known = self.seen[class]
      if not known then
        known = { class = class, room = room, fields = inside, service = service }
        self.seen[class] = known
      end
      local form = answered and "answered" or "sent"
      if not answered and f.strict then known.new = true end
      if not known[form] then
        known[form] = true
        self.waiting[#self.waiting + 1] = { service, inside, answered }
      end
    end
  end
end

local function reach_all(self, service)
  for _, name in ipairs(self.model:methods(service)) do
    local method = self.model:method(service, name)
    self.waiting[#self.waiting + 1] = { service, method.params, false }
    self.waiting[#self.waiting + 1] = { service, method.answer, true }
  end
  while self.waiting[1] do
    local next_one = table.remove(self.waiting)
    reach(self, next_one[1], next_one[2], next_one[3])
  end
end

-- ---- classes ----

local function block(head, lines) return { head = head, lines = lines } end

local function object_blocks(self, known)
  local blocks, base = {}, nil
  local function write(name, answered, choose)
    local lines = {}
    for _, f in ipairs(known.fields) do lines[#lines + 1] = choose(f, full_type(self, known.service, f, answered)) end
    blocks[#blocks + 1] = block(("---@class %s%s\n"):format(name, base and " : " .. base or ""), lines)
  end
  local function optional(f, text) return field_line(f, text, false, comment_of(f)) end
  if known.sent then
    write(known.class .. ".attributes", false, optional)
    base = known.class .. ".attributes"
    if known.new then
      write(known.class .. ".new", false, function(f, text)
        return f.required and field_line(f, text, true, comment_of(f, true)) or nil
      end)
    end
  end
  if known.answered then
    write(known.class, true, base and function(f, text)
      return text ~= full_type(self, known.service, f, false) and field_line(f, text, false, "") or nil
    end or optional)
  end
  return blocks
end

-- The classes of what a method takes and answers.
local function method_class(self, service, method, what)
  return method[what] and ("portabilling.%s.%s.%s"):format(self.service_name(service),
    self.object_name(method.method), what)
end

-- Does a program have to give it? A list gives limit and offset itself.
local function is_required(f, of_list)
  return f.required ~= nil and not (of_list and (f.name == "limit" or f.name == "offset"))
end

local function method_blocks(self, service, method, of_list)
  local blocks = {}
  for _, what in ipairs { "params", "answer" } do
    if method[what] then
      local lines, answered = {}, what == "answer"
      for i, f in ipairs(method[what]) do
        lines[i] = field_line(f, full_type(self, service, f, answered), not answered and is_required(f, of_list),
          comment_of(f, not answered))
      end
      local about = not answered and method.about and "--- " .. line(method.about) .. "\n" or ""
      blocks[#blocks + 1] = block(("%s---@class %s\n"):format(about, method_class(self, service, method, what)), lines)
    end
  end
  return blocks
end

-- ---- operations ----

local function needs(method, of_list)
  for _, f in ipairs(method.params or {}) do
    if is_required(f, of_list) then return true end
  end
  return false
end

-- What stands behind service and record, and what comes back: for each function that makes an operation. What is taken is a
-- table, too: lua-language-server chooses among overloads before it knows which class a table is to be, and would find that
-- none fits.
local SHAPES = {
  create = { "create", "attributes: %s", "%s?, portabilling.Error?" },
  update = { "update", "attributes: %s", "%s?, portabilling.Error?" },
  delete = { "delete", "keys: %s", "%s?, portabilling.Error?" },
  get = { "get", "keys?: %s", "%s?, portabilling.Error?" },
  list = { "list", "filters?: %s", "fun(): %s?, integer?" },
  pages = { "pages", "filters?: %s", "fun(): (%s[])?, portabilling.PageInfo?" },
  collect = { "collect", "filters?: %s", "(%s[])?, portabilling.Error?" },
  call = { "call", "params?: %s", "%s?, portabilling.Error?" },
}
local BY_OPERATION = { create = { "create" }, update = { "update" }, delete = { "delete" }, get = { "get" },
  list = { "list", "pages", "collect" }, call = { "call" } }
local OPERATIONS = { "create", "get", "update", "delete", "list" }

local function signature(shape, service, second, names, takes, gives, required)
  local argument = shape[2]:format(takes and takes .. "|table" or "table")
  return { shape[1], ("service: %s, %s: %s, %s, options?: portabilling.Options"):format(quoted(service), second, names,
    required and argument:gsub("?", "", 1) or argument), (shape[3]:format(gives or "table")) }
end

-- The class of the record, or of a list's rows.
local function record_class(self, service, entry, method)
  local key = entry.key or entry.records_key or entry.guess
  local f = key and method.answer and method.answer[key]
  if f and entry.operation == "list" then f = f.item end
  return f and (f.object or f.item) and type_of(self, service, f, true) or nil
end

local function add_operation(self, found, service, entry, names, method)
  local answers = method.answer and method_class(self, service, method, "answer")
  local gives = answers
  if entry.operation == "get" or entry.operation == "list" then gives = record_class(self, service, entry, method) end
  local takes = method_class(self, service, method, "params")
  for _, fn in ipairs(BY_OPERATION[entry.operation]) do
    found[#found + 1] = signature(SHAPES[fn], service, "record", union(names), takes, gives,
      needs(method, entry.operation == "list"))
  end
  if takes and entry.operation ~= "get" and entry.operation ~= "list" then
    found[#found + 1] = { "batch", ('operation: "%s", service: %s, record: %s, source: %s[]|table|(fun(): %s?), '
      .. "options?: portabilling.Options"):format(entry.operation, quoted(service), union(names), takes, takes),
      "fun(): portabilling.Item?" }
  end
end

-- All signatures of a service: { name of the function, arguments, results } each.
local function signatures(self, service)
  local model, found, all, others = self.model, {}, {}, {}
  for other, record in pairs(model:load(service).also) do
    others[record] = others[record] or {}
    table.insert(others[record], other)
  end
  for _, item in ipairs(model:records(service)) do
    local names = others[item.record] or {}
    table.sort(names)
    table.insert(names, 1, item.record)
    for _, operation in ipairs(OPERATIONS) do
      if item.operations[operation] then
        local method = model:method(service, item.operations[operation])
        if method.params or method.answer then
          add_operation(self, found, service, model:resolve(service, item.record, operation), names, method)
        end
        all[operation] = all[operation] or {}
        for _, name in ipairs(names) do table.insert(all[operation], name) end
      end
    end
  end
  for _, name in ipairs(model:call_only(service)) do
    local method = model:method(service, name)
    if method.params or method.answer then
      found[#found + 1] = signature(SHAPES.call, service, "method", quoted(name),
        method_class(self, service, method, "params"), method_class(self, service, method, "answer"), needs(method))
    end
  end
  -- One for all names, and for any other: servers do not take another while a name is typed, and complete it.
  all.call = model:methods(service)
  for operation, functions in pairs(BY_OPERATION) do
    for _, fn in ipairs(functions) do
      for _, names in ipairs(unions(all[operation] or {})) do
        found[#found + 1] = signature(SHAPES[fn], service, operation == "call" and "method" or "record",
          names .. "|string")
      end
    end
  end
  return found
end

-- Of pb.get and of client:get.
local function operation_blocks(self, service)
  local own, methods = {}, {}
  for _, s in ipairs(signatures(self, service)) do
    own[#own + 1] = ("---@field %s fun(%s): %s"):format(s[1], s[2], s[3])
    methods[#methods + 1] = ("---@field %s fun(self: portabilling.Client, %s): %s"):format(s[1], s[2], s[3])
  end
  table.sort(own)
  table.sort(methods)
  return { block("---@class portabilling\n", own), block("---@class portabilling.Client\n", methods) }
end

-- ---- files ----

local function head_of(model, title)
  local data = model.data
  local from = model.own and ("the description of a server (%s%s)"):format(data.realm or "its realm not told",
    data.version and ", release " .. data.version or "") or "what is built into lua-portabilling"
  return ("---@meta _\n-- %s. Written by portabilling.api.editor_types from %s: not to be changed by hand.\n")
    :format(line(title), line(from))
end

--- Writes the types of a model: names of files and what goes into them. Beside them an editor has to know the sources of
--- this library, which document the functions, options and errors.
---@param model portabilling.api.Model
---@return table<string, string> files such as ["Account.lua"]; none has more than 400 KB
function M.files(model)
  local self = { model = model, seen = {}, waiting = {}, own = {}, object_name = namer {},
    service_name = namer { object = true, services = true } } -- files and classes that are no service's
  local services, rooms, files = model:services(), { object = {} }, {}
  for _, service in ipairs(services) do
    rooms[self.service_name(service)] = {}
    reach_all(self, service)
  end
  for _, class in ipairs(sorted_keys(self.seen)) do
    local known = self.seen[class]
    for _, part in ipairs(object_blocks(self, known)) do table.insert(rooms[known.room], part) end
  end
  layout(files, "object", head_of(model, "Objects that several services take or answer"), rooms.object)
  for _, service in ipairs(services) do
    local room, lists = rooms[self.service_name(service)], {}
    for _, item in ipairs(model:records(service)) do lists[item.operations.list or ""] = true end
    for _, name in ipairs(model:methods(service)) do
      local blocks = method_blocks(self, service, model:method(service, name), lists[name])
      for _, part in ipairs(blocks) do room[#room + 1] = part end
    end
    for _, part in ipairs(operation_blocks(self, service)) do
      if part.lines[1] then room[#room + 1] = part end
    end
    local about = model.data.services[service].about
    layout(files, self.service_name(service), head_of(model, about and service .. ": " .. about or service), room)
  end
  layout(files, "services", head_of(model, "Names that the other files use"), {
    block("---@alias portabilling.date string # YYYY-MM-DD\n", {}),
    block("---@alias portabilling.time string # YYYY-MM-DD HH:MM:SS, UTC\n", {}),
    block("---@alias portabilling.service\n", (function()
      local lines = {}
      for i, service in ipairs(services) do lines[i] = "---| " .. quoted(service) end
      return lines
    end)()),
  })
  return files
end

return M
