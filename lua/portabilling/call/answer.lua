--- What is taken from an answer: the record, the rows, the file.
local catalog = require "portabilling.api"
local core = require "portabilling.core"
local json = require "portabilling.json"
local redact = require "portabilling.support.redact"
local suggest = require "portabilling.support.suggest"

local M = {}

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

-- An empty array is marked as one by the decoder; objects have no first element.
local function is_array(value)
  return type(value) == "table" and (value[1] ~= nil or getmetatable(value) == core.array_mt)
end

local function arrays_of(answer)
  local names = {}
  for name, value in pairs(answer) do
    if is_array(value) and (#value == 0 or type(value[1]) == "table") then
      names[#names + 1] = name
    end
  end
  table.sort(names)
  return names
end

local NAMES_MOST = 5

-- What stands where an array should be: names, but no values, for those may be secrets.
local function what_is(value)
  if type(value) ~= "table" then
    return "a " .. type(value)
  end
  local names = {}
  for name in pairs(value) do
    names[#names + 1] = tostring(name)
  end
  table.sort(names)
  local more = #names - NAMES_MOST
  return ("an object%s%s%s"):format(#names > 0 and " with " or " without fields",
    table.concat(names, ", ", 1, math.min(#names, NAMES_MOST)), more > 0 and (" and %d more"):format(more) or "")
end

--- The rows inside the answer to a list.
---@param answer table
---@param entry portabilling.catalog.entry
---@param settings table
---@return table? rows
---@return table? found what there is instead, for failure.unfit
function M.rows(answer, entry, settings)
  local named = settings.records_key
  local key = named or entry.records_key or entry.guess
  local rows = answer[key]
  if is_array(rows) then
    return rows
  end
  local names = arrays_of(answer)
  local message
  if rows ~= nil and rows ~= core.null then
    message = ("'%s' is no list of records but %s"):format(key, what_is(rows))
  elseif named then
    message = ("the answer holds no array '%s'; it holds: %s"):format(named, table.concat(names, ", "))
  elseif #names == 1 then
    return answer[names[1]]
  elseif next(answer) == nil then
    return {} -- nothing to tell
  elseif #names == 0 then
    message = "the answer holds no list of records; it is " .. what_is(answer)
  else
    message = ("which of these are the records: %s?"):format(table.concat(names, ", "))
  end
  return nil, {
    kind = "decode",
    code = "NO_RECORDS",
    message = message,
    advice = #names > 0 and ('Name one: records_key = "%s"'):format(names[1]) or nil,
  }
end

--- What the server counts: a whole number, or it counts for nothing.
---@param answer table
---@return integer?
function M.total(answer)
  local total = tonumber(answer.total)
  if total and total >= 0 and total % 1 == 0 then
    return math.tointeger and math.tointeger(total) or total
  end
end

-- The fields as a tree: name -> true (all of it) or what is wanted of its parts.
local function tree_of(fields)
  local tree = {}
  for _, path in ipairs(fields) do
    local at, name = tree, nil
    for part in path:gmatch "[^.]+" do
      if name then
        if at[name] == true then
          name = nil
          break -- wanted whole already
        end
        at[name] = at[name] or {}
        at = at[name]
      end
      name = part
    end
    if name then
      at[name] = true
    end
  end
  return tree
end

-- Of a value what the decoder's projection would have kept.
local function pick(value, tree)
  local kept = {}
  if is_array(value) then
    for i, element in ipairs(value) do
      kept[i] = type(element) == "table" and not is_array(element) and pick(element, tree) or element
    end
    return setmetatable(kept, getmetatable(value))
  end
  for name, part in pairs(tree) do
    local own = value[name]
    if part == true then
      kept[name] = own
    elseif type(own) == "table" then
      kept[name] = pick(own, part)
    end
  end
  return kept
end

--- What `fields` means for the record of a get: the projection to decode it with, and finish(answer, record), which makes
--- of what M.record found what was asked for.
---@param fields string[]
---@param entry portabilling.catalog.entry
---@param decoding table the decoder's options, for this call alone: the projection is set here
---@return fun(answer: table, record: any): any finish
function M.record_selection(fields, entry, decoding)
  local name = entry.key or entry.guess
  decoding.fields, decoding.record = core.fields(fields), name
  return function(answer, record)
    if type(record) ~= "table" or (decoding.fields and record == answer[name]) then
      return record
    end
    return pick(record, tree_of(fields))
  end
end

--- What `fields` means for the rows of a list: the projection to decode them with, which has the key that tells them
--- apart as well; finish(row), which makes of one what was asked for; and widen(), after which whole rows are decoded,
--- because nothing less tells them apart: false if they are already.
---@param fields string[]?
---@param entry portabilling.catalog.entry
---@param decoding table the decoder's options: its projection is set here
---@return { finish: (fun(row: any): any)?, widen: fun(): boolean }
function M.selection(fields, entry, decoding)
  local self = {}
  function self.widen()
    if not decoding.fields then
      return false
    end
    local tree = tree_of(fields)
    decoding.fields = nil
    function self.finish(row)
      return type(row) == "table" and pick(row, tree) or row
    end
    return true
  end
  if not fields then
    return self
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
  decoding.fields = core.fields(names)
  if #strip > 0 then
    function self.finish(row)
      for i = 1, type(row) == "table" and #strip or 0 do
        row[strip[i]] = nil
      end
      return row
    end
  end
  if not unique and entry.paging ~= false then
    self.widen()
  end
  return self
end

-- Here success is the answer to a question: was it the right code?
local QUESTIONS = { ["AccessControl/verify_otp"] = true }

local FALSE = { ["false"] = true, f = true, no = true, n = true, fail = true, failed = true, [""] = true }

-- Does it say no? Whatever form of a false it has: 0, "0.0", -1, false, "N".
local function is_no(success)
  if type(success) == "string" then
    local text = success:lower():match "^%s*(.-)%s*$"
    success = tonumber(text)
    return FALSE[text] or success ~= nil and success <= 0
  end
  return success == false or type(success) == "number" and success <= 0
end

-- What the answer says was wrong: { errors = { field = text } }, or texts.
local function reasons(answer)
  local found = {}
  for field, text in pairs(type(answer.errors) == "table" and answer.errors or {}) do
    found[#found + 1] = ("%s: %s"):format(tostring(field), type(text) == "table" and "?" or json.text(text))
  end
  table.sort(found)
  for _, name in ipairs { "errors", "error", "error_message" } do
    local text = answer[name]
    if type(text) == "number" or type(text) == "string" and text ~= "" then
      found[#found + 1] = json.text(text)
    end
  end
  return found
end

--- Why a change was not made, where its answer says so: { success = 0 }, perhaps with what was wrong.
---@param answer table
---@param service string
---@param method string
---@param params table what was sent: its secrets are not repeated
---@return table? found for perform.unfit; nil: it was made
function M.denial(answer, service, method, params)
  local success = answer.success
  if success == nil or not is_no(success) or QUESTIONS[service .. "/" .. method] or catalog.safe(service, method) then
    return nil
  end
  local errors = reasons(answer)
  local said = type(answer.success) == "string" and ("%q"):format(answer.success) or json.text(answer.success)
  local message = ("PortaBilling answered success = %s: it was not done"):format(said)
    .. (errors[1] and " (" .. table.concat(errors, "; ") .. ")" or "")
  return { kind = "fault", code = "NOT_DONE", message = redact.scrub(message, redact.secrets(params)) }
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
