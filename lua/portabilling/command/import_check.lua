--- What is wrong with the rows of a file, told without importing any: by what is known here of the method, or by the server
--- as well, which has methods that look at an account or a customer and store nothing.
local pb = require "portabilling"
local progress = require "portabilling.command.progress"
local status = require "portabilling.command.status"

local M = {}

-- The method that looks at the attributes of a new record as its creation would, where there is one.
local function method_for(self)
  local method = "validate_" .. (self.wrapper or self.record)
  return self.operation == "create" and pcall(pb.describe, self.service, method) and method or nil
end

-- However many rows are wrong, all are looked at.
local ALL = 2 ^ 31

local function tell(tally, line, message)
  tally.wrong = tally.wrong + 1
  io.stderr:write(("line %d: %s\n"):format(line, message))
end

-- Is there more wrong than that something is missing which was never seen to be left out? Then the server need not be asked.
local function is_certain(err)
  for _, problem in ipairs(err.problems or {}) do
    if not problem.practice then
      return true
    end
  end
  return err.problems == nil
end

-- The next row that nothing is known to be wrong with, as attributes; the others are told. asks: the server will be asked.
local function next_fit(self, tally, asks)
  while true do
    local row, line = self:next()
    if not row then
      return nil
    end
    tally.rows = tally.rows + 1
    local root, message = self:convert(row)
    local fits, err = nil, nil
    if root then
      fits, err = pb.check(self.operation, self.service, self.record, root)
    end
    if fits or err and asks and not is_certain(err) then
      return root, line
    end
    tell(tally, line, message or self:told(err))
  end
end

local function ask_server(self, tally, method, args)
  local lines = {}
  local count, unanswered, shown, began = 0, nil, progress.new(), os.time()
  local ok, raised = pcall(function()
    for item in pb.batch("call", self.service, method, function()
      local root, line = next_fit(self, tally, true)
      if root then
        count = count + 1
        lines[count] = line
      end
      return root
    end, { concurrency = args.concurrency, ordered = true, max_failures = ALL }) do
      local line = lines[item.index]
      lines[item.index] = nil
      if item.err and item.err.sent ~= "yes" then
        unanswered = item.err -- it says nothing about the row
        break
      elseif item.err then
        tell(tally, line, self:told(item.err))
      end
      shown:page { records = tally.rows, elapsed = os.difftime(os.time(), began) }
    end
  end)
  shown:close()
  if not ok or unanswered then
    error(unanswered or raised, 0)
  end
end

--- The check: of each row that is wrong, its line, its column and why.
---@param self portabilling.command.Import
---@param args table
---@return integer status
function M.run(self, args)
  local method = args.check_server and method_for(self)
  if args.check_server and not method then
    error({ usage = "--check=server: the server looks at new accounts (Account account) and customers "
      .. "(Customer customer) alone; --check tells what is known here" }, 0)
  end
  local tally = { rows = 0, wrong = 0 }
  if method then
    ask_server(self, tally, method, args)
  else
    while next_fit(self, tally) do end
  end
  io.stderr:write(("%d rows, %d of them wrong; nothing was %s\n"):format(tally.rows, tally.wrong, method and "stored"
    or "sent"))
  return tally.wrong == 0 and status.OK or status.USAGE
end

return M
