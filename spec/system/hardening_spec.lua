-- What the Makefile adds to the flags of a build, seen in a module that it made. The default build of every module is
-- looked at by `make check-symbols`.
local shell = require "support.shell"
local world = require "support.world"

-- The smallest module, made with these settings of make; what it has of each kind.
local function built(settings)
  local build = world.path()
  local module = build .. "/lua5.4/portabilling/file.so"
  local output = shell.output(("env -u CFLAGS -u CPPFLAGS -u LDFLAGS make %s BUILD=%s %s"):format(settings, build,
    module))
  local function has(command, pattern)
    return shell.output(("%s %s"):format(command, module)):find(pattern) ~= nil
  end
  local found = {
    fortified = has("nm -D", " U __[%l_]+_chk@"), stack_protector = has("nm -D", " U __stack_chk_fail"),
    relro = has("readelf -lW", "GNU_RELRO"), bound_at_once = has("readelf -dW", "BIND_NOW"),
  }
  shell.output("rm -r " .. build)
  return found, output
end

local ALL = { fortified = true, stack_protector = true, relro = true, bound_at_once = true }

describe("a module that make built", function()
  it("has its functions fortified, its stack protected, and its relocations read-only", function()
    assert.same(ALL, (built ""))
  end)

  it("is made without a warning where the flags leave no room for _FORTIFY_SOURCE", function()
    for flags, fortified in pairs {
      ["-O0 -Werror"] = false, ["-O2 -Werror -D_FORTIFY_SOURCE=1"] = true, ["-O2 -Werror -U_FORTIFY_SOURCE"] = false,
      ["-O1 -Werror -fsanitize=address,undefined"] = false,
    } do
      local found, output = built(("CFLAGS='%s'"):format(flags))
      assert.falsy(output:find("warning", 1, true), output)
      assert.equal(fortified, found.fortified, flags)
    end
  end)

  it("is what the user's flags say", function()
    local found = built "CFLAGS='-O2 -fno-stack-protector' LDFLAGS='-Wl,-z,lazy'"
    assert.same({ true, false, false }, { found.fortified, found.stack_protector, found.bound_at_once })
  end)
end)
