--- Where a downloaded file goes: a path, an open file, or a function.
local M = {}

-- Runs fn when what is returned is collected.
local function when_collected(fn)
  if newproxy then
    local guard = newproxy(true)
    getmetatable(guard).__gc = fn
    return guard
  end
  return setmetatable({}, { __gc = fn })
end

-- Partial file -> a table that stands for the sink that writes it: a forgotten one must not remove it from under the next.
local writers = setmetatable({}, { __mode = "v" })

-- Written beside the target and renamed at the end: whoever reads the path never sees half a file, and a failed
-- download leaves what was there. An error may come at any moment (Ctrl-C): what is left then goes when the sink is
-- collected, at the program's end at the latest.
local function path_sink(path)
  local partial = path .. ".part"
  local handle, begun
  local writer = {}
  local sink = { can_restart = true, path = path }
  local function remove()
    local last = writers[partial] or writer -- nil: being collected
    if begun and last == writer then
      os.remove(partial)
    end
    begun = false
  end
  local function close()
    if handle then
      handle:close()
      handle = nil
    end
  end
  local function open()
    writers[partial] = writer
    begun = true -- before there is a file
    local message
    handle, message = io.open(partial, "wb")
    if not handle then
      return nil, "cannot write " .. message
    end
    return true
  end
  sink.guard = when_collected(remove)
  --- Can it be written at all? Asked before anything is sent.
  function sink.prepare()
    local ok, message = open()
    close()
    remove()
    return ok, message
  end
  function sink.start()
    close()
    return open()
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
      remove()
      return nil, "cannot write " .. path .. ": " .. tostring(message)
    end
    begun = false
    return true
  end
  function sink.abort()
    close()
    remove()
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
