--- Finds out whether a record that may have been created is there, by its natural key.
---
--- What is there is what was to be made if all that was given, and that its answer contains, is the same: texts whatever
--- their case and the spaces around them, numbers whatever their form ("1.50000"), booleans as Y, N, 1 or 0. Not compared
--- is what a server keeps otherwise or changes by itself: secrets, dates and times, balances, and what is within a table.
local json = require "portabilling.support.json"
local redact = require "portabilling.support.redact"

local M = {}

local ANY = 2 ^ 53 -- no limit

-- A name is the same also when the server keeps it trimmed, or in another case.
local function plain(value)
  return (json.text(value):gsub("^%s+", ""):gsub("%s+$", ""):gsub("%s+", " "):lower())
end

---@param entry portabilling.catalog.entry
---@param attributes any
---@return table body what the wrapper holds
function M.body_of(entry, attributes)
  local body = attributes
  if entry.wrapper and type(attributes) == "table" then
    body = attributes[entry.wrapper]
  end
  return type(body) == "table" and body or {}
end

local body_of = M.body_of

local function is_scalar(value)
  return type(value) == "string" and value ~= "" or type(value) == "number"
end

--- What names a record, as a text that is equal for equal names; nil when it is none.
---@param value any
---@return string?
function M.text_of(value)
  return is_scalar(value) and plain(value) or nil
end

--- An id of PortaBilling's own (i_...) as a text that is equal for equal ids: 7, 7.0, "7", "07". Names are not so: an
--- account "007" is another one than "7".
---@param value any
---@return string?
function M.id_text(value)
  local text = M.text_of(value)
  return text and (text:gsub("^%+?(%d+)$", "%1"):gsub("^(%d+)%.0*$", "%1"):gsub("^0+(%d+)$", "%1"))
end

--- What the record is known by, as a text that is equal for equal ones; nil when the attributes do not say it, so that
--- it cannot be looked up.
---@param entry portabilling.catalog.entry? of the create
---@param attributes any
---@return string?
function M.key(entry, attributes)
  local natural = entry and entry.natural_key
  return natural and M.text_of(body_of(entry, attributes)[natural.attribute]) or nil
end

-- Is all of it a date, with or without a time? Telephone numbers, tax numbers and addresses are none.
local function is_date(text)
  text = text:match "^%s*(.-)%s*$"
  local date, rest = text:match "^(%d+[/.-]%d+[/.-]%d+)(.*)$"
  if not date or rest ~= "" and not rest:find "^[ T]%s*%d%d?:%d%d[%d:.]*%s?[AaPp]?[Mm]?Z?[+-]?%d*:?%d*$" then
    return false
  end
  local year, one, other = date:match "^(%d%d%d%d)[/-](%d%d?)[/-](%d%d?)$"
  if not year then
    one, other, year = date:match "^(%d%d?)[/.-](%d%d?)[/.-](%d%d%d%d)$"
  end
  one, other = tonumber(one), tonumber(other)
  return year ~= nil and year:find "^[12]" ~= nil and math.min(one, other) >= 1 and math.min(one, other) <= 12
    and math.max(one, other) <= 31
end

local CHANGEABLE = { date = true, time = true, datetime = true, balance = true }

-- Kept in another form, or changed by the server: dates, times, balances.
local function is_changeable(name, value)
  for word in name:gmatch "%a+" do
    if CHANGEABLE[word] then
      return true
    end
  end
  return type(value) == "string" and is_date(value)
end

