--- One call of a client: options in force, JSON out, answer in.
local catalog = require "portabilling.api"
local config = require "portabilling.config"
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local interrupt = require "portabilling.support.interrupt"
local json = require "portabilling.support.json"
local plain_of = require("portabilling.support.plain").of
local redact = require "portabilling.support.redact"
local decoder = require "portabilling.call.decode"
local response = require "portabilling.call.answer"
local runner = require "portabilling.call.drive"
local failure = require "portabilling.call.failure"
local log = require "portabilling.call.log"

local M = {}

local take, run, release = runner.take, runner.run, runner.release

-- Seconds for decoding an answer that came when the time was over already.
local DECODING = 1

--- The client's settings, or those with a call's own options in front: to copy them all would cost a call more than the
--- few that it looks at behind its own. Raises on wrong options.
---@param self portabilling.Client
---@param options portabilling.Options?
---@param where string the operation, for messages
---@param level integer? how far away the user's own line is, counted from the caller of this function
---@param items string? of a batch: the operation of its calls
---@return table settings
function M.settings(self, options, where, level, items)
  level = (level or 1) + 2
  if self.closed then
    error(where .. ": the client is closed", level)
  end
  local refusal = self.driver.why_not and self.driver.why_not()
  if refusal then
    error(where .. ": " .. refusal, level)
  end
  if options == nil then
    return self.settings
  end
  self.in_front = self.in_front or { __index = self.settings }
  return setmetatable(config.check(options, where, true, level, items), self.in_front)
end

--- The call's own options among the settings that M.settings gave: for next and rawget.
---@param self portabilling.Client
---@param settings table
---@return table
function M.own(self, settings)
  return settings ~= self.settings and settings or {}
end

--- Is a call only shown, not sent? Decided here alone.
---@param settings table
---@param safe boolean it is a read
---@return boolean
function M.is_dry(settings, safe)
  local whole = settings.whole_dry_run
  return settings.dry_run or whole ~= nil and (whole == "all" or not safe)
end

--- Tells that a call was not sent.
---@param settings table
---@param service string
---@param method string
---@param request table? what would have been sent, without secrets
function M.tell_dry(settings, service, method, request)
  log.tell(settings, { event = "dry_run", service = service, method = method, request = request })
  if settings.whole_dry_run then
    io.stderr:write(("portabilling: not sent (PORTABILLING_DRY_RUN=%s): %s\n"):format(settings.whole_dry_run,
      request and ("%s %s %s"):format(request.method, request.url, request.body) or service .. "/" .. method))
  end
end

local function bad_attributes(service, method, message, path)
  return error_object.new {
    kind = "config",
    code = "UNSENDABLE_VALUE",
    message = message,
    path = path,
    service = service,
    method = method,
  }
end

-- The request as it would be sent, without secrets.
local function describe_request(self, service, method, params, open)
  local shown = json.encode(redact.copy(core.decode(params, { keep_null = true, max_depth = 1000, array_mt = true })))
  local call = take(self)
  local path, body, content_type, authorization = call.exchange:show(service, method, shown, redact.MARK, open)
  release(self, call)
  return {
    method = "POST",
    url = self.settings.url .. path,
    headers = {
      ["Content-Type"] = content_type,
      ["Authorization"] = authorization and authorization:match "^Authorization: (.*)$",
    },
    body = body,
  }
end

-- What is the same for every call of a method: service -> method -> facts, kept at the model. The encoder's options are
-- filled in when it is first called.
local function facts_of(model, service, method)
  local facts = { safe = catalog.safe(service, method), open = catalog.open(service, method),
    boolean = model:boolean(service, method) }
  if model:has_method(service, method) then -- other names may be any, and as many as a program likes
    local calls = model.calls
    calls[service] = calls[service] or {}
    calls[service][method] = facts
  end
  return facts
end

local function known_of(model, service, method)
  local of_service = model.calls[service]
  return of_service and of_service[method] or facts_of(model, service, method)
end

