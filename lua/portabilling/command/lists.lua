--- The commands list and export: all records that match, on the standard output or in a file.
local export = require "portabilling.command.export"
local given = require("portabilling.command.records").given
local hints = require "portabilling.command.hints"
local output = require "portabilling.command.output"
local pb = require "portabilling"
local progress = require "portabilling.command.progress"
local status = require "portabilling.command.status"
local terminal = require "portabilling.command.terminal"

local M = {}

-- Of a file that is gone on with, so many records are read again, and more where others deleted some meanwhile.
local AGAIN = 20
-- What goes into files; a table is for people.
local ENDINGS = { csv = true, ndjson = true, json = true }

local FORMATS = { table = true }
for name in pairs(ENDINGS) do
  FORMATS[name] = true
end

local usage = given.usage

-- ---- what was asked ----

-- Where it goes, and how: --output names a format, or a file whose ending tells its format, or both. A path without a
-- format: the standard output.
local function destination(args)
  local format, path = nil, args.to
  for _, word in ipairs(args.output or {}) do
    if FORMATS[word] then
      format = word
    elseif path then
      usage(("give one file: %s or %s"):format(path, word))
    else
      path = word
    end
  end
  if path == "-" then
    path = nil
  end
  if path and not ENDINGS[format] then
    local ending = not format and (path:match "%.(%a+)$" or ""):lower()
    if not ENDINGS[ending] then
      usage(format and "a table is for people: csv, ndjson or json goes into a file"
        or ("%s: its ending tells no format (.csv, .ndjson, .json); give it, such as --output csv"):format(path))
    end
    format = ending
  end
  return path, format
end

