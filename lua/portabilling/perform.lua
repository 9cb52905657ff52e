--- One call of a client: options in force, JSON out, answer in.
local catalog = require "portabilling.catalog"
local config = require "portabilling.config"
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local json = require "portabilling.json"
local redact = require "portabilling.redact"
local response = require "portabilling.response"
local runner = require "portabilling.runner"

local M = {}

--- The client's settings, or those with a call's own options in front. Raises on wrong options.
---@param self portabilling.Client
---@param options portabilling.Options?
---@param where string the operation, for messages
---@param level integer? how far away the user's own line is, counted from the caller of this function
---@return table settings
function M.settings(self, options, where, level)
  level = (level or 1) + 2
  if self.closed then
    error(where .. ": the client is closed", level)
  end
  if options == nil then
    return self.settings
  end
  config.check(options, where, true, level)
  return setmetatable({}, { __index = function(_, name)
    local value = options[name]
    if value == nil then
      value = self.settings[name]
    end
    return value
  end })
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

local function describe_request(self, service, method, params)
  local shown = json.encode(redact.copy(core.decode(params, { keep_null = true, max_depth = 1000, array_mt = true })))
  local form = self.settings.wire == "form"
  return {
    method = "POST",
    url = ("%s/rest/%s/%s"):format(self.settings.url, service, method),
    headers = {
      ["Content-Type"] = form and "application/x-www-form-urlencoded" or "application/json",
      ["Authorization"] = not form and "Bearer " .. redact.MARK or nil,
    },
    body = form and ('auth_info={"session_id":"%s"}&params=%s'):format(redact.MARK, shown)
      or ('{"params":%s}'):format(shown),
  }
end

--- Sends params and returns the answer: a table, or { filename, content_type, body } of a file.
---@param self portabilling.Client
---@param service string
---@param method string
---@param params table
---@param settings table from M.settings
---@param extra { sink: table?, fields: userdata?, timeout: number?, open: boolean? }?
---@return table? answer
---@return portabilling.Error?
---@return boolean? is_file
function M.perform(self, service, method, params, settings, extra)
  if extra and extra.sink and settings.dry_run then
    extra = nil
  end
  local text, message, path = json.encode(params, {
    yes_no = catalog.yes_no(service, method),
    max_depth = settings.max_depth,
  })
  if not text then
    return nil, bad_attributes(service, method, message, path)
  end
  if settings.dry_run then
    return describe_request(self, service, method, text)
  end
  local call = {
    service = service,
    method = method,
    params = text,
    safe = catalog.safe(service, method),
    settings = settings,
    deadline = self.driver:now() + (extra and extra.timeout or settings.timeout),
    open = extra and extra.open,
    sink = extra and extra.sink,
  }
  local answer, outcome = runner.run(self, call)
  if not answer then
    return nil, outcome
  end
  if outcome.kind == "file" then
    return response.file(answer), nil, true
  end
  local decoded, reason = response.decode(answer.body, settings, extra and extra.fields)
  if decoded then
    return decoded
  end
  outcome.kind, outcome.message, outcome.sent = "decode", reason, "unknown"
  return nil, runner.failure(self, call, outcome, outcome.elapsed)
end

--- Raises unless value is a table; level as for M.settings.
function M.check_table(value, where, name, level)
  if type(value) ~= "table" then
    error(("%s: %s: table expected, got %s"):format(where, name, type(value)), (level or 1) + 2)
  end
end

return M
