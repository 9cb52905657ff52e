--- One line on the standard error output, where that is a terminal: how many records, how fast, how many are left.
local M = {}

local CLEAR = "\r\27[K"

---@class portabilling.command.Progress
---@field private shown number when it was written last
local Progress = {}
Progress.__index = Progress

--- Nothing is written where nobody watches.
---@return portabilling.command.Progress
function M.new()
  local answer = os.execute "test -t 2" -- a number on LuaJIT
  return setmetatable({ watched = answer == true or answer == 0, shown = 0 }, Progress)
end

local function time(seconds)
  return seconds < 90 and ("%.0f s"):format(seconds) or ("%.0f min"):format(seconds / 60)
end

--- A page came.
---@param info portabilling.PageInfo
function Progress:page(info)
  if not self.watched or info.elapsed - self.shown < 0.1 then
    return
  end
  self.shown = info.elapsed
  local rate = info.records / math.max(info.elapsed, 0.001)
  local text = ("%.0f records, %.0f a second"):format(info.records, rate)
  if info.total and info.total > info.records then
    text = ("%.0f of %s, %s left"):format(info.records, ("%.0f records"):format(info.total),
      time((info.total - info.records) / rate))
  end
  io.stderr:write(CLEAR, text)
end

--- The line goes away.
function Progress:close()
  if self.watched and self.shown > 0 then
    io.stderr:write(CLEAR)
  end
end

return M
