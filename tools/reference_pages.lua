-- Reference pages of the API, as a static site that a browser opens from its directory or any web server serves:
--   lua5.4 tools/reference_pages.lua DIRECTORY        of the built-in model
--   lua5.4 tools/reference_pages.lua FILE DIRECTORY   of a PortaBilling's own description (/doc/api/AdminInterface.json)
-- It needs the modules where `make` puts them, for reading FILE.
local root = arg[0]:match "^(.*)/tools/[^/]*$" or "."
package.path = ("%s/lua/?.lua;%s/lua/?/init.lua;"):format(root, root) .. package.path
local flavour = rawget(_G, "jit") and "luajit" or "lua5.4"
package.cpath = ("%s/build/%s/?.so;"):format(root, flavour) .. package.cpath

local api = require "portabilling.api"
local model = require "portabilling.api.model"
local pages = require "portabilling.api.pages"
local tree = dofile(root .. "/tools/tree.lua")

local function fail(message)
  io.stderr:write("reference_pages: ", message, "\n")
  os.exit(1)
end

local function quoted(path) return "'" .. path:gsub("'", "'\\''") .. "'" end

local function make_directory(path)
  local status = os.execute("mkdir -p -- " .. quoted(path))
  if status ~= true and status ~= 0 then fail(("cannot make the directory %s"):format(path)) end
end

local function write(path, text)
  local ok, message = pcall(tree.write, path, text)
  if not ok then fail(message) end
end

local function model_of(file)
  if not file then return api.builtin end
  local ok, text = pcall(tree.read, file)
  if not ok then fail(text) end
  local data, message = require("portabilling.api.openapi").read(text, { address = file })
  if not data then fail(message) end
  return model.new(data, api.builtin)
end

local file, directory = arg[1], arg[2]
if directory == nil then file, directory = nil, file end
if directory == nil or arg[3] then
  io.stderr:write("usage: reference_pages.lua [FILE] DIRECTORY\n")
  os.exit(2)
end

local site = pages.new(model_of(file))
local made = {}
for _, path in ipairs(site:paths()) do
  local into = directory .. "/" .. (path:match "^(.*)/" or "")
  if not made[into] then
    make_directory(into)
    made[into] = true
  end
  write(directory .. "/" .. path, site:page(path))
end
print(("%d pages in %s: open %s/index.html"):format(#site:paths(), directory, directory))
