--- Commands that make one call, or list: what they send, and how they show what comes.
local attributes = require "portabilling.command.attributes"
local confirm = require "portabilling.command.confirm"
local file = require "portabilling.file"
local interrupt = require "portabilling.support.interrupt"
local output = require "portabilling.command.output"
local pb = require "portabilling"
local progress = require "portabilling.command.progress"
local status = require "portabilling.command.status"

local M = {}

local PIECE = 65536

local CHANGES = { create = true, update = true, delete = true }

--- Raised for what is wrong with the words of a command.
---@param message string
function M.usage(message)
  error({ usage = message }, 0)
end

-- What is known of an operation's parameters; nothing of one that nobody knows. A misspelt name raises.
local function fields_of(service, record, operation)
  return pb.describe(service, record, operation).params
end

-- A method's, by its name: any may be called.
local function fields_of_method(service, method)
  local ok, told = pcall(pb.describe, service, method)
  return ok and told.kind == "method" and told.params or nil
end

local function params_of(args, fields)
  local root, message
  if args.from then
    root, message = attributes.from_file(args.from)
    if not root then
      M.usage(message)
    end
  end
  root, message = attributes.read(args.attributes, fields, root)
  if not root then
    M.usage(message)
  end
  return root
end

local function names(text)
  local list = {}
  for name in (text or ""):gmatch "[^,%s]+" do
    list[#list + 1] = name
  end
  return list[1] and list or nil
end

local function is_dry(args)
  return args.dry_run or os.getenv "PORTABILLING_DRY_RUN" == "all"
end

local function options_of(args)
  return { timeout = tonumber(args.timeout), check = args.check, dry_run = args.dry_run or nil }
end

-- One record: readable on a terminal, else as asked for.
local function show(args, answer)
  if args.output == nil or args.output == "table" then
    pb.show(answer)
    return
  end
  local out = output.open(args.output, {})
  out:write(answer)
  out:close()
end

local function finish(args, answer, err, changes)
  if err then
    return status.of(err, changes), err
  end
  if type(answer) == "table" and type(answer.body) == "string" and answer.content_type then
    output.to_stdout(answer.body)
  elseif answer ~= nil and (next(answer) ~= nil or args.output) then
    show(args, answer)
  end
  return status.OK
end

for _, operation in ipairs { "create", "get", "update", "delete" } do
  M[operation] = function(args)
    local fields = fields_of(args.service, args.record, operation)
    local options = options_of(args)
    options.fields = operation == "get" and names(args.fields) or nil
    local params = params_of(args, fields)
    if CHANGES[operation] then
      confirm.change(args, operation, params)
    end
    local answer, err = pb[operation](args.service, args.record, params, options)
    return finish(args, answer, err, CHANGES[operation])
  end
end

function M.call(args)
  local params = params_of(args, fields_of_method(args.service, args.record))
  confirm.call(args, params)
  local answer, err = pb.call(args.service, args.record, params, options_of(args))
  return finish(args, answer, err, true)
end

function M.download(args)
  local fields = fields_of_method(args.service, args.record)
  local sink = args.to or function(bytes) return io.stdout:write(bytes) end
  local options = options_of(args)
  options.check = nil
  local info, err = pb.download(args.service, args.record, params_of(args, fields), sink, options)
  if err then
    return status.of(err, false), err
  elseif is_dry(args) then
    show(args, info)
    return status.OK
  end
  io.stderr:write(("%s, %.0f bytes%s\n"):format(info.content_type or "a file", info.bytes or 0,
    args.to and " in " .. args.to or ""))
  return status.OK
end

-- The period that was asked for, as filters.
local function add_period(args, filters)
  local from, to
  if args.last_month then
    from, to = pb.month(-1, args.zone)
  elseif args.yesterday then
    from, to = pb.day(-1, args.zone)
  end
  if not from then
    return
  elseif filters.from_date or filters.to_date then
    M.usage "give either a period, or from_date and to_date"
  end
  filters.from_date, filters.to_date = from, to
  io.stderr:write(("from %s to %s UTC\n"):format(from, to))
end

-- What a list would ask, instead of its records.
local function show_request(args)
  local filters = params_of(args, fields_of(args.service, args.record, "list"))
  add_period(args, filters)
  local options = options_of(args)
  options.dry_run, options.max, options.page_size = true, args.max, args.page_size
  options.log = function(event)
    if event.event == "dry_run" then
      pb.show(event.request)
    end
  end
  for _ in pb.list(args.service, args.record, filters, options) do end
  return status.OK
end

local function write_records(args, format, put)
  local filters = params_of(args, fields_of(args.service, args.record, "list"))
  add_period(args, filters)
  local options, shown = options_of(args), progress.new()
  options.fields, options.max, options.page_size = names(args.fields), args.max, args.page_size
  options.on_page = function(info) shown:page(info) end
  local out = output.open(format, { columns = names(args.columns) or names(args.fields), delimiter = args.delimiter,
    bom = args.bom, header = not args.no_header }, put)
  local count = 0
  local ok, raised = interrupt.pcall(function()
    for record in pb.list(args.service, args.record, filters, options) do
      out:write(record)
      count = count + 1
    end
    out:close()
  end)
  shown:close()
  if not ok then
    error(raised, 0)
  end
  return count
end

function M.list(args)
  if is_dry(args) then
    return show_request(args)
  end
  write_records(args, args.output or "table")
  return status.OK
end

local ENDINGS = { csv = true, ndjson = true, json = true }

-- All of a list in a file, which appears when it is whole.
function M.export(args)
  local path = args.to
  local format = args.output or path:match "%.(%a+)$"
  if not ENDINGS[format] then
    M.usage(("%s: its ending tells no format (.csv, .ndjson, .json); give --output"):format(path))
  end
  if is_dry(args) then
    return show_request(args)
  end
  local part, message = file.part(path .. ".part", path)
  if not part then
    M.usage(message)
  end
  local pieces, bytes = {}, 0
  local function write()
    local ok, why = part:write(table.concat(pieces))
    if not ok then
      error({ unwritten = why, file = path }, 0)
    end
    pieces, bytes = {}, 0
  end
  local count = write_records(args, format, function(text)
    pieces[#pieces + 1], bytes = text, bytes + #text
    if bytes > PIECE then
      write()
    end
  end)
  write()
  local ok, why = part:finish()
  if not ok then
    M.usage(why)
  end
  io.stderr:write(("%d records in %s\n"):format(count, path))
  return status.OK
end

function M.describe(args)
  print(pb.describe(args.service, args.record, args.operation))
  return status.OK
end

function M.methods(args)
  print(pb.methods(table.concat(args.words, " ")))
  return status.OK
end

return M
