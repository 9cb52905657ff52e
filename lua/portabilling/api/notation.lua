--- How the model's data writes down what a method takes or answers, and what an object has: one text, read when it is
--- first asked for. Fields stand in a row, and what is behind -- up to the line's end tells about the last of them:
---
---     i_customer:i name:s!/H iso_4217:s+#3 blocked:yn service_features:[{+service_feature}]
---     billing_lock:s=N|C|F -- N - free; C - closing the period is barred; F - so are corrections
---     credit_limit:n? -- null - none
---
---   i integer, n number, s text, d date, t date and time (UTC), yn "Y" or "N", b 0 or 1, bool a JSON boolean, list an array
---   and object an object of which no more is known, any; {x} an object x of the model, {+x} one whose required fields are
---   required here; [...] an array of what is inside, which may have marks and values of its own
---
---   ! required by the vendor's word, + required in practice (no create was seen without it), & one of those marked so
---   is required, ? may be null, @ made by the server: it may be sent back, and is not changed, $ a secret whose name
---   does not tell it (support/redact knows those that do), #41 longest length, #19-20 the shortest and the longest,
---   ~seconds a unit, /H /M /L how sure the model is (vendor's word; in use; one old mention), M where nothing is said;
---   =a|b|c the only values, =a|b|* some of them. A blank, | and % in a value stand as %20, %7C and %25, so do [ and ]; an
---   empty value stands as %. A blank, : and % in a name stand as %20, %3A and %25; the name * means any other name.
---
--- Values go on in the next line behind a | at a line's end; a text does where the next line begins with --. What a
--- value means is told as the vendor does: "Possible values:" may stand before "N - free; C - barred".
local names = require "portabilling.support.redact.names"

local M = {}

---@alias portabilling.api.kind "i"|"n"|"s"|"d"|"t"|"yn"|"b"|"bool"|"list"|"object"|"any"

---@class portabilling.api.Field
---@field name string
---@field kind portabilling.api.kind
---@field required "documented"|"practice"|nil
---@field one_of boolean one of all fields of the object that say so is required
---@field nullable boolean
---@field read_only boolean
---@field secret boolean redaction hides it
---@field max integer? longest length
---@field min integer? shortest length
---@field unit string?
---@field confidence "H"|"M"|"L"
---@field values string[]? in their order
---@field allowed table<string, true>? the same as a set; nil where there may be others
---@field meanings table<string, string>? of the values, and of "null"
---@field about string?
---@field object string? kind object: its name in the model
---@field strict boolean? kind object: its required fields are required here
---@field item portabilling.api.Field? kind list: what its elements are
---@field element boolean? it is such an item

local MARKS = { ["!"] = { "required", "documented" }, ["+"] = { "required", "practice" }, ["&"] = { "one_of", true },
  ["?"] = { "nullable", true }, ["@"] = { "read_only", true }, ["$"] = { "secret", true } }
local KINDS = { i = true, n = true, s = true, d = true, t = true, yn = true, b = true, bool = true, list = true,
  object = true, any = true }

--- The values of the kinds that say yes and no.
M.FLAGS = { yn = { "N", "Y" }, b = { "0", "1" } }

local function unescape(value)
  return (value:gsub("%%(%x%x)", function(digits) return string.char(tonumber(digits, 16)) end))
end

local function hex(char)
  return ("%%%02X"):format(char:byte())
end

--- A value as it stands in the notation.
---@param value string
---@return string
function M.escape(value)
  if value == "" then
    return "%"
  end
  return value == "*" and "%2A" or (value:gsub("[%s|%%%[%]]", hex))
end

--- A field's name as it stands in the notation. The empty name cannot stand there.
---@param name string
---@return string
function M.escape_name(name)
  return (name:gsub("[%s%c:%%]", hex))
end

local describe

-- The type, and what is behind it.
local function take_type(f, text)
  local inside, rest = text:match "^{(.-)}(.*)$"
  if inside then
    f.kind, f.strict, f.object = "object", inside:sub(1, 1) == "+", inside:gsub("^%+", "")
    return rest
  end
  inside, rest = text:match "^(%b[])(.*)$"
  if inside then
    f.kind, f.item = "list", { name = f.name, confidence = f.confidence, element = true }
    describe(f.item, inside:sub(2, -2))
    return rest
  end
  f.kind, rest = text:match "^(%l+)(.*)$"
  assert(KINDS[f.kind], "api: no type " .. text)
  return rest
end

local function take_marks(f, text)
  while text ~= "" do
    local mark = MARKS[text:sub(1, 1)]
    local value, rest
    if mark then
      f[mark[1]] = mark[2]
      rest = text:sub(2)
    else
      value, rest = text:match "^#([%d-]+)(.*)$"
      if value then
        f.min, f.max = tonumber(value:match "^(%d+)%-"), tonumber(value:match "%d+$")
      else
        value, rest = text:match "^~(%a+)(.*)$"
        if value then
          f.unit = value
        else
          value, rest = text:match "^/([HML])(.*)$"
          f.confidence = value
        end
      end
    end
    text = assert(rest, "api: no mark " .. text)
  end
end

local function take_values(f, text)
  f.values, f.allowed = {}, {}
  for value in text:gmatch "[^|]+" do
    if value == "*" then
      f.allowed = nil
    else
      value = value == "%" and "" or unescape(value)
      f.values[#f.values + 1] = value
      if f.allowed then
        f.allowed[value] = true
      end
    end
  end
end

--- What a text about a field says of its values: "N - free; C - barred", in which the vendor's "Possible values:" may
--- stand before. A value is one word.
---@param text string
---@return table<string, string>? meanings
---@return string[] values in their order, "null" not among them
function M.meanings(text)
  local meanings, values = {}, {}
  for part in ((text:match "[Pp]ossible values:?%s*(.*)$" or text) .. ";"):gmatch "%s*(.-)%s*;" do
    local value, meaning = part:match "^[\"']?([^%s\"',:]+)[\"']?%s+%-%s+(.+)$"
    if value and meanings[value] == nil then
      meanings[value] = meaning:gsub("%.$", "")
      if value ~= "null" then
        values[#values + 1] = value
      end
    end
  end
  return next(meanings) and meanings or nil, values
end

-- What stands behind the name.
function describe(f, description)
  local rest = take_type(f, description)
  local marks, values = rest:match "^([^=]*)=(.*)$"
  take_marks(f, marks or rest)
  local implied = M.FLAGS[f.kind]
  if implied then
    f.values, f.allowed = implied, { [implied[1]] = true, [implied[2]] = true }
  elseif values then
    take_values(f, values)
  end
end

local function field(name, description)
  local f = { name = name, one_of = false, nullable = false, read_only = false, secret = false, confidence = "M" }
  if name:find("%", 1, true) then
    f.name = unescape(name)
  end
  describe(f, description)
  return f
end

-- What is no number and no text is no secret, whatever its name: a flag, a date, what holds other fields.
local MAY_BE_SECRET = { s = true, i = true, n = true, any = true }

-- The lines of a text; what goes on in the next one belongs to the line before.
local function lines(text)
  local all, unfinished = {}, false
  for line in text:gmatch "[^\n]+" do
    local count = #all
    if unfinished then
      all[count] = all[count] .. line:match "^%s*(.*)$"
    elseif count > 0 and line:find "^%s*%-%-%s" then
      all[count] = all[count] .. " -- \1" .. line:match "^%s*%-%-%s+(.*)$"
    else
      all[count + 1] = line
    end
    line = all[#all]
    unfinished = line:sub(-1) == "|" and not line:find "%s%-%-%s"
  end
  return all
end

-- What its text says of its values; not what else may look like that, where they are known.
local function meanings_of(f)
  local meanings, leaf = M.meanings(f.about), f
  while leaf.item do
    leaf = leaf.item
  end
  if not (meanings and leaf.values) then
    return meanings
  end
  local of_values = { null = meanings.null }
  for _, value in ipairs(leaf.values) do
    of_values[value] = meanings[value]
  end
  return next(of_values) and of_values or nil
end

--- Reads the fields of a text.
---@param text string
---@param holder string? the name of what they are in, which may tell that a field is a secret: the number of a card
---@return portabilling.api.Field[] fields in their order; and by name
function M.parse(text, holder)
  local fields = {}
  for _, line in ipairs(lines(text)) do
    local row, about = line:match "^(.-)%s+%-%-%s+(.-)%s*$"
    local last
    for name, description in (row or line):gmatch "([^%s:]+):(%S+)" do
      last = field(name, description)
      last.secret = last.secret or MAY_BE_SECRET[last.kind] ~= nil and names.is_secret(last.name, holder)
      if fields[last.name] == nil then
        fields[#fields + 1] = last
      end
      fields[last.name] = last
    end
    if about and last then
      last.about = about:gsub("^\1", ""):gsub(" %-%- \1", " ")
      last.meanings = meanings_of(last)
    end
  end
  return fields
end

--- The fields of a text by the names and the descriptions that stand there, without reading them.
---@param text string
---@param take fun(name: string, description: string)
function M.scan(text, take)
  for _, line in ipairs(lines(text)) do
    for name, description in (line:match "^(.-)%s+%-%-%s" or line):gmatch "([^%s:]+):(%S+)" do
      take(name, description)
    end
  end
end

-- Only the line that it stands in is read.
local function one(text, name, holder)
  local begins = M.escape_name(name) .. ":"
  for _, line in ipairs(lines(text)) do
    local f = line:find(begins, 1, true) and M.parse(line, holder)[name]
    if f then
      return f
    end
  end
  return false
end

local ONE = { __index = function(self, name)
  local f = one(self[1], name, self[2])
  rawset(self, name, f)
  return f
end }

--- The fields of a text by name, each read when it is first asked for; false where there is none of that name.
---@param text string
---@param holder string?
---@return table<string, portabilling.api.Field|false>
function M.by_name(text, holder)
  return setmetatable({ text, holder or false }, ONE)
end

local SIGNS = { { "read_only", "@" }, { "secret", "$" }, { "one_of", "&" }, { "nullable", "?" } }

local description_text

local function type_text(f)
  if f.object then
    return ("{%s%s}"):format(f.strict and "+" or "", f.object)
  end
  return f.item and ("[%s]"):format(description_text(f.item)) or f.kind
end

function description_text(f)
  local text = { type_text(f) }
  local function add(...)
    for _, piece in ipairs { ... } do
      text[#text + 1] = piece
    end
  end
  if f.required then
    add(f.required == "practice" and "+" or "!")
  end
  for _, sign in ipairs(SIGNS) do
    if f[sign[1]] then
      add(sign[2])
    end
  end
  if f.max then
    add("#", (f.min and "%d-%d" or "%d"):format(f.min or f.max, f.max))
  end
  if f.unit then
    add("~", f.unit)
  end
  if f.confidence and f.confidence ~= "M" then
    add("/", f.confidence)
  end
  if f.values and not M.FLAGS[f.kind] then
    for i, value in ipairs(f.values) do
      add(i == 1 and "=" or "|", M.escape(value))
    end
    if not f.allowed then
      add(f.values[1] and "|*" or "=*")
    end
  end
  return table.concat(text)
end

--- Writes one field, as M.parse reads it.
---@param f portabilling.api.Field
---@return string
function M.write(f)
  local text = M.escape_name(f.name) .. ":" .. description_text(f)
  local about = (f.about or ""):gsub("%s+", " "):gsub("[ |]+$", "")
  return about ~= "" and text .. " -- " .. about or text
end

--- What is said of a field beside what its listed values mean, and null where it may be that.
---@param f portabilling.api.Field
---@return string? about
function M.beside_meanings(f)
  local leaf, listed = f, {}
  while leaf.item do
    leaf = leaf.item
  end
  for _, value in ipairs(f.meanings and leaf.values or {}) do
    listed[value] = f.meanings[value]
  end
  listed.null = f.nullable and f.meanings and f.meanings.null or nil
  if next(listed) == nil then
    return f.about
  end
  local before, rest = f.about:match "^(.-)%s*[Pp]ossible values:?%s*(.*)$"
  local parts = { before ~= "" and before or nil }
  for part in ((rest or f.about) .. ";"):gmatch "%s*(.-)%s*;" do
    local meanings = M.meanings(part)
    if part ~= "" and not (meanings and listed[next(meanings)]) then
      parts[#parts + 1] = part
    end
  end
  return table.concat(parts, "; ")
end

return M
