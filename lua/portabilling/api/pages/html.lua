--- HTML that cannot be broken out of: whatever is put into a template is escaped, unless it was made by one itself.
local M = {}

---@class portabilling.api.Html
---@field text string
local Html = {}

local ENTITIES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }
local UNKNOWN = "\239\191\189" -- U+FFFD

-- What may follow the first byte of a character in UTF-8: how many bytes, and the range of the first of them.
local function tail_of(first)
  if first >= 0xC2 and first <= 0xDF then
    return 1, 0x80, 0xBF
  elseif first >= 0xE0 and first <= 0xEF then
    return 2, first == 0xE0 and 0xA0 or 0x80, first == 0xED and 0x9F or 0xBF
  elseif first >= 0xF0 and first <= 0xF4 then
    return 3, first == 0xF0 and 0x90 or 0x80, first == 0xF4 and 0x8F or 0xBF
  end
  return nil
end

-- A run of bytes beyond ASCII, with what is no UTF-8 replaced.
local function mend(run)
  local out, at = {}, 1
  while at <= #run do
    local count, low, high = tail_of(run:byte(at))
    local second = count and run:byte(at + 1)
    local good = second and second >= low and second <= high and at + count <= #run
    for i = at + 2, at + (good and count or 0) do
      good = good and run:byte(i) <= 0xBF and run:byte(i) >= 0x80
    end
    out[#out + 1] = good and run:sub(at, at + count) or UNKNOWN
    at = at + (good and count + 1 or 1)
  end
  return table.concat(out)
end

--- A text that is valid UTF-8 without control characters.
---@param text string
---@return string
function M.clean(text)
  text = text:gsub("%c", function(char) return char == "\n" and char or " " end)
  return (text:gsub("[\128-\255]+", mend))
end

local function piece(value)
  if getmetatable(value) == Html then
    return value.text
  elseif type(value) == "table" then
    local pieces = {}
    for i, item in ipairs(value) do
      pieces[i] = piece(item)
    end
    return table.concat(pieces)
  end
  return (M.clean(tostring(value)):gsub("[&<>\"']", ENTITIES))
end

--- HTML of our own as it stands: never anything that came from a model.
---@param text string
---@return portabilling.api.Html
function M.raw(text)
  return setmetatable({ text = text }, Html)
end

--- Fills a template: each %s of it in turn with a text, which is escaped, with HTML, or with an array of these.
---@param template string
---@param ... string|number|portabilling.api.Html|table
---@return portabilling.api.Html
function M.of(template, ...)
  local pieces = {}
  for i = 1, select("#", ...) do
    pieces[i] = piece((select(i, ...)))
  end
  return M.raw(template:format((table.unpack or unpack)(pieces)))
end

return M
