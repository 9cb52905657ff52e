--- Records made or changed out of a CSV file: a row each, a batch with a journal, so that the same command goes on where an
--- earlier run ended.
local confirm = require "portabilling.command.confirm"
local failures = require "portabilling.command.failures"
local import_check = require "portabilling.command.import_check"
local import_rows = require "portabilling.command.import_rows"
local interrupt = require "portabilling.support.interrupt"
local pb = require "portabilling"
local progress = require "portabilling.command.progress"
local status = require "portabilling.command.status"

local M = {}

-- What has become of the rows.
local function tell(tally, dry_run, place)
  io.stderr:write(("%d %s%s%s%s%s\n"):format(tally.done, dry_run and "would be sent" or "done",
    tally.skipped > 0 and (" (%d of them by an earlier run)"):format(tally.skipped) or "",
    tally.failed > 0 and (", %d failed"):format(tally.failed) or "",
    tally.unknown > 0 and (", %d with an unknown outcome"):format(tally.unknown) or "",
    place and "; see " .. place or ""))
end

-- The rows as attributes; those that cannot be are told. Row and line of each that was given are kept until it is done.
local function source_of(self, kept, tally, failed)
  local index = 0
  return function()
    while not self.ends do
      local row, line = self:next()
      if not row then
        return nil
      end
      local root, message = self:convert(row)
      if root then
        index = index + 1
        kept[index] = { row = row, line = line }
        return root
      end
      failed:owe(row, message)
      tally.failed = tally.failed + 1
      io.stderr:write(("line %d: %s; it was not sent\n"):format(line, message))
      failed:write()
    end
  end
end

-- The fate of one row.
local function take(self, item, of, tally, failed)
  if not item.err then
    tally.done = tally.done + 1
    tally.skipped = tally.skipped + (item.skipped and 1 or 0)
    return
  end
  local fate, message = item.err.sent == "unknown" and "unknown" or "failed", self:told(item.err)
  failed:owe(of.row, message)
  tally[fate] = tally[fate] + 1
  io.stderr:write(("line %d: %s\n"):format(of.line, message))
  failed:write()
end

local function import(self, args)
  local kept = {}
  local tally = { done = 0, failed = 0, unknown = 0, skipped = 0 }
  local failed = failures.new(args.file .. ".failed.csv", self.rows)
  local shown, began = progress.new(), os.time()
  local options = { journal = args.journal ~= "none" and (args.journal or args.file .. ".journal") or nil,
    concurrency = args.concurrency, max_failures = args.max_failures, dry_run = args.dry_run or nil,
    retry_failed = args.retry_failed or nil, resend_unknown = args.resend_unknown or nil }
  local next_item, guard
  local function go_on()
    for item in next_item, nil, nil, guard do
      local of = kept[item.index]
      kept[item.index] = nil
      take(self, item, of, tally, failed)
      shown:page { records = tally.done + tally.failed + tally.unknown, elapsed = os.difftime(os.time(), began) }
    end
  end
  local ended, raised = pcall(function()
    local _
    next_item, _, _, guard = pb.batch(self.operation, self.service, self.record, source_of(self, kept, tally, failed),
      options)
    go_on()
  end)
  if not ended and next_item and interrupt.is(raised) then
    -- Lua 5.4 has ended the batch; on LuaJIT it does not know of what came to this loop: what is in flight is taken here.
    self.ends = true
    local over, message = pcall(go_on)
    raised = over and raised or message
  end
  shown:close()
  failed:close(ended and not args.dry_run and tally.failed + tally.unknown == 0)
  tell(tally, args.dry_run, failed:place())
  if not ended then
    -- Ctrl-C, or a row that cannot be read: what came before it is told.
    error(tally.unknown > 0 and { status = status.UNKNOWN, raised = raised } or raised, 0)
  end
  return tally.unknown > 0 and status.UNKNOWN or failed.message and status.TROUBLE
    or tally.failed > 0 and status.SOME_FAILED or status.OK
end

--- The command.
---@param args table
---@return integer status
function M.import(args)
  local self = import_rows.open(args)
  if args.only_check or args.check_server then
    return import_check.run(self, args)
  end
  confirm.import(args)
  return import(self, args)
end

return M
