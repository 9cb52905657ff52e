--- Finds out whether a record that may have been created is there, by its natural key.
local json = require "portabilling.json"

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

--- What the record is known by, as a text that is equal for equal ones; nil when the attributes do not say it, so that
--- it cannot be looked up.
---@param entry portabilling.catalog.entry? of the create
---@param attributes any
---@return string?
function M.key(entry, attributes)
  local natural = entry and entry.natural_key
  return natural and M.text_of(body_of(entry, attributes)[natural.attribute]) or nil
end

-- The ids that were given: whose record it is, and what it belongs to.
local function given_ids(body)
  local names = {}
  for name, value in pairs(body) do
    if type(name) == "string" and name:find "^i_" and is_scalar(value) then
      names[#names + 1] = name
    end
  end
  table.sort(names)
  return names
end

-- What shows that a record with this natural key is another one.
local function difference(natural, body, ids, record)
  for _, name in ipairs(ids) do
    local found = record[name]
    if is_scalar(found) and json.text(found) ~= json.text(body[name]) then
      return ("%s %s is there, but with %s %s, not %s"):format(natural.attribute, json.text(body[natural.attribute]),
        name, json.text(found), json.text(body[name]))
    end
  end
end

local function ask(client, entry, body, ids, options, trimmed)
  local natural = entry.natural_key
  local filters, fields = {}, { natural.attribute, entry.id_key }
  for parameter, attribute in pairs(natural.filters) do
    local value = body[attribute]
    filters[parameter] = trimmed and type(value) == "string" and value:match "^%s*(.-)%s*$" or value
  end
  for _, name in ipairs(ids) do
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
  local wanted, ids = body[natural.attribute], given_ids(body)
  local conflict, taken
  for attempt = 1, 2 do
    local records, err = ask(client, entry, body, ids, options, attempt == 2)
    if not records then
      return "failed", err
    end
    for _, record in ipairs(records) do
      local own = record[natural.attribute]
      if is_scalar(own) and plain(own) == plain(wanted) then
        local different = difference(natural, body, ids, record)
        local id = entry.id_key and record[entry.id_key]
        if different then
          conflict = different
        elseif id ~= nil and claimed(id) then
          taken = true
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
