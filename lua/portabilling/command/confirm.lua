--- Asks once before something is changed, where the profile says confirm = true. --yes answers; a dry run changes nothing, and
--- is not asked. Programs are never asked, nor is what is typed in Lua.
local api = require "portabilling.api"
local file = require "portabilling.file"
local pb = require "portabilling"
local redact = require "portabilling.support.redact"

local M = {}

-- So much of what is sent is shown.
local SHOWN = 200

local function refuse(message)
  error({ usage = message }, 0)
end

-- The client that the change is made by, where it has to be asked for.
local function asking(args)
  if args.yes or args.dry_run or (os.getenv "PORTABILLING_DRY_RUN" or "") ~= "" then
    return nil
  end
  local client = pb.connect { profile = args.profile, rate = args.rate }
  return client.settings.confirm and client or nil
end

-- Returns when the answer is yes.
local function ask(client, what)
  if not (file.terminal(0) and file.terminal(2)) then
    refuse("the profile wants changes to be confirmed (confirm = true), and nobody can be asked here: --yes says yes; "
      .. "nothing was sent")
  end
  local login = client.settings.login or "a session's owner"
  io.stderr:write(("%s at %s as %s? [y/N] "):format(what, client.settings.url, login))
  local answer = (io.read "*l" or ""):lower():match "^%s*(.-)%s*$"
  if answer ~= "y" and answer ~= "yes" then
    refuse "not confirmed: nothing was sent"
  end
end

local function shown(params)
  local text = pb.encode(redact.copy(params)) or ""
  return #text > SHOWN and text:sub(1, SHOWN):gsub("[\128-\191]*$", "") .. "..." or text
end

--- One change.
---@param args table
---@param what string the operation, or "call"
---@param params table
function M.change(args, what, params)
  local client = asking(args)
  if client then
    ask(client, ("%s %s/%s %s"):format(what, args.service, args.record, shown(params)))
  end
end

--- A call, unless its method changes nothing.
---@param args table
---@param params table
function M.call(args, params)
  if not api.safe(args.service, args.record) then
    M.change(args, "call", params)
  end
end

-- How many rows there are.
local function count(args)
  local rows = 0
  for row in pb.csv.read(args.file, { delimiter = args.delimiter, encoding = args.encoding }) do
    rows = rows + (next(row) ~= nil and 1 or 0)
  end
  return rows
end

--- An import.
---@param args table
function M.import(args)
  local client = asking(args)
  if client then
    ask(client, ("%s %s/%s, %d rows of %s,"):format(args.operation, args.service, args.record, count(args), args.file))
  end
end

return M
