-- A ready example of a method as the program `portabilling` takes it: portabilling get Account account id=16045550100
local example = require "portabilling.api.example"

local M = {}

local LINE = 84

-- A word for the shell.
local function quoted(word)
  return word:find "^[%w_@%%+=:,./-]+$" and word or "'" .. word:gsub("'", "'\\''") .. "'"
end

-- What stands behind path=, or path:= where a text would not do.
local function scalar(path, value)
  if type(value) == "number" then
    return ("%s=%.14g"):format(path, value)
  elseif type(value) == "string" and value:sub(1, 1) == "@" then -- not a file
    return ('%s:="%s"'):format(path, value)
  end
  return ("%s=%s"):format(path, tostring(value))
end

-- Adds the words that make a value; path: where it stands, "" for what the call takes.
local function add(words, path, value)
  if not value.fields and not value.items then
    words[#words + 1] = quoted(scalar(path, value[1]))
    return
  end
  for _, pair in ipairs(value.fields or {}) do
    add(words, path == "" and pair[1] or path .. "." .. pair[1], pair[2])
  end
  for i, item in ipairs(value.items or {}) do
    add(words, ("%s[%d]"):format(path, i), item)
  end
  if path ~= "" and not (value.fields and value.fields[1] or value.items and value.items[1]) then
    words[#words + 1] = quoted(path .. (value.items and ":=[]" or ":={}"))
  end
end

--- The example's text.
---@param model portabilling.api.Model
---@param told portabilling.api.Method
---@param entry portabilling.catalog.entry? the operation that it is; nil: called by name
---@return string
function M.text(model, told, entry)
  local words = {}
  add(words, "", example.arguments(model, told, entry))
  local line = ("portabilling %s %s %s"):format(entry and entry.operation or "call", quoted(told.service),
    quoted(entry and entry.record or told.method))
  local lines = {}
  for _, word in ipairs(words) do
    if #line + 1 + #word + 2 > LINE then -- 2: what says that it goes on
      lines[#lines + 1] = line .. " \\"
      line = "  " .. word
    else
      line = line .. " " .. word
    end
  end
  lines[#lines + 1] = line
  return table.concat(lines, "\n")
end

return M
