--- What a call takes, out of a command line's words: path=text, path:=json, path=@file.
---
--- A path leads from the parameters to a field, as messages write it: account_info.id, service_features[2].flag_value
--- (counted from 1). A text becomes a number or a boolean only where the model says that the field is one, so that leading
--- zeros and pluses survive.
local field_path = require "portabilling.support.field_path"
local json = require "portabilling.json"
local shapes = require "portabilling.support.shape"

local M = {}

-- The field that the keys lead to; nil: it is not known.
local function field_at(fields, keys)
  local field
  for _, key in ipairs(keys) do
    if type(key) == "number" then
      field = field and field.item and { kind = field.item.kind, fields = field.fields, item = field.item.item,
        values = field.item.values } or nil
    else
      field = fields and fields[key]
    end
    fields = field and field.fields
  end
  return field
end

local NUMBERS = { i = true, n = true }
local FLAGS = { yn = true, b = true, bool = true }
local WORDS = { ["true"] = true, ["false"] = false }

-- A text as the field wants it.
local function typed(field, text)
  local kind = field and field.kind
  if NUMBERS[kind] and text:find "^-?%d+%.?%d*$" then
    local number, _, digits = tonumber(text), text:gsub("%d", "")
    -- Of more digits a double may lose some; the server takes them as a text.
    return (digits <= 15 or math.type and math.type(number) == "integer") and number or text
  elseif WORDS[text] ~= nil and (FLAGS[kind] or field and field.values) then
    return WORDS[text]
  end
  return text
end

local function read_file(path)
  if path == "-" then
    return io.read "*a"
  end
  local file, message = io.open(path, "rb")
  if not file then
    return nil, message
  end
  local text, why = file:read "*a"
  file:close()
  return text, why and path .. ": " .. why
end

--- A JSON document from a file ("-": the standard input), as what a call takes.
---@param path string
---@return table? value
---@return string? message
function M.from_file(path)
  local text, message = read_file(path)
  if not text then
    return nil, message
  end
  local value, reason = json.decode((text:gsub("^\239\187\191", "")))
  local shape = value ~= nil and shapes.of(value)
  if shape ~= "object" and shape ~= "empty" then
    return nil, ("%s: %s"):format(path, reason or "a JSON object is expected" .. (shape == "array"
      and ", and it is an array" or ""))
  end
  return value
end

local function value_of(operator, text, field)
  if operator == ":=" then
    local value, message = json.decode(text)
    return value, value == nil and "it is no JSON: " .. message or nil
  elseif text:sub(1, 1) == "@" then
    local content, message = read_file(text:sub(2))
    return content, message
  end
  return typed(field, text)
end

--- Where a path leads, and what is known of the field there.
---@param path string
---@param fields table?
---@return any[]? keys nil: it is no path
---@return table? field nil: not known
function M.find(path, fields)
  local keys = field_path.keys(path)
  return keys, keys and field_at(fields, keys)
end

--- Puts a text where the keys lead, as the field wants it.
---@param root table
---@param keys any[]
---@param field table?
---@param text string
---@return true?
---@return string? message
function M.put(root, keys, field, text)
  return field_path.put(root, keys, typed(field, text))
end

--- Words as what a call takes.
---@param words string[]
---@param fields table? what is known of its parameters, as pb.describe tells them
---@param root table? what there is already
---@return table? params
---@return string? message
function M.read(words, fields, root)
  root = root or {}
  for _, word in ipairs(words) do
    local path, operator, text = word:match "^([^=:]+)(:?=)(.*)$"
    local keys = path and field_path.keys(path)
    if not keys then
      return nil, ("%s: path=text, path:=json or path=@file expected, such as i_customer=17"):format(word)
    end
    local value, message = value_of(operator, text, field_at(fields, keys))
    local ok = value ~= nil
    if ok then
      ok, message = field_path.put(root, keys, value)
    end
    if not ok then
      return nil, ("%s: %s"):format(path, message)
    end
  end
  return root
end

return M
