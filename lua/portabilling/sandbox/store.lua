--- The records. A collection is a function from key to record (the generated ones) overlaid by what was added,
--- changed or removed since. So a million records cost nothing until they are asked for, and start-up is immediate.

local changes = require "portabilling.sandbox.events.changes"
local json = require "portabilling.sandbox.json"
local tables = require "portabilling.support.tables"

local M = {}

local Collection = {}
Collection.__index = Collection

local change_count = 0

--- Note a change of anything that lists may depend on, so that nothing remembered about them is used any more.
function M.touch()
  change_count = change_count + 1
end

--- How many changes there were.
---@return integer
function M.version()
  return change_count
end

-- What makes a generated record, written out field by field: LuaJIT makes one piece of machine code of that.
local function maker(base)
  local lines = { "local fields, constants = ...", "return function(key) return {" }
  for _, name in ipairs(tables.sorted_keys(base.constants)) do
    if not base.fields[name] then
      lines[#lines + 1] = ("[%q] = constants[%q],"):format(name, name)
    end
  end
  for _, name in ipairs(tables.sorted_keys(base.fields)) do
    if name ~= base.key then
      lines[#lines + 1] = ("[%q] = fields[%q](key),"):format(name, name)
    end
  end
  lines[#lines + 1] = ("[%q] = key } end"):format(base.key)
  return assert(load(table.concat(lines, "\n"), "=record"))(base.fields, base.constants)
end

--- Make a collection.
---@param base table what seed modules describe:
---  key        name of the key field
---  first      first key (default 1), count: number of generated records
---  fields     field name -> function(key) -> value (nil: absent)
---  constants  field name -> value (never changed in place)
---  unique     field name -> function(value) -> key of the generated record that may have it
---  ranges     field name -> function(value) -> array of {first, last}: the keys whose records may have that value
---@param name string by which its changes are noted
---@param random table see seed/random.lua
---@return table
function M.collection(base, name, random)
  local first = base.first or 1
  return setmetatable({
    base = base, name = name, key = base.key, first = first, last = first + base.count - 1, next = first + base.count,
    overlay = {}, overlay_keys = {}, removed = {}, indexes = {}, version = 0, orders = {}, random = random,
    generate = maker(base),
  }, Collection)
end

local function is_generated(self, key)
  return key >= self.first and key <= self.last and key % 1 == 0
end

--- The record of a key. Not to be changed by the caller: use change().
---@param key number?
---@return table?
function Collection:get(key)
  if type(key) ~= "number" then
    return nil
  end
  local row = self.overlay[key]
  if row ~= nil then
    return row or nil
  end
  return is_generated(self, key) and self.generate(key) or nil
end

--- A copy of a record that exists, for the caller to change.
---@param key number
---@return table
function Collection:copy(key)
  local row = self.overlay[key]
  return row and tables.copy(row) or self.generate(key)
end

--- One field of a record, without making the whole record; nil of one that was removed.
---@param key number
---@param name string
function Collection:field(key, name)
  local row = self.overlay[key]
  if row then
    return row[name]
  elseif row == false then
    return nil
  elseif name == self.key then
    return key
  end
  local base = self.base
  local field = base.fields[name]
  if field then
    return field(key)
  end
  return base.constants[name]
end

local function remember(self, key)
  if self.overlay[key] == nil then
    self.overlay_keys[#self.overlay_keys + 1] = key
    self.unsorted = self.unsorted or #self.overlay_keys > 1 and self.overlay_keys[#self.overlay_keys - 1] > key
  end
  self.version = self.version + 1
  M.touch()
end

-- What a record no longer has is not looked for any more.
local function unindex(self, key)
  local row = self.overlay[key]
  for name, index in pairs(row and self.indexes or {}) do
    local text = tostring(row[name]):lower()
    if index[text] == key then
      index[text] = nil
    end
  end
end

local function put(self, key, row)
  remember(self, key)
  unindex(self, key)
  self.overlay[key] = row
  for name in pairs(self.base.unique or {}) do
    local value = row[name]
    if value ~= nil and value ~= json.null and value ~= "" then
      self.indexes[name] = self.indexes[name] or {}
      self.indexes[name][tostring(value):lower()] = key
    end
  end
end

--- Add a record. The key is assigned.
---@param row table becomes the store's own
---@return number key
function Collection:add(row)
  local key = self.next
  self.next = key + 1
  row[self.key] = key
  put(self, key, row)
  changes.note(self.name, "add", key, nil, row)
  return key
end

--- Change fields of a record. json.null is stored as such; M.absent removes the field.
---@param key number
---@param values table
function Collection:change(key, values)
  local before = self:get(key)
  local row = tables.copy(before)
  for name, value in pairs(values) do
    if value == M.absent then
      row[name] = nil
    else
      row[name] = value
    end
  end
  row[self.key] = key
  put(self, key, row)
  changes.note(self.name, "change", key, before, row)
end

--- Remove a record for good.
---@param key number
function Collection:remove(key)
  changes.note(self.name, "remove", key, self:get(key), nil)
  remember(self, key)
  unindex(self, key)
  self.overlay[key] = false
  local removed = self.removed
  local at = #removed + 1
  while at > 1 and removed[at - 1] > key do
    at = at - 1
  end
  table.insert(removed, at, key)
end

--- Find a record by one of its unique fields.
---@param name string
---@param value any
---@return number? key
function Collection:find(name, value)
  if value == nil or value == json.null or value == "" then
    return nil
  end
  local text = tostring(value):lower()
  local function holds(key)
    if key and self:exists(key) then
      local own = self:field(key, name)
      return own ~= nil and tostring(own):lower() == text
    end
  end
  local index = self.indexes[name]
  local key = index and index[text]
  if holds(key) then
    return key
  end
  local guess = self.base.unique and self.base.unique[name]
  key = guess and guess(tostring(value))
  return holds(key) and key or nil
end

---@param key any
---@return boolean
function Collection:exists(key)
  local row = self.overlay[key]
  if row ~= nil then
    return row and true
  end
  return type(key) == "number" and is_generated(self, key)
end

--- The key at a position among all records, counted from 0; positions of a collection without removals are plain
--- arithmetic, which keeps deep offsets into a million records cheap.
---@param position integer
---@return number key the first key to look at (it may be past the end)
function Collection:key_at(position)
  local key = self.first + position
  for _, removed in ipairs(self.removed) do
    if removed > key then
      break
    end
    key = key + 1
  end
  return key
end

---@return integer number of records
function Collection:count()
  return self.next - self.first - #self.removed
end

local function overlay_keys(self)
  if self.unsorted then
    table.sort(self.overlay_keys)
    self.unsorted = nil
  end
  return self.overlay_keys
end

--- Walk the keys of existing records in ascending order.
---@param from number first key to look at
---@param hint? { [1]: string, [2]: any } field and value: only records that may have it need be looked at
---@return fun(): number? iterator
function Collection:keys(from, hint)
  local ranges = hint and self.base.ranges and self.base.ranges[hint[1]]
  ranges = ranges and ranges(hint[2])
  if not ranges then
    local key, last = math.max(from, self.first) - 1, self.next - 1
    return function()
      repeat
        key = key + 1
      until key > last or self:exists(key)
      return key <= last and key or nil
    end
  end
  -- generated keys of the ranges and the overlay's keys, merged
  local changed, at, r, key = overlay_keys(self), 1, 1, nil
  while changed[at] and changed[at] < from do
    at = at + 1
  end
  local function next_generated()
    while ranges[r] do
      key = key and key + 1 or math.max(from, ranges[r][1])
      if key <= ranges[r][2] and is_generated(self, key) then
        if self.overlay[key] == nil then
          return key
        end
      elseif key > ranges[r][2] or key > self.last then
        r, key = r + 1, nil
      end
    end
  end
  local generated = next_generated()
  return function()
    while true do
      local other = changed[at]
      local result
      if other and (not generated or other < generated) then
        at, result = at + 1, other
      else
        result = generated
        generated = generated and next_generated()
      end
      if not result or self.overlay[result] ~= false then
        return result
      end
    end
  end
end

--- Stands for "remove this field" in change().
M.absent = setmetatable({}, { __name = "absent" })

return M
