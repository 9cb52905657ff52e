--- Modules that are loaded when they are first used, so that no program waits for what it does not need.
---
---     local batch = later.require "portabilling.batch" -- used as if it were loaded
---
--- Only what an operation begins with is loaded so. What a call may need once it is under way is loaded before, for by then
--- it may be impossible (no descriptor is left), and the program has to be told what became of the call.
---
--- The modules come from where the others came from, whatever package.path says by then. They are all loaded at once inside
--- nginx, where a request would have to wait for them, and where a program may lose them by changing its directory: when
--- they are found by a relative path, or in a way of the program's own.
local nginx = require "portabilling.support.inside_nginx"

local M = {}

local require, path, cpath = require, package.path, package.cpath

local function stays(name, templates)
  local found = package.searchpath(name, templates)
  return found ~= nil and found:sub(1, 1) == "/"
end

-- Those that mean the same in every directory: another one, to which the program goes, may hold anybody's files.
local function lasting(templates)
  local kept = {}
  for template in templates:gmatch "[^;]+" do
    if template:sub(1, 1) == "/" then
      kept[#kept + 1] = template
    end
  end
  return table.concat(kept, ";")
end

local at_once = nginx.inside() or not (stays("portabilling", path) and stays("portabilling.core", cpath))
path, cpath = lasting(path), lasting(cpath)

-- What is still to be loaded: name -> what stands for it.
local waiting = {}

-- LuaJIT takes a module whose loading was interrupted for one that is being loaded, for ever.
local function forget_interrupted()
  for name, module in pairs(package.loaded) do
    if type(module) ~= "table" and type(module) ~= "function" and name:find "^portabilling%." then
      package.loaded[name] = nil
    end
  end
end

local function load(name)
  local own_path, own_cpath = package.path, package.cpath
  package.path, package.cpath = path, cpath
  local ok, module = pcall(require, name)
  package.path, package.cpath = own_path, own_cpath
  if not ok then
    forget_interrupted()
    if type(module) == "string" and module:find "^module '" then
      module = ("a part of portabilling that is loaded when it is first used cannot be found any more, or no file can "
        .. "be opened: %s"):format(module)
    end
    error(module, 0)
  end
  return module
end

--- What stands for a module until it is loaded.
---@param name string such as "portabilling.batch"
---@return table
function M.require(name)
  if at_once or package.loaded[name] then
    return require(name)
  end
  local module = waiting[name]
  if not module then
    module = setmetatable({}, { __index = function(self, field)
      getmetatable(self).__index = load(name)
      waiting[name] = nil
      return self[field]
    end })
    waiting[name] = module
  end
  return module
end

--- Loads all that is not loaded yet: for a program that gives up its files (chroot), or outlives them.
function M.all()
  local name, module = next(waiting)
  while name do
    local _ = module.loaded -- any field
    name, module = next(waiting)
  end
end

return M
