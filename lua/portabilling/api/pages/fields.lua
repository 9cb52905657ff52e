--- Fields as the rows of a table.
local html = require "portabilling.api.pages.html"
local notation = require "portabilling.api.notation"
local text = require "portabilling.api.describe_text"

local M = {}

local of = html.of

local FORMS = { d = "YYYY-MM-DD", t = "YYYY-MM-DD hh:mm:ss, UTC", yn = "a boolean is sent as that",
  b = "a boolean is sent as that" }

-- What is neither is documented.
local SURE = { M = { "seen in use", "in clients that others use" }, L = { "unsure", "one old or indirect mention" } }

-- Its type; an object links to its own table.
local function type_of(f, link)
  if f.item then
    return of("array of %s", type_of(f.item, link))
  elseif f.object then
    local to = link(f.object)
    return to and of('<a href="%s">%s</a>', to, f.object) or of("object %s", f.object)
  end
  local form = FORMS[f.kind]
  return form and of('<span title="%s">%s</span>', form, text.TYPES[f.kind]) or of("%s", text.TYPES[f.kind])
end

local function innermost(f)
  while f.item do f = f.item end
  return f
end

local function mark(word, title, class)
  return of('<span class="mark%s" title="%s">%s</span>', class or "", title, word)
end

local function marks_of(f, sure)
  local marks = {}
  local function add(...) marks[#marks + 1] = mark(...) end
  if f.required == "documented" then
    add("required", "without it the method fails", " must")
  elseif f.required == "practice" then
    add("required", "in practice: no call was seen without it", " must")
  end
  if f.one_of then add("one of these", "one of the fields that are marked so is required", " must") end
  if f.secret then add("secret", "the client never shows it in errors and logs") end
  if f.read_only then add("read-only", "the server makes it; it may be sent back, and is not changed") end
  local how = sure and SURE[f.confidence]
  if how then add(how[1], how[2]) end
  return marks
end

-- What is said of it, without what is said of each value: that stands in a list of its own.
local function prose(f)
  local rest = notation.beside_meanings(f)
  return rest ~= "" and rest or nil
end

-- Values one below the other where it is told what they mean, else in a row.
local function values_of(f)
  local meanings, items = f.meanings or {}, {}
  local listed = next(meanings) ~= nil
  local function add(value, meaning)
    if listed then
      items[#items + 1] = of("<li><code>%s</code>%s</li>\n", value, meaning and " – " .. meaning or "")
    else
      items[#items + 1] = of("%s<code>%s</code>", items[1] and ", " or "One of ", value)
    end
  end
  if f.kind ~= "yn" or listed then
    for _, value in ipairs(f.values or {}) do add(value, meanings[value]) end
  end
  if items[1] and not f.allowed then items[#items + 1] = of(listed and "<li>and others</li>" or " and others") end
  if not listed then
    local null = f.nullable and of "<p>May be <code>null</code>.</p>" or ""
    return items[1] and of("<p>%s.</p>%s", items, null) or null
  elseif f.nullable then
    add("null", meanings.null)
  end
  return items[1] and of("<ul>%s</ul>", items) or ""
end

local function has_required(list)
  for _, f in ipairs(list or {}) do
    if f.required then return true end
  end
  return false
end

local function about_of(f, options)
  local said = {}
  local about = prose(f)
  if about then said[1] = of("<p>%s</p>", about) end
  local inside = innermost(f)
  said[#said + 1] = values_of(f)
  if inside ~= f and inside.values then
    said[#said + 1] = of("<p>Elements:</p>%s", values_of({ kind = inside.kind, values = inside.values,
      allowed = inside.allowed, meanings = f.meanings }))
  end
  if f.max then said[#said + 1] = of("<p>At most %s characters.</p>", ("%d"):format(f.max)) end
  if f.unit then said[#said + 1] = of("<p>In %s.</p>", f.unit) end
  if options.takes and inside.object and not inside.strict and has_required(options.fields(inside.object)) then
    said[#said + 1] = of '<p class="quiet">What is marked required in it may be left out here.</p>'
  end
  return said
end

-- Required ones first, then those of which one is, each in the model's order.
local function in_order(fields)
  local first, then_, rest = {}, {}, {}
  for _, f in ipairs(fields) do
    local into = f.required and first or f.one_of and then_ or rest
    into[#into + 1] = f
  end
  for _, more in ipairs { then_, rest } do
    for _, f in ipairs(more) do first[#first + 1] = f end
  end
  return first
end

--- A table of fields.
---@param fields portabilling.api.Field[]
---@param options { id: string, caption: string, takes: boolean, sure: boolean, link: fun(object: string): string?,
--- fields: fun(object: string): portabilling.api.Field[]? } id: what the rows' anchors begin with; takes: they are sent;
--- sure: tell how sure the model is; link: where an object has its table; fields: what it has
---@return portabilling.api.Html
function M.table(fields, options)
  local rows = {}
  for i, f in ipairs(in_order(fields)) do
    local name = f.name == "*" and "any other name" or f.name
    rows[i] = of('<tr id="%s.%s"><th scope="row"><span class="name">%s</span> %s</th><td class="type">%s</td>'
      .. "<td>%s</td></tr>\n", options.id, f.name, name, marks_of(f, options.sure), type_of(f, options.link),
      about_of(f, options))
  end
  return of('<table aria-label="%s">\n<thead><tr><th scope="col">Name</th><th scope="col">Type</th>'
    .. '<th scope="col">What it is</th></tr></thead>\n<tbody>\n%s</tbody>\n</table>\n', options.caption, rows)
end

return M
