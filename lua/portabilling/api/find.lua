-- Methods by what somebody would call them: words in the names and descriptions of services, methods and fields.
local columns = require "portabilling.support.columns"
local suggest = require "portabilling.support.suggest"
local tables = require "portabilling.support.tables"

local M = {}

local SHOWN = 40
-- What is found where: the nearer to the method's name, the sooner it is told.
local NAME, PART, SERVICE, PARAM, ANSWER, ABOUT = 1, 2, 3, 4, 5, 6

---A method that was found. As text the list is a table; `:all()` has what that leaves out.
---@class portabilling.Found
---@field service string? nil: nobody has told which it is of
---@field method string
---@field record string? the record and operation that it is
---@field operation string?
---@field field string? the field that was found, such as "account_info.blocked"; of an answer, "answer: ..."
---@field about string?
---@field since string? service nil: the release by which it was there
---@field rank integer 1 the name of the method, ... 6 a description

-- Case and what is between words do not matter: a name as words with blanks around them, and as one word.
local function fold(text)
  return " " .. text:lower():gsub("[%s_%-]+", " ") .. " "
end

local function join(text)
  return (text:lower():gsub("[%s_%-]+", ""))
end

local function has_all(text, words)
  for _, word in ipairs(words) do
    if not text:find(word.joined, 1, true) then return false end
  end
  return true
end

