--- Where a downloaded file goes: a path, an open file, or a function.
local M = {}

-- Written beside the target and renamed at the end: whoever reads the path never sees half a file, and a failed
-- download leaves what was there.
local function path_sink(path)
  local partial = path .. ".part"
  local handle, begun
  local sink = { can_restart = true, path = path }
  --- Can it be written at all? Asked before anything is sent.
  function sink.prepare()
    local probe, message = io.open(partial, "wb")
    if not probe then
      return nil, "cannot write " .. message
    end
    probe:close()
    os.remove(partial)
    return true
  end
  function sink.start()
    if handle then
      handle:close()
    end
    begun = true -- before there is a file: an interrupt may come at any moment
    local message
    handle, message = io.open(partial, "wb")
    if not handle then
      return nil, "cannot write " .. message
    end
    return true
  end
  function sink.write(_, bytes)
    local ok, message = handle:write(bytes)
    if not ok then
      return nil, "cannot write " .. partial .. ": " .. message
    end
    return true
  end
  function sink.finish()
    local ok, message = handle:close()
    handle = nil
    if ok then
      ok, message = os.rename(partial, path)
    end
    if not ok then
      os.remove(partial)
      return nil, "cannot write " .. path .. ": " .. tostring(message)
    end
    return true
  end
  function sink.abort()
    if handle then
      handle:close()
      handle = nil
    end
    if begun then
      os.remove(partial)
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
    return path_sink(target)
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
