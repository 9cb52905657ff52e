--- portabilling save-api: the server's own description of its API, in a file that appears when it is whole.
local file = require "portabilling.file"
local pb = require "portabilling"
local status = require "portabilling.command.status"

local M = {}

M["save-api"] = function(args)
  local client = pb.connect { profile = args.profile }
  local served, err = client:served_api()
  if not served then
    return status.of(err), err
  end
  local path = args.to or served.name
  local part, message = file.part(path .. ".part", path)
  if not part then
    error({ usage = message }, 0)
  end
  local ok
  ok, message = part:write(served.text)
  if ok then
    ok, message = part:finish()
  end
  if not ok then
    error({ unwritten = message, file = path }, 0)
  end
  print(("%s, from %s"):format(path, served.url))
  return status.OK
end

return M
