--- What is taken from an answer: the record, the rows, the file.
local catalog = require "portabilling.catalog"
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local suggest = require "portabilling.suggest"

local M = {}

-- So much is decoded at once where others wait for their turn.
local PIECE = 8192

-- Decodes the answer piece by piece; breathe() is called between two. nil where that is not possible: then at once.
local function decode_slowly(body, decoding, breathe)
  breathe()
  local borders, name = core.cut(body, PIECE)
  if not borders then
    return nil
  end
  breathe()
  -- The whole answer, but of its list only the first piece.
  local answer = core.decode(body:sub(1, borders[1] - 1) .. body:sub(borders[#borders]), decoding)
  local list = core.decode("[" .. name .. "]")
  local rows = type(answer) == "table" and list and answer[list[1]]
  if type(rows) ~= "table" or #rows == 0 then
    return nil
  end
  local options = {}
  for option, value in pairs(decoding) do
    options[option] = value
  end
  options.max_depth = math.max(options.max_depth - 1, 1) -- they stand one level higher than in the answer
  for i = 1, #borders - 1 do
    breathe()
    local part = core.decode("[" .. body:sub(borders[i] + 1, borders[i + 1] - 1) .. "]", options)
    if type(part) ~= "table" or #part == 0 then
      return nil
    end
    local count = #rows
    for k = 1, #part do
      rows[count + k] = part[k]
    end
  end
  breathe()
  return answer
end

--- The decoder's options; may be used again and again.
---@param settings table
---@param fields userdata? projection
---@return table
function M.decoding(settings, fields)
  return {
    keep_null = settings.keep_null,
    big_integers = settings.big_integers,
    max_depth = settings.max_depth,
    fields = fields,
  }
end

--- The answer's JSON as a table. An empty body is an empty answer (vendor's servers send that for success).
---@param body string|portabilling.Bytes|nil it is of no use afterwards
---@param settings table
---@param decoding table from M.decoding
---@param breathe fun()? called now and then while a long answer is decoded
---@return table? answer
---@return string? reason
function M.decode(body, settings, decoding, breathe)
  local content = core.content(body)
  if content == nil then
    return {}
  end
  local answer, message
  if breathe and #content > 16 * PIECE and type(content) == "string" then
    answer = decode_slowly(content, decoding, breathe)
  end
  if not answer then
    answer, message = core.decode(content, decoding)
  end
  if type(body) == "userdata" then
    body:release() -- Lua's collector does not see how large it is
  end
  if message then
    return nil, "the answer cannot be read: " .. message
  elseif type(answer) ~= "table" or (#answer > 0 and not settings.root_array) then
    return nil, "the answer is not a JSON object"
  end
  return answer
end

-- The name that Content-Disposition gives, without any directory.
local function file_name(disposition)
  if not disposition then
    return nil
  end
  local encoded = disposition:match("[fF][iI][lL][eE][nN][aA][mM][eE]%*%s*=%s*[%w-]+'[^']*'([^;%s]+)")
  local name = encoded and encoded:gsub("%%(%x%x)", function(hex)
    return string.char(tonumber(hex, 16))
  end)
  name = name or disposition:match('[fF][iI][lL][eE][nN][aA][mM][eE]%s*=%s*"([^"]*)"')
    or disposition:match("[fF][iI][lL][eE][nN][aA][mM][eE]%s*=%s*([^;%s]+)")
  name = name and name:gsub("[%c]", ""):match("([^/\\]*)$")
  return name ~= "" and name ~= "." and name ~= ".." and name or nil
end

--- Text that does not call itself an attachment may be a proxy's page. As the answer to a read it is taken for the file
--- (transcripts come so); as the answer to a change it would be taken for success.
---@param attempt portabilling.Attempt
---@return boolean
function M.is_surely_file(attempt)
  local kind = (attempt.content_type or ""):lower()
  return (attempt.disposition or ""):lower():find("^attachment") ~= nil
    or not (kind:find("^%s*text/") or kind:find("xml", 1, true))
end

---@param attempt portabilling.Attempt
---@return table file { filename, content_type, body, bytes }
function M.file(attempt)
  local body, text = attempt.body, nil
  if not attempt.streamed then
    text = tostring(body)
    if type(body) == "userdata" then
      body:release()
    end
  end
  return {
    filename = file_name(attempt.disposition),
    content_type = attempt.content_type,
    body = text,
    bytes = attempt.streamed or #text,
  }
end

--- The record inside the answer to a get; nil when it is missing or empty, which is how PortaBilling says "none".
---@param answer table
---@param entry portabilling.catalog.entry
---@return any
function M.record(answer, entry)
  local found = answer[entry.key or entry.guess]
  if found == nil and entry.source == "rule" then
    -- The key is a guess: then the only object, or else the answer itself.
    local objects = 0
    for _, value in pairs(answer) do
      if type(value) == "table" then
        objects = objects + 1
        found = value
      end
    end
    if objects ~= 1 then
      found = answer
    end
  end
  if found == nil or found == core.null or (type(found) == "table" and next(found) == nil) then
    return nil
  end
  return found
end

local function arrays_of(answer)
  local names = {}
  for name, value in pairs(answer) do
    if type(value) == "table" and (#value > 0 or next(value) == nil) then
      if #value == 0 or type(value[1]) == "table" then
        names[#names + 1] = name
      end
    end
  end
  table.sort(names)
  return names
end

--- The rows inside the answer to a list.
---@param answer table
---@param entry portabilling.catalog.entry
---@param settings table
---@return table? rows
---@return portabilling.Error?
function M.rows(answer, entry, settings)
  local named = settings.records_key
  local rows = answer[named or entry.records_key or entry.guess]
  if type(rows) == "table" then
    return rows
  end
  local names = arrays_of(answer)
  if not named and #names == 1 then
    return answer[names[1]]
  elseif not named and next(answer) == nil then
    return {} -- nothing to tell
  end
  local message
  if named then
    message = ("the answer holds no array '%s'; it holds: %s"):format(named, table.concat(names, ", "))
  elseif #names == 0 then
    message = "the answer holds no list of records"
  else
    message = ("which of these are the records: %s?"):format(table.concat(names, ", "))
  end
  return nil, error_object.new {
    kind = "decode",
    code = "NO_RECORDS",
    message = message,
    advice = #names > 0 and ('Name one: records_key = "%s"'):format(names[1]) or nil,
    service = entry.service,
    method = entry.method,
    http_status = 200,
    sent = "yes",
    attempts = 1,
  }
end

--- The projection for `fields`, with the key that tells rows apart; and what has to be taken out again.
---@param fields string[]?
---@param entry portabilling.catalog.entry
---@return userdata? projection
---@return string[]? strip
function M.projection(fields, entry)
  if not fields then
    return nil
  end
  local wanted, names, strip = {}, {}, {}
  for i, name in ipairs(fields) do
    wanted[name:match("^[^.]+")] = true
    names[i] = name
  end
  local unique = entry.unique_key
  for _, name in ipairs(type(unique) == "table" and unique or { unique }) do
    if not wanted[name] then
      names[#names + 1] = name
      strip[#strip + 1] = name
    end
  end
  return core.fields(names), strip
end

--- For a fault on a method that no known release has: the name that was probably meant.
---@param err portabilling.Error
function M.add_method_hint(err)
  local known, methods = pcall(catalog.methods, err.service)
  local hint
  if not known then
    hint = suggest.message(err.service, catalog.services())
  elseif not catalog.has_method(err.service, err.method) then
    hint = suggest.message(err.method, methods)
  end
  if hint then
    err.advice = err.advice or ("This release of the client knows no such %s%s"):format(
      known and "method" or "service", hint ~= "" and "; " .. hint or "")
  end
end

return M
