local core = require "portabilling.core"
local file = require "portabilling.file"
local shell = require "support.shell"

local path
before_each(function()
  path = os.tmpname()
  os.remove(path)
end)
after_each(function()
  os.remove(path)
end)

local function read()
  local handle = assert(io.open(path, "rb"))
  local text = handle:read "*a"
  handle:close()
  return text
end

describe("a file that is appended to", function()
  it("is made private, and keeps what was there", function()
    for _ = 1, 2 do
      local appender = assert(file.append(path))
      assert(appender:write "line\n")
      assert(appender:sync())
      appender:close()
      appender:close()
    end
    assert.equal("line\nline\n", read())
    assert.equal("600", shell.output("stat -c %a " .. path))
  end)

  it("is opened by one at a time, in this process or another", function()
    local appender = assert(file.append(path))
    local none, message, name = file.append(path)
    assert.is_nil(none)
    assert.equal("EWOULDBLOCK", name)
    assert.truthy(message:find(path, 1, true))
    shell.lua(("assert(select(3, require('portabilling.file').append(%q)) == 'EWOULDBLOCK')"):format(path)):wait()
    appender:close()
    assert(file.append(path)):close()
  end)

  it("is refused when others have access to it, when it is a link, or no file", function()
    assert(file.append(path)):close()
    shell.output("chmod 640 " .. path)
    assert.equal("EPERM", select(3, file.append(path)))
    os.remove(path)
    shell.output("ln -s /tmp/nowhere " .. path)
    assert.is_nil((file.append(path)))
    os.remove(path)
    assert.equal("EPERM", select(3, file.append "/dev/null"))
  end)

  it("does not wait for one who reads a FIFO", function()
    shell.output("mkfifo " .. path)
    assert.is_nil((file.append(path)))
  end)

  it("raises on a path that is none", function()
    for _, wrong in ipairs { "", path .. "\0x" } do
      assert.is_false(pcall(file.append, wrong))
    end
    assert.is_nil(io.open(path))
  end)

  it("raises when it is used after close", function()
    local appender = assert(file.append(path))
    appender:close()
    assert.is_false(pcall(appender.write, appender, "x"))
    assert.is_false(pcall(appender.sync, appender))
  end)
end)

describe("the digest", function()
  it("is MurmurHash3's, the same on every machine", function()
    assert.equal("cbd8a7b341bd9b025b1e906a48ae1d19", core.digest "hello")
    assert.equal("e34bbc7bbc071b6c7a433ca9c49a9347", core.digest "The quick brown fox jumps over the lazy dog")
  end)

  it("differs for texts that differ in one bit, of any length", function()
    local seen = {}
    for length = 0, 70 do
      local text = ("a"):rep(length)
      for i = 0, length do
        local digest = core.digest(i == 0 and text or text:sub(1, i - 1) .. "b" .. text:sub(i + 1))
        assert.is_nil(seen[digest])
        seen[digest] = true
      end
    end
  end)
end)
