--- Compares the decoders of two builds, each loaded into this one process, in turns: what a change to csrc/json or csrc/codec
--- is worth. With LUA_PATH as for `make bench`:
---     lua5.4 bench/decoders.lua build/lua5.4/portabilling/core.so other/lua5.4/portabilling/core.so [rounds]
--- prints for each text the shortest and the median time of one decoding, in µs. With one build and the name of a text,
---     lua5.4 bench/decoders.lua build/lua5.4/portabilling/core.so page 10
--- decodes that text so often and nothing else, to be run under callgrind (0 times and 10 times: the difference counts).
local records = require "bench.server.records"

local function list(count)
  local parts = {}
  for n = 1, count do
    parts[n] = table.concat { records.parts(n) }
  end
  return '{"customer_list":[' .. table.concat(parts, ",") .. ']}'
end

local function strings(count, bytes, text)
  local parts = {}
  for n = 1, count do
    parts[n] = ('"%d%s"'):format(n, text:rep(math.floor(bytes / #text)))
  end
  return '{"list":[' .. table.concat(parts, ",") .. ']}'
end

-- Records of calls: numbers of ten digits and more, times, which differ from record to record.
local function calls()
  local parts = {}
  for n = 1, 2500 do
    parts[n] = ('{"i_xdr":%d,"i_account":%d,"account_id":"%d@msisdn","CLI":"%d","CLD":"%d","charged_amount":%.5f,'
      .. '"charged_quantity":%d,"connect_time":"2026-11-%02d 10:%02d:%02d","unix_connect_time":%d,'
      .. '"h323_conf_id":"%08X %08X"}')
      :format(20000000000 + n * 7, 1000000 + n % 300, 15550000000 + n, 15550100000 + n, 15550200000 + n, n / 700,
        n % 900, n % 28 + 1, n % 60, n * 7 % 60, 1790000000 + n * 13, n * 2654435 % 4294967296, n * 40503 % 4294967296)
  end
  return '{"xdr_list":[' .. table.concat(parts, ",") .. ']}'
end

-- Name, how often it is decoded in one round, what makes it, and which fields are wanted.
local TEXTS = {
  { "record", 400, function() return '{"customer_info":' .. table.concat { records.parts(17) } .. "}" end },
  { "page", 1, function() return list(720) end },
  { "fields", 1, function() return list(720) end, { "i_customer", "name", "balance", "blocked", "login" } },
  { "calls", 1, calls },
  { "long", 4, function() return strings(20, 32768, "plain text of a note, ") end },
  { "utf8", 4, function() return strings(20, 32768, "Текст примітки: äöü, ") end },
}

local function load_core(path)
  return assert(package.loadlib(path, "luaopen_portabilling_core"))()
end

local function decoding(core, entry)
  local options = entry[4] and { fields = core.fields(entry[4]) }
  return function(text)
    return assert(core.decode(text, options))
  end
end

local function time_of(decode, text, count)
  collectgarbage()
  collectgarbage "stop"
  local before = os.clock()
  for _ = 1, count do
    decode(text)
  end
  local seconds = os.clock() - before
  collectgarbage "restart"
  return seconds / count * 1e6
end

local function compare(builds, rounds)
  for _, entry in ipairs(TEXTS) do
    local text, times = entry[3](), { {}, {} }
    for round = 1, rounds do
      for i = 1, 2 do
        local build = (round + i) % 2 + 1
        times[build][round] = time_of(decoding(builds[build], entry), text, entry[2])
      end
    end
    for build = 1, 2 do
      table.sort(times[build])
      local all = times[build]
      print(("%-7s %7d bytes, build %d: %9.1f least, %9.1f median"):format(entry[1], #text, build, all[1],
        all[math.floor((#all + 1) / 2)]))
    end
  end
end

if tonumber(arg[2]) or not arg[2] then
  error "usage: see the head of this file"
elseif arg[2]:find "%.so$" then
  compare({ load_core(arg[1]), load_core(arg[2]) }, tonumber(arg[3] or 200))
else
  local core = load_core(arg[1])
  for _, entry in ipairs(TEXTS) do
    if entry[1] == arg[2] then
      local text, decode = entry[3](), decoding(core, entry)
      for _ = 1, tonumber(arg[3]) do
        decode(text)
      end
    end
  end
end
