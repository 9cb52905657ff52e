-- What the sandbox tells of itself: at its start, in --help, in doc/sandbox.md.
local json = require "cjson"
local sandbox_settings = require "portabilling.sandbox.settings"
local settings_text = require "portabilling.sandbox.settings_text"
local shell = require "portabilling.sandbox.shell"

local interpreter = jit and "luajit" or "lua5.4"
local main = "lua/portabilling/sandbox/main.lua"
local manual = assert(shell.read_file "doc/sandbox.md")
local REALMS = { "admin", "reseller", "customer", "account" }

-- Starts it, ends it when it has told enough, and gives what it printed until then.
local function printed(last)
  local pipe = assert(io.popen(shell.command { interpreter, main, "--size", "5" } .. " 2>&1", "r"))
  local lines = {}
  for line in pipe:lines() do
    lines[#lines + 1] = line
    if line:find(last) then
      break
    end
  end
  local text = table.concat(lines, "\n")
  local directory = text:match "error log%s+(%S+)/error%.log"
  shell.run("kill " .. shell.read_file(directory .. "/nginx.pid")) -- and the program ends as well
  pipe:read "*a"
  pipe:close()
  shell.run(shell.command { "rm", "-rf", directory })
  return text
end

-- Each login gets in, in its realm, with password and with token.
local function get_in(url, ca_file, login)
  for _, name in ipairs { "password", "token" } do
    local body = json.encode { params = { login = login.login, [name] = login[name] } }
    local _, output = shell.run(shell.command { "curl", "-sS", "--cacert", ca_file, "-H",
      "Content-Type: application/json", "-d", body, url .. "/rest/Session/login" })
    assert.matches('"access_token":', output, 1, true)
  end
end

describe("the sandbox tells", function()
  it("at its start a login of each realm", function()
    local text = printed "Ctrl%-C"
    for _, realm in ipairs(REALMS) do
      local login, password, token = text:match("\n  " .. realm
        .. " +https://localhost:%d+\n +login (%S+)  password (%S+)  token (%S+)\n")
      assert.is_string(login, realm)
      assert.is_string(password, realm)
      assert.matches("^%x+%-%x+%-%x+%-%x+%-%x+$", token)
    end
  end)

  it("the same as JSON to programs, and it is right", function()
    local directory = assert(shell.temporary_directory())
    local ok, output = shell.run(shell.command { "sh", "-c",
      interpreter .. " " .. main .. " --size 5 --json > " .. directory .. "/out 2> " .. directory .. "/err & "
      .. "while ! grep -qs '}$' " .. directory .. "/out; do sleep 0.02; done; cat " .. directory .. "/out" })
    assert.is_true(ok, output)
    local read, told = pcall(json.decode, output)
    assert.is_true(read, output)
    for _, realm in ipairs(REALMS) do
      get_in(told.url[realm], told.ca_file, told.logins[realm])
    end
    local stats = select(2, shell.run(shell.command { "curl", "-sS", "-H", "Authorization: Bearer " .. told.control_key,
      told.control_url .. "/stats" }))
    assert.equal(8, json.decode(stats).logins)
    shell.run("kill " .. shell.read_file(told.directory .. "/nginx.pid"))
    shell.run(shell.command { "rm", "-rf", directory })
  end)

  it("in --help and in doc/sandbox.md of each setting what settings.lua says", function()
    local source = assert(shell.read_file "lua/portabilling/sandbox/settings.lua")
    local _, help = shell.run(shell.command { interpreter, main, "--help" })
    local told = {}
    for _, one in ipairs(settings_text.read(source)) do
      told[one.name] = true
      assert.is_true(#one.about > 3, one.name .. " has no description in settings.lua")
      assert.matches(one.name .. " = " .. one.default, help, 1, true)
    end
    for name in pairs(sandbox_settings.defaults) do
      assert.is_true(told[name], name)
    end
    assert.equal(settings_text.markdown(source),
      manual:match "<!%-%- settings:begin %-%->\n(.-)<!%-%- settings:end %-%->",
      "run lua5.4 tools/sandbox_settings.lua --update doc/sandbox.md")
  end)

  it("of each action of the control channel, and of each injection", function()
    local control = assert(shell.read_file "lua/portabilling/sandbox/control.lua")
    local inject = assert(shell.read_file "lua/portabilling/sandbox/inject.lua")
    local _, help = shell.run(shell.command { interpreter, main, "--help" })
    local count = 0
    for method, path in control:gmatch 'actions%["(%u+) (/[%w/_]+)"%]' do
      count = count + 1
      assert.matches("`" .. method .. " " .. path, manual, 1, true)
      assert.matches(method .. " +" .. path, help)
    end
    assert.is_true(count >= 11)
    for name in inject:gmatch "M%.%l+%.([%l_]+)[%( ]" do
      assert.matches("| `" .. name .. "` |", manual, 1, true)
      assert.matches(name, help, 1, true)
    end
    assert.matches("| `expire` |", manual, 1, true)
  end)
end)
