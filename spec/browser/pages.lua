-- The reference pages in headless Chromium, as somebody reads them: `make check-pages`. SHOTS=DIRECTORY keeps screenshots.
local browser = require "support.browser"
local model = require "portabilling.api.model"
local pages = require "portabilling.api.pages"
local api = require "portabilling.api"
local sandbox = require "portabilling.sandbox"
local shell = require "support.shell"

local KEYS = browser.KEYS

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

-- A site as files; gives its address.
local function site_of(directory, site)
  for _, path in ipairs(site:paths()) do
    shell.output("mkdir -p " .. shell.quote(directory .. "/" .. (path:match "^(.*)/" or "")))
    write(directory .. "/" .. path, site:page(path))
  end
  return "file://" .. directory .. "/"
end

describe("the reference pages in a browser", function()
  local s, b, root, directory

  setup(function()
    s = assert(sandbox.start { size = 20 })
    root = s.url.admin .. "/doc/api/"
    b = browser.start()
    directory = shell.output "mktemp -d"
  end)
  teardown(function()
    if b then b:stop() end
    s:stop()
    shell.output("rm -rf " .. shell.quote(directory))
  end)
  before_each(function()
    b:resize(1400, 900)
    b:scheme "light"
  end)

  local function wait_title(title)
    browser.eventually("title " .. title, function() return b:title():find(title, 1, true) end)
  end

  it("find a method, and follow its types", function()
    b:open(root)
    b:find("#find"):type "add account"
    local count = browser.eventually("filtered", function() return b:find("#count"):text():match "^(%d+) found$" end)
    b:shoot "index-found"
    local links, names = b:seen "main li a", {}
    assert.equal(tonumber(count), #links)
    for _, link in ipairs(links) do
      names[link:text()] = true
    end
    assert.is_true(names.add_account)
    assert.is_nil(names.get_account_info)
    b:find("=add_account"):click()
    wait_title "Account/add_account"
    assert.equal("Account/add_account", b:find("h1"):text())
    b:shoot "method"
    b:find("td.type a"):click()
    wait_title "account (type)"
    b:shoot "type"
    assert.matches("blocked", b:find("[id='has.blocked']"):text())
    b:find("=Account/get_account_list"):click()
    wait_title "Account/get_account_list"
    b:find("=All services"):click()
    browser.eventually("back", function() return b:url() == root .. "index.html" end)
  end)

  it("copy the call", function()
    b:open(root .. "Account/move_account.html")
    local call = b:find(".copied code"):property "textContent"
    assert.matches("^local answer = assert%(pb%.call%(\"Account\", \"move_account\"", call)
    b:find(".copied button"):click()
    browser.eventually("copied", function() return b:find(".copied button"):text() == "Copied" end)
    local box = b:find "#find"
    box:type(KEYS.control .. "v")
    local pasted = browser.eventually("pasted", function()
      local text = box:property "value"
      return text ~= "" and text
    end)
    assert.equal(call:gsub("%s+", ""), (pasted:gsub("%s+", "")))
    browser.eventually("ready again", function() return b:find(".copied button"):text() == "Copy" end)
  end)

  it("are used with the keyboard alone", function()
    b:open(root)
    b:find("body"):type(KEYS.tab)
    assert.equal("Skip to the content", b:focused():text())
    b:find("body"):type "/"
    assert.equal("find", b:focused():property "id")
    b:focused():type("terminate customer" .. KEYS.enter)
    wait_title "Customer/terminate_customer"
    -- on another page it looks everywhere
    b:find("body"):type "/"
    b:focused():type("DID assign" .. KEYS.enter)
    browser.eventually("looked for", function() return b:url():find("index.html#find=DID%20assign", 1, true) end)
    browser.eventually("found", function() return b:find("#count"):text() ~= "" end)
    for _, link in ipairs(b:seen "main li a") do
      assert.matches("/DID/.*assign", link:property "href")
    end
    b:find("#find"):type(KEYS.escape)
    browser.eventually("all there", function() return b:find("#count"):text() == "" end)
    assert.is_true(#b:seen "main h2" > 5)
  end)

  it("fit into a narrow window, in the dark too", function()
    b:scheme "dark"
    for _, width in ipairs { 400, 320 } do
      b:resize(width, 800)
      for name, path in pairs { index = "", method = "Account/get_account_list.html",
        type = "Account/type.account.html", service = "Customer/" } do
        b:open(root .. path)
        assert.is_true(b:run "return document.documentElement.scrollWidth <= innerWidth", path)
        assert.is_true(b:find("nav.services"):place().y > b:find("main"):place().y)
        b:shoot(("narrow-%s-%d"):format(name, width))
      end
    end
    assert.equal("rgba(20, 24, 31, 1)", b:find("body"):style "background-color")
    b:scheme "light"
    assert.equal("rgba(255, 255, 255, 1)", b:find("body"):style "background-color")
  end)

  it("are read from files, with nothing to complain of", function()
    local at = site_of(directory .. "/built-in", pages.new(api.builtin))
    b:complaints()
    for _, path in ipairs { "index.html", "UA/get_ua_list.html", "Account/type.account.html", "Account/index.html" } do
      b:open(at .. path)
      assert.is_true(b:find("#find"):is_seen())
      assert.equal("grid", b:find(".page"):style "display")
      assert.same({}, b:complaints())
    end
    b:open(at .. "UA/get_ua_list.html")
    local link = b:find "nav [aria-current]"
    local nav = b:find "nav.services"
    assert.is_true(nav:property "scrollTop" > 0)
    assert.is_true(link:place().y < 900)
    b:shoot "files"
  end)

  it("run nothing of what a description holds", function()
    local attack = "<script>document.title='taken'</script><img src=x onerror=document.title='taken'>"
    local data = { version = attack, shared = { objects = { ["<b>"] = "x:s -- " .. attack } }, services = {
      ["S" .. attack] = { about = attack, methods = { ["m" .. attack] = { "a:{<b>} v:s=<i> -- " .. attack, "",
        about = attack } } } } }
    local site = pages.new(model.new(data, api.builtin))
    local at = site_of(directory .. "/hostile", site)
    b:complaints()
    for _, path in ipairs(site:paths()) do
      b:open(at .. path)
      assert.matches("PortaBilling API$", b:title())
      assert.equal(0, b:run "return document.querySelectorAll('img, b, i, main script').length")
      assert.same({}, b:complaints())
    end
    -- and what got in all the same would not run
    write(directory .. "/hostile/in.html", (site:page "index.html":gsub("<main", function()
      return attack .. "<style>body { color: red }</style><p style='color: red'></p><main"
    end)))
    b:open(at .. "in.html")
    assert.matches("PortaBilling API$", b:title())
    assert.equal("rgba(29, 36, 48, 1)", b:find("body"):style "color")
    local refused = table.concat(b:complaints(), "\n")
    assert.matches("script", refused)
    assert.matches("Content Security Policy", refused)
  end)

  it("are read without JavaScript", function()
    local plain = browser.start { script = false }
    local ok, message = pcall(function()
      plain:open(root .. "Account/move_account.html")
      assert.is_false(plain:find("header label"):is_seen())
      assert.is_false(plain:find(".copied button"):is_seen())
      assert.matches("move_account", plain:find(".copied code"):text())
      assert.matches("i_customer", plain:find("table"):text())
      plain:find("nav [href$='Account/add_account.html']"):click()
      browser.eventually("open", function() return plain:title():find("Account/add_account", 1, true) end)
      plain:shoot "without-script"
    end)
    plain:stop()
    assert.truthy(ok, message)
  end)
end)
