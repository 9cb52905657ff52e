--- Who is measured, how each is started, and whether it is there.
local shell = require "portabilling.sandbox.shell"

local M = {}

local here = assert(os.getenv "BENCH_DIRECTORY")
local build = assert(os.getenv "BENCH_BUILD")
local lua54, luajit = os.getenv "LUA54" or "lua5.4", os.getenv "LUAJIT" or "luajit"
local node, php = os.getenv "NODE" or "node", os.getenv "PHP" or "php"

local function program(name)
  return here .. "/peers/" .. name
end

-- Output of a command in one line; nil when it fails.
local function ask(command)
  local ok, output = shell.run(command)
  output = (output or ""):gsub("%s+$", ""):gsub("\n", " ")
  return ok and output ~= "" and output or nil
end

-- Debian's Python has Debian's modules; another one may come first in the PATH.
local function python_with(module)
  for _, python in ipairs { "/usr/bin/python3", "python3" } do
    local version = ask(shell.command { python, "-c",
      ("import platform, %s as it; print('Python', platform.python_version() + ', %s', it.__version__)"):format(
        module, module) })
    if version then
      return { python }, version
    end
  end
end

local function ours(interpreter, flavour)
  local environment = { "LUA_CPATH=" .. build .. "/" .. flavour .. "/?.so;;" }
  return {
    command = { interpreter, program "ours.lua" },
    environment = environment,
    version = ask(shell.command { "env", environment[1], interpreter, "-e",
      'require "portabilling.core" require "portabilling.curl" print(jit and jit.version or _VERSION)' }),
  }
end

-- name, title; find(): { command, version, environment } or nil; needs: what is to be installed.
local PEERS = {
  { name = "floor", title = "C, libcurl multi, answers discarded (the floor)", needs = "a C compiler and libcurl",
    tasks = { fields = "list", first = "list" }, no_sum = true,
    find = function()
      return { command = { build .. "/bench/floor" }, version = ask "curl-config --version || echo libcurl" }
    end },
  { name = "ours-5.4", title = "**lua-portabilling, Lua 5.4**", needs = "make lua5.4",
    find = function() return ours(lua54, "lua5.4") end },
  { name = "ours-jit", title = "**lua-portabilling, LuaJIT**", needs = "make luajit",
    find = function() return ours(luajit, "luajit") end },
  { name = "luasocket", title = "LuaSocket, LuaSec, lua-cjson: a loop by hand", serial = true,
    needs = "lua-socket lua-sec lua-cjson",
    find = function()
      return { command = { lua54, program "luasocket.lua" }, version = ask(shell.command { lua54, "-e",
        'print(_VERSION .. ", " .. require "socket"._VERSION .. ", LuaSec " .. require "ssl"._VERSION '
        .. '.. ", lua-cjson " .. require "cjson"._VERSION)' }) }
    end },
  { name = "php", title = "PHP, ext-curl multi", needs = "php-cli php-curl",
    find = function()
      return { command = { php, program "php.php" }, version = ask(shell.command { php, "-r",
        'echo "PHP ", PHP_VERSION, ", libcurl ", curl_version()["version"];' }) }
    end },
  { name = "requests", title = "Python, requests, threads", needs = "python3-requests",
    find = function()
      local command, version = python_with "requests"
      return { command = { command and command[1], program "python_requests.py" }, version = version }
    end },
  { name = "aiohttp", title = "Python, aiohttp", needs = "python3-aiohttp",
    find = function()
      local command, version = python_with "aiohttp"
      return { command = { command and command[1], program "python_aiohttp.py" }, version = version }
    end },
  { name = "node", title = "Node.js, fetch", needs = "nodejs (18 or later)",
    find = function()
      return { command = { node, program "node.mjs" }, trust = "NODE_EXTRA_CA_CERTS",
        version = ask(shell.command { node, "-e",
          'if (typeof fetch === "function") console.log("Node.js", process.version)' }) }
    end },
}

--- The peers' names, as a set.
---@return table<string, boolean>
function M.names()
  local names = {}
  for _, peer in ipairs(PEERS) do
    names[peer.name] = true
  end
  return names
end

--- The peers, each with .found (command, version, environment) or .missing (what to install).
---@param wanted table<string, boolean>? names; nil: all
---@return table[]
function M.find(wanted)
  local all = {}
  for _, peer in ipairs(PEERS) do
    if not wanted or wanted[peer.name] then
      local found = peer.find()
      if found.version then
        peer.found = found
      else
        peer.missing = "missing: needs " .. peer.needs
      end
      all[#all + 1] = peer
    end
  end
  return all
end

return M
