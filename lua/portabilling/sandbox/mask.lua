--- What may be shown of a request: its parameters without anything that lets in.

local redact = require "portabilling.redact"
local state = require "portabilling.sandbox.state"

local M = {}

local function known(text)
  return state.tokens[text] or state.refresh_tokens[text] or state.sessions[text]
end

-- Whatever the field is called: what this server gave out (or might have), also in the middle of a text.
local function without_tokens(value)
  if type(value) == "table" then
    for name, item in pairs(value) do
      value[name] = without_tokens(item)
    end
  elseif type(value) == "string" then
    value = value:gsub("[%w_-]+%.[%w_-]+%.[%w_-]+", function(word)
      return (known(word) or word:find("^eyJ")) and redact.MARK
    end)
    value = value:gsub("%x+", function(word)
      return known(word) and redact.MARK
    end)
  end
  return value
end

--- A copy of parameters, for the request log: what a name calls a secret and what is a token are starred at any depth.
---@param params table
---@return table
function M.copy(params)
  return without_tokens(redact.copy(params))
end

return M
