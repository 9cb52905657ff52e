--- Where a downloaded file goes: a path, an open file, or a function.
local core = require "portabilling.core"
local file = require "portabilling.file"

local M = {}

-- Written beside the target, under a name that nobody can guess, and moved there at the end: whoever reads the path never
-- sees half a file, and a failed download leaves what was there. There is no such file before the answer's head says that
-- one comes. An error may come at any moment (Ctrl-C): the part goes when it is collected, at the program's end at the
-- latest.
local function path_sink(path)
  local part
  local sink = { can_restart = true, path = path }
  --- Can it be written at all? Asked before anything is sent.
  function sink.prepare()
    return file.replaceable(path)
  end
  function sink.start()
    sink.abort()
    local name, message = core.random()
    if name then
      part, message = file.part(("%s.portabilling-%s.part"):format(path:match "^.*/" or "", name), path)
    end
    if not part then
      return nil, message
    end
    return true
  end
  function sink.write(_, bytes)
    return part:write(bytes)
  end
  function sink.finish()
    return part:finish()
  end
  function sink.abort()
    if part then
      part:close()
      part = nil
    end
  end
  return sink
end

local function stream_sink(write)
  return {
    can_restart = false,
    prepare = function() return true end,
    start = function() return true end,
    write = function(_, bytes) return write(bytes) end,
    finish = function() return true end,
    abort = function() end,
  }
end

--- A sink for pb.download. A function gets each piece and may return nil (or false) and a message to stop.
---@param target string|file*|fun(bytes: string): any, string?
---@return table? sink
function M.open(target)
  if type(target) == "string" then
    return target ~= "" and not target:find("\0", 1, true) and path_sink(target) or nil
  elseif io.type(target) == "file" then
    return stream_sink(function(bytes)
      local ok, message = target:write(bytes)
      if not ok then
        return nil, message
      end
      return true
    end)
  elseif type(target) == "function" then
    return stream_sink(function(bytes)
      local ok, message = target(bytes)
      if ok == false or (ok == nil and message) then
        return nil, tostring(message or "stopped by the receiving function")
      end
      return true
    end)
  end
end

return M
