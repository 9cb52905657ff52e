-- Several busted processes share the spec files of one suite (tools/run-tests): each runs the one that comes next and
-- that none of the others has taken. Taking a file is renaming its token, SHARE/free/NAME, to SHARE/taken/NAME; which
-- ones this process took, in their order, is appended to the file that SHARE_TAKEN names.
local busted = require "busted"

local share, mine = os.getenv "SHARE", os.getenv "SHARE_TAKEN"

local function exists(path)
  local file = io.open(path)
  return file ~= nil and file:close()
end

local function take(name)
  local token = name:gsub("/", "%%")
  local taken = share .. "/taken/" .. token
  if not os.rename(share .. "/free/" .. token, taken) then
    assert(exists(taken), "this file has no token: " .. name)
    return false
  end
  local file = assert(io.open(mine, "a"))
  file:write(name, "\n")
  file:close()
  return true
end

if share then
  busted.subscribe({ "file", "start" }, function(file)
    if not take(file.name) then
      getmetatable(file.run).__call = function() end
    end
    return nil, true
  end)
end