-- The names of what was given and can be compared, the ids (whose it is, and what it belongs to) first.
local function given(body, natural)
  local names, shown = {}, redact.copy(body)
  for name, value in pairs(body) do
    local simple = type(value) == "boolean" or is_scalar(value)
    if type(name) == "string" and simple and name ~= natural.attribute and shown[name] ~= redact.MARK
      and (name:find "^i_" or not is_changeable(name, value)) then
      names[#names + 1] = name
    end
  end
  table.sort(names, function(one, other)
    local id, other_id = one:find "^i_" ~= nil, other:find "^i_" ~= nil
    if id ~= other_id then
      return id
    end
    return one < other
  end)
  return names
end

local TRUTH = { ["true"] = true, y = true, ["1"] = true, ["false"] = false, n = false, ["0"] = false }

-- Digits alone are compared as texts: numbers of that length may not be told apart otherwise.
local function number_of(text)
  return not text:find "^%d+$" and text:find "^[+-]?%d*%.?%d*$" and tonumber(text) or nil
end

-- Nothing is concluded from what is no boolean where one was given.
local function is_same(wanted, found)
  local one, other = plain(wanted), plain(found)
  if one == other then
    return true
  elseif TRUTH[one] ~= nil and TRUTH[other] ~= nil then
    return TRUTH[one] == TRUTH[other]
  elseif type(wanted) == "boolean" then
    return true
  end
  local number = number_of(one) or number_of(other)
  return number ~= nil and (number_of(one) or tonumber(one)) == (number_of(other) or tonumber(other))
end

-- What shows that a record with this natural key is another one. Ids are told with their values; of other fields, which
-- may hold anything, the names.
local function difference(natural, body, names, record)
  local others = {}
  for _, name in ipairs(names) do
    local found = record[name]
    if (type(found) == "boolean" or type(found) == "string" or type(found) == "number")
      and not (is_same(body[name], found) or name:find "^i_" and M.id_text(body[name]) == M.id_text(found)) then
      others[#others + 1] = name:find "^i_"
        and ("%s %s, not %s"):format(name, json.text(found), json.text(body[name])) or "another " .. name
    end
  end
  return others[1] and ("%s %s is there, but with %s"):format(natural.attribute, json.text(body[natural.attribute]),
    table.concat(others, ", ")) or nil
end

local function ask(client, entry, body, names, options, trimmed)
  local natural = entry.natural_key
  local filters, fields = {}, { natural.attribute, entry.id_key }
  for parameter, attribute in pairs(natural.filters) do
    local value = body[attribute]
    filters[parameter] = trimmed and type(value) == "string" and value:match "^%s*(.-)%s*$" or value
  end
  for _, name in ipairs(names) do
    fields[#fields + 1] = name
  end
  -- The call's own options, but for those that would hide what is looked for.
  local own = { fields = fields }
  for _, name in ipairs { "timeout", "connect_timeout", "retries", "log", "reason" } do
    own[name] = options and options[name]
  end
  if natural.operation == "get" then
    local record, err = client:get(entry.service, entry.record, filters, own)
    if record then
      return { record }
    end
    return err.kind == "not_found" and {} or nil, err
  end
  own.max, own.offset = ANY, 0
  return client:collect(entry.service, entry.record, filters, own)
end

--- Looks for it. claimed: is this id that of another item?
---@param client portabilling.Client
---@param entry portabilling.catalog.entry of the create, with a natural key
---@param attributes table M.key of which is a text
---@param options table? the options of the create
---@param claimed fun(id: any): boolean
---@return "found"|"absent"|"conflict"|"claimed"|"failed" verdict
---@return any what found: the record; conflict: what is different; failed: the error
function M.find(client, entry, attributes, options, claimed)
  local natural, body = entry.natural_key, body_of(entry, attributes)
  local wanted, names = body[natural.attribute], given(body, natural)
  local conflict, taken
  for attempt = 1, 2 do
    local records, err = ask(client, entry, body, names, options, attempt == 2)
    if not records then
      return "failed", err
    end
    for _, record in ipairs(records) do
      local own = record[natural.attribute]
      if is_scalar(own) and plain(own) == plain(wanted) then
        local different = difference(natural, body, names, record)
        local id = entry.id_key and record[entry.id_key]
        if id ~= nil and claimed(id) then
          taken = true
        elseif different then
          conflict = different
        else
          return "found", record
        end
      end
    end
    if conflict or taken or type(wanted) ~= "string" or wanted:match "^%s*(.-)%s*$" == wanted then
      break -- else the server may know it without the spaces around it
    end
  end
  if conflict then
    return "conflict", conflict
  end
  -- A list gives all of them; of what a get gives there may be more.
  return taken and natural.operation == "get" and "claimed" or "absent"
end

return M
