--- The option `check`: what is to be sent held against what the client's model knows of the method, before it is sent
--- ("error"), or when the server did not do it ("hint").
local address = require "portabilling.config.address"
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local interrupt = require "portabilling.support.interrupt"
local later = require "portabilling.support.later"
local tables = require "portabilling.support.tables"

local check = later.require "portabilling.api.check"
local perform = later.require "portabilling.call"

local M = {}

-- So many problems stand in an error's message, and in an advice; and not many more characters than that.
local MESSAGE_MOST, ADVICE_MOST = 10, 3
local CHARACTERS = 1200

-- With the operator's own description, what does not fit is wrong; what is built in may be incomplete.
local function mode_of(self, settings)
  return settings.check or (self.model.own and "error" or "hint")
end

-- The key of the record that the session of this realm implies.
local function implied_by(self)
  local realm = (self.model.data.realm or address.realm(self.settings)):lower()
  return (realm == "customer" or realm == "account") and "i_" .. realm or nil
end

--- All that is wrong with what a call is given; whatever the option says.
---@param self portabilling.Client
---@param service string
---@param method string
---@param params table plain tables
---@param settings table the call's
---@param entry portabilling.catalog.entry? the operation on a record that it is
---@return portabilling.Problem[]? problems nil: there is none
function M.problems(self, service, method, params, settings, entry)
  local model, found = self.model, nil
  if not check.is_fine(model, service, method, params, entry) then
    found = check.params(model, service, method, params, { entry = entry, implied = implied_by(self) })
  end
  local wanted = entry and not settings.records_key and settings.fields
  if wanted and (entry.operation == "get" or entry.operation == "list") then
    for _, problem in ipairs(check.wanted(model, entry, wanted) or {}) do
      found = found or {}
      found[#found + 1] = problem
    end
    if found then
      table.sort(found, function(a, b) return a.path < b.path end)
    end
  end
  return found
end

-- What is certain first: what is only the practice may be cut off.
local function words(problems, most)
  local texts, left = {}, CHARACTERS
  for _, practice in ipairs { false, true } do
    for _, problem in ipairs(problems) do
      if #texts < most and left > 0 and (problem.practice or false) == practice then
        texts[#texts + 1] = check.text(problem):gsub("%c", " ")
        left = left - #texts[#texts]
      end
    end
  end
  local more = #problems - #texts
  return table.concat(texts, "; ") .. (more > 0 and ("; and %d more"):format(more) or "")
end

--- The error that tells them; advice: what to do about them, if anything else than to correct them can be done.
---@param problems portabilling.Problem[]
---@param service string
---@param method string
---@param advice string?
---@return portabilling.Error
function M.error(problems, service, method, advice)
  local count = #problems
  return error_object.new {
    kind = "invalid",
    message = (count > 1 and ("%d problems: "):format(count) or "") .. words(problems, MESSAGE_MOST),
    service = service,
    method = method,
    path = problems[1].path,
    problems = problems,
    advice = advice,
  }
end

-- Is there one that is no mere practice? What no request was seen without may be left out all the same, for all we know.
local function is_certain(problems)
  for _, problem in ipairs(problems) do
    if not problem.practice then
      return true
    end
  end
  return false
end

--- Before a call is sent: what is wrong with it, where that is to end it. Parameters as of M.problems.
---@return portabilling.Error?
function M.before(self, service, method, params, settings, entry)
  local problems = mode_of(self, settings) == "error" and M.problems(self, service, method, params, settings, entry)
  if problems and is_certain(problems) then
    local can_be_sent = perform.encode(self, service, method, params, settings) ~= nil
    return M.error(problems, service, method, can_be_sent and 'check = "off" sends it as it is' or nil)
  end
end

--- Adds to the error of a call that the server refused, or for which it had no record, what is wrong with what it was
--- given. err may be nil.
function M.after(self, err, service, method, params, settings, entry)
  if not err or err.kind ~= "fault" and err.kind ~= "not_found" or mode_of(self, settings) ~= "hint" then
    return
  end
  -- What is needed for this may be out of reach by now; the error is told nevertheless.
  local ok, advice = interrupt.pcall(function()
    local problems = {}
    for _, problem in ipairs(M.problems(self, service, method, params, settings, entry) or {}) do
      if problem.problem ~= "missing" or problem.path ~= err.path then -- else the server said so itself
        problems[#problems + 1] = problem
      end
    end
    return problems[1] and ("By what is known here of %s/%s: %s"):format(service, method, words(problems, ADVICE_MOST))
  end)
  if ok and advice then
    err.advice = (err.advice and err.advice .. (err.advice:find "%p$" and " " or ". ") or "") .. advice
  end
end

--- What of a list's filters is sent, and what the client makes its own of: limit and offset mean "at most" and "start here",
--- and paging has its own. Raises unless these are whole numbers; level as for M.settings.
---@param fields table plain
---@param where string the operation, for the message
---@param level integer?
---@return table params
---@return { limit: number?, offset: number? } bounds
function M.filters(fields, where, level)
  local params, bounds = {}, {}
  for name, value in tables.each(fields) do
    if name == "limit" or name == "offset" then
      bounds[name] = tonumber(value)
      if not bounds[name] or bounds[name] < 0 or bounds[name] % 1 ~= 0 then
        error(("%s: filters.%s: whole number expected"):format(where, name), (level or 1) + 2)
      end
    else
      params[name] = value
    end
  end
  return params, bounds
end

--- Raises unless service and method are names that may stand in the URL. level as for M.settings.
---@param service any
---@param method any
---@param where string the operation, for the message
---@param level integer?
function M.names(service, method, where, level)
  local wrong = not core.is_name(service) and "service" or not core.is_name(method) and "method"
  if wrong then
    error(("%s: %s must be a plain name (letters, digits, _; less than 128)"):format(where, wrong), (level or 1) + 2)
  end
end

return M
