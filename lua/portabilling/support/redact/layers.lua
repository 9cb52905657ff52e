--- A text as it stands, and as it reads unescaped: once, twice and so on, for a page may quote what quoted something else.
--- JSON's escapes, URL encoding and HTML's entities are undone all at once. Each layer is the one before, unescaped, and
--- knows where in that everything was.
local utf8 = require "portabilling.support.utf8"

local M = {}

-- JSON in JSON in HTML is three.
local LAYERS_MOST = 5

local LETTERS = { n = " ", r = " ", t = " ", b = " ", f = " " }
local ENTITIES = { amp = "&", lt = "<", gt = ">", quot = '"', apos = "'", sol = "/", bsol = "\\", colon = ":",
  commat = "@", equals = "=", plus = "+", percnt = "%", num = "#", dollar = "$", excl = "!", ast = "*", lowbar = "_",
  semi = ";", comma = ",", period = ".", quest = "?", lpar = "(", rpar = ")", lsqb = "[", rsqb = "]", lcub = "{",
  rcub = "}", verbar = "|", Hat = "^", grave = "`", Tab = " ", NewLine = " " }
-- Of U+00A0 and those behind it.
local LATIN = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 "
  .. "acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring "
  .. "AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times "
  .. "Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave "
  .. "eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave "
  .. "uacute ucirc uuml yacute thorn yuml"

-- What an entity stands for; the table is completed when the first one is met.
local function entity(name)
  if not ENTITIES.yuml then -- the last one
    local code = 160
    for latin in LATIN:gmatch "%S+" do
      ENTITIES[latin] = utf8.char(code)
      code = code + 1
    end
  end
  return ENTITIES[name]
end

local function character(digits, base)
  local code = tonumber(digits, base or 16)
  return code < 1114112 and utf8.char(code) or "?"
end

-- \uXXXX, two of which may be one character.
local function utf16(text, at)
  local high, low = text:match("^\\u(%x%x%x%x)\\u(%x%x%x%x)", at)
  high, low = tonumber(high or "0", 16), tonumber(low or "0", 16)
  if high >= 0xD800 and high < 0xDC00 and low >= 0xDC00 and low < 0xE000 then
    return utf8.char(65536 + (high - 0xD800) * 1024 + low - 0xDC00), at + 11
  end
  local digits = text:match("^\\u(%x%x%x%x)", at)
  if digits then
    return character(digits), at + 5
  end
end

local READERS = {}

READERS["\\"] = function(text, at)
  local piece, stop = utf16(text, at)
  if piece then
    return piece, stop
  end
  local digits = text:match("^x(%x%x)", at + 1)
  if digits then
    return string.char(tonumber(digits, 16)), at + 3
  end
  digits = text:match("^x{(%x+)}", at + 1)
  if digits and #digits <= 6 then
    return character(digits), at + 3 + #digits
  end
  local next_one = text:sub(at + 1, at + 1)
  return LETTERS[next_one] or next_one, at + 1
end

READERS["%"] = function(text, at)
  local digits = text:match("^%x%x", at + 1)
  if digits then
    return string.char(tonumber(digits, 16)), at + 2
  end
  digits = text:match("^u(%x%x%x%x)", at + 1)
  return digits and character(digits) or "%", digits and at + 5 or at
end

READERS["&"] = function(text, at)
  local name = text:match("^(%w+);", at + 1)
  local meaning = name and entity(name)
  if meaning then
    return meaning, at + #name + 1
  end
  local digits = text:match("^#(%d+);", at + 1)
  if digits and #digits <= 7 then
    return character(digits, 10), at + #digits + 2
  end
  digits = text:match("^#[xX](%x+);", at + 1)
  if digits and #digits <= 6 then
    return character(digits), at + #digits + 3
  end
  return "&", at
end

-- Spaces in a row are one, as the client quotes them.
local function blank(text, at)
  return " ", select(2, text:find("^[%s%c+]*", at))
end

-- The next layer. Of each of its pieces it keeps where it begins in this layer (here) and in the one before (there), and
-- whether it stands for an escape (whole), which cannot be divided.
local function decode(text)
  local layer = { here = {}, there = {}, whole = {} }
  local pieces, count, length, at = {}, 0, 0, 1
  local function add(piece, first, whole)
    count = count + 1
    pieces[count], layer.here[count], layer.there[count], layer.whole[count] = piece, length + 1, first, whole
    length = length + #piece
  end
  while at <= #text do
    local special = text:find("[\\%%&+%s%c]", at)
    if special ~= at then
      add(text:sub(at, (special or 0) - 1), at, false)
    end
    if not special then
      break
    end
    local piece, stop = (READERS[text:sub(special, special)] or blank)(text, special)
    add(piece, special, true)
    at = stop + 1
  end
  layer.text, layer.before = table.concat(pieces), text
  return layer
end

--- The text, and what it reads like after one time of unescaping, two times, and so on.
---@param text string
---@return { text: string, before: string? }[]
function M.of(text)
  local layers = { { text = text } }
  while #layers < LAYERS_MOST and (layers[#layers].text:find "[\\%%&+%c]" or layers[#layers].text:find "  ") do
    local layer = decode(layers[#layers].text)
    if layer.text == layers[#layers].text then
      break
    end
    layers[#layers + 1] = layer
  end
  return layers
end

-- The piece that holds this place.
local function piece_at(layer, at)
  local low, high = 1, #layer.here
  while low < high do
    local middle = math.ceil((low + high) / 2)
    if layer.here[middle] <= at then
      low = middle
    else
      high = middle - 1
    end
  end
  return low
end

--- Where in the text itself that is which stands in a layer from first to last.
---@param layers table[]
---@param number integer of the layer
---@param first integer
---@param last integer
---@return integer first
---@return integer last
function M.origin(layers, number, first, last)
  for i = number, 2, -1 do
    local layer = layers[i]
    local one, other = piece_at(layer, first), piece_at(layer, last)
    last = layer.whole[other] and (layer.there[other + 1] or #layer.before + 1) - 1
      or layer.there[other] + last - layer.here[other]
    first = layer.there[one] + (layer.whole[one] and 0 or first - layer.here[one])
  end
  return first, last
end

return M
