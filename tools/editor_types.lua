-- The types for editors (LuaCATS) of the built-in model, in types/.
--   lua tools/editor_types.lua --write [FOLDER]   writes them (default: types), and takes away what is no longer among them
--   lua tools/editor_types.lua --check [FOLDER]   exits 1 when the folder holds others
local root = arg[0]:match("^(.*)/tools/[^/]*$") or "."
package.path = ("%s/lua/?.lua;%s/lua/?/init.lua;"):format(root, root) .. package.path
local api = require "portabilling.api"
local editor_types = require "portabilling.api.editor_types"
local tree = dofile(root .. "/tools/tree.lua")

local mode, folder = arg[1], arg[2] or root .. "/types"
if mode ~= "--write" and mode ~= "--check" then
  io.stderr:write("usage: lua tools/editor_types.lua --write | --check [FOLDER]\n")
  os.exit(2)
end

local files, old, different = editor_types.files(api.builtin), {}, {}
if mode == "--write" then os.execute(("mkdir -p '%s'"):format(folder)) end
for _, path in ipairs(tree.files("'" .. folder .. "'", "*.lua")) do
  local name = path:sub(#folder + 2)
  old[name] = tree.read(path)
  if not files[name] then
    different[#different + 1] = name
    if mode == "--write" then os.remove(path) end
  end
end
for name, text in pairs(files) do
  if old[name] ~= text then
    different[#different + 1] = name
    if mode == "--write" then tree.write(folder .. "/" .. name, text) end
  end
end
if mode == "--check" and different[1] then
  table.sort(different)
  io.stderr:write(("%s differs from the model in %s; run: lua tools/editor_types.lua --write\n")
    :format(folder, table.concat(different, ", ")))
  os.exit(1)
end
