-- Batches with a journal, run again and again against everything that can go wrong, and held against what may be true.
-- Usage: lua5.4 spec/model/journal.lua [COUNT [FIRST SEED]]; the seed of what fails is told.
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local pb = require "portabilling"
local redact = require "portabilling.support.redact"
local random_numbers = require "support.random"
local world_module = require "support.journal_world"

local identity_of, content_of = world_module.identity, world_module.content
local KIND_NAMES = { "account", "number", "site", "call", "update" }

local M = {}

-- ---- the input ----

local function new_row(s)
  local n = s.random(1, 6)
  -- Keys with spaces and letters; and numbers that 14 digits do not tell apart.
  local key = s.numbers and 1e14 + n or (s.random(1, 4) == 1 and " " or "") .. "key " .. n
  if s.kind.operation ~= "create" then
    key = 1e14 + n
  end
  return { key = key, customer = 1, product = s.random(1, 2), note = s.notes and "Note " .. s.random(1, 2) or nil,
    rate = s.notes and s.random(1, 3) / 2 or nil,
    secret = s.secrets and "secret-" .. s.random(1, 1000) or nil }
end

local function attributes_of(s, row)
  local kind = s.kind
  local body = { i_customer = row.customer, i_product = row.product, note = row.note, rate = row.rate,
    h323_password = row.secret }
  body[kind.natural] = row.key
  return kind.wrapper and { [kind.wrapper] = body } or body
end

