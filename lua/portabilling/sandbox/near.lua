--- For a method that the sandbox does not behave like: those near it that it does.

local M = {}

local SHOWN = 5

-- Words of a method's name that tell what is done, or in which form, and not with what.
local COMMON = {}
for word in ("get list info add update delete create set of for and with by to"):gmatch "%S+" do
  COMMON[word] = true
end

local function words(method)
  local set = {}
  for word in method:lower():gmatch "%a+" do
    set[word:gsub("s$", "")] = true
  end
  return set
end

-- How near: what they are about counts most, then the service, then what is done.
local function nearness(service, wanted, other_service, other_method)
  local score = 0
  for word in pairs(words(other_method)) do
    if wanted[word] then
      score = score + (COMMON[word] and 1 or 10)
    end
  end
  return score + (other_service == service and 5 or 0)
end

--- Names of methods near another one, the nearest first.
---@param service string
---@param method string
---@param has table<string, table<string, any>> what there is: service -> method -> anything
---@param available fun(definition: any): boolean
---@return string[] names "Service/method"; may be empty
function M.names(service, method, has, available)
  local found, wanted = {}, words(method)
  for other_service, methods in pairs(has) do
    for other_method, definition in pairs(methods) do
      local score = nearness(service, wanted, other_service, other_method)
      if score >= 5 and available(definition) then
        found[#found + 1] = { name = other_service .. "/" .. other_method, score = score }
      end
    end
  end
  table.sort(found, function(a, b)
    return a.score > b.score or a.score == b.score and a.name < b.name
  end)
  local names = {}
  for i = 1, math.min(#found, SHOWN) do
    names[i] = found[i].name
  end
  return names
end

--- What the fault says.
---@return string
function M.message(service, method, has, available)
  local names = M.names(service, method, has, available)
  return ("the sandbox does not implement %s/%s; %s"):format(service, method, names[1]
    and "near it, it has " .. table.concat(names, ", ") or "it has none of this service, and none that is near")
end

return M
