-- What is known of PortaBilling's API. All knowledge is data in this folder; model.lua joins it. The tables that it
-- returns are shared: read them, do not change them.
local later = require "portabilling.support.later"
local model = require "portabilling.api.model"
local services = require "portabilling.api.services"

local compare = later.require "portabilling.api.compare"

local M = {}

---The model that is built in: what public sources tell. What it does not know, it does not forbid.
M.builtin = model.new {
  services = services, shared = later.require "portabilling.api.objects",
  unplaced = later.require "portabilling.api.unplaced",
}

M.safe, M.open = M.builtin.safe, M.builtin.open

---What differs between two models, such as an operator's description before and after an upgrade.
---@param old portabilling.api.Model
---@param new portabilling.api.Model
---@return portabilling.api.Comparison prints well; see compare.lua
function M.compare(old, new)
  for i, one in ipairs { old or false, new or false } do
    if not model.is_model(one) then
      error(("compare: %s model: what model.new makes expected (doc/upgrade.md), got %s"):format(i == 1 and "the old"
        or "the new", one and "a " .. type(one) or "nil"), 2)
    end
  end
  return compare.compare(old, new)
end

return M
