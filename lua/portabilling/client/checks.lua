--- A client's check: what is wrong with what an operation would be given, without sending it.
local api = require "portabilling.api"
local check = require "portabilling.call.check"
local perform = require "portabilling.call"
local suggest = require "portabilling.support.suggest"
local tables = require "portabilling.support.tables"

---@class portabilling.Client
local Checks = {}

-- What is given to each operation is called; and it may be left out.
local OPERATIONS = {
  create = { "attributes" }, update = { "attributes" }, delete = { "keys" }, get = { "keys", optional = true },
  list = { "filters", optional = true }, call = { "params", optional = true },
}
local NAMES = tables.sorted_keys(OPERATIONS)

-- Its callers tail-call it: the program's line is the one that calls this.
local function run(self, operation, service, record, attributes, options)
  local given = OPERATIONS[operation]
  if not given then
    error(("check: unknown operation '%s'; %s"):format(tostring(operation), suggest.choice(operation, NAMES)), 2)
  end
  local settings = perform.settings(self, options, operation)
  if self.description then
    local unchecked
    settings, unchecked = self.description:ready(self, settings)
    if not settings then
      return nil, unchecked
    end
  end
  local entry, method = nil, record
  if operation == "call" then
    check.names(service, method, "check")
  else
    entry = self.model:resolve(service, record, operation, 2)
    method = entry.method
  end
  if attributes == nil and given.optional then
    attributes = {}
  end
  local params, err = perform.plain(attributes, "check", given[1], service, method)
  if not params then
    return nil, err
  end
  if operation == "list" then
    params = check.filters(params, "check")
  end
  local problems = check.problems(self, service, method, params, settings, entry)
  if problems then
    return nil, check.error(problems, service, method)
  end
  local text
  text, err = perform.encode(self, service, method, params, settings)
  return text and true or nil, err
end

--- What is wrong with what an operation would be given: all of it at once, by what the client's model of the API knows,
--- whatever the option check says. Nothing is sent, but for the server's description where the client goes by that and does not
--- have it yet. Raises on a misspelt service or record.
---@param operation "create"|"get"|"update"|"delete"|"list"|"call"
---@param service string such as "Account"
---@param record string such as "account"; for "call": the method
---@param attributes table? keys, filters or params, as the operation takes them
---@param options portabilling.Options? of the operation: fields is looked at, too
---@return true? fits
---@return portabilling.Error? err kind "invalid", with all problems; "config" for what cannot be sent at all
function Checks:check(operation, service, record, attributes, options)
  return run(self, operation, service, record, attributes, options)
end

-- Stands for a client where there is none.
local nobody = { model = api.builtin, settings = { max_depth = 64 }, driver = {} }

--- The same by what is built in, where there is no client.
function Checks.without_client(...)
  return run(nobody, ...)
end

return Checks
