--- Records made or changed out of a CSV file: a row each, a batch with a journal, so that the same command goes on where an
--- earlier run ended.
---
--- Columns are named by the paths of fields (account_info.id), or by the fields' own names where these stand in the
--- method's wrapper (id); a map names others: lines `path = Column`, or `path = =text` for what is the same in each row.
local attributes = require "portabilling.command.attributes"
local confirm = require "portabilling.command.confirm"
local file = require "portabilling.file"
local pb = require "portabilling"
local progress = require "portabilling.command.progress"
local status = require "portabilling.command.status"
local suggest = require "portabilling.support.suggest"

local M = {}

local PROBLEMS_SHOWN = 20

local function usage(message, ...)
  error({ usage = message:format(...) }, 0)
end

---@class portabilling.command.Target where a column, or a constant, goes
---@field path string
---@field keys any[]
---@field field table? what is known of it
---@field column string?
---@field text string? a constant

-- The place of a name: a path, or a field of the wrapper.
local function target(self, name, column, text)
  local wrapper = self.wrapper
  local fields = self.fields
  local inner = wrapper and fields and fields[wrapper] and fields[wrapper].fields
  local path = name
  if wrapper and name ~= wrapper and name:sub(1, #wrapper + 1) ~= wrapper .. "."
    and not (fields and fields[name:match "^[^.%[]*"]) then
    path = wrapper .. "." .. name
  end
  local keys, field = attributes.find(path, fields)
  local known = keys and (field or not fields)
  if not known then
    local names = {}
    for _, one in ipairs(inner or fields or {}) do
      names[#names + 1] = one.name
    end
    local meant = suggest.message(name, names)
    usage("%s: no field of %s/%s is called so%s; portabilling describe %s %s %s tells them all", column or name,
      self.service, self.record, meant ~= "" and "; " .. meant or "", self.service, self.record, self.operation)
  end
  return { path = path, keys = keys, field = field, column = column, text = text }
end

-- The targets that a map's lines name.
local function read_map(self, path)
  local opened, message = io.open(path, "rb")
  if not opened then
    usage("%s", message)
  end
  local targets, number = {}, 0
  for line in opened:lines() do
    number = number + 1
    local name, value = line:gsub("\r$", ""):match "^%s*([^=#;%s][^=]-)%s*=%s*(.-)%s*$"
    if name and value ~= "" then
      local constant = value:match "^=(.*)$"
      targets[#targets + 1] = target(self, name, not constant and value or nil, constant)
    elseif line:find "%S" and not line:find "^%s*[#;]" then
      opened:close()
      usage("%s:%d: path = Column, or path = =text, expected", path, number)
    end
  end
  opened:close()
  return targets
end

-- A number that a spreadsheet wrote in its own way: its digits are lost.
local function is_spoilt(field, text)
  if text:find "^%-?%d[%d.,]*[Ee][+-]?%d+$" then
    return "a spreadsheet's number, whose digits are lost: format the column as text there"
  elseif field and (field.kind == "s" or field.kind == "i") and text:find "^%d+[.,]0+$" then
    return "a spreadsheet's number: format the column as text there"
  end
end

-- One row as attributes; or nil and why not.
local function convert(self, row)
  local root = {}
  for _, one in ipairs(self.targets) do
    local text = one.text or row[one.column]
    local secret = one.field and one.field.secret -- a password may look as it likes
    local spoilt = text and not secret and is_spoilt(one.field, text)
    if spoilt then
      return nil, ("column %s: %q is %s"):format(one.column or one.path, text, spoilt)
    elseif text then
      local ok, message = attributes.put(root, one.keys, one.field, text)
      if not ok then
        return nil, ("%s: %s"):format(one.path, message)
      end
    end
  end
  return root
end

local function prepare(args)
  local told = pb.describe(args.service, args.record, args.operation)
  local self = { service = args.service, record = args.record, operation = args.operation, fields = told.params,
    wrapper = told.wrapper }
  local rows = pb.csv.read(args.file, { delimiter = args.delimiter, encoding = args.encoding })
  if args.map then
    self.targets = read_map(self, args.map)
    local there = {}
    for _, name in ipairs(rows.columns) do
      there[name] = true
    end
    for _, one in ipairs(self.targets) do
      if one.column and not there[one.column] then
        usage("%s: there is no column %s; %s", args.file, one.column, suggest.choice(one.column, rows.columns))
      end
    end
  else
    self.targets = {}
    for _, name in ipairs(rows.columns) do
      if name ~= "" then
        self.targets[#self.targets + 1] = target(self, name, name)
      end
    end
  end
  for _, word in ipairs(args.set or {}) do
    local name, text = word:match "^([^=]+)=(.*)$"
    if not name then
      usage("--set %s: path=text expected", word)
    end
    self.targets[#self.targets + 1] = target(self, name, nil, text)
  end
  return self, rows
end

-- The next row that has anything in it: spreadsheets end with lines of delimiters alone.
local function each_row(rows)
  local row, line
  repeat
    row, line = rows()
  until not row or next(row) ~= nil
  return row, line
end

-- ---- check ----

-- Every row that does not fit, told; nothing is sent.
local function check(self, rows)
  local count, wrong = 0, 0
  local function tell(line, message)
    wrong = wrong + 1
    if wrong <= PROBLEMS_SHOWN then
      io.stderr:write(("line %d: %s\n"):format(line, message))
    end
  end
  for row, line in each_row, rows do
    count = count + 1
    local root, message = convert(self, row)
    if not root then
      tell(line, message)
    else
      local fits, err = pb.check(self.operation, self.service, self.record, root)
      if not fits then
        tell(line, err.message)
      end
    end
  end
  if wrong > PROBLEMS_SHOWN then
    io.stderr:write(("and %d more\n"):format(wrong - PROBLEMS_SHOWN))
  end
  io.stderr:write(("%d rows, %d of them wrong; nothing was sent\n"):format(count, wrong))
  return wrong == 0 and status.OK or status.USAGE
end

-- ---- import ----

-- What failed, as a file that can be corrected and imported again.
local function failures_of(self, path, rows)
  return function(row, reason)
    if not self.failures then
      local columns = {}
      for _, name in ipairs(rows.columns) do
        columns[#columns + 1] = name ~= "" and name or nil
      end
      columns[#columns + 1] = "reason"
      assert(file.write_private(path, "")) -- rows may hold passwords
      self.failures = assert(pb.csv.write(path, { columns = columns, delimiter = rows.delimiter,
        bom = true }))
    end
    row.reason = reason
    assert(self.failures:write(row))
  end
end

local function import(self, rows, args)
  local kept, lines = {}, {} -- the row and the line of each item that is not done yet
  local tally = { done = 0, failed = 0, unknown = 0, skipped = 0 }
  local fail = failures_of(self, args.file .. ".failed.csv", rows)
  local index = 0
  local function source()
    while true do
      local row, line = each_row(rows)
      if not row then
        return nil
      end
      local root, message = convert(self, row)
      if root then
        index = index + 1
        kept[index], lines[index] = row, line
        return root
      end
      tally.failed = tally.failed + 1
      io.stderr:write(("line %d: %s; it was not sent\n"):format(line, message))
      fail(row, message)
    end
  end
  local shown, began = progress.new(), os.time()
  local options = { journal = args.journal ~= "none" and (args.journal or args.file .. ".journal") or nil,
    concurrency = args.concurrency, dry_run = args.dry_run or nil, retry_failed = args.retry_failed or nil }
  local ok, raised = pcall(function()
    for item in pb.batch(self.operation, self.service, self.record, source, options) do
      local row, line = kept[item.index], lines[item.index]
      kept[item.index], lines[item.index] = nil, nil
      if item.err then
        local unknown = item.err.sent == "unknown"
        tally[unknown and "unknown" or "failed"] = tally[unknown and "unknown" or "failed"] + 1
        item.err.where = nil
        io.stderr:write(("line %d: %s\n"):format(line, tostring(item.err)))
        fail(row, tostring(item.err))
      else
        tally.done = tally.done + 1
        tally.skipped = tally.skipped + (item.skipped and 1 or 0)
      end
      shown:page { records = tally.done + tally.failed + tally.unknown, elapsed = os.difftime(os.time(), began) }
    end
  end)
  shown:close()
  if self.failures then
    assert(self.failures:close())
  end
  io.stderr:write(("%d %s%s%s%s%s\n"):format(tally.done, args.dry_run and "would be sent" or "done",
    tally.skipped > 0 and (" (%d of them by an earlier run)"):format(tally.skipped) or "",
    tally.failed > 0 and (", %d failed"):format(tally.failed) or "",
    tally.unknown > 0 and (", %d with an unknown outcome"):format(tally.unknown) or "",
    self.failures and "; see " .. args.file .. ".failed.csv" or ""))
  if not ok then
    error(raised, 0) -- Ctrl-C, or a row that cannot be read: what came before it is told
  end
  return tally.unknown > 0 and status.UNKNOWN or tally.failed > 0 and status.SOME_FAILED or status.OK
end

--- The command.
---@param args table
---@return integer status
function M.import(args)
  local self, rows = prepare(args)
  if args.only_check then
    return check(self, rows)
  end
  confirm.import(args)
  return import(self, rows, args)
end

return M