local function encoded(facts, service, method, params, settings)
  local options = facts.options
  if not options or options.max_depth ~= settings.max_depth then
    options = json.encoding { boolean = facts.boolean, max_depth = settings.max_depth }
    facts.options = options
  end
  local text, message, path = core.encode(params, options)
  if not text then
    return nil, bad_attributes(service, method, message, path)
  end
  return text
end

--- The params as they would be sent.
---@param self portabilling.Client
---@param service string
---@param method string
---@param params table
---@param settings table from M.settings
---@return string? text
---@return portabilling.Error? err they cannot be sent
function M.encode(self, service, method, params, settings)
  return encoded(known_of(self.model, service, method), service, method, params, settings)
end

-- A call that is filled in, of which nothing is sent yet; or nil: with the error, or in a dry run with the request that would
-- be sent.
local function prepare(self, service, method, params, settings, extra)
  local facts = known_of(self.model, service, method)
  local text, unsendable = encoded(facts, service, method, params, settings)
  if not text then
    return nil, unsendable
  end
  if (settings.dry_run or settings.whole_dry_run) and M.is_dry(settings, facts.safe)
    and not (extra and extra.log_in) then
    local request = describe_request(self, service, method, text, facts.open)
    M.tell_dry(settings, service, method, request)
    return nil, nil, request
  end
  local call, now = take(self), self.driver:now()
  call.service, call.method, call.params, call.safe, call.settings = service, method, text, facts.safe, settings
  call.now, call.deadline = now, (settings.began or now) + (extra and extra.timeout or settings.timeout)
  call.open, call.sink, call.asker, call.tries = facts.open, extra and extra.sink, extra, 0
  if extra then
    extra.call = call
  end
  return call
end

--- Sends params. The call that is returned goes to M.decode, with the answer.
---@param self portabilling.Client
---@param service string
---@param method string
---@param params table
---@param settings table from M.settings
---@param extra { sink: table?, timeout: number?, log_in: boolean?, call: portabilling.Call?, dropped: boolean? }? its call
--- is set here, before anything is sent; dropped: nobody waits for this any more, so a failure needs no error
---@return portabilling.Call? call nil: it failed; or in a dry run
---@return portabilling.Attempt|portabilling.Error|nil answer of the call; or the error
---@return boolean|table|nil is_file or, in a dry run: the request that would be sent
function M.send(self, service, method, params, settings, extra)
  local call, err, request = prepare(self, service, method, params, settings, extra)
  if not call then
    return nil, err, request
  end
  local answer, is_file
  answer, err, is_file = run(self, call)
  if not answer then
    release(self, call)
    return nil, err
  end
  return call, answer, is_file
end

-- Why it is doubtful that this is a file, or that it is whole: libcurl 7.88 takes a TLS connection that was cut for one
-- that was closed, so a length or a last chunk must have told the end.
local function doubt_about_file(self, call, answer)
  if not (call.safe or call.sink or response.is_surely_file(answer)) then
    return failure.reject(self, call, { kind = "http", message = tostring(answer.body or ""):sub(1, 160) })
  elseif answer.framed == false then
    return failure.reject(self, call, {
      kind = "transport",
      code = "ANSWER_CUT",
      message = "the answer did not say where its file ends: a part may be missing",
      advice = "The server, or a proxy before it, has to send Content-Length or chunks",
    })
  end
end

