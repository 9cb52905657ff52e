--- What editor_types.lua writes with: texts that stay in their line, and blocks of lines laid into files.
local M = {}

local MOST = 390000 -- bytes of a file: language servers pass over large ones
local LONGEST = 400 -- bytes of a text
local LINE = 2000 -- bytes of a union of names: how many stand in one overload

--- As a value or name stands in a type.
---@param value string
---@return string
function M.quoted(value)
  return '"' .. value:gsub('[%c\\"]', function(char)
    return (char == '"' or char == "\\") and "\\" .. char or ("\\%03d"):format(char:byte())
  end) .. '"'
end

--- A text as one line; cut between two characters.
---@param text string
---@return string
function M.line(text)
  text = text:sub(1, 4 * LONGEST):gsub("%c+", " "):gsub("^%s+", ""):gsub("%s+$", "")
  if #text > LONGEST then
    text = text:sub(1, LONGEST):gsub("[\192-\255]?[\128-\191]*$", "") .. "..."
  end
  return text
end

--- Names as a union.
---@param names string[]
---@return string
function M.union(names)
  local list = {}
  for i, name in ipairs(names) do list[i] = M.quoted(name) end
  return table.concat(list, "|")
end

--- Names as unions of a sensible length.
---@param names string[]
---@return string[]
function M.unions(names)
  local found, part, length = {}, {}, 0
  for _, name in ipairs(names) do
    if length > LINE then
      found[#found + 1] = M.union(part)
      part, length = {}, 0
    end
    part[#part + 1] = name
    length = length + #name
  end
  if part[1] then found[#found + 1] = M.union(part) end
  return found
end

--- Gives names that classes and files may have; each stands for one name of the model. Files differ also where the case of
--- letters does not count.
---@param taken table<string, true> lower-case names that are taken
---@return fun(name: string): string
function M.namer(taken)
  local given = {}
  return function(name)
    if not given[name] then
      local plain = name:gsub("[^%w_]", "_"):gsub("^$", "_")
      local new, n = plain, 1
      while taken[new:lower()] do
        n = n + 1
        new = ("%s_%d"):format(plain, n)
      end
      taken[new:lower()] = true
      given[name] = new
    end
    return given[name]
  end
end

--- Lays blocks into files: NAME.lua, NAME-2.lua and so on. Where a file is full, the rest of a block stands in the next one
--- under the same head.
---@param files table<string, string>
---@param name string
---@param head string of each file
---@param blocks { head: string, lines: string[] }[]
function M.layout(files, name, head, blocks)
  local text, size, n = { head }, #head, 1
  local function close()
    files[n == 1 and name .. ".lua" or ("%s-%d.lua"):format(name, n)] = table.concat(text)
    text, size, n = { head }, #head, n + 1
  end
  for _, part in ipairs(blocks) do
    local opened = false
    local function open()
      text[#text + 1] = "\n" .. part.head
      size, opened = size + #part.head + 1, true
    end
    if size + #part.head + 1 > MOST then close() end
    if not part.lines[1] then open() end
    for _, one in ipairs(part.lines) do
      if size + #one + (opened and 1 or #part.head + 2) > MOST then
        close()
        opened = false
      end
      if not opened then open() end
      text[#text + 1] = one .. "\n"
      size = size + #one + 1
    end
  end
  close()
end

return M
