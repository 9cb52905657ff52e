-- Starting and ending the sandbox: the command line, the certificate, what happens when its starter dies.
local certificate = require "portabilling.sandbox.certificate"
local shell = require "portabilling.sandbox.shell"

local interpreter = jit and "luajit" or "lua5.4"
local root = package.searchpath("portabilling.sandbox.init", package.path):gsub("portabilling/sandbox/init%.lua$", "")
local main = root .. "portabilling/sandbox/main.lua"

local function command(...)
  return shell.command { interpreter, main, ... }
end

-- Waits until a process is gone. It fails the spec when that does not happen at all.
local function await_end(process)
  local socket = require "socket"
  local deadline = socket.gettime() + 30
  while shell.process_start(process) do
    assert(socket.gettime() < deadline, "the process does not end")
    socket.sleep(0.02)
  end
end

describe("the sandbox's command line", function()
  it("runs a command against a sandbox, hands on its status, and cleans up", function()
    local ok, output = shell.run(command("--size", "5", "--exec", "sh", "-c",
      'curl -sS --cacert "$PORTABILLING_CA_FILE" "$PORTABILLING_URL/rest/Session/login" '
      .. '--data-urlencode "params={\\"login\\":\\"$PORTABILLING_LOGIN\\",\\"token\\":\\"$PORTABILLING_TOKEN\\"}"; '
      .. 'echo; echo "ca $PORTABILLING_CA_FILE"; echo "two words: $1"; exit 7', "name", "it's one argument")
      .. "; echo status $?")
    assert.is_true(ok)
    assert.matches('"session_id":"%x+"', output)
    assert.matches("status 7", output, 1, true)
    assert.matches("two words: it's one argument", output, 1, true)
    assert.is_nil(io.open(output:match("ca (%S+)")))
  end)

  it("tells in the foreground how to reach it, and notices when its server ends", function()
    local pipe = io.popen(command("--size", "5") .. " 2>&1; echo status $?", "r")
    local lines, directory = {}, nil
    for line in pipe:lines() do
      lines[#lines + 1] = line
      directory = directory or line:match("CA file%s+(%S+)/ca%.pem")
      if line:find("Ctrl%-C") then
        shell.run("kill " .. shell.read_file(directory .. "/nginx.pid"))
      end
    end
    pipe:close()
    local output = table.concat(lines, "\n")
    for _, name in ipairs { "URL", "LOGIN", "TOKEN", "CA_FILE" } do
      assert.matches("export PORTABILLING_" .. name .. "='[^']+'", output)
    end
    assert.matches("nginx has ended by itself", output, 1, true)
    assert.equal("status 1", lines[#lines])
    assert.is_string(shell.read_file(directory .. "/error.log")) -- kept, for whoever wants to know why
    shell.run(shell.command { "rm", "-rf", directory })
  end)

  it("explains itself and refuses what it does not know", function()
    assert.matches("^usage: ", select(2, shell.run(command "--help")))
    local ok, output = shell.run(command "--bogus")
    assert.is_false(ok)
    assert.matches("unknown argument --bogus", output, 1, true)
    assert.matches("%-%-seed needs a number", select(2, shell.run(command("--seed", "x"))))
  end)
end)

describe("a sandbox whose starter was killed", function()
  it("ends by itself and takes its directory along", function()
    local program = [[
      local s = assert(require("portabilling.sandbox").start { size = 5 })
      io.write(s.process, "\n", s.directory, "\n")
      io.flush()
      io.read()
    ]]
    local pipe = io.popen(("echo $$; exec %s -e %s"):format(interpreter, shell.quote(program)), "r")
    local starter = tonumber(pipe:read("*l"))
    local server, directory = tonumber(pipe:read("*l")), pipe:read("*l")
    assert.is_string(shell.process_start(server))
    shell.run(("kill -KILL %d"):format(starter))
    pipe:close()
    await_end(server)
    assert.is_nil(io.open(directory .. "/ca.pem"))
  end)
end)

describe("the sandbox's certificates", function()
  local directory
  before_each(function()
    directory = assert(shell.temporary_directory())
  end)
  after_each(function()
    shell.run(shell.command { "rm", "-rf", directory })
  end)

  local function verify(files)
    return shell.run(shell.command { "openssl", "verify", "-CAfile", files.ca_file, files.cert_file })
  end

  it("are good for the names they were made for, and no others", function()
    local files = assert(certificate.make(directory, { names = { "billing.example.com" }, ips = { "127.0.0.2" } }))
    local function matches(kind, name)
      local _, output = shell.run(shell.command { "openssl", "x509", "-noout", "-in", files.cert_file, kind, name })
      return output:find("does match", 1, true) ~= nil
    end
    assert.is_true((verify(files)))
    assert.is_true(matches("-checkhost", "billing.example.com"))
    assert.is_false(matches("-checkhost", "localhost"))
    assert.is_true(matches("-checkip", "127.0.0.2"))
    assert.is_false(matches("-checkip", "127.0.0.1"))
  end)

  it("can have expired", function()
    local ok, output = verify(assert(certificate.make(directory, { expired = true })))
    assert.is_false(ok)
    assert.matches("certificate has expired", output, 1, true)
  end)

  it("are not made from nonsense", function()
    assert.matches("no host name", select(2, certificate.make(directory, { names = { "a\nb" } })))
    assert.matches("days must be", select(2, certificate.make(directory, { days = 0 })))
    assert.matches("No such file", select(2, certificate.make(directory .. "/missing")), 1, true)
  end)
end)
