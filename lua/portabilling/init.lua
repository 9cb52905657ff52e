--- lua-portabilling: a PortaBilling client.
---
---     local pb = require "portabilling"
---     pb.connect { url = "https://billing.example.com", login = "api", token = os.getenv "PORTABILLING_TOKEN" }
---     for customer in pb.list("Customer", "customer", { bill_status = "O" }) do print(customer.name) end
---
--- The functions here are the default client's. Without pb.connect it is made, at the first call, from a profile that
--- PORTABILLING_PROFILE names, from PORTABILLING_URL, _LOGIN, _TOKEN or _PASSWORD (the token is taken where both are set) and
--- _CA_FILE, or from the profile `default`.
local client = require "portabilling.client"
local config = require "portabilling.config"
local json = require "portabilling.support.json"
local later = require "portabilling.support.later"
local nginx = require "portabilling.support.inside_nginx"

local cassette = later.require "portabilling.driver.cassette"
local checks = later.require "portabilling.client.checks"
local knowledge = later.require "portabilling.client.knowledge"
local period = later.require "portabilling.data.period"
local printed = later.require "portabilling.api.describe_text"
local show = later.require "portabilling.support.show"
local sum = later.require "portabilling.data.sum"

--- What is generated below; documented at the client's methods of the same names (client.lua).
---@class portabilling
---@field create fun(service: string, record: string, attributes: table, options: portabilling.Options?): table?, portabilling.Error?
---@field get fun(service: string, record: string, keys: table?, options: portabilling.Options?): table?, portabilling.Error?
---@field update fun(service: string, record: string, attributes: table, options: portabilling.Options?): table?, portabilling.Error?
---@field delete fun(service: string, record: string, keys: table, options: portabilling.Options?): table?, portabilling.Error?
---@field call fun(service: string, method: string, params: table?, options: portabilling.Options?): table?, portabilling.Error?
---@field download fun(service: string, method: string, params: table?, sink: any, options: portabilling.Options?): table?, portabilling.Error?
---@field list fun(service: string, record: string, filters: table?, options: portabilling.Options?): fun(): table?, integer?
---@field pages fun(service: string, record: string, filters: table?, options: portabilling.Options?): fun(): table[]?, portabilling.PageInfo?
---@field collect fun(service: string, record: string, filters: table?, options: portabilling.Options?): table[]?, portabilling.Error?
---@field batch fun(operation: string, service: string, record: string, source: any, options: portabilling.Options?): fun(): portabilling.Item?
---@field login fun(options: portabilling.Options?): boolean?, table|portabilling.Error|nil
---@field logout fun(options: portabilling.Options?): boolean?, portabilling.Error?
---@field ping fun(options: portabilling.Options?): boolean?, portabilling.Error?
---@field login_as fun(options: table): portabilling.Client?, portabilling.Error?
---@field null any JSON null, a lightuserdata; equal to cjson.null
---@field empty_array any sent as []
---@field csv portabilling.csv CSV files read and written
---@field array fun(t: table?): table marks a table as an array: sent as [] even when empty
local M = {}

M._VERSION = client.VERSION
M.null = json.null
M.array = json.array
M.empty_array = json.empty_array
M.csv = later.require "portabilling.data.csv"

local default

-- pb:get(...) is an easy slip, and what would be said about its arguments would only puzzle.
local function refuse_colon(name)
  error(("%s: call it with a dot: pb.%s(...); the colon is for clients made by pb.new"):format(name, name), 3)
end

local function refuse(err)
  nginx.tell(err)
  error(err, 0)
end

local function complete_client(options, getenv)
  local completed, err = config.complete(options, getenv)
  if not completed then
    return nil, err
  end
  return client.new(completed)
end

-- What pb.new asks the environment for: the user's home, and nothing of this library's.
local function without_ours(name)
  return not name:find "^PORTABILLING_" and os.getenv(name) or nil
end

--- Makes the default client. The one before is let go: calls that it has under way come to their end, and with the last
--- one its connections and credentials are given up. Raises when the options are wrong or incomplete.
---@param options portabilling.Options? without url and login: from a profile or the environment, see config/sources
---@return portabilling.Client
function M.connect(options)
  if options == M then
    refuse_colon "connect"
  end
  options = config.check(options or {}, "connect", false, 2)
  local made, err = complete_client(options, os.getenv)
  if not made then
    refuse(err)
  end
  default = made
  return made
end

--- Makes an independent client with the same operations as methods; the environment is not asked, a profile only where
--- the options name one. Raises when the options are wrong or incomplete.
---@param options portabilling.Options
---@return portabilling.Client
function M.new(options)
  if options == M then
    refuse_colon "new"
  end
  options = config.check(options, "new", false, 2)
  local made, err
  if options.profile then
    made, err = complete_client(options, without_ours)
  else
    made, err = client.new(options)
  end
  if not made then
    refuse(err)
  end
  return made
end

-- Makes the default client from the environment; nobody made it.
local function make_default()
  local made, err = complete_client({}, os.getenv)
  default = made or default
  return made, err
end