--- The answer of a call as a table. The call is over then.
---@param self portabilling.Client
---@param call portabilling.Call
---@param answer portabilling.Attempt
---@param is_file boolean?
---@param decoding table? the decoder's options, from decoder.options; by default those of the call's settings
---@return table? answer
---@return portabilling.Error?
---@return boolean? is_file
function M.decode(self, call, answer, is_file, decoding)
  if is_file then
    local err = doubt_about_file(self, call, answer)
    release(self, call)
    return not err and response.file(answer) or nil, err, err == nil
  end
  local settings = call.settings
  if not decoding then
    if settings == self.settings then
      self.decoding = self.decoding or decoder.options(settings)
      decoding = self.decoding
    else
      decoding = decoder.options(settings)
    end
  end
  -- What was left of the time when the answer came: a page that was read ahead may have waited for its turn. Nothing was
  -- left where the program was busy elsewhere while it came.
  local left = call.deadline - call.now
  local decoded, reason, mended, found = decoder.decode(answer.body, settings, decoding, self.driver,
    left > 0 and left or DECODING)
  local err
  if not decoded then
    call.now = self.driver:now()
    -- Where only the connection told the end of the answer, it may have told it too early.
    local cut = answer.framed == false
    err = failure.reject(self, call, found or {
      kind = cut and "transport" or "decode",
      code = cut and "ANSWER_CUT" or nil,
      message = cut and reason .. " (it did not say where it ends, and may have been cut)" or reason,
      advice = mended and 'With invalid_text = "replace" it is read, with U+FFFD where it is no text' or nil,
    })
  elseif mended then
    log.tell(settings, {
      event = "warning",
      service = call.service,
      method = call.method,
      message = ("the answer held what is no text in %d place(s): U+FFFD stands there now"):format(mended),
      replaced = mended,
    })
  end
  release(self, call)
  return decoded, err
end

--- Sends params and returns the answer: a table, or { filename, content_type, body } of a file.
---@param self portabilling.Client
---@param service string
---@param method string
---@param params table
---@param settings table from M.settings
---@param extra { sink: table?, timeout: number?, log_in: boolean?, decoding: table? }? log_in: sent in dry runs of changes
--- too; decoding: for M.decode
---@return table? answer in a dry run: the request that would be sent
---@return portabilling.Error?
---@return boolean|"request"|nil is_file
---@return portabilling.Call? call that is over; tells of itself until another begins (see failure.unfit)
function M.perform(self, service, method, params, settings, extra)
  local call, err, request = prepare(self, service, method, params, settings, extra)
  if not call then
    return request, err, request and "request"
  end
  local answer, is_file
  answer, err, is_file = run(self, call)
  if not answer then
    release(self, call)
    return nil, err
  end
  local decoded
  decoded, err, is_file = M.decode(self, call, answer, is_file, extra and extra.decoding)
  return decoded, err, is_file, call
end

--- Raises again what was raised during M.perform. An interrupt (Ctrl-C) of what may be a change becomes a text that tells
--- what became of it.
---@param raised any
---@param service string
---@param method string
---@param call portabilling.Call? extra.call; nil: it had not begun
---@param look string? how to find out whether it was done
function M.raise(raised, service, method, call, look)
  if call and interrupt.is(raised) and not catalog.safe(service, method) then
    local fate, sent = failure.fate(call)
    raised = interrupt.text(("%s/%s %s%s"):format(service, method, fate, sent == "unknown" and "; "
      .. (look or "look whether it was done") .. " before sending it again" or ""), sent == "unknown")
  end
  error(raised, 0)
end

--- The attributes, keys, filters or params that a program gave, as plain tables. Raises unless they are a table; level
--- as for M.settings.
---@param value any
---@param where string the operation, for messages
---@param name string what they are called there
---@param service string
---@param method string
---@param level integer?
---@return table? plain
---@return portabilling.Error? err they cannot be read
function M.plain(value, where, name, service, method, level)
  if type(value) ~= "table" then
    error(("%s: %s: table expected, got %s"):format(where, name, type(value)), (level or 1) + 2)
  end
  local fields, message, path = plain_of(value)
  if fields then
    return fields
  end
  return nil, bad_attributes(service, method, message, path)
end

--- Raises when the attributes lack their wrapper: the documented structure has it, and forgetting it is the commonest
--- slip. level as for M.settings.
---@param entry portabilling.catalog.entry
---@param attributes table
---@param where string the operation, for the message
---@param level integer?
function M.check_wrapper(entry, attributes, where, level)
  local wrapper = entry.wrapper
  if wrapper and entry.source == "documented" and attributes[wrapper] == nil then
    error(("%s(\"%s\", \"%s\"): the attributes repeat PortaBilling's own structure: put them into %s = { ... }")
      :format(where, entry.service, entry.record, wrapper), (level or 1) + 2)
  end
end

return M
