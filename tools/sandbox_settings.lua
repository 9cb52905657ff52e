-- The table of the sandbox's settings in doc/sandbox.md, made from settings.lua.
--   lua tools/sandbox_settings.lua                       prints it
--   lua tools/sandbox_settings.lua --update doc/sandbox.md puts it between the two marks
local root = arg[0]:match("^(.*)/tools/[^/]*$") or "."
package.path = ("%s/lua/?.lua;%s/lua/?/init.lua;"):format(root, root) .. package.path
local settings_text = require "portabilling.sandbox.settings_text"
local tree = dofile(root .. "/tools/tree.lua")

local BEGIN, END = "<!-- settings:begin -->\n", "<!-- settings:end -->"

local markdown = settings_text.markdown(tree.read(root .. "/lua/portabilling/sandbox/settings.lua"))
if arg[1] == "--update" and arg[2] then
  local text = tree.read(arg[2])
  local _, first = text:find(BEGIN, 1, true)
  local last = assert(first and text:find(END, first, true), arg[2] .. " lacks the marks")
  tree.write(arg[2], text:sub(1, first) .. markdown .. text:sub(last))
else
  io.write(markdown)
end
