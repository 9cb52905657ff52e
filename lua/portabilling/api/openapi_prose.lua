-- What the vendor's descriptions say in words where the schema has no keyword for it: the values of a field, its longest
-- length, whether a method works while the other site is down. Only the vendor's own phrases are taken; all else stays text.
local tables = require "portabilling.support.tables"

local M = {}

local TEXT_MOST = 300 -- bytes of a text; the values come on top
local MEANING_MOST = 120
local VALUE_MOST = 60
local READ_MOST = 20000 -- of a description more is not looked at

local MARKUP = tables.set "a b code div em i ol pre span strong table tbody td tt u"
local BREAKS = tables.set "br li p tr ul"

-- Without marks of HTML, with single blanks: a line's end stays one.
local function plain(text)
  if text:find("<", 1, true) then
    text = text:gsub("<([^<>]*)>", function(inside)
      local tag = (inside:match "^/?(%a+)" or ""):lower()
      return BREAKS[tag] and "\n" or MARKUP[tag] and "" or nil
    end)
  end
  if text:find "%c" or text:find("  ", 1, true) then
    text = text:gsub("[^%S\n]+", " "):gsub(" ?\n[ \n]*", "\n")
  end
  return text
end

local function one_line(text)
  if text:find("\194", 1, true) then text = text:gsub("\194[\128-\159]", " ") end -- a terminal may obey these, too
  if text:find "%c" or text:find("  ", 1, true) then text = text:gsub("[%s%c]+", " ") end
  return text:match "^ ?(.-) ?$"
end

