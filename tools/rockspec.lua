-- The rockspec's lists of modules, made from the tree.
--   lua tools/rockspec.lua --write   brings lua-portabilling-scm-1.rockspec up to date
--   lua tools/rockspec.lua --check   says whether it is ("ok NAME" or "not ok NAME")
local tree = dofile "tools/tree.lua"

local ROCKSPEC = "lua-portabilling-scm-1.rockspec"
local BEGIN = "    -- Written by tools/rockspec.lua; `make rockspec` does it again.\n"
local END = "    -- End of the written part.\n"

local function c_module(out, name, sources, libcurl)
  out[#out + 1] = string.format("    [%q] = {\n      sources = {\n", "portabilling." .. name)
  for _, path in ipairs(sources) do
    out[#out + 1] = string.format("        %q,\n", path)
  end
  -- Of the Makefile's hardening, what LuaRocks has a word for; the rest is for its variables (README, Install).
  out[#out + 1] = "      },\n      defines = { \"_GNU_SOURCE\", \"_FORTIFY_SOURCE=2\" },\n"
  if libcurl then
    out[#out + 1] = "      incdirs = { \"csrc\", \"$(CURL_INCDIR)\" },\n      libdirs = { \"$(CURL_LIBDIR)\" },\n"
      .. "      libraries = { \"curl\" },\n"
  else
    out[#out + 1] = "      incdirs = { \"csrc\" },\n"
  end
  out[#out + 1] = "    },\n"
end

local function modules()
  local out = { BEGIN }
  c_module(out, "core", tree.files("csrc/codec csrc/core csrc/json csrc/protocol csrc/shared", "*.c"))
  c_module(out, "curl", tree.files("csrc/curl csrc/shared", "*.c"), true)
  c_module(out, "file", tree.files("csrc/file csrc/shared", "*.c"))
  for _, path in ipairs(tree.files("lua/portabilling", "*.lua")) do
    local name = path:gsub("^lua/", ""):gsub("%.lua$", ""):gsub("/init$", ""):gsub("/", ".")
    out[#out + 1] = string.format("    [%q] = %q,\n", name, path)
  end
  out[#out + 1] = END
  return table.concat(out)
end

-- The rockspec with its written part made anew.
local function updated(text)
  local first, last = text:find(BEGIN, 1, true), select(2, text:find(END, 1, true))
  assert(first and last, ROCKSPEC .. " has lost the marks around its written part")
  return text:sub(1, first - 1) .. modules() .. text:sub(last + 1)
end

local mode, text = arg[1], tree.read(ROCKSPEC)
if mode == "--write" then
  tree.write(ROCKSPEC, (updated(text)))
elseif mode == "--check" then
  local good = updated(text) == text
  print((good and "ok" or "not ok") .. " the rockspec lists the tree's files" .. (good and "" or ": run make rockspec"))
  os.exit(good and 0 or 1)
else
  io.stderr:write("usage: lua tools/rockspec.lua --write | --check\n")
  os.exit(2)
end
