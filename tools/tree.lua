--- Files of the tree, for the other tools.
local M = {}

local function check(value, message)
  return value or error(message, 0)
end

---@param path string
---@return string
function M.read(path)
  local file = check(io.open(path, "rb"))
  local text = check(file:read "*a")
  file:close()
  return text
end

---@param path string
---@param text string
function M.write(path, text)
  local file = check(io.open(path, "wb"))
  check(file:write(text))
  check(file:close())
end

--- Files of these directories by name, sorted the same in every locale.
---@param directories string with blanks between them
---@param ... string patterns of the names, as of find(1)
---@return string[] paths
function M.files(directories, ...)
  local names = {}
  for i, pattern in ipairs { ... } do
    names[i] = ("-name '%s'"):format(pattern)
  end
  local list, pipe = {}, assert(io.popen(("find %s -type f %s"):format(directories,
    "'(' " .. table.concat(names, " -o ") .. " ')'")))
  for path in pipe:lines() do
    list[#list + 1] = path
  end
  pipe:close()
  table.sort(list)
  return list
end

return M
