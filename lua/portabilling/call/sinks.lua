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

-- A fault is no file, whatever its head says: what may still turn out to be one goes no further until that is known.
-- The runner judges by beginning(). What could not be kept is told in refused.
local function guarded(sink, refusal)
  local start, write, finish = sink.start, sink.write, sink.finish
  local kept
  local function told(ok, message)
    if not ok then
      sink.refused = { kind = refusal.kind, code = refusal.code, message = refusal.words .. message, sent = "yes",
        retryable = false, advice = refusal.advice }
    end
    return ok, message
  end
  function sink.start()
    kept = ""
    return told(start())
  end
  function sink.write(_, bytes)
    if kept then
      kept = kept .. bytes
      if core.may_be_fault(kept) then
        return true
      end
      bytes, kept = kept, nil
    end
    return told(write(sink, bytes))
  end
  function sink.beginning()
    return kept or ""
  end
  function sink.finish()
    local bytes = kept or ""
    kept = nil
    if bytes ~= "" then
      local ok, message = told(write(sink, bytes))
      if not ok then
        return nil, message
      end
    end
    return told(finish())
  end
  return sink
end

local UNWRITABLE = { kind = "config", code = "WRITE_ERROR", words = "the file came but could not be kept: ",
  advice = "The server did its part; only what it sent is lost. See to the place where it goes" }
local STOPPED = { kind = "cancelled", code = "STOPPED", words = "the receiving function stopped the file that came: ",
  advice = "The server did its part; what the function did not take is lost" }

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
    return target ~= "" and not target:find("\0", 1, true) and guarded(path_sink(target), UNWRITABLE) or nil
  elseif io.type(target) == "file" then
    return guarded(stream_sink(function(bytes)
      local ok, message = target:write(bytes)
      if not ok then
        return nil, message
      end
      return true
    end), UNWRITABLE)
  elseif type(target) == "function" then
    return guarded(stream_sink(function(bytes)
      local ok, message = target(bytes)
      if ok == false or (ok == nil and message) then
        return nil, tostring(message or "it gave no reason")
      end
      return true
    end), STOPPED)
  end
end

return M