-- The period that was asked for, in words that are the same whenever it is asked for again.
local function words_of_period(args)
  local words = {}
  for _, name in ipairs { "last_month", "yesterday", "since", "until" } do
    if args[name] then
      words[#words + 1] = ("%s %s"):format(name, tostring(args[name]))
    end
  end
  if args.since or args["until"] then
    if args.last_month or args.yesterday then
      usage "give one period: --last-month, --yesterday, or --since and --until"
    elseif not args.since then
      usage "--until needs --since: without it, all there ever was would be asked for"
    end
  elseif #words > 1 then
    usage "give one period: --last-month, --yesterday, or --since and --until"
  end
  return words[1] and table.concat(words, ", ") .. ", " .. (args.zone or "UTC")
end

local function moment(option, text, zone)
  local found, message = pb.moment(text, zone)
  return found or usage(("%s: %s"):format(option, message))
end

local function borders(args)
  if args.last_month then
    return pb.month(-1, args.zone)
  elseif args.yesterday then
    return pb.day(-1, args.zone)
  end
  local from = moment("--since", args.since, args.zone)
  local to = args["until"] and moment("--until", args["until"], args.zone) or os.date "!%Y-%m-%d %H:%M:%S"
  if from >= to then
    usage(("--since is not before --until: from %s to %s UTC"):format(from, to))
  end
  return from, to
end

-- Adds it to the filters. before: what a broken export was asked, whose last month is the last month still.
local function add_period(args, filters, before)
  local words = words_of_period(args)
  if not words then
    return
  elseif filters.from_date or filters.to_date then
    usage "give either a period, or from_date and to_date"
  end
  local from, to
  if before and before.period == words then
    from, to = before.from, before.to
  else
    from, to = borders(args)
  end
  filters.from_date, filters.to_date = from, to
  io.stderr:write(("from %s to %s UTC\n"):format(from, to))
  return words, from, to
end

-- The fields that columns are made of.
local function roots(columns)
  local list, known = {}, {}
  for _, path in ipairs(columns or {}) do
    local root = path:match "^[^.%[]+" or path
    if not known[root] then
      known[root] = true
      list[#list + 1] = root
    end
  end
  return list[1] and list or nil, known
end

local function check_columns(request)
  local _, there = roots(request.fields)
  for _, root in ipairs(request.fields and roots(request.columns) or {}) do
    if not there[root] then
      usage(("--columns %s: --fields leaves it out, so that it would be empty"):format(root))
    end
  end
end

local function request_of(args, before)
  local params = given.params_of(args, given.fields_of(args.service, args.record, "list"))
  local request = { filters = params, fields = given.names(args.fields), columns = given.names(args.columns) }
  check_columns(request)
  request.period, request.from, request.to = add_period(args, params, before)
  return request
end

local function options_of(args, request)
  local options = given.options_of(args)
  options.fields = request.fields or roots(request.columns)
  options.max, options.page_size = args.max, args.page_size
  return options
end

-- What a list would ask, instead of its records.
local function show_request(args)
  local request = request_of(args)
  local options = options_of(args, request)
  options.dry_run = true
  options.log = function(event)
    if event.event == "dry_run" then
      pb.show(event.request)
    end
  end
  for _ in pb.list(args.service, args.record, request.filters, options) do end
  return status.OK
end

-- ---- list ----

-- Each record of a list is visited, until visit says that it is enough.
local function each(args, request, options, shown, visit)
  options.on_page = function(info) shown:page(info) end
  local ok, raised = pcall(function()
    for record in pb.list(args.service, args.record, request.filters, options) do
      if visit(record) then
        break
      end
    end
  end)
  shown:close()
  if not ok then
    error(raised, 0)
  end
end

local function writer_options(args, columns)
  return { columns = columns, delimiter = args.delimiter, bom = args.bom, header = not args.no_header }
end

-- The fields by which people know a record, for a table of all of them.
local function known_by(args)
  local told = pb.describe(args.service, args.record)
  local first = { told.id }
  for _, names in ipairs { told.required or {}, told.usual or {} } do
    for _, name in ipairs(names) do
      first[#first + 1] = name
    end
  end
  return first
end

local function table_options(args, columns, tell)
  return {
    columns = columns, first = not columns and known_by(args) or nil, width = terminal.columns(terminal.OUTPUT),
    head = function(text) return terminal.outstanding("1", text, terminal.OUTPUT) end, tell = tell,
  }
end

-- Goes to the standard output.
local function show(args, format)
  local request = request_of(args)
  hints.tell(args, "list", request.filters, request.fields, request.columns)
  local columns, left_out = request.columns or request.fields, nil
  local out = output.open(format, format ~= "table" and writer_options(args, columns)
    or table_options(args, columns, function(text) left_out = text end))
  -- A terminal shows either the records or how many there are.
  local shown = progress.new(terminal.columns(terminal.OUTPUT) ~= nil)
  each(args, request, options_of(args, request), shown, function(record)
    out:write(record)
  end)
  out:close()
  if left_out then -- behind the table, where it is seen
    io.stdout:flush()
    io.stderr:write(left_out, "\n")
  end
  return status.OK
end

-- ---- export ----

-- The records that are not in the file yet, all of them where it is new; how that is known: export.lua.
local function write_missing(args, request, file, out)
  local most, count, back = args.max or math.huge, 0, AGAIN
  local from = file.last and math.max(0, file.count - back)
  local missed
  repeat
    missed = from ~= nil and from > 0 -- until a record comes that is in the file
    local options, before = options_of(args, request), nil
    if from then
      options.offset, options.max = from, nil
    end
    each(args, request, options, progress.new(false, from), function(record)
      if from then
        local is_there, key = file:has(record, before)
        before, missed = key, missed and not is_there
        if is_there or missed then
          return missed
        end
      end
      if file.count + count >= most then
        return true
      end
      file:note(record)
      out:write(record)
      count = count + 1
    end)
    if missed then -- others deleted what was there: further back
      back = back * 10
      from = math.max(0, from - back)
    end
  until not missed
  return count
end

local function joined(names)
  return names and table.concat(names, ",") or nil
end

-- What has to be the same when an export is gone on with.
local function asked_of(args, format, request)
  return {
    service = args.service, record = args.record, filters = assert(pb.encode(request.filters)),
    server = args.profile or os.getenv "PORTABILLING_PROFILE" or os.getenv "PORTABILLING_URL" or "default",
    fields = joined(request.fields), columns = joined(request.columns), format = format, delimiter = args.delimiter,
    bom = args.bom, header = not args.no_header, period = request.period, from = request.from, to = request.to,
  }
end

--- All of a list in a file, which appears when it is whole.
function M.export(args)
  local path, format = destination(args)
  if not path then
    usage "-o FILE tells where to, such as -o customers.csv"
  elseif given.is_dry(args) then
    return show_request(args)
  end
  local request = request_of(args, args.resume and export.asked(path))
  if args.resume and (request.filters.limit or request.filters.offset) then
    usage "--resume goes by what is in the file: leave out limit and offset, and give --max"
  end
  hints.tell(args, "list", request.filters, request.fields, request.columns)
  local file = export.open { path = path, format = format, resume = args.resume, delimiter = args.delimiter,
    header = not args.no_header, columns = request.columns or request.fields,
    key = pb.describe(args.service, args.record).id, asked = asked_of(args, format, request) }
  local count
  local ok, raised = pcall(function()
    local options = writer_options(args, file.columns)
    if file.last then
      options.header, options.bom = false, false
    end
    local out = output.open(format, options, function(text) file:put(text) end)
    count = write_missing(args, request, file, out)
    out:close()
    file:finish()
  end)
  if not ok then
    local refused = type(raised) == "table" and raised.usage ~= nil
    if file:leave(refused) and not refused then
      io.stderr:write(("what came before is in %s.part: the same command with --resume goes on from there\n")
        :format(path))
    end
    error(raised, 0)
  end
  io.stderr:write(("%.0f records in %s%s\n"):format(file.count + count, path,
    file.last and (" (%.0f of them by an earlier run)"):format(file.count) or ""))
  return status.OK
end

--- All records that match.
function M.list(args)
  local path, format = destination(args)
  if path then
    return M.export(args)
  elseif given.is_dry(args) then
    return show_request(args)
  end
  return show(args, format or "table")
end

return M
