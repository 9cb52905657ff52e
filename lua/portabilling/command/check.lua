--- portabilling check: holds what would be sent against what is known of the method. Nothing is sent.
local attributes = require "portabilling.command.attributes"
local pb = require "portabilling"
local status = require "portabilling.command.status"

local M = {}

local function usage(message)
  error({ usage = message }, 0)
end

-- The method, and what is known of its parameters. A misspelt service, record or operation raises.
local function known(operation, service, record)
  if operation ~= "call" then
    local told = pb.describe(service, record, operation)
    return told.service .. "/" .. told.method, told.params
  end
  local ok, told = pcall(pb.describe, service, record)
  return service .. "/" .. record, ok and told.kind == "method" and told.params or nil
end

--- Tells all that does not fit.
function M.check(args)
  local method, fields = known(args.operation, args.service, args.record)
  local root, message
  if args.from then
    root, message = attributes.from_file(args.from)
  end
  if not message then
    root, message = attributes.read(args.attributes, fields, root)
  end
  if not root then
    usage(message)
  end
  local fits, err = pb.check(args.operation, args.service, args.record, root)
  if not fits then
    return status.of(err), err
  end
  print(("nothing is known that %s would refuse"):format(method))
  return status.OK
end

return M
