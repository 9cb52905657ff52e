--- One line on the standard error output, where that is a terminal: how many records, how fast, how many are left.
local columns = require "portabilling.support.columns"
local terminal = require "portabilling.command.terminal"

local M = {}

local CLEAR = "\r\27[K"

---@class portabilling.command.Progress
---@field private shown number when it was written last
---@field private before integer records that an earlier run has written
---@field private width integer? of the terminal; nil: nobody watches
local Progress = {}
Progress.__index = Progress

--- Nothing is written where nobody watches.
---@param quiet boolean? nor is it here: something else is shown there
---@param before integer? records that there were before
---@return portabilling.command.Progress
function M.new(quiet, before)
  local width = not quiet and terminal.columns(terminal.ERRORS) or nil
  return setmetatable({ width = width, shown = 0, before = before or 0 }, Progress)
end

local function time(seconds)
  return seconds < 90 and ("%.0f s"):format(seconds) or seconds < 5400 and ("%.0f min"):format(seconds / 60)
    or ("%.1f h"):format(seconds / 3600)
end

--- A page came.
---@param info portabilling.PageInfo or records, elapsed and, where it is known, total
function Progress:page(info)
  if not self.width or info.elapsed - self.shown < 0.1 then
    return
  end
  self.shown = info.elapsed
  local records, rate = self.before + info.records, info.records / math.max(info.elapsed, 0.001)
  local text = ("%.0f records, %.0f a second"):format(records, rate)
  if info.total and info.total > records then
    text = ("%.0f of %.0f records, %.0f a second, %s left"):format(records, info.total, rate,
      time((info.total - records) / rate))
  end
  io.stderr:write(CLEAR, columns.cut(text, self.width - 1))
end

--- The line goes away.
function Progress:close()
  if self.shown > 0 then
    io.stderr:write(CLEAR)
  end
end

return M
