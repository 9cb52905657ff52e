-- The README's table of record types, made from the catalog.
--   lua tools/catalog_table.lua                    prints it
--   lua tools/catalog_table.lua --update README.md puts it between the two marks
--   lua tools/catalog_table.lua --check README.md  exits 1 when the file has another
local root = arg[0]:match("^(.*)/tools/[^/]*$") or "."
package.path = ("%s/lua/?.lua;%s/lua/?/init.lua;"):format(root, root) .. package.path
local catalog = require "portabilling.api"
local tree = dofile(root .. "/tools/tree.lua")

-- The ten services of the Tray.ai connector, which is what most integrations ask for first.
local SERVICES = {
  "Account", "CustomFields", "Customer", "DID", "Product", "SIMCard", "Service", "ServicePolicy", "Session",
  "Subscription",
}
local OPERATIONS = { "create", "get", "update", "delete", "list" }
local BEGIN, END = "<!-- catalog:begin -->", "<!-- catalog:end -->"

local function fail(message)
  io.stderr:write("catalog_table: ", message, "\n")
  os.exit(2)
end

local function try(fn, ...)
  local ok, result = pcall(fn, ...)
  if not ok then fail(result) end
  return result
end

local function markdown()
  local lines = {
    "| service | record | create | get | update | delete | list |",
    "|---|---|---|---|---|---|---|",
  }
  for _, service in ipairs(SERVICES) do
    for _, item in ipairs(catalog.builtin:records(service)) do
      local cells = { service, item.record }
      for _, operation in ipairs(OPERATIONS) do
        cells[#cells + 1] = item.operations[operation] or "—"
      end
      lines[#lines + 1] = "| " .. table.concat(cells, " | ") .. " |"
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

-- The text before the table, the table, the text after it.
local function split(path)
  local text = try(tree.read, path)
  local _, first = text:find(BEGIN, 1, true)
  local last = first and text:find(END, first, true)
  if not last then fail(("%s lacks the marks %s and %s"):format(path, BEGIN, END)) end
  return text:sub(1, first) .. "\n", text:sub(first + 2, last - 1), text:sub(last)
end

local mode, path = arg[1], arg[2]
if mode == nil then
  io.write(markdown())
elseif mode == "--update" and path then
  local before, _, after = split(path)
  try(tree.write, path, before .. markdown() .. after)
elseif mode == "--check" and path then
  local _, found = split(path)
  if found ~= markdown() then
    io.stderr:write(("%s differs from the catalog; run: lua tools/catalog_table.lua --update %s\n"):format(path, path))
    os.exit(1)
  end
else
  fail("usage: lua tools/catalog_table.lua [--update FILE | --check FILE]")
end
