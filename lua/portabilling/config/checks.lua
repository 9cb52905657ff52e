--- What the values of options have to be. A check returns true, or what is expected and perhaps a hint.
local later = require "portabilling.support.later"

local suggest = later.require "portabilling.support.suggest"

local function positive(value)
  return type(value) == "number" and value > 0 or "a number above 0"
end

-- What is counted, or what libcurl takes, in wholes.
local function whole(value)
  return type(value) == "number" and value >= 1 and (value % 1 == 0 or value == math.huge)
    or "a whole number, 1 or more"
end

local function count(value)
  return type(value) == "number" and value >= 0 and value % 1 == 0 or "a whole number, 0 or more"
end

local function of_type(wanted)
  return function(value)
    return type(value) == wanted or "a " .. wanted
  end
end

local function text(value)
  return type(value) == "string" and value ~= "" or "a text that is not empty"
end

local function with_functions(what, ...)
  local needed = { ... }
  return function(value)
    for _, name in ipairs(needed) do
      if type(value) ~= "table" or type(value[name]) ~= "function" then
        return ("%s (a table with the functions %s)"):format(what, table.concat(needed, ", "))
      end
    end
    return true
  end
end

local function one_of(...)
  local allowed = { ... }
  return function(value)
    for _, item in ipairs(allowed) do
      if item == value then
        return true
      end
    end
    return "one of " .. table.concat(allowed, ", "), suggest.message(value, allowed)
  end
end

local function header_safe(value)
  return text(value) == true and not value:find("%c") or "a text without control characters (such as a line end)"
end

local function host_name(value)
  if type(value) == "string" and (value:find("^[%w%-._]+$") or value:find("^%[[%x:.]+%]$")) then
    return true
  end
  return "a host name alone (the port has an option of its own, and a whole address is the option url)"
end

local token_store = with_functions("a token store", "load", "save", "lock")

local function token_place(value)
  if type(value) == "string" then
    return value ~= "shared:" and header_safe(value) or '"shared:" and the name of a lua_shared_dict'
  end
  return token_store(value) == true or '"memory", the path of a file, "shared:NAME", or ' .. token_store(value)
end

local driver_object = with_functions("a driver", "now", "wall", "sleep", "send", "close")

local function driver_name(value)
  if type(value) == "string" then
    return (value == "curl" or value == "cosocket") or '"curl", "cosocket" or a driver',
      suggest.message(value, { "curl", "cosocket" })
  end
  return driver_object(value) == true or '"curl", "cosocket" or ' .. driver_object(value)
end

local event_loop = with_functions("an adapter", "current", "park", "resume", "watch")

local function loop_name(value)
  if type(value) == "string" then
    return (value == "cqueues" or value == "luv" or value == "copas") or '"cqueues", "luv", "copas" or an adapter'
  end
  return event_loop(value) == true or '"cqueues", "luv", "copas" or ' .. event_loop(value)
end

local function names(value)
  if type(value) == "table" and #value > 0 then
    for _, name in ipairs(value) do
      if type(name) ~= "string" or ("." .. name .. "."):find("..", 1, true) then
        return "an array of field names"
      end
    end
    return true
  end
  return "an array of field names"
end

local function page_size(value)
  return type(value) == "number" and value >= 1 and value <= 1000 and value % 1 == 0
    or "a whole number from 1 to 1000 (the server's own maximum)"
end

local function in_flight(value)
  return type(value) == "number" and value >= 1 and value <= 1000 and value % 1 == 0 or "a whole number from 1 to 1000"
end

local function log_sink(value)
  return type(value) == "function" or "a function that takes one event"
end

return {
  positive = positive,
  whole = whole,
  count = count,
  of_type = of_type,
  text = text,
  one_of = one_of,
  header_safe = header_safe,
  host_name = host_name,
  names = names,
  token_place = token_place,
  driver_name = driver_name,
  loop_name = loop_name,
  page_size = page_size,
  in_flight = in_flight,
  log_sink = log_sink,
}
