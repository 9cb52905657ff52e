--- HTML that cannot be broken out of: whatever is put into a template is escaped, unless it was made by one itself.
local utf8 = require "portabilling.support.utf8"

local M = {}

---@class portabilling.api.Html
---@field text string
local Html = {}

local ENTITIES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }
local UNKNOWN = "\239\191\189" -- U+FFFD

--- A text that is valid UTF-8 without control characters.
---@param text string
---@return string
function M.clean(text)
  text = text:gsub("%c", function(char) return char == "\n" and char or " " end)
  local pieces, from, bad = {}, 1, utf8.bad(text)
  while bad do
    pieces[#pieces + 1] = text:sub(from, bad - 1) .. UNKNOWN
    from = bad + 1
    bad = utf8.bad(text, from)
  end
  return table.concat(pieces) .. text:sub(from)
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
