--- What may be shown of a request: its parameters without anything that lets in.

local base64url = require "portabilling.sandbox.base64url"
local redact = require "portabilling.support.redact"
local state = require "portabilling.sandbox.state"

local M = {}

local ID = 32 -- hexadecimal digits of a session's id and a refresh token

-- A JWT: what this server gave out begins like this, and what it might have.
local function find_jwt(text, hide)
  for first, word in text:gmatch "()([%w_.-]+)" do -- each letter is looked at once, however many begin like one
    local at = word:find("eyJ", 1, true)
    if at and word:find("%.[%w_-]", at + 4) then
      hide(first + at - 1, first + #word - 1)
    end
  end
end

-- Ids of sessions and refresh tokens, also in the middle of other digits.
local function find_ids(text, hide)
  for first, digits in text:gmatch "()(%x+)" do
    digits = digits:lower()
    for at = 1, #digits - ID + 1 do
      local id = digits:sub(at, at + ID - 1)
      if state.refresh_tokens[id] or state.sessions:has(id) then
        hide(first + at - 1, first + at + ID - 2)
      end
    end
  end
end

-- API tokens look like this, and any customer or account may have one.
local UUID = "()" .. ("%x"):rep(8) .. ("%-" .. ("%x"):rep(4)):rep(3) .. "%-" .. ("%x"):rep(12) .. "()"

local function find_api_tokens(text, hide)
  for first, last in text:gmatch(UUID) do
    hide(first, last - 1)
  end
end

local PLAIN = { find_jwt, find_ids, find_api_tokens }

local function find_coded(text, hide)
  for first, coded in text:gmatch "()([%w+/_-]+)" do
    local plain = #coded >= ID and base64url.decode(coded)
    for _, finder in ipairs(plain and PLAIN or {}) do
      finder(plain, function()
        hide(first, first + #coded - 1)
      end)
    end
  end
end

local FINDERS = { find_jwt, find_ids, find_api_tokens, find_coded }

--- A text without the tokens in it; of a very long one, the beginning, without half a character.
---@param text string
---@return string
function M.text(text)
  local shown = redact.scrub_by(FINDERS, text)
  if #text > 1000 then
    shown = shown:gsub("[\192-\255][\128-\191]*%.%.%.$", "...")
  end
  return shown
end

-- Whatever the field is called, and also where a token is its name.
local function without_tokens(value)
  if type(value) == "string" then
    return M.text(value)
  elseif type(value) ~= "table" then
    return value
  end
  local copy = {}
  for name, item in pairs(value) do
    local shown = type(name) == "string" and M.text(name) or name
    while shown ~= name and (copy[shown] ~= nil or value[shown] ~= nil) do
      shown = shown .. "*"
    end
    copy[shown] = without_tokens(item)
  end
  return setmetatable(copy, getmetatable(value))
end

--- A copy of parameters, for the request log: what a name calls a secret and what is a token are starred at any depth.
---@param params table
---@return table
function M.copy(params)
  return without_tokens(redact.copy(params))
end

return M
