--- A batch that is left before its end: by break, by an error out of its loop, by an interrupt (Ctrl-C).
---
--- Nothing more is sent. Reads in flight are given up at once. Changes are waited for, so that their fate is known and
--- kept: for as long as their time-out allows after a break, for INTERRUPT_TIME after an error, which also tells what was
--- done. What has not ended then is given up, and stays unknown. No wait is without a bound.
local batch_error = require "portabilling.batch.error"
local interrupt = require "portabilling.support.interrupt"
local log = require "portabilling.call.log"
local tables = require "portabilling.support.tables"

local M = {}

-- Seconds that changes in flight get after an error, and that what was given up gets to notice it.
local INTERRUPT_TIME, CANCEL_TIME = 5, 1
-- Seconds that a change may take beyond its own time-out: a renewal of the session.
local GRACE = 5

-- What was given up may come to its end without a word: inside nginx it is killed.
local function is_quiet(self)
  for _, task in tables.each(self.in_flight) do
    if not task.finished then
      return false
    end
  end
  return true
end

--- Closes the journal, once nothing more can be written to it. Returns why it may not hold everything.
---@param self portabilling.Batch
---@return portabilling.Error?
function M.release(self)
  local journal = self.journal
  if journal and is_quiet(self) then
    self.journal = nil
    local _, err = journal:close(next(self.in_flight) == nil)
    return err and batch_error.beside(err)
  end
end

local function give_up(self, changes_too)
  for item, task in tables.each(self.in_flight) do
    if changes_too or self.safe or not item.sending then
      self.tasks:cancel(task)
    end
  end
end

-- Waits for what is in flight. Raises nothing: the client may be closed.
local function end_it(self, seconds)
  local driver = self.client.driver
  self.exhausted, self.halted = true, true
  give_up(self, false)
  pcall(self.wait, self, is_quiet, driver:now() + seconds, self)
  if not is_quiet(self) then
    give_up(self, true)
    pcall(self.wait, self, is_quiet, driver:now() + CANCEL_TIME, self)
  end
end

local function count(t)
  local n = 0
  for _ in tables.each(t) do
    n = n + 1
  end
  return n
end

-- What became of the items: tally and in_flight as they were when the batch was left; what came since is in its own. And
-- whether the outcome of a change is unknown.
local function summary(self, before, in_flight)
  local tally, parts = self.tally, { before.done .. " done" }
  local function say(number, text)
    if number > 0 then
      parts[#parts + 1] = ("%d %s"):format(number, text)
    end
  end
  local unknown, unsent = tally.unknown - before.unknown + count(self.in_flight), tally.unsent - before.unsent
  say(before.failed, "failed")
  say(before.unknown, "with an unknown outcome")
  say(in_flight - unknown - unsent, "in flight finished")
  say(unknown, self.safe and "in flight given up" or "in flight with an unknown outcome")
  say(self.size and self.size - tally.done - tally.failed - tally.unknown - count(self.in_flight) or tally.unsent,
    "not sent")
  return table.concat(parts, ", ") .. (self.had_journal and "; run it again to go on"
    or self.safe and "; run it again" or "; it had no journal: run again, it would begin anew"),
    not self.safe and before.unknown + unknown > 0
end

--- Ends the batch because of an error. Returns what is to be raised instead: a text, which still holds the one it was;
--- an error that is none stays what it is, and a log event tells what was done.
---@param self portabilling.Batch
---@param err any
---@return any
function M.interrupt(self, err)
  self.over = true
  local before, in_flight = {}, count(self.in_flight)
  for fate, number in tables.each(self.tally) do
    before[fate] = number
  end
  end_it(self, INTERRUPT_TIME)
  local text, is_unknown = summary(self, before, in_flight)
  local unkept = M.release(self)
  if unkept then
    text = ("%s (%s)"):format(text, unkept.message)
  end
  if type(err) == "string" then
    err = interrupt.is(err) and interrupt.text(text, is_unknown) or err .. "\nbatch interrupted: " .. text
  else
    log.tell(self.settings, { event = "warning", message = "batch interrupted: " .. text })
  end
  self.raised = { err }
  return err
end

--- soon: does not wait (a finalizer must not). err: what the loop is left for; a text is raised anew, with what was done.
---@param self portabilling.Batch
---@param soon boolean?
---@param err any
function M.close(self, soon, err)
  if self.over then
    return
  elseif soon then
    self.exhausted, self.abandoned = true, true
    if next(self.in_flight) ~= nil then
      log.tell(self.settings, { event = "warning", message = "the loop of a batch was left: "
        .. (summary(self, self.tally, 0)) })
    else
      -- Its file is closed when it is collected. Nothing is written: when the program ends, LuaJIT unloads our modules
      -- before it finalizes what writing would make.
      self.journal = nil
    end
  elseif err ~= nil then
    local instead = M.interrupt(self, err)
    if instead ~= err then
      error(instead, 0)
    end
  else
    self.over = true
    end_it(self, self.settings.timeout + GRACE)
    local failure = M.release(self)
    if failure then
      log.tell(self.settings, { event = "warning", message = tostring(failure) })
    end
  end
end

return M
