--- Profiles: named sets of options in ~/.config/portabilling/config, so that neither programs nor shells hold credentials.
---
---     [prod]
---     url = https://billing.example.com
---     login = api
---     token_command = pass show billing/api
---
--- Sections and lines `name = value`, as in INI files; a line that begins with # or ; is a comment. A value is all behind
--- the = but blanks around it. token_command is run when a log-in is made, and not where a session is kept. A file that
--- holds a token or a password must be the user's own (mode 0600).
local file = require "portabilling.file"
local folders = require "portabilling.support.folders"
local later = require "portabilling.support.later"
local tables = require "portabilling.support.tables"

local suggest = later.require "portabilling.support.suggest"

local M = {}

local TEXT, NUMBER, FLAG = "text", "number", "flag"
-- What a profile may say: options of clients, and what this file and the command line heed.
local KEYS = {
  url = TEXT, host = TEXT, port = NUMBER, realm = TEXT, login = TEXT, token = TEXT, password = TEXT, ca_file = TEXT,
  proxy = TEXT, wire = TEXT, tokens = TEXT, api = TEXT, check = TEXT, timeout = NUMBER, connect_timeout = NUMBER,
  retries = NUMBER, rate = NUMBER, verify = FLAG, insecure = FLAG, token_command = TEXT, confirm = FLAG,
}
local SECRETS = { "token", "password" }
local MOST = 1024 * 1024
local ABSENT = { [2] = true, [20] = true } -- ENOENT, ENOTDIR

---@class portabilling.Profile
---@field options portabilling.Options
---@field confirm boolean changes ask before they are made (command line)
---@field token_source (fun(): string?, string?)? where token_command is given: the token, or nil and a message

local function converted(kind, text)
  if kind == NUMBER then
    return tonumber(text), "a number"
  elseif kind == FLAG then
    return ({ ["true"] = true, ["false"] = false, yes = true, no = false })[text], "true or false"
  end
  return text
end

-- Sections by name; or nil and the line that is wrong.
local function parse(text, path)
  local sections, section, number = {}, nil, 0
  for line in (text:gsub("^\239\187\191", "") .. "\n"):gmatch "([^\n]*)\n" do
    number = number + 1
    line = line:match "^%s*(.-)%s*$"
    local header, key, value = line:match "^%[%s*(.-)%s*%]$", line:match "^([%w_]+)%s*=%s*(.*)$"
    local wrong
    if line == "" or line:find "^[#;]" then
      wrong = nil
    elseif header then
      wrong = sections[header] and ("profile %s is there twice"):format(header)
      section = {}
      sections[header] = section
    elseif not key then -- what it is, it may be a secret or a piece of one: it is not shown
      wrong = "neither [profile] nor name = value"
    elseif not KEYS[key] then -- the same
      wrong = "no name that is known stands before its =; " .. suggest.choice(key, tables.sorted_keys(KEYS))
    elseif not section then
      wrong = ("%s stands before the first [profile]"):format(key)
    elseif section[key] ~= nil then
      wrong = key .. " is there twice"
    elseif value ~= "" then
      local expected
      section[key], expected = converted(KEYS[key], value)
      wrong = section[key] == nil and ("%s: %s expected"):format(key, expected) or nil
    end
    if wrong then
      return nil, ("%s:%d: %s"):format(path, number, wrong)
    end
  end
  return sections
end

local function holds_secret(sections)
  for _, section in pairs(sections) do
    for _, name in ipairs(SECRETS) do
      if section[name] ~= nil then
        return true
      end
    end
  end
  return false
end

--- Where profiles are.
---@param getenv (fun(name: string): string?)? default os.getenv
---@return string? path nil: no home is known
function M.path(getenv)
  local folder = folders.config(getenv)
  return folder and folder .. "/config" or nil
end