-- What the methods of a service take and answer, as a graph: inner[fields] = { { name, what it has } ... }, outer the same
-- the other way.
local function new_graph(model, service, joined)
  local graph = { inner = {}, outer = {}, nodes = {}, ways = {}, joined = joined }
  local function add(fields)
    if graph.inner[fields] then return end
    graph.nodes[#graph.nodes + 1], graph.inner[fields], graph.outer[fields] = fields, {}, graph.outer[fields] or {}
    for _, f in ipairs(fields) do
      local inside = model:inside(service, f)
      if inside then
        graph.inner[fields][#graph.inner[fields] + 1] = inside
        graph.outer[inside] = graph.outer[inside] or {}
        table.insert(graph.outer[inside], { f.name, fields })
      end
    end
  end
  for _, method in ipairs(model:methods(service)) do
    local told = model:method(service, method)
    for _, fields in ipairs { told.params or {}, told.answer or {} } do add(fields) end
  end
  local at = 1
  while graph.nodes[at] do
    for _, inside in ipairs(graph.inner[graph.nodes[at]]) do add(inside) end
    at = at + 1
  end
  return graph
end

-- Its name, or what is said of it: its values, too.
local function text_of_field(f, where)
  if where == "name" then return f.name end
  return f.values and (f.about or "") .. " " .. table.concat(f.values, " ") or f.about
end

-- From each node to the nearest field whose name, or else description, has the words: { field, the node it is an object of }.
local function ways_to(graph, words, where)
  local key = where
  for _, word in ipairs(words) do key = key .. " " .. word.joined end
  local ways = graph.ways[key]
  if not ways then
    ways = {}
    graph.ways[key] = ways
    local queue, at = {}, 1
    for _, fields in ipairs(graph.nodes) do
      for _, f in ipairs(fields) do
        local text = not ways[fields] and text_of_field(f, where)
        if text and has_all(graph.joined[text], words) then
          ways[fields] = { f.name }
          queue[#queue + 1] = fields
        end
      end
    end
    while queue[at] do
      for _, item in ipairs(graph.outer[queue[at]]) do
        if not ways[item[2]] then
          ways[item[2]] = { item[1], queue[at] }
          queue[#queue + 1] = item[2]
        end
      end
      at = at + 1
    end
  end
  return ways
end

-- The path of that field.
local function field_with(graph, words, fields, where)
  local ways, path = ways_to(graph, words, where), {}
  while fields do
    local step = ways[fields]
    if not step then return nil end
    path[#path + 1] = step[1]
    fields = step[2]
  end
  return table.concat(path, ".")
end

local function rank_of(word, own)
  if own.name:find(word.folded, 1, true) or own.joined == word.joined then
    return NAME
  elseif own.joined:find(word.joined, 1, true) then
    return PART
  elseif own.service:find(word.joined, 1, true) then
    return SERVICE
  elseif own.about:find(word.joined, 1, true) then
    return ABOUT
  end
end

-- How near a method is, and the field where it was found: words that its own names and description lack must all be in one.
local function judge(words, own, graph, told)
  local worst, missing = 0, {}
  for _, word in ipairs(words) do
    local rank = rank_of(word, own)
    if rank then
      worst = math.max(worst, rank)
    else
      missing[#missing + 1] = word
    end
  end
  if not missing[1] then return worst end
  for _, where in ipairs { "name", "about" } do
    local path = told.params and field_with(graph, missing, told.params, where)
    if path then return math.max(worst, where == "name" and PARAM or ABOUT), path end
    path = told.answer and field_with(graph, missing, told.answer, where)
    if path then return math.max(worst, where == "name" and ANSWER or ABOUT), "answer: " .. path end
  end
end

local function search(model, words, found)
  -- Names and descriptions stand in many places.
  local joined = setmetatable({}, { __index = function(self, text)
    self[text] = join(text)
    return self[text]
  end })
  for _, service in ipairs(model:services()) do
    local graph = new_graph(model, service, joined)
    local of_service, about = join(service), model:about(service) or ""
    for _, method in ipairs(model:methods(service)) do
      local told = model:method(service, method)
      local own = { name = fold(method), joined = join(method), service = of_service,
        about = join((told.about or "") .. about) }
      local rank, field = judge(words, own, graph, told)
      if rank then
        local record, operation = model:operation_of(service, method)
        found[#found + 1] = { service = service, method = method, record = record, operation = operation,
          field = field, about = told.about, rank = rank }
      end
    end
  end
end

local function search_unplaced(model, words, found)
  for method, release in pairs(model.unplaced and model:unplaced() or {}) do
    local own = { name = fold(method), joined = join(method), service = "", about = "" }
    local rank = judge(words, own, nil, {})
    if rank then
      found[#found + 1] = { method = method, since = release ~= "" and release or nil, rank = rank }
    end
  end
end

local function all_names(model)
  local names = model:services()
  for _, service in ipairs(model:services()) do
    for _, method in ipairs(model:methods(service)) do
      for word in method:gmatch "[^_]+" do names[#names + 1] = word end
    end
  end
  local set = tables.set(table.concat(names, " "))
  return tables.sorted_keys(set)
end

local function text_of(found, context, most)
  if not found[1] then
    return ("No method is known that has to do with %q; %s"):format(context.text, context.question)
  end
  local rows = {}
  for i = 1, math.min(#found, most) do
    local item = found[i]
    local way = item.service == nil and "its service is not known" .. (item.since and "; there by " .. item.since or "")
      or item.record and ("%s(%q, %q)"):format(context.how .. item.operation, item.service, item.record)
      or ("%s(%q, %q)"):format(context.how .. "call", item.service, item.method)
    rows[i] = { (item.service and item.service .. "/" or "") .. item.method,
      columns.firm(way) .. (item.field and "  " .. columns.firm(item.field) or "") }
  end
  local lines = columns.rows(rows, { 42 }, 0)
  if #found > most then
    lines[#lines + 1] = ("and %d more: print(%smethods(%q):all())"):format(#found - most, context.how, context.text)
  end
  return table.concat(lines, "\n")
end

--- The methods that a text finds, the nearest first.
---@param model portabilling.api.Model
---@param how string "pb." or "client:"
---@param text string words, all of which must be found; case and underscores do not matter
---@param level? integer whom the error blames, counted as by `error`
---@return portabilling.Found[]
function M.methods(model, how, text, level)
  if type(text) ~= "string" or not text:find "%w" then
    error("methods: a word to look for expected, such as \"barring\"", (level or 1) + 1)
  end
  local words, found = {}, {}
  for _, word in ipairs(tables.words(text)) do
    if join(word) ~= "" then words[#words + 1] = { joined = join(word), folded = fold(word) } end
  end
  search(model, words, found)
  search_unplaced(model, words, found)
  table.sort(found, function(a, b)
    if a.rank ~= b.rank then return a.rank < b.rank end
    if a.service ~= b.service then return a.service ~= nil and (b.service == nil or a.service < b.service) end
    return a.method < b.method
  end)
  local context = { text = text, how = how, question = found[1] and "" or suggest.message(text, all_names(model)) }
  if context.question == "" then context.question = "try a shorter word" end
  return setmetatable(found, {
    __index = { all = function() return text_of(found, context, #found) end },
    __tostring = function() return text_of(found, context, SHOWN) end,
  })
end

return M
