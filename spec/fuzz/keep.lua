-- Writes down what long runs found worth keeping: lua5.4 spec/fuzz/keep.lua DIRECTORY TARGET. DIRECTORY holds one input a
-- file; spec/fuzz/found/TARGET.txt gets one a line, what is not a plain character as %XX. seeds.lua reads it.
local directory, target = arg[1], arg[2]

local function escape(c)
  return ("%%%02X"):format(c:byte())
end

local lines = {}
local names = assert(io.popen(("ls '%s'"):format(directory)))
for name in names:lines() do
  local file = assert(io.open(directory .. "/" .. name, "rb"))
  lines[#lines + 1] = file:read "*a":gsub("[^!-$&-~]", escape)
  file:close()
end
names:close()
table.sort(lines)

local out = assert(io.open(("spec/fuzz/found/%s.txt"):format(target), "wb"))
assert(out:write(table.concat(lines, "\n"), "\n"))
assert(out:close())
