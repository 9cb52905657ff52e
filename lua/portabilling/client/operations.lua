--- A client's operations on one record, its calls and downloads. Each raises on a programmer's mistake (a misspelt name or
--- option, a wrong type) and returns nil, err on what the world does.
local catalog = require "portabilling.api"
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local later = require "portabilling.support.later"
local look_up_advice = require "portabilling.client.look_up_advice"
local check = require "portabilling.call.check"
local denial = require "portabilling.call.denial"
local perform_module = require "portabilling.call"
local decoder = require "portabilling.call.decode"
local response = require "portabilling.call.answer"
local failure = require "portabilling.call.failure"

local sinks = later.require "portabilling.call.sinks"

local perform, settings_for, raise = perform_module.perform, perform_module.settings, perform_module.raise
local plain, check_wrapper, unfit = perform_module.plain, perform_module.check_wrapper, failure.unfit

local DOWNLOAD_TIMEOUT = 3600

---@class portabilling.Client
local Operations = {}

-- What came of a change, or of a call of any kind. What the answer says was not done is an error too.
local function judge(service, method, fields, answer, err, is_file, call)
  local reason = answer and not is_file and denial.reason(answer, service, method, fields)
  if reason then
    err = unfit(call, reason)
    err.response, answer = answer, nil
  end
  return answer, err
end

-- The options in force; client.model is then what the call goes by. open: a call without a session, which is to log in for
-- nothing else either. The last value: what the call is given, which it may have to keep while it waits for the model.
local function begin(self, options, operation, given, open)
  local settings = settings_for(self, options, operation, 2)
  local own_timeout = options and rawget(settings, "timeout")
  if self.description and not open then
    given = self.description:hold(self, settings, given)
    local ready, err = self.description:ready(self, settings)
    return ready, err, own_timeout, given
  end
  return settings, nil, own_timeout, given
end

local function change(self, operation, service, record, attributes, options)
  local settings, no_model, _, given = begin(self, options, operation, attributes)
  if not settings then
    return nil, no_model
  end
  local entry = self.model:resolve(service, record, operation, 2)
  local fields, unreadable = plain(given, operation, "attributes", service, entry.method)
  if not fields then
    return nil, unreadable
  end
  check_wrapper(entry, fields, operation)
  local invalid = check.before(self, service, entry.method, fields, settings, entry)
  if invalid then
    return nil, invalid
  end
  local extra = {}
  local ok, answer, err, is_file, call = pcall(perform, self, service, entry.method, fields, settings, extra)
  if not ok then
    raise(answer, service, entry.method, extra.call, look_up_advice.how(entry, fields))
  end
  answer, err = judge(service, entry.method, fields, answer, err, is_file, call)
  if err then
    look_up_advice.add(err, operation, entry, fields)
    check.after(self, err, service, entry.method, fields, settings, entry)
  end
  return answer, err
end

--- Creates a record. Attributes are what PortaBilling documents for the method, wrapper included.
---@param service string such as "Account"
---@param record string such as "account"
---@param attributes table
---@param options portabilling.Options?
---@return table? response holds the new id
---@return portabilling.Error?
function Operations:create(service, record, attributes, options)
  return change(self, "create", service, record, attributes, options)
end

--- Changes a record: its id and the attributes that are to be different, wrapper included.
---@param service string
---@param record string
---@param attributes table such as { account_info = { i_account = 9, blocked = true } }
---@param options portabilling.Options?
---@return table? response may be empty
---@return portabilling.Error?
function Operations:update(service, record, attributes, options)
  return change(self, "update", service, record, attributes, options)
end

--- Removes a record; where the service terminates instead of deleting, that is what is done.
---@param service string
---@param record string
---@param keys table such as { i_account = 9 }
---@param options portabilling.Options?
---@return table? response may be empty
---@return portabilling.Error?
function Operations:delete(service, record, keys, options)
  return change(self, "delete", service, record, keys, options)
end