-- The default client's operation of that name. No operation takes more; a function of any number would cost more than the
-- rest of this one.
local function with_default(name, on_failure)
  return function(a, b, c, d, e)
    if a == M then
      refuse_colon(name)
    end
    local made = default
    if not made or made.closed then
      local err
      made, err = make_default()
      if not made then
        return on_failure(err)
      end
    end
    return made[name](made, a, b, c, d, e)
  end
end

local function returned(err)
  return nil, err
end

for _, name in ipairs { "create", "get", "update", "delete", "call", "download", "collect", "login", "logout", "ping",
  "login_as" } do
  M[name] = with_default(name, returned)
end

for _, name in ipairs { "list", "pages", "batch" } do
  M[name] = with_default(name, refuse)
end

--- What is wrong with what an operation would be given, all at once; nothing is sent. The default client's model of the API
--- is asked; without a client, and without one in the environment, the one that is built in.
---@param operation "create"|"get"|"update"|"delete"|"list"|"call"
---@param service string such as "Account"
---@param record string such as "account"; for "call": the method
---@param attributes table? keys, filters or params, as the operation takes them
---@param options portabilling.Options? of the operation: fields is looked at, too
---@return true? fits
---@return portabilling.Error? err kind "invalid", with all problems; "config" for what cannot be sent at all
function M.check(operation, service, record, attributes, options)
  if operation == M then
    refuse_colon "check"
  end
  local made = default
  if not made or made.closed then
    made = make_default()
  end
  if made then
    return made:check(operation, service, record, attributes, options)
  end
  return checks.without_client(operation, service, record, attributes, options)
end

--- Closes the default client.
function M.close()
  if default then
    default:close()
    default = nil
  end
end

--- All services that are known. The list prints well, as that of pb.records does.
---@return string[] names sorted
function M.services()
  local names = knowledge.model_of(default):services()
  return setmetatable(names, { __tostring = function(self) return table.concat(self, "\n") end })
end

--- The record types of a service: { record = name, operations = { create = method, ... } } each. Raises, with the
--- nearest name, when there is no such service.
---@param service string such as "Account"
---@return table[]
function M.records(service)
  return setmetatable(knowledge.model_of(default):records(service, 2), { __tostring = function(self)
    return table.concat(printed.records(self), "\n")
  end })
end

--- What there is and what it takes, as data that prints well: pb.describe() the services, pb.describe("Account") a
--- service's records and methods, pb.describe("Account", "account") a record's operations and fields, and with an operation,
--- or the name of a method, what it takes and answers, with an example. Raises, with the nearest name, when there is no such
--- thing. Asks no server: the default client's knowledge is used, where there is such a client.
---@param service string?
---@param record string? or a method
---@param operation string?
---@return portabilling.Description
function M.describe(service, record, operation)
  if service == M then
    refuse_colon "describe"
  end
  return knowledge.describe(default, "pb.", service, record, operation)
end

--- The methods whose names, services, fields or descriptions have these words, the nearest first. It prints well.
---@param text string such as "barring"
---@return portabilling.Found[]
function M.methods(text)
  if text == M then
    refuse_colon "methods"
  end
  return knowledge.methods(default, "pb.", text)
end

--- A value as JSON, on one line: integers exact, pb.null as null, arrays that came empty as [], true as true.
---@param value any
---@return string? json
---@return string? message why it cannot be written, with the place
function M.encode(value)
  local text, message = json.encode(value, json.PLAIN)
  return text, message
end

--- A day's from_date and to_date: see portabilling.data.period.
---@param back integer 0: today, -1: yesterday
---@param zone string? "UTC" (default), "local" or such as "+13:00"
---@param now number? Unix time
---@return string from_date
---@return string to_date
function M.day(back, zone, now)
  return period.day(back, zone, now)
end

--- A month's from_date and to_date: see portabilling.data.period.
---@param back integer 0: this one, -1: the last
---@param zone string? "UTC" (default), "local" or such as "+13:00"
---@param now number? Unix time
---@return string from_date
---@return string to_date
function M.month(back, zone, now)
  return period.month(back, zone, now)
end

--- A moment that somebody wrote, such as "2026-10-01" or "2026-10-01 08:30", in UTC: see portabilling.data.period.
---@param written string
---@param zone string? "UTC" (default), "local" or such as "+13:00"
---@return string? moment
---@return string? message why it is none
function M.moment(written, zone)
  return period.moment(written, zone)
end

--- Decimal numbers added exactly, texts and numbers: see portabilling.data.sum.
---@param ... string|number|nil
---@return string
function M.sum(...)
  return sum.sum(...)
end

--- A driver for pb.connect or pb.new that records what the server answers, without credentials, for
--- portabilling.driver.replay to play in a test: see portabilling.driver.cassette.
---@param path string a file, written anew
---@param driver table|string|nil what moves the bytes: as the option driver
---@return table driver
function M.cassette(path, driver)
  local driver_of_it = cassette.record(path, driver)
  return driver_of_it
end

--- Prints what it is given, records above all, as Lua would write it: sorted, without secrets, what is endless cut short.
--- pb.show(pb.get(...)) prints the record, or the error. Gives nothing back.
---@param ... any
function M.show(...)
  show.print(...)
end

return M