-- Not longer than that, and not cut inside a word where there are words.
local function shorten(text, most)
  text = one_line(text)
  if #text <= most then return text end
  local head = text:sub(1, most - 3)
  local whole = head:match "^(.+) %S*$"
  return (whole and #whole > most / 2 and whole or head:gsub("[\128-\191]*$", ""):gsub("[\192-\255]$", "")) .. "..."
end

-- Of a text without marks.
local function fit(text)
  text = shorten(text, TEXT_MOST)
  return text ~= "" and text or nil
end

---A description as one line of a sensible length.
---@param text any
---@return string? nil: there is none
function M.line(text)
  return type(text) == "string" and fit(plain(text:sub(1, READ_MOST))) or nil
end

-- "N - free": a value and what it means; values of several words stand in quotation marks.
local function value_of(part)
  part = part:gsub("^%s*[%*%-]%s+", ""):gsub("^%s*•%s*", "")
  local mark, value, meaning = part:match "^%s*([\"'`])(.-)%1%s+[%-–—]+%s+(.+)$"
  if not mark then
    value, meaning = part:match "^%s*([^%s\"'`,:;]+)%s+[%-–—]+%s+(.+)$"
  end
  if value and value ~= "" and #value <= VALUE_MOST then return value, meaning end
end

local OPEN = tables.set "other others otherwise any etc ..."

-- Words that say that there are more values, and ranges.
local function is_open(value)
  local word = value:lower()
  return OPEN[word] or word:find "^%[.*%]$" ~= nil or value:find "%d%.%.+%d" ~= nil or value:find "^%d+[%-–]%d+$" ~= nil
end

-- Words that say that values are put together: such a field has others than those listed.
local COMBINED = { "%f[%a]bit", "%f[%a]combin", "%f[%a]comma", "%f[%a]separated", "%f[%a]sum of" }

local function are_combined(text)
  text = text:lower()
  for _, pattern in ipairs(COMBINED) do
    if text:find(pattern) then return true end
  end
  return false
end

-- The sentence that a meaning ends with, and what follows it.
local function first_sentence(text)
  local first, behind = text:match "^(.-)[.!]%s+(%u.*)$"
  return first or text, behind or ""
end

-- The list behind "Possible values:": { { value, meaning }, ... }, what is written behind it, and whether it says all.
local function read_list(text)
  if not text:find "[;\n]" then text = text:gsub(",( [^%s,]+ %- )", ";%1") end -- 1 - one, 2 - two
  local found, more, position, break_before = {}, "", 1, false
  local whole = true
  while position <= #text do
    local first, last, part, separator = text:find("^([^;\n]*)([;\n]?)", position)
    if part:find "%S" then
      local value, meaning = value_of(part)
      if value then
        found[#found + 1] = { value, meaning }
      elseif #found == 0 then
        return found, text, false
      elseif break_before or found[#found][2]:find "[.!]%s*$" then
        more = text:sub(first)
        break
      else
        -- A semicolon inside of a meaning, where other values follow; the end of the list's certainty, where none do.
        found[#found][2] = found[#found][2] .. ", " .. one_line(part)
        found[#found].continued = true
      end
      break_before = separator == "\n"
    end
    position = last + 1
  end
  local final = found[#found]
  if final then
    local behind
    final[2], behind = first_sentence(final[2])
    if behind ~= "" then
      more = behind .. " " .. more
    elseif final.continued then
      whole = false
    end
  end
  return found, more, whole
end

-- The values of such a list; nil where it is none of values that the kind has.
local function values_of(list, kind)
  local values, meanings, closed, null = {}, {}, true, false
  for _, item in ipairs(list) do
    local value = item[1]
    local word = value:lower()
    if word == "null" or word == "empty" then
      null, meanings[word] = true, meanings[word] or item[2]
    elseif is_open(value) then
      closed, meanings.other = false, meanings.other or item[2]
    elseif kind == "i" and not value:find "^%-?%d+$" or kind == "n" and not tonumber(value) then
      return nil
    elseif not meanings[value] then
      values[#values + 1], meanings[value] = value, item[2]
    end
  end
  if #values + (null and 1 or 0) < 2 then return nil end
  if meanings.empty and kind == "s" then values[#values + 1] = "" end
  return values, meanings, closed, null
end

-- The list once more, on one line: that there are other values is said as well.
local function told(values, meanings, closed)
  local parts = {}
  local function add(value)
    local meaning = meanings[value] and shorten(meanings[value], MEANING_MOST):gsub(";", ","):gsub("[%.%s]+$", "")
    if meaning then
      local shown = value:find "[%s\"',:;]" and ('"%s"'):format(value) or value
      parts[#parts + 1] = shown .. " - " .. (meaning ~= "" and meaning or "so")
    end
  end
  for _, value in ipairs(values) do add(value) end
  add "null"
  add "empty"
  if not closed then
    meanings.other = meanings.other or "perhaps"
    add "other"
  end
  return "Possible values: " .. table.concat(parts, "; ")
end

-- A text that says what null means, without a list of values.
local NULLS = { "%f[%w]null means", "%f[%w]null value means", "%f[%w][Ii]f null%f[%W]", "%f[%w]null %- " }

local function tells_null(text)
  for _, pattern in ipairs(NULLS) do
    if text:find(pattern) then return true end
  end
  return false
end

local LENGTHS = { "^(%d+)$", "^%d+%s*%-%s*(%d+)$", "^%d+%s*–%s*(%d+)$", "^%d+ to (%d+)$", "^up to (%d+)$",
  "^from %d+ to (%d+)$" }

-- The longest length, and the text without that sentence.
local function take_length(text)
  local first, last = text:find "[Pp]ossible length: ?"
  if not first then
    return tonumber(text:match "[Pp]ossible values: string of (%d%d?%d?%d?) characters"), text
  end
  local said, behind = text:sub(last + 1, last + 60):match "^([^.;\n]-) ?characters?()"
  for _, pattern in ipairs(said and LENGTHS or {}) do
    local length = tonumber(said:match(pattern))
    if length and length > 0 and length < 1e9 then
      return length, text:sub(1, first - 1) .. text:sub(last + behind):gsub("^ ?[.;]?", "")
    end
  end
  return nil, text
end

---@class portabilling.api.Told
---@field about string? one line; what the values mean stands behind the rest, whole
---@field values string[]? in their order; nil where none are told
---@field closed boolean there are no others
---@field null boolean null is told among them
---@field empty boolean? and so is the empty text
---@field max integer? longest length

---What a field's description says.
---@param text any
---@param kind string? the field's: "i", "n" and "s" may have values, "s" a length
---@param values string[]? those that its schema has; then only their meanings are looked for
---@return portabilling.api.Told
function M.field(text, kind, values)
  local result = { closed = false, null = false }
  if type(text) ~= "string" then return result end
  local complete = #text <= READ_MOST
  text = plain(text:sub(1, READ_MOST))
  if text:find("null", 1, true) then result.null = tells_null(text) end
  if not text:find("ossible ", 1, true) then
    result.about = fit(text)
    return result
  end
  if kind == "s" then result.max, text = take_length(text) end
  local before, list = text:match "^(.-)[Pp]ossible values ?a?r?e?: ?(.*)$"
  if list and (kind == "i" or kind == "n" or kind == "s") then
    local found, more, whole = read_list(list)
    local taken, meanings, closed, null = values_of(found, kind)
    if taken then
      closed = closed and whole and complete and not are_combined(before .. " " .. more)
      if not values then result.values, result.closed = taken, closed end
      result.null = null or result.null
      result.empty = meanings.empty ~= nil
      local rest = shorten(before .. " " .. more, TEXT_MOST)
      result.about = (rest ~= "" and rest .. " " or "") .. told(values or taken, meanings, closed or values ~= nil)
      return result
    end
  end
  result.about = fit(text)
  return result
end

---What a method's description says.
---@param text any
---@return string? about one line
---@return "yes"|"read"|"no"|nil stand_alone what its last sentence says of that
function M.method(text)
  if type(text) ~= "string" then return nil end
  local tail = plain(text:sub(-READ_MOST)):gsub("%s+$", "")
  local body = tail:gsub("[.!]$", "")
  local before, last = body:match "^(.*[.!?])%s+(.-)$"
  local line_before, line = body:match "^(.*)\n(.-)$"
  if line and (not last or #line < #last) then before, last = line_before, line end
  last = (last or body):lower()
  local stand_alone
  if last:find "stand%-?%s?alone" and #last < TEXT_MOST then
    if last:find "not supported" or last:find "unsupported" or last:find "n't supported" then
      stand_alone = "no"
    elseif last:find "read%-?%s?only" then
      stand_alone = "read"
    elseif last:find "supported" then
      stand_alone = "yes"
    end
  end
  if stand_alone and #text <= READ_MOST then text = before or "" end
  return M.line(text), stand_alone
end

return M