--- One record, unwrapped.
---@param service string
---@param record string
---@param keys table? such as { i_customer = 17 }; may be left out where the session implies the record
---@param options portabilling.Options?
---@return table? record or the file, where the method answers one
---@return portabilling.Error? err kind "not_found" when there is no such record
function Operations:get(service, record, keys, options)
  local settings, no_model, _, given = begin(self, options, "get", keys)
  if not settings then
    return nil, no_model
  end
  local entry = self.model:resolve(service, record, "get", 2)
  local fields, unreadable = plain(given == nil and {} or given, "get", "keys", service, entry.method)
  if not fields then
    return nil, unreadable
  end
  local invalid = check.before(self, service, entry.method, fields, settings, entry)
  if invalid then
    return nil, invalid
  end
  local extra, finish
  if settings.fields then
    extra = { decoding = decoder.options(settings) }
    finish = response.record_selection(settings.fields, entry, extra.decoding)
  end
  local answer, err, is_file, call = perform(self, service, entry.method, fields, settings, extra)
  if is_file then
    return answer, err
  end
  local found = answer and response.record(answer, entry)
  if answer and found == nil then
    err = unfit(call, { kind = "not_found", message = ("there is no such %s"):format(record) })
  end
  if err then
    check.after(self, err, service, entry.method, fields, settings, entry)
    return nil, err
  end
  if finish then
    return finish(answer, found)
  end
  return found
end

--- Calls any method as it is.
---@param service string
---@param method string
---@param params table?
---@param options portabilling.Options?
---@return table? response a file answer is { filename, content_type, body }
---@return portabilling.Error?
function Operations:call(service, method, params, options)
  check.names(service, method, "call")
  local fields, unreadable = plain(params == nil and {} or params, "call", "params", service, method)
  if not fields then
    return nil, unreadable
  end
  local settings, no_model, _
  settings, no_model, _, fields = begin(self, options, "call", fields, catalog.open(service, method))
  if not settings then
    return nil, no_model
  end
  local invalid = check.before(self, service, method, fields, settings)
  if invalid then
    return nil, invalid
  end
  local extra = {}
  local ok, answer, err, is_file, call = pcall(perform, self, service, method, fields, settings, extra)
  if not ok then
    raise(answer, service, method, extra.call)
  end
  answer, err = judge(service, method, fields, answer, err, is_file, call)
  if err and err.kind == "fault" then
    denial.add_method_hint(err, self.model)
  elseif err then
    look_up_advice.add(err)
  end
  check.after(self, err, service, method, fields, settings)
  return answer, err
end

--- Streams a file answer to a path, an open file, or a function that gets each piece.
---@param service string
---@param method string
---@param params table?
---@param sink string|file*|fun(bytes: string)
---@param options portabilling.Options?
---@return table? info { filename, content_type, bytes, path }
---@return portabilling.Error? err code "NO_FILE" (kind not_found) when the answer was a record, kept in err.response
function Operations:download(service, method, params, sink, options)
  check.names(service, method, "download")
  local target = sinks.open(sink)
  if not target then
    error(("download: sink: path (not empty, without NUL), open file or function expected, got %s")
      :format(sink == "" and "an empty one" or "a " .. type(sink)), 2)
  end
  local fields, unreadable = plain(params == nil and {} or params, "download", "params", service, method)
  if not fields then
    return nil, unreadable
  end
  local settings, no_model, own_timeout
  settings, no_model, own_timeout, fields = begin(self, options, "download", fields, catalog.open(service, method))
  if not settings then
    return nil, no_model
  end
  local invalid = check.before(self, service, method, fields, settings)
  if invalid then
    return nil, invalid
  end
  if perform_module.is_dry(settings, catalog.safe(service, method)) then
    local request, unsendable = perform(self, service, method, fields, settings)
    return request, unsendable
  end
  target.is_file, target.max_body = core.is_file, settings.max_body
  local ready, why = target.prepare()
  if not ready then
    return nil, error_object.new { kind = "config", message = why, service = service, method = method }
  end
  local done, info, err, is_file, call = pcall(perform, self, service, method, fields, settings, {
    sink = target,
    timeout = own_timeout or math.max(self.settings.timeout, DOWNLOAD_TIMEOUT),
  })
  if not done then -- the receiving function raised
    target.abort()
    error(info, 0)
  end
  if not is_file then
    target.abort()
    if info then
      err = unfit(call, { kind = "not_found", code = "NO_FILE", message = "the server answered a record, not a file" })
      err.response = info
    else
      look_up_advice.add(err)
    end
    check.after(self, err, service, method, fields, settings)
    return nil, err
  end
  local ok = target.finish()
  if not ok then
    target.abort()
    return nil, unfit(call, target.refused)
  end
  info.body, info.path = nil, target.path
  return info
end

return Operations