-- What the user does to the spreadsheet between two runs.
local function edit(s)
  local rows, random = s.rows, s.random
  for _ = 1, s.never_edited and 0 or random(0, 3) do
    s.edited = true
    local i = random(1, #rows)
    local what = random(1, 8)
    if what == 1 then
      rows[#rows + 1] = new_row(s)
    elseif what == 2 then
      table.insert(rows, i, new_row(s))
    elseif what == 3 then
      rows[i].product = random(1, 3)
    elseif what == 4 and #rows > 1 then
      table.remove(rows, i)
      s.removed = true
    elseif what == 5 then
      local row = {}
      for name, value in pairs(rows[i]) do row[name] = value end
      table.insert(rows, random(1, #rows), row)
    elseif what == 6 and s.secrets then
      rows[i].secret = "secret-" .. random(1, 1000)
    elseif what == 8 and s.notes then
      rows[i].note, rows[i].rate = "Note " .. random(1, 3), random(1, 3) / 2
    elseif what == 7 and s.secrets then
      for _, row in ipairs(rows) do row.secret = "secret-" .. random(1, 1000) end
    end
  end
end

-- ---- one run ----

local TROUBLE = { "fault", "lost_before", "lost_after", "gateway", "kill", "kill_write", "full", "lost_read", "refused",
  "interrupt" }

local function draw_trouble(s, last)
  local odds, random = {}, s.random
  if not last then
    for _, what in ipairs(TROUBLE) do
      if random(1, 3) == 1 then
        odds[what] = random(3, 30)
      end
    end
    odds.down = random(1, 12) == 1 or nil
    odds.login_refused = random(1, 12) == 1 or nil
  end
  return odds
end

local function problem(s, ...)
  error(("seed %d, %s, run %d: %s"):format(s.seed, s.name, s.world.run, string.format(...)), 0)
end

-- What one run said of its items, by content and by identity.
local function new_report()
  return { items = {}, ended = false, raised = nil, killed = false }
end

local function leave_at(s, last)
  return not last and s.random(1, 6) == 1 and s.random(1, #s.rows) or nil
end

local function run_batch(s, options, last)
  local world, kind = s.world, s.kind
  local report = new_report()
  world.run = world.run + 1
  world.in_run, world.sequence, world.odds = {}, {}, draw_trouble(s, last)
  package.loaded["portabilling.file"] = world:file()
  local list, handed = {}, 0
  for i, row in ipairs(s.rows) do
    list[i] = attributes_of(s, row)
  end
  report.list = list
  report.pulled = {}
  local function source()
    handed = handed + 1
    if world.dead then
      return nil
    end
    if list[handed] then
      report.pulled[handed] = true
    end
    return list[handed]
  end
  local client = assert(pb.new { url = s.url, login = "api", token = "token", driver = world:driver(), retries = 1 })
  local leave, by_error = leave_at(s, last), s.random(1, 2) == 1
  local ok, err = pcall(function()
    for item in client:batch(kind.operation, kind.service, kind.record, options.array and list or source, {
      journal = s.path, concurrency = s.random(1, 4), ordered = s.random(1, 2) == 1,
      retry_failed = options.retry_failed, resend_unknown = options.resend_unknown, max_failures = 1000,
      log = function(event) report.in_doubt = event.in_doubt or report.in_doubt end }) do
      if world.dead then
        break
      end
      if report.items[item.index] then
        problem(s, "item %d was handed out twice", item.index)
      end
      report.items[item.index] = item
      if leave and #report.items >= leave then
        if by_error then
          error("the user's own", 0)
        end
        break
      end
    end
    report.ended = true
  end)
  report.killed = world.dead
  report.raised = not ok and err or nil
  report.left = leave ~= nil
  report.had = world.odds
  if options.array then
    for i = 1, #list do report.pulled[i] = true end
  end
  client:close()
  world:gone()
  package.loaded["portabilling.file"] = nil
  if not ok and not error_object.is_error(err) and not tostring(err):find "interrupted"
    and not tostring(err):find "the user's own" then
    problem(s, "raised %s", tostring(err))
  end
  return report
end

-- ---- what may be true ----

local function add(t, key, n)
  t[key] = (t[key] or 0) + (n or 1)
end

local function count_of(list, content)
  local n = 0
  for _, attributes in ipairs(list) do
    n = n + (content_of(attributes) == content and 1 or 0)
  end
  return n
end

-- Each item's report against what the server knows.
local function judge_items(s, report, before)
  local world = s.world
  local done, done_now, no, other, refused = {}, {}, {}, {}, {}
  for index, item in pairs(report.items) do
    local attributes = report.list[index]
    local content, identity = content_of(attributes), identity_of(attributes)
    local err = item.err
    if item.attributes ~= attributes then
      problem(s, "item %d has other attributes", index)
    elseif not err then
      add(done, content)
      if not item.skipped and not item.found then
        add(done_now, content)
      end
    elseif err.code == "SECRETS_CHANGED" then
      if (world.by_identity[identity] or 0) == 0 then
        problem(s, "item %d: SECRETS_CHANGED, but it was never made", index)
      end
    elseif err.sent == "no" then
      add(no, content)
      if s.most[identity] == 1 and not s.secrets and world.executions[content] then
        problem(s, "item %d: not sent, it says, but it was executed: %s", index, tostring(err))
      end
    elseif err.sent == "unknown" then
      if not world.received[identity] and not s.in_flight[identity] then
        problem(s, "item %d: unknown, but it was never sent: %s", index, tostring(err))
      end
    elseif (item.skipped and world.refusals or report.refusals)[content] == nil then
      problem(s, "item %d: sent = yes, but nothing was refused: %s", index, tostring(err))
    else
      add(refused, content)
    end
    if err and err.sent ~= "no" then
      add(other, content)
    end
  end
  for content, number in pairs(done) do
    if (world.executions[content] or 0) < (s.kind.operation == "update" and 1 or number) then
      problem(s, "reported done %d times, executed %d times: %s", number, world.executions[content] or 0, content)
    end
  end
  for content, number in pairs(done_now) do
    if (report.in_run[content] or 0) < number then
      problem(s, "reported done now %d times, executed now %d times: %s", number, report.in_run[content] or 0, content)
    end
  end
  for content, number in pairs(no) do
    -- Those that were executed must be among the others of this content, told or (after an end in between) not.
    local executed = (world.executions[content] or 0) - (before[content] or 0)
    local told = (done_now[content] or 0) + (other[content] or 0)
    local untold = count_of(report.list, content) - (done[content] or 0) - (other[content] or 0) - number
    if executed > told + untold then
      problem(s, "%d items were not sent, it says, but executed: %s", number, content)
    end
  end
end

-- How many rows of an identity there are in a list.
local function count_identities(list)
  local counts = {}
  for _, attributes in ipairs(list) do
    add(counts, identity_of(attributes))
  end
  return counts
end

-- Nothing is done more often than the input ever had it, unless the user asked for what was in doubt to be sent again.
local function judge_doubles(s)
  if s.kind.operation == "update" then
    return
  end
  for identity, executed in pairs(s.world.by_identity) do
    if executed > (s.most[identity] or 0) + (s.allowed[identity] or 0) then
      problem(s, "done %d times, wanted %d, asked for again %d: %s", executed, s.most[identity] or 0,
        s.allowed[identity] or 0, identity)
    end
  end
end

local function record_of(s, attributes)
  local kind = s.kind
  return world_module.normal((kind.wrapper and attributes[kind.wrapper] or attributes)[kind.natural])
end

-- Where in the input a content stands: first and last row.
local function places_of(list)
  local first, last = {}, {}
  for i, attributes in ipairs(list) do
    local content = content_of(attributes)
    first[content], last[content] = first[content] or i, i
  end
  return first, last
end

-- What changes one record is done in the order of the input.
local function judge_order(s, report, before)
  if s.kind.operation ~= "update" and not s.kind.get and not s.kind.list then
    return -- what has no key the client cannot know
  end
  local at = {}
  for _, params in ipairs(s.world.sequence) do
    local record, content = record_of(s, params), content_of(params)
    local i = at[record] or 0
    repeat
      i = i + 1
      if i > #report.list then
        problem(s, "not in the input's order: %s", content)
      end
    until content_of(report.list[i]) == content
    at[record] = i
  end
  -- In an input that stays as it is, nothing is done over what an earlier run did for a later row.
  if s.kind.operation ~= "update" or s.edited or s.resent then
    return
  end
  local first, last = places_of(report.list)
  for _, params in ipairs(s.world.sequence) do
    local content = content_of(params)
    for _, attributes in ipairs(report.list) do
      local other = content_of(attributes)
      if (before.done_contents[other] or 0) > 0 and record_of(s, attributes) == record_of(s, params)
        and first[other] > last[content] then
        problem(s, "done over a later row: %s", content)
      end
    end
  end
end

local function judge_run(s, report, options, before_run)
  local world = s.world
  for identity, number in pairs(count_identities(report.list)) do
    s.most[identity] = math.max(s.most[identity] or 0, number)
  end
  for _, attributes in ipairs(report.list) do
    s.identity_of[content_of(attributes)] = identity_of(attributes)
  end
  if options.resend_unknown then
    for identity, executed in pairs(world.by_identity) do
      local now = executed - (before_run.by_identity[identity] or 0)
      if now > 0 and (before_run.received[identity] or before_run.in_flight[identity]) then
        add(s.allowed, identity, now)
      end
    end
  end
  if s.kind.operation == "call" then
    -- With other secrets, what is known to be done is done once more.
    local anew = {}
    for content, number in pairs(report.in_run) do
      local wanted = count_of(report.list, content) - (before_run.done_contents[content] or 0)
      add(anew, s.identity_of[content], math.max(0, math.min(number, wanted)))
    end
    for identity, number in pairs(anew) do
      add(s.allowed, identity, math.min(number, before_run.known_done[identity] or 0))
    end
  end
  judge_items(s, report, before_run.executions)
  judge_doubles(s)
  s.resent = s.resent or options.resend_unknown
  judge_order(s, report, before_run)
  local told = 0
  for _ in pairs(report.items) do told = told + 1 end
  if report.ended and not report.killed and not report.left and told ~= #report.list then
    problem(s, "%d of %d items were handed out", told, #report.list)
  end
  -- What was pulled and not told, or told as unknown, may have been on its way.
  for index in pairs(report.pulled) do
    local item = report.items[index]
    if (report.killed or report.raised or report.left) and (not item or item.err) or item and item.unkept then
      s.in_flight[identity_of(report.list[index])] = true
    end
  end
end

-- How many items of each identity, and of each content, the journal knows to be done.
local function known_done(s)
  local file = io.open(s.path, "rb")
  local entries, key, digests = {}, "", {}
  for text in file and file:lines() or function() end do
    local line = core.decode(text:sub(18)) or {}
    key = line.key or key
    local entry = entries[line.n or 0] or { k = line.k }
    entries[line.n or 0] = entry
    if line.s == "sent" then
      entry.before, entry.done, entry.sent = entry.done, nil, line.c
    elseif line.s == "done" then
      entry.done = line.c or entry.sent
    elseif line.s == "unsent" then
      entry.done = entry.before
    end
  end
  if file then file:close() end
  for _, entry in pairs(entries) do
    if entry.k and entry.done then
      add(digests, entry.k)
      add(digests, entry.done)
    end
  end
  local known, contents = {}, {}
  for _, row in ipairs(s.rows) do
    local attributes = attributes_of(s, row)
    known[identity_of(attributes)] = digests[core.hmac(key, core.encode(redact.copy(attributes))):sub(1, 32)]
    contents[content_of(attributes)] = digests[core.hmac(key, core.encode(attributes)):sub(1, 32)]
  end
  return known, contents
end

-- How many items the journal has in doubt.
local function count_doubts(s)
  local entries, number = {}, 0
  for text in io.lines(s.path) do
    local line = core.decode(text:sub(18)) or {}
    local past = line.n and entries[line.n] or {}
    if line.s == "unsent" then
      past[#past] = nil
    elseif line.n then
      past[#past + 1] = line.s
    end
    entries[line.n or 0] = past
  end
  for _, past in pairs(entries) do
    local last = past[#past]
    number = number + ((last == "sent" or last == "unknown") and 1 or 0)
  end
  return number
end

-- What is in doubt at the end is told: as an item, or as one that is no row any more. (Not what the user wanted sent with
-- other secrets: the next run tells that.)
local function judge_doubts(s, report)
  local told = #(report.in_doubt or {})
  for _, item in pairs(report.items) do
    if item.unkept then
      return
    end
    told = told + (item.err and item.err.sent ~= "yes" and 1 or 0) -- "no": looked up, not there, and not sent again
  end
  local number = count_doubts(s)
  if number > told then
    problem(s, "%d are in doubt, %d were told", number, told)
  end
end

local function copy(t)
  local own = {}
  for name, value in pairs(t) do own[name] = value end
  return own
end

local function run_once(s, options, last)
  local world = s.world
  local before = { executions = copy(world.executions), by_identity = copy(world.by_identity),
    received = copy(world.received), in_flight = copy(s.in_flight) }
  before.known_done, before.done_contents = known_done(s)
  local refusals = copy(world.refusals)
  local report = run_batch(s, options, last)
  if report.ended and not report.killed and not report.left and not (options.resend_unknown and s.secrets) then
    judge_doubts(s, report)
  end
  report.in_run, report.refusals = world.in_run, {}
  for content, number in pairs(world.refusals) do
    if number > (refusals[content] or 0) then report.refusals[content] = number end
  end
  judge_run(s, report, options, before)
  return report
end

local function read(path)
  local file = io.open(path, "rb")
  local text = file and file:read "*a"
  if file then file:close() end
  return text
end

local function write(path, text)
  local file = assert(io.open(path, "r+b"))
  file:write(text)
  file:close()
end

-- Runs that must not do anything.
local function try_wrong(s)
  local world, kind, text = s.world, s.kind, read(s.path)
  if not text or #text == 0 then
    return
  end
  local requests = world.requests
  package.loaded["portabilling.file"] = world:file()
  local list = {}
  for i, row in ipairs(s.rows) do list[i] = attributes_of(s, row) end
  local what = s.random(1, 3)
  local options = { journal = s.path, dry_run = what == 1 }
  local changed = text
  if what == 3 then
    local whole = #(text:match "^(.*)\n" or "")
    local at = whole > 0 and s.random(1, whole) or nil
    changed = at and text:sub(1, at - 1) .. string.char((text:byte(at) + s.random(1, 200)) % 256) .. text:sub(at + 1)
    if changed then write(s.path, changed) end
  end
  local client = assert(pb.new { url = s.url, login = what == 2 and "other" or "api", token = "token",
    driver = world:driver() })
  local told = 0
  local ok, err = pcall(function()
    for item in client:batch(kind.operation, kind.service, kind.record, list, options) do
      told = told + (item.result and item.result.body and not item.skipped and 1 or 0)
    end
  end)
  client:close()
  for _, appender in ipairs(world.appenders) do appender:close() end
  world.appenders = {}
  package.loaded["portabilling.file"] = nil
  if world.requests ~= requests then
    problem(s, "a run that must send nothing sent something (%d)", what)
  elseif what == 1 and (not ok or told ~= #list) then
    problem(s, "a dry run told %d of %d: %s", told, #list, tostring(err))
  elseif what ~= 1 and changed and (ok or not tostring(err):find(what == 2 and "other" or "line %d")) then
    problem(s, "a wrong journal (%d) was taken: %s", what, tostring(err))
  elseif changed and read(s.path) ~= changed then
    problem(s, "a run that must not write wrote (%d)", what)
  end
  if changed ~= text then write(s.path, text) end
end

-- In the end, with nothing in the way, all that can be done is done.
local function judge_end(s, report)
  local world = s.world
  if report.raised then
    problem(s, "the last run raised %s", tostring(report.raised))
  end
  for index, item in pairs(report.items) do
    local attributes = report.list[index]
    local content, err = content_of(attributes), item.err
    if err and err.sent == "no" and err.code ~= "SECRETS_CHANGED" and err.code ~= "OVERTAKEN" then
      problem(s, "item %d was not sent, with nothing in the way: %s", index, tostring(err))
    elseif err and err.sent == "yes" and not world.refusals[content] then
      problem(s, "item %d failed: %s", index, tostring(err))
    elseif not err and s.kind.operation == "update" and s.most[identity_of(attributes)] == 1 then
      local identity, found = identity_of(attributes), false
      for _, other in ipairs(report.list) do
        found = found or content_of(other) == world.last[identity]
      end
      if not found then
        problem(s, "what the record has is not in the input: %s", world.last[identity])
      end
    end
  end
end

--- One input, several runs. Raises what went wrong.
---@param seed integer
---@param path string of the journal; nothing is there
---@return integer runs
function M.run(seed, path)
  local random = random_numbers.new(seed * 7919 + 17)
  random(1, 2)
  local name = KIND_NAMES[random(1, #KIND_NAMES)]
  local s = { seed = seed, random = random, name = name, kind = world_module.KINDS[name], path = path,
    url = "https://billing.example.com", rows = {}, secrets = random(1, 2) == 1, numbers = random(1, 4) == 1,
    notes = random(1, 2) == 1, never_edited = random(1, 3) == 1, edited = false, resent = false,
    most = {}, allowed = {}, in_flight = {}, identity_of = {} }
  s.world = world_module.new(random, s.kind, path)
  for i = 1, random(1, 8) do s.rows[i] = new_row(s) end
  if s.kind.operation == "create" and random(1, 3) == 1 then -- somebody else's, under a name that is wanted
    s.world.ids = s.world.ids + 1
    local row = s.rows[1]
    local other = { [s.kind.id] = s.world.ids, [s.kind.natural] = row.key, i_customer = 2, i_product = 1 }
    if s.notes then -- an older one, that differs in what is no id
      other.i_customer, other.i_product = row.customer, row.product
      other.note, other.rate = random(1, 2) == 1 and "Note 0" or row.note, "9.00000"
    end
    s.world.records[1] = other
  end
  local runs = random(1, 5)
  for _ = 1, runs do
    run_once(s, { retry_failed = random(1, 3) == 1, resend_unknown = random(1, 6) == 1, array = random(1, 2) == 1 })
    if random(1, 3) == 1 then
      try_wrong(s)
    end
    edit(s)
  end
  judge_end(s, run_once(s, { retry_failed = true }, true))
  os.remove(path)
  return runs + 1
end

--- Runs so many of them.
---@param count integer
---@param first integer?
---@return integer runs
---@return string[] problems
function M.run_many(count, first)
  local runs, problems = 0, {}
  local path = os.tmpname()
  for seed = first or 1, (first or 1) + count - 1 do
    os.remove(path)
    local ok, result = pcall(M.run, seed, path)
    if ok then
      runs = runs + result
    else
      problems[#problems + 1] = tostring(result)
    end
  end
  os.remove(path)
  package.loaded["portabilling.file"] = nil
  return runs, problems
end

if arg and arg[0] and arg[0]:find "model/journal%.lua$" then
  local began = os.clock()
  local runs, problems = M.run_many(tonumber(arg[1]) or 1000, tonumber(arg[2]))
  for _, text in ipairs(problems) do print(text) end
  print(("journal: %d runs of %d inputs, %d problems, %.1f s"):format(runs, tonumber(arg[1]) or 1000, #problems,
    os.clock() - began))
  os.exit(#problems == 0)
end

return M
