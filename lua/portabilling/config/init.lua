--- Options: names, types, defaults, the environment, and "did you mean".
local address = require "portabilling.config.address"
local checks = require "portabilling.config.checks"
local error_object = require "portabilling.error"
local interrupt = require "portabilling.support.interrupt"
local nginx = require "portabilling.support.inside_nginx"
local read = require "portabilling.config.read"
local sources = require "portabilling.config.sources"
local tables = require "portabilling.support.tables"

local M = {}

local positive, whole, count, of_type, text = checks.positive, checks.whole, checks.count, checks.of_type, checks.text
local up_to, one_of, header_safe, host_name = checks.up_to, checks.one_of, checks.header_safe, checks.host_name
local names, token_place = checks.names, checks.token_place
local driver_name, loop_name = checks.driver_name, checks.loop_name

-- Every option: its check, its default, and
--   heeded_by    the operations whose calls may have their own value; the others refuse it. Without it: the client's alone;
--                with "batch" alone: never the client's, but for also_client
--   place        it says who, and where: not taken over by a client that acts as another login
--   data, secret see portabilling.config.read
---@class portabilling.Options
---@field url string? base URL, such as https://billing.example.com or https://billing.example.com:8444
---@field host string? instead of url: host name ...
---@field port integer? ... and port; or
---@field realm "admin"|"reseller"|"customer"|"account"|nil ... the realm; without a port its usual one is taken. Default: the
--- one whose usual port it is, else admin
---@field api "server"|"builtin"|string|false|nil what is known of the API: that which is built in (the default); what the
--- server itself tells ("server": fetched with the first call, and kept in the user's cache folder); or the path of a
--- description that was saved from /doc/api/ there
---@field profile string? instead of what says where the server is, and who logs in: a section of
--- ~/.config/portabilling/config that says it; see config/profile
---@field login string?
---@field token string? API token; or
---@field password string?
---@field access_token string? instead of a login: somebody's session, as Client:login gives it, for a program that acts with
--- its visitor's token. No log-in is ever made, and nothing kept; once the server does not take it any more: kind "auth"
---@field refresh_token string? beside access_token: renews it
---@field ca_file string? PEM file with the CA certificates to trust instead of the system's; inside nginx that is said in
--- nginx.conf (lua_ssl_trusted_certificate), and this option refused
---@field verify boolean? default true; false accepts any certificate (said in the log events)
---@field insecure boolean? default false; true allows plain http:// to other machines
---@field proxy string? URL of a proxy, "" for none, both whatever the environment says; default: from the environment, as curl
--- does (inside nginx: none)
---@field wire "json"|"form"|nil default "json"; "form" for releases before MR101
---@field tokens string|table|nil "memory", the path of a file, "shared:NAME" (a lua_shared_dict of nginx), or a token
--- store; default: inside nginx the dictionary "portabilling" if there is one, else "memory"
---@field driver "curl"|"cosocket"|table|nil what moves the bytes; default: cosocket inside nginx, curl elsewhere
---@field loop "cqueues"|"luv"|"copas"|portabilling.Loop|nil the program's event loop: a call made in one of its coroutines
--- waits there without blocking the others. The functions given to the client (log, on_page, sinks) must not wait
---@field timeout number? seconds for the whole call, retries included; default 60 (download: 3600)
---@field connect_timeout number? seconds; default 10
---@field retries integer? further attempts of a read that failed on the way; default 2
---@field rate number? calls a second that are made at most, whatever they are made for: pages of lists, log-ins and further
--- attempts as well. A call waits for its turn within its timeout; where that would be over by then, it fails (kind "busy",
--- not sent). Shared with the clients that login_as makes on the same host. Batches: rows a second
---@field page_size integer? lists: records asked for at once; default 500, at most 1000
---@field prefetch integer? lists: pages asked for while the program works on one; default 1, 0 = none
---@field concurrency integer? lists: pages in flight, delivered in order, default 1; batches: calls in flight, default 8
---@field ordered boolean? batches: items in input order; default false: as they finish
---@field journal string? batches: path of the file that keeps each item's fate, so that a batch can be run again
---@field retry_failed boolean? batches: items that an earlier run saw fail are sent again; default false
---@field resend_unknown boolean? batches: so are items whose outcome cannot be found out; default false
---@field max_failures integer? batches: failures in a row after which it stops; default 100
---@field fields string[]? get and lists: keep only these fields of each record; "customer_class.name" reaches inside
---@field check "error"|"hint"|"off"|nil what is sent held against what is known of the method: "error" refuses what does not fit
--- (kind "invalid", nothing is sent; not for a field alone that is required in practice only), "hint" lets the error of a
--- call that the server refused tell it, "off" never looks. Which keys a session implies goes by its realm: by the option, or
--- the port; the administrator's where neither tells. Default: "error" with the operator's own description of the API, else "hint"
---@field keep_null boolean? default false: a JSON null in a record is an absent key
---@field big_integers "string"|"error"|nil integers this Lua cannot hold exactly; default "string"
---@field decimals "number"|"string"|nil "string": numbers with a point come as the text they are, for money; default "number"
---@field max integer? lists: at most this many records
---@field offset integer? lists: records to pass over
---@field consistent boolean? lists: notice when the list moves while it is read; default true
---@field read_twice boolean? lists: read again until two readings agree, for records that change their places meanwhile;
--- each comes once. Keeps all keys in memory; default false
---@field total boolean? lists: ask the server to count (info.total); false: neither ask, nor heed what it tells. By
--- default it is asked where that is known to be cheap, so never for xDRs
---@field records_key string? lists: the key of the answer that holds the records
---@field invalid_text "error"|"replace"|nil an answer whose texts are no valid UTF-8 (or hold control characters) is
--- refused; or they get U+FFFD in those places, which is said in the log events; default "error"
---@field max_body integer? bytes an answer may have; default 64 MiB (a streamed download: no limit)
---@field max_values integer? keys and values that may be kept of an answer; default 2 million
---@field max_depth integer? nesting that is sent and accepted; default 64
---@field idle_limit integer? seconds; a connection idle for longer is not reused; default 30
---@field max_age integer? seconds; a connection made longer ago is not reused, so that a changed address is followed and
--- a server that is being taken out of service is left; default 300
---@field dry_run boolean? return the exact request, secrets redacted, instead of sending it; log is told it, too. Lists
--- have no records then. PORTABILLING_DRY_RUN in the environment makes it that for all clients of a program: "changes"
--- (reads are sent) or "all"
---@field on_page fun(info: portabilling.PageInfo)? lists: called for each page of a list
---@field log fun(event: portabilling.Event)? called for each attempt; events hold no secrets. What it raises
--- changes nothing of the call and is written to stderr
---@field reason string? why this is done; kept in the log events
-- Which operations heed an option that a call may have. A batch hands on to its calls what their operation heeds.
local LISTS = "list pages collect"
local CALLS = "create update delete get call download " .. LISTS
local ANY = CALLS .. " login logout ping"

local OPTIONS = {
  url = { header_safe, place = true },
  profile = { text, place = true },
  host = { host_name, place = true },
  port = { address.port, place = true },
  api = { checks.api_source },
  realm = { one_of("admin", "reseller", "customer", "account"), place = true },
  login = { text, place = true },
  token = { header_safe, secret = true, place = true },
  password = { text, secret = true, place = true },
  access_token = { header_safe, secret = true, place = true },
  refresh_token = { text, secret = true, place = true },
  ca_file = { header_safe },
  verify = { of_type "boolean", true },
  insecure = { of_type "boolean", false },
  proxy = { function(v) return v == "" or header_safe(v) end }, -- "": none, as in curl
  wire = { one_of("json", "form"), "json" },
  tokens = { token_place, place = true },
  driver = { driver_name },
  loop = { loop_name },
  idle_limit = { whole, 30 },
  max_age = { whole, 300 },
  max_depth = { up_to(1000), 64 },
  timeout = { positive, 60, heeded_by = ANY },
  connect_timeout = { positive, 10, heeded_by = ANY },
  retries = { count, 2, heeded_by = ANY },
  rate = { positive, heeded_by = "batch", also_client = true },
  page_size = { up_to(1000, "the server's own maximum"), 500, heeded_by = LISTS },
  prefetch = { count, 1, heeded_by = LISTS },
  concurrency = { up_to(1000), heeded_by = LISTS .. " batch" },
  ordered = { of_type "boolean", heeded_by = "batch" },
  journal = { header_safe, heeded_by = "batch" },
  retry_failed = { of_type "boolean", heeded_by = "batch" },
  resend_unknown = { of_type "boolean", heeded_by = "batch" },
  max_failures = { whole, heeded_by = "batch" },
  fields = { names, data = true, heeded_by = "get " .. LISTS },
  check = { one_of("error", "hint", "off"), heeded_by = CALLS },
  keep_null = { of_type "boolean", false, heeded_by = CALLS },
  big_integers = { one_of("string", "error"), "string", heeded_by = CALLS },
  decimals = { one_of("number", "string"), "number", heeded_by = CALLS },
  max = { count, heeded_by = LISTS },
  offset = { count, heeded_by = LISTS },
  consistent = { of_type "boolean", true, heeded_by = LISTS },
  read_twice = { of_type "boolean", false, heeded_by = LISTS },
  total = { of_type "boolean", heeded_by = LISTS },
  records_key = { of_type "string", heeded_by = LISTS },
  invalid_text = { one_of("error", "replace"), "error", heeded_by = CALLS .. " logout ping" },
  max_body = { whole, 64 * 1024 * 1024, heeded_by = ANY },
  max_values = { whole, 2000000, heeded_by = CALLS .. " logout ping" },
  dry_run = { of_type "boolean", false, heeded_by = CALLS },
  on_page = { of_type "function", heeded_by = LISTS },
  log = { of_type("function", "that takes one event"), heeded_by = ANY },
  reason = { of_type "string", heeded_by = ANY },
}

local heeding = {} -- the same words are one list, which is a set as well
for _, option in pairs(OPTIONS) do
  local operations = option.heeded_by
  if operations and not heeding[operations] then
    heeding[operations] = tables.set(operations, tables.words(operations)) -- in order, and as a set
  end
  option.heeded_by = operations and heeding[operations]
  option.client = option.also_client or operations ~= "batch"
end

--- Does the operation heed this option?
---@param name string of the option
---@param operation string
---@return boolean
function M.heeds(name, operation)
  local option = OPTIONS[name]
  return option ~= nil and option.heeded_by ~= nil and option.heeded_by[operation] == true
end

-- May it be given there? items: the operation of a batch's calls.
local function fits(name, where, per_call, items)
  if per_call then
    return M.heeds(name, where) or items ~= nil and M.heeds(name, items)
  end
  return OPTIONS[name].client
end

local function option_names(where, per_call, items)
  local list = {}
  for _, name in ipairs(tables.sorted_keys(OPTIONS)) do
    if fits(name, where, per_call, items) then
      list[#list + 1] = name
    end
  end
  return list
end

local function misplaced(name, where, items)
  local of = OPTIONS[name].heeded_by
  if not of then
    return ("%s: option '%s' belongs to the client, not to one call: give it to pb.connect or pb.new")
      :format(where, name)
  end
  local last = #of > 1 and " and " .. of[#of] or ""
  return ("%s: option '%s' belongs to %s%s%s"):format(items and ("%s of %s"):format(where, items) or where, name,
    OPTIONS[name].also_client and "the client and to " or "", table.concat(of, ", ", 1, math.max(#of - 1, 1)), last)
end

M.plain = read.plain

--- Raises on unknown, misspelt or wrongly typed options.
---@param options table
---@param where string the function, for the message
---@param per_call boolean only what one call may have
---@param level integer
---@param items string? of a batch: the operation of its calls
---@return table options to be used: a table of their own
function M.check(options, where, per_call, level, items)
  local checked = {}
  for name, value in next, read.plain(options, where, level + 1) do
    local option = OPTIONS[name] or read.unknown(name, where, option_names(where, per_call, items), level + 1)
    if not fits(name, where, per_call, items) then
      error(misplaced(name, where, items), level + 1)
    end
    checked[name] = read.value(name, value, option, where, level + 1)
  end
  return checked
end

--- The options of a client that acts as another login (login_as): its own, and all of its parent's but those that say who,
--- and where.
---@param own table
---@param parent table settings
---@return table
function M.inherited(own, parent)
  local options = {}
  for name, option in pairs(OPTIONS) do
    options[name] = own[name]
    -- What moves the bytes is said by driver or loop, never by both.
    local moved = (name == "driver" or name == "loop") and (own.driver or own.loop)
    if options[name] == nil and not option.place and not moved then
      options[name] = parent[name]
    end
  end
  return options
end

local function config_error(message, advice)
  return error_object.new { kind = "config", message = message, advice = advice }
end

local NOBODY = -2 -- whom a message blames that names no line: see read.lua's level

--- The options with what says where the server is and who logs in, taken from one source: see config/sources.
---@param options portabilling.Options checked
---@param getenv fun(name: string): string?
---@return portabilling.Options? options
---@return portabilling.Error? err kind "config"
function M.complete(options, getenv)
  local completed, message, name, profile = sources.complete(options, getenv)
  if completed and profile then
    local ok, checked = interrupt.pcall(M.check, completed, "profile " .. name, false, NOBODY)
    completed, message = ok and checked or nil, checked
    if completed then
      -- What only a profile says; no options of a program.
      completed.confirm, completed.token_source = profile.confirm or nil, profile.token_source
    end
  end
  if not completed then
    return nil, config_error(message)
  end
  return completed
end

-- A dry run of the whole program, whatever its options say: none of its clients may miss it.
local function whole_dry_run()
  local value = os.getenv "PORTABILLING_DRY_RUN"
  if value ~= nil and value ~= "" and value ~= "changes" and value ~= "all" then
    error(config_error("PORTABILLING_DRY_RUN is neither \"changes\" nor \"all\""), 0)
  end
  return value ~= "" and value or nil
end

--- Checked options with defaults filled in.
---@param options portabilling.Options
---@param child boolean? a client without credentials of its own (login_as)
---@return table? settings
---@return portabilling.Error? err kind "config"
function M.settings(options, child)
  local settings = read.with_defaults(OPTIONS, options)
  settings.whole_dry_run = whole_dry_run()
  settings.confirm, settings.token_source = options.confirm, options.token_source
  local setup = "Call pb.connect{ url = ..., login = ..., token = ... }; where none of these is given, all but pb.new "
    .. "take them from a profile, or from PORTABILLING_URL, PORTABILLING_LOGIN and PORTABILLING_TOKEN (or _PASSWORD) "
    .. "in the environment"
    .. (nginx.inside() and ", of which nginx keeps what its env directives name (env PORTABILLING_URL;)" or "")
  local url, message, nothing_given = address.url(settings)
  if not url then
    return nil, config_error(message, nothing_given and setup or nil)
  end
  settings.location, message = address.parse(url, settings.insecure)
  if not settings.location then
    return nil, config_error(message)
  end
  settings.url = settings.location.base
  if settings.refresh_token and not settings.access_token then
    return nil, config_error("refresh_token goes with access_token: give both")
  elseif settings.access_token and (settings.token or settings.password) then
    return nil, config_error("give either access_token, or login with token or password")
  elseif settings.access_token and settings.tokens then
    return nil, config_error("give either access_token or tokens: a session that was given is not kept")
  elseif not child and not settings.access_token then
    if not settings.login or not (settings.token or settings.password or settings.token_source) then
      return nil, config_error("no credentials: login, and token or password, are needed", setup)
    elseif settings.token and settings.password then
      return nil, config_error("give either token or password, not both")
    end
  end
  if settings.loop and settings.driver then
    return nil, config_error("give either driver or loop: an event loop is the libcurl driver's business")
  end
  return settings
end

return M
