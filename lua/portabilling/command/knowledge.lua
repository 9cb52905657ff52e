--- Commands about what is known of the API: compare, types, docs. Nothing is asked of a server; a FILE is a description that
--- was saved from /doc/api/ of one.
local api = require "portabilling.api"
local model = require "portabilling.api.model"
local openapi = require "portabilling.api.openapi"
local status = require "portabilling.command.status"

local M = {}

local function usage(message, ...)
  error({ usage = message:format(...) }, 0)
end

local function read(path)
  local file, message = io.open(path, "rb")
  local text
  if file then
    text, message = file:read "*a"
    file:close()
  end
  return text or usage("%s", message)
end

local function write(path, text)
  local file, message = io.open(path, "wb")
  local ok = file ~= nil
  if file then
    ok, message = file:write(text)
    local closed, why = file:close()
    ok, message = ok and closed, message or why
  end
  if not ok then
    error({ unwritten = tostring(message), file = path }, 0)
  end
end

-- The model of a file; without one, what is built in.
local function model_of(path)
  if not path then
    return api.builtin
  end
  local data, message = openapi.read(read(path), { address = path })
  return data and model.new(data, api.builtin) or usage("%s", message)
end

local function quoted(path)
  return "'" .. path:gsub("'", "'\\''") .. "'"
end

local function make_directory(path)
  local answer = os.execute("mkdir -p -- " .. quoted(path))
  if answer ~= true and answer ~= 0 then
    usage("cannot make the directory %s", path)
  end
end

--- What differs between two descriptions; where programs meet it.
function M.compare(args)
  local changes = api.compare(model_of(args.old), model_of(args.new))
  print(changes)
  if args.programs[1] then
    local programs = {}
    for _, path in ipairs(args.programs) do
      programs[path] = read(path)
    end
    print(changes:calls(programs))
  end
  return status.OK
end

-- Writes files into a directory, and the directories in it.
local function write_all(directory, names, text_of)
  local made = {}
  for _, name in ipairs(names) do
    local into = directory .. "/" .. (name:match "^(.*)/" or "")
    if not made[into] then
      make_directory(into)
      made[into] = true
    end
    write(directory .. "/" .. name, text_of(name))
  end
end

--- Types for editors.
function M.types(args)
  local files, names = require("portabilling.api.editor_types").files(model_of(args.file)), {}
  for name in pairs(files) do
    names[#names + 1] = name
  end
  write_all(args.to, names, function(name) return files[name] end)
  print(("%d files in %s"):format(#names, args.to))
  return status.OK
end

--- Reference pages.
function M.docs(args)
  local site = require("portabilling.api.pages").new(model_of(args.file))
  write_all(args.to, site:paths(), function(path) return (site:page(path)) end)
  print(("%d pages in %s: open %s/index.html"):format(#site:paths(), args.to, args.to))
  return status.OK
end

return M
