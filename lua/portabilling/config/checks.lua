--- What the values of options have to be. A check returns true, or what is expected and perhaps a hint.
local later = require "portabilling.support.later"
local urls = require "portabilling.support.url"

local suggest = later.require "portabilling.support.suggest"

local function positive(value)
  return type(value) == "number" and value > 0 or "a number above 0"
end

-- For counts, and for seconds that libcurl takes as whole ones only.
local function whole(value)
  return type(value) == "number" and value >= 1 and (value % 1 == 0 or value == math.huge)
    or "a whole number, 1 or more"
end

local function count(value)
  return type(value) == "number" and value >= 0 and value % 1 == 0 or "a whole number, 0 or more"
end

local function up_to(most, remark)
  local expected = ("a whole number from 1 to %d%s"):format(most, remark and " (" .. remark .. ")" or "")
  return function(value)
    return type(value) == "number" and value >= 1 and value <= most and value % 1 == 0 or expected
  end
end

local function of_type(wanted, remark)
  local expected = "a " .. wanted .. (remark and " " .. remark or "")
  return function(value)
    return type(value) == wanted or expected
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

-- Texts, or numbers: two at least.
local function one_of(...)
  local allowed, shown = { ... }, {}
  for i, item in ipairs(allowed) do
    shown[i] = type(item) == "string" and '"' .. item .. '"' or tostring(item)
  end
  local expected = table.concat(shown, ", ", 1, #shown - 1) .. " or " .. shown[#shown]
  return function(value)
    for _, item in ipairs(allowed) do
      if item == value then
        return true
      end
    end
    return expected, type(value) == "string" and type(allowed[1]) == "string" and suggest.message(value, allowed) or nil
  end
end

local function header_safe(value)
  return text(value) == true and not value:find("%c")
    or "a text that is not empty and without control characters (such as a line end)"
end

local function host_name(value)
  return type(value) == "string" and urls.is_host(value)
    or "a host name alone (the port has an option of its own, and a whole address is the option url)"
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

-- A path has a slash or an ending, so that a misspelt word is not taken for one.
local function api_source(value)
  if value == false or value == "server" or value == "builtin" or header_safe(value) == true and value:find "[./]" then
    return true
  end
  return '"server", "builtin" or the path of a description (AdminInterface.json)',
    type(value) == "string" and suggest.message(value, { "server", "builtin" }) or nil
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

return {
  positive = positive,
  whole = whole,
  count = count,
  up_to = up_to,
  of_type = of_type,
  text = text,
  with_functions = with_functions,
  one_of = one_of,
  header_safe = header_safe,
  host_name = host_name,
  names = names,
  api_source = api_source,
  token_place = token_place,
  driver_name = driver_name,
  loop_name = loop_name,
}
