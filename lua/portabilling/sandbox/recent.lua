--- A table that keeps what was used last, so that what callers make up does not pile up: `most` entries at least, and twice
--- as many at most. What is used moves into the young half; when that is full, the old one goes.

local M = {}
M.__index = M

--- Make one.
---@param most integer
---@param leaving? fun(value: any) is told of each value that goes for want of room
---@return table
function M.new(most, leaving)
  return setmetatable({ most = most, leaving = leaving, young = {}, count = 0, old = {} }, M)
end

local function turn(self)
  local gone = self.old
  self.young, self.count, self.old = {}, 0, self.young
  if self.leaving then
    for _, value in pairs(gone) do
      self.leaving(value)
    end
  end
end

---@param key string|number
---@param value any not nil
function M:put(key, value)
  if self.young[key] == nil then
    self.old[key] = nil
    if self.count == self.most then
      turn(self)
    end
    self.count = self.count + 1
  end
  self.young[key] = value
end

--- Is it there? Does not count as use.
---@return boolean
function M:has(key)
  return self.young[key] ~= nil or self.old[key] ~= nil
end

---@return any value nil where there is none
function M:get(key)
  local value = self.young[key]
  if value == nil then
    value = self.old[key]
    if value ~= nil then
      self:put(key, value)
    end
  end
  return value
end

function M:remove(key)
  if self.young[key] ~= nil then
    self.young[key], self.count = nil, self.count - 1
  end
  self.old[key] = nil
end

---@return any[] values in no order
function M:values()
  local values = {}
  for _, half in ipairs { self.young, self.old } do
    for _, value in pairs(half) do
      values[#values + 1] = value
    end
  end
  return values
end

return M
