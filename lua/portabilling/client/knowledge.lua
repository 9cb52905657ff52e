--- What a client knows of the API, for the programmer. Nothing of it asks the server, but for its description where the
--- client has the option api = "server".
local api = require "portabilling.api"
local later = require "portabilling.support.later"

local describe = later.require "portabilling.api.describe"
local find = later.require "portabilling.api.find"
local served_api = later.require "portabilling.client.served_api"

local M = {}

--- The model that a client uses; without a client (nobody has made the default one) the built-in one.
---@param client portabilling.Client?
---@return portabilling.api.Model
function M.model_of(client)
  if client and client.description then
    client.description:ready(client, client.settings) -- where it cannot be had, log is told, and the built-in model tells
  end
  return client and client.model or api.builtin
end
local model_of = M.model_of

--- The same for the functions of the module, which may have no client yet. Tail calls, so that an error blames the caller of
--- the public function.
---@param client portabilling.Client?
---@param how string "pb." or "client:", for the examples
function M.describe(client, how, service, record, operation)
  return describe.of(model_of(client), how, service, record, operation)
end

function M.methods(client, how, text)
  return find.methods(model_of(client), how, text)
end

---@class portabilling.Client
local Knowledge = {}

--- What there is and what it takes, as data that prints well: the services; a service's records and methods; a record's
--- operations and fields; what an operation, or a method called by its name, takes and answers, with an example.
---@param service string?
---@param record string? or a method
---@param operation string?
---@return portabilling.Description
function Knowledge:describe(service, record, operation)
  return M.describe(self, "client:", service, record, operation)
end

--- The methods whose names, services, fields or descriptions have these words, the nearest first. It prints well.
---@param text string such as "barring"
---@return portabilling.Found[]
function Knowledge:methods(text)
  return M.methods(self, "client:", text)
end

--- The server's own description of its API as it serves it now, to be saved: the realm's, as with the option api = "server".
---@return portabilling.ServedApi? served text, url and name
---@return portabilling.Error? err also where what came is no description
function Knowledge:served_api()
  return served_api.served(self)
end

M.of_client = Knowledge

return M
