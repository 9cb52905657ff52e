-- What must hold for every text that is decoded. Returns the function that records_fuzz.c calls.
local core = require "portabilling.core"

local FIELDS = { { "a" }, { "b.c" }, { "a", "b" }, { "a.a", "a.b" }, { "i_customer", "name" }, { "c", "a.b.c" } }
for i, names in ipairs(FIELDS) do
  FIELDS[i] = { names = names, projection = core.fields(names) }
end

-- Booleans are sent as 1 and 0, which is the one thing that a value loses on its way out and in.
local function as_sent(value)
  return value == true and 1 or value == false and 0 or value
end

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then
    return as_sent(a) == as_sent(b)
  end
  for key, value in pairs(a) do
    if not same(value, b[key]) then
      return false
    end
  end
  for key in pairs(b) do
    if a[key] == nil then
      return false
    end
  end
  return (getmetatable(a) == core.array_mt) == (getmetatable(b) == core.array_mt)
end

local function is_array(value)
  return type(value) == "table" and getmetatable(value) == core.array_mt
end

-- The part of a record that the names ask for, worked out without the decoder's help.
local project
local function project_one(record, tree)
  local part = setmetatable({}, getmetatable(record))
  for name, below in pairs(tree) do
    local value = record[name]
    if below == true or value == core.null then
      part[name] = value
    elseif is_array(value) then
      part[name] = project(value, below)
    elseif type(value) == "table" then
      part[name] = project_one(value, below)
    end
  end
  return part
end

function project(array, tree)
  local part = setmetatable({}, core.array_mt)
  for i, element in ipairs(array) do
    part[i] = type(element) == "table" and not is_array(element) and project_one(element, tree) or element
  end
  return part
end

local function tree_of(names)
  local tree = {}
  for _, path in ipairs(names) do
    local at = tree
    for name, dot in path:gmatch "([^.]+)(%.?)" do
      if dot == "" then
        at[name] = true
      else
        at[name] = at[name] or {}
        at = at[name]
      end
    end
  end
  return tree
end

-- Records are the objects of an array that is the whole value, or one of its members.
local function projected(whole, tree)
  if is_array(whole) then
    return project(whole, tree)
  elseif type(whole) ~= "table" then
    return whole
  end
  local part = {}
  for key, value in pairs(whole) do
    part[key] = is_array(value) and project(value, tree) or value
  end
  return part
end

-- The one record is the member of this name, or the objects of the array that it is.
local RECORD = "a"

local function projected_record(whole, tree)
  if type(whole) ~= "table" or is_array(whole) then
    return whole
  end
  local part = setmetatable({}, getmetatable(whole))
  for key, value in pairs(whole) do
    part[key] = value
  end
  local record = whole[RECORD]
  if is_array(record) then
    part[RECORD] = project(record, tree)
  elseif type(record) == "table" then
    part[RECORD] = project_one(record, tree)
  end
  return part
end

return function(flags, choice, text)
  local options = {
    keep_null = flags % 2 == 1,
    big_integers = math.floor(flags / 2) % 2 == 1 and "error" or "string",
    array_mt = true,
    max_depth = flags >= 128 and 1000 or flags % 32 + 1,
  }
  local value, message, offset = core.decode(text, options)
  local plain = core.decode(text, { big_integers = options.big_integers, max_depth = options.max_depth })
  local fields = FIELDS[choice % #FIELDS + 1]
  options.fields = fields.projection
  local part, part_message = core.decode(text, options)
  options.record = RECORD
  local record_part = core.decode(text, options)
  options.record = nil
  if message then
    assert(value == nil and #message > 0 and offset >= 0 and offset <= #text, "an error tells what and where")
    assert(plain == nil, "a text is valid or not, whatever the options")
    return
  end
  assert(plain ~= nil, "a text is valid or not, whatever the options")
  assert(part ~= nil, part_message) -- what is skipped was valid when it was not
  assert(same(part, projected(value, tree_of(fields.names))), "fields give a part of the record")
  assert(record_part ~= nil and same(record_part, projected_record(value, tree_of(fields.names))),
    "and of the one record")

  options.fields = nil
  local again, reason = core.encode(value, { max_depth = options.max_depth })
  assert(again, reason)
  -- Doubles beyond 2^53 may be written as integers that are larger than the text's own.
  options.big_integers = "string"
  local back = assert(core.decode(again, options))
  assert(same(value, back), "what was decoded can be sent, and comes back the same")
end
