--- Where a user's files of this library are, by the XDG Base Directory Specification.
local M = {}

local function is_absolute(path)
  return path ~= nil and path:sub(1, 1) == "/"
end

local function folder(variable, below_home, getenv)
  local given, home = getenv(variable), getenv "HOME"
  if is_absolute(given) then
    return given .. "/portabilling"
  end
  return is_absolute(home) and home .. below_home .. "/portabilling" or nil
end

--- What can be had again: sessions, descriptions.
---@param getenv (fun(name: string): string?)? default os.getenv
---@return string? path nil: there is no such place
function M.cache(getenv)
  return folder("XDG_CACHE_HOME", "/.cache", getenv or os.getenv)
end

--- What a program remembers of its use, such as the lines that were typed.
---@param getenv (fun(name: string): string?)? default os.getenv
---@return string? path
function M.state(getenv)
  return folder("XDG_STATE_HOME", "/.local/state", getenv or os.getenv)
end

--- What the user wrote.
---@param getenv (fun(name: string): string?)? default os.getenv
---@return string? path
function M.config(getenv)
  return folder("XDG_CONFIG_HOME", "/.config", getenv or os.getenv)
end

return M
