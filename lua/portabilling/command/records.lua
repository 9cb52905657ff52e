--- Commands that make one call: what they send, and how they show what comes.
local attributes = require "portabilling.command.attributes"
local confirm = require "portabilling.command.confirm"
local output = require "portabilling.command.output"
local pb = require "portabilling"
local status = require "portabilling.command.status"

local M = {}

local CHANGES = { create = true, update = true, delete = true }

--- Raised for what is wrong with the words of a command.
---@param message string
function M.usage(message)
  error({ usage = message }, 0)
end

-- What is known of an operation's parameters; nothing of one that nobody knows. A misspelt name raises.
local function fields_of(service, record, operation)
  return pb.describe(service, record, operation).params
end

-- A method's, by its name: any may be called.
local function fields_of_method(service, method)
  local ok, told = pcall(pb.describe, service, method)
  return ok and told.kind == "method" and told.params or nil
end

local function params_of(args, fields)
  local root, message
  if args.from then
    root, message = attributes.from_file(args.from)
    if not root then
      M.usage(message)
    end
  end
  root, message = attributes.read(args.attributes, fields, root)
  if not root then
    M.usage(message)
  end
  return root
end

local function names(text)
  local list = {}
  for name in (text or ""):gmatch "[^,%s]+" do
    list[#list + 1] = name
  end
  return list[1] and list or nil
end

local function is_dry(args)
  return args.dry_run or os.getenv "PORTABILLING_DRY_RUN" == "all"
end

local function options_of(args)
  return { timeout = tonumber(args.timeout), check = args.check, dry_run = args.dry_run or nil }
end

-- One record: readable on a terminal, else as asked for.
local function show(args, answer)
  if args.output == nil or args.output == "table" then
    pb.show(answer)
    return
  elseif args.output == "json" then
    output.to_stdout(assert(pb.encode(answer)) .. "\n") -- not an array of one
    return
  end
  local out = output.open(args.output, {})
  out:write(answer)
  out:close()
end

--- What list and export have in common with these.
M.given = { usage = M.usage, fields_of = fields_of, params_of = params_of, names = names, is_dry = is_dry,
  options_of = options_of }

local function finish(args, answer, err, changes)
  if err then
    return status.of(err, changes), err
  end
  if type(answer) == "table" and type(answer.body) == "string" and answer.content_type then
    output.to_stdout(answer.body)
  elseif answer ~= nil and (next(answer) ~= nil or args.output) then
    show(args, answer)
  end
  return status.OK
end

for _, operation in ipairs { "create", "get", "update", "delete" } do
  M[operation] = function(args)
    local fields = fields_of(args.service, args.record, operation)
    local options = options_of(args)
    local params = params_of(args, fields)
    if operation == "get" then
      options.fields = names(args.fields)
      if options.fields then
        require("portabilling.command.hints").tell(args, operation, {}, options.fields)
      end
    elseif CHANGES[operation] then
      confirm.change(args, operation, params)
    end
    local answer, err = pb[operation](args.service, args.record, params, options)
    return finish(args, answer, err, CHANGES[operation])
  end
end

function M.call(args)
  local params = params_of(args, fields_of_method(args.service, args.record))
  confirm.call(args, params)
  local answer, err = pb.call(args.service, args.record, params, options_of(args))
  return finish(args, answer, err, true)
end

function M.download(args)
  local fields = fields_of_method(args.service, args.record)
  local path = args.to ~= "-" and args.to or nil
  local sink = path or function(bytes) return io.stdout:write(bytes) end
  local options = options_of(args)
  options.check = nil
  local info, err = pb.download(args.service, args.record, params_of(args, fields), sink, options)
  if err then
    return status.of(err, false), err
  elseif is_dry(args) then
    show(args, info)
    return status.OK
  end
  io.stderr:write(("%s, %.0f bytes%s\n"):format(info.content_type or "a file", info.bytes or 0,
    path and " in " .. path or ""))
  return status.OK
end

function M.describe(args)
  print(pb.describe(args.service, args.record, args.operation))
  return status.OK
end

function M.methods(args)
  print(pb.methods(table.concat(args.words, " ")))
  return status.OK
end

return M