--- All profiles of the file.
---@param getenv (fun(name: string): string?)?
---@return table<string, table>? sections nil: there is no such file, or a message
---@return string? message why it is not used
function M.all(getenv)
  local path = M.path(getenv)
  if not path then
    return nil
  end
  local opened, unreadable, number = io.open(path, "rb")
  if not opened then
    return nil, not ABSENT[number] and unreadable or nil
  end
  local text, message = opened:read(MOST)
  opened:close()
  local sections
  if not text and message then
    return nil, ("%s: %s"):format(path, message)
  end
  sections, message = parse(text or "", path)
  if sections and holds_secret(sections) then
    local private, why = file.read_private(path, MOST)
    if not private then
      return nil, ("%s; it holds a token or a password: chmod 600 %s, or give token_command instead"):format(why, path)
    end
  end
  return sections, message
end

-- The token that a command prints. Its exit status is asked of the shell: LuaJIT does not tell it.
local function told_by(command)
  local pipe = io.popen(("( %s\n)\nprintf '\\n%%s\\n' $?"):format(command), "r")
  local output = pipe and pipe:read "*a" or ""
  if pipe then
    pipe:close()
  end
  local printed, status = output:match "^(.*)\n(%d+)\n$"
  local token = status == "0" and (printed .. "\n"):match "^%s*([^\r\n]-)%s*[\r\n]" or ""
  if token == "" or token:find "%c" then
    return nil, "token_command failed or printed nothing: try it in a shell" -- it may hold a secret: it is not shown
  end
  return token
end

--- A profile. Its session is kept in a file that all programs of the user share, unless it says otherwise.
---@param name string
---@param getenv (fun(name: string): string?)?
---@return portabilling.Profile? profile nil without a message: there is none of this name
---@return string? message
function M.read(name, getenv)
  local sections, message = M.all(getenv)
  local section = sections and sections[name]
  if not section then
    return nil, message
  end
  local options = {}
  for key, value in pairs(section) do
    options[key] = value
  end
  options.confirm, options.token_command = nil, nil
  local token_source
  if section.token_command then
    if section.token or section.password then
      return nil, ("profile %s: give either token_command, or token, or password"):format(name)
    end
    function token_source()
      local token, problem = told_by(section.token_command)
      return token, problem and ("profile %s: %s"):format(name, problem)
    end
  end
  local cache = folders.cache(getenv)
  if options.tokens == nil and cache and file.private_directory(cache) then
    options.tokens = cache .. "/tokens"
  end
  return { options = options, confirm = section.confirm == true, token_source = token_source }
end

-- Would it be read again as it is?
local function is_line(text)
  return text ~= "" and not text:find "%c" and text == text:match "^%s*(.-)%s*$"
end

--- Adds a profile to the file, which is this user's alone from then on (mode 0600). What is there stays as it is.
---@param name string
---@param values table<string, string> such as url, login, token
---@param getenv (fun(name: string): string?)?
---@return string? path
---@return string? message
function M.add(name, values, getenv)
  local path = M.path(getenv)
  local sections, message = M.all(getenv)
  if not path then
    return nil, "no home directory is known: set HOME"
  elseif message then
    return nil, message
  elseif sections and sections[name] then
    return nil, ("there is a profile %s in %s: change it there"):format(name, path)
  elseif not is_line(name) or name:find "[%[%]]" then
    return nil, "a profile's name is a text without brackets"
  end
  local lines = { ("[%s]"):format(name) }
  for _, key in ipairs(tables.sorted_keys(values)) do
    if not KEYS[key] or not is_line(values[key]) then
      return nil, ("%s: a text on one line expected"):format(key)
    end
    lines[#lines + 1] = ("%s = %s"):format(key, values[key])
  end
  local opened = io.open(path, "rb")
  local before = opened and opened:read "*a" or ""
  if opened then
    opened:close()
  end
  if before ~= "" then
    before = before .. (before:sub(-1) == "\n" and "\n" or "\n\n")
  end
  local ok
  ok, message = file.private_directory((path:match "^(.*)/"))
  if ok then
    ok, message = file.write_private(path, before .. table.concat(lines, "\n") .. "\n")
  end
  return ok and path or nil, message
end

--- The names of all profiles, sorted.
---@param getenv (fun(name: string): string?)?
---@return string[]
---@return string? message
function M.names(getenv)
  local sections, message = M.all(getenv)
  return tables.sorted_keys(sections or {}), message
end

return M
