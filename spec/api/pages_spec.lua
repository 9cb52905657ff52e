-- Reference pages: they link together, hold no more than themselves, and whatever a model says stays text.
local api = require "portabilling.api"
local json = require "portabilling.support.json"
local look = require "portabilling.api.pages.look"
local model = require "portabilling.api.model"
local pages = require "portabilling.api.pages"
local shell = require "portabilling.sandbox.shell"
local writer = require "portabilling.api.openapi_writer"

local ALONE = { meta = true, input = true, wbr = true }
local KNOWN = {}
for name in ([[html head meta title style body a header span label input div nav ul li main p h1 h2 h3 section code pre
  button table thead tbody tr th td footer script wbr]]):gmatch "%S+" do
  KNOWN[name] = true
end

-- What a page is made of: ids, links, the text between tags; raises where its tags do not fit.
local function read(page)
  local found = { page = page, ids = {}, links = {}, text = {} }
  local open = {}
  local function need(condition, what)
    if not condition then error(what, 0) end
  end
  page = page:gsub("^<!DOCTYPE html>\n", "")
  local at = 1
  while true do
    local from, to, closing, name, attributes = page:find("<(/?)([%w]*)([^>]*)>", at)
    found.text[#found.text + 1] = page:sub(at, (from or 0) - 1)
    if not from then break end
    need(KNOWN[name], "a tag " .. page:sub(from, to))
    if closing == "/" then
      need(open[#open] == name, "not closed here: " .. name)
      open[#open] = nil
    elseif not ALONE[name] then
      open[#open + 1] = name
    end
    local rest = attributes:gsub('%s+([%w-]+)="([^"]*)"', function(attribute, value)
      need(attribute:sub(1, 2) ~= "on", attribute)
      if attribute == "id" then
        need(not found.ids[value], "twice: " .. value)
        found.ids[value] = true
      elseif attribute == "href" then
        found.links[#found.links + 1] = value
      end
      return ""
    end)
    need(rest == "" or rest == " hidden", page:sub(from, to))
    at = to + 1
    if closing == "" and (name == "script" or name == "style") then
      at = page:find("</" .. name .. ">", at, true)
    end
  end
  need(#open == 0, "never closed")
  found.text = table.concat(found.text):gsub("&lt;", "<"):gsub("&gt;", ">"):gsub("&quot;", '"'):gsub("&#39;", "'")
    :gsub("&amp;", "&")
  return found
end

local function read_all(site)
  local all = {}
  for _, path in ipairs(site:paths()) do
    local ok, found = pcall(read, site:page(path))
    assert.truthy(ok, path .. ": " .. tostring(found))
    all[path] = found
  end
  return all
end

local function unescaped(link)
  return (link:gsub("&#39;", "'"):gsub("&quot;", '"'):gsub("&lt;", "<"):gsub("&gt;", ">"):gsub("&amp;", "&"))
end

-- Every link leads to a page, and to a place on it.
local function check_links(all)
  local followed = 0
  for path, found in pairs(all) do
    for _, link in ipairs(found.links) do
      local file, place = unescaped(link):match "^([^#]*)#?(.*)$"
      local target = file == "" and path or (path:match "^.*/" or "") .. file
      target = target:gsub("^[^/]+/%.%./", "")
      if not all[target] or place ~= "" and not all[target].ids[place] then
        error(("%s links to %s"):format(path, link))
      end
      followed = followed + 1
    end
  end
  return followed
end

local function digest(text)
  local path = os.tmpname()
  assert(shell.write_file(path, text))
  local _, output = shell.run("openssl dgst -sha256 -binary < " .. path .. " | base64")
  os.remove(path)
  return output:match "%S+"
end

describe("reference pages", function()
  local site, all

  setup(function()
    site = pages.new(api.builtin)
    all = read_all(site)
  end)

  it("of the built-in model link together, and every method has one", function()
    assert.is_true(check_links(all) > 10000)
    for _, service in ipairs(api.builtin:services()) do
      assert.truthy(all[service .. "/index.html"].text:find(service, 1, true))
      for _, method in ipairs(api.builtin:methods(service)) do
        assert.truthy(all[("%s/%s.html"):format(service, method)].text:find(service .. "/" .. method, 1, true))
      end
    end
  end)

  it("are reached from the first one", function()
    local reached, waiting = { ["index.html"] = true }, { "index.html" }
    while waiting[1] do
      local path = table.remove(waiting)
      for _, link in ipairs(all[path].links) do
        local file = unescaped(link):match "^[^#]*"
        local target = file == "" and path or ((path:match "^.*/" or "") .. file):gsub("^[^/]+/%.%./", "")
        if not reached[target] then
          reached[target] = true
          waiting[#waiting + 1] = target
        end
      end
    end
    for path in pairs(all) do
      assert.truthy(reached[path], path)
    end
  end)

  it("hold nothing from elsewhere, and let only their own script and style be", function()
    for path, found in pairs(all) do
      for _, wrong in ipairs { "://", "src=", "url(", "@import", "style=" } do
        if found.page:find(wrong, 1, true) then error(path .. " has " .. wrong) end
      end
    end
    local page = site:page "index.html"
    local style, script = page:match "<style>(.-)</style>", page:match "<script>(.-)</script>"
    assert.equal(look.STYLE_DIGEST, digest(style))
    assert.equal(look.SCRIPT_DIGEST, digest(script))
    local policy = page:match 'Content%-Security%-Policy" content="([^"]*)"'
    assert.equal(("default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; "
      .. "form-action 'none'"):format(digest(style), digest(script)), policy)
    assert.truthy(page:find('<html lang="en"', 1, true))
    assert.truthy(page:find('<meta charset="utf-8">', 1, true))
  end)

  local DATA = {
    services = {
      Thing = {
        about = "Things",
        methods = {
          add_thing = { [[
            late:s thing_info:{+thing}+ i_owner:i& owner:s&
            lock:s!=N|C|F -- Possible values: N - free; C - closing is barred; F - all is barred
            template:i? -- null - the class's
            size:n~pages name:s#41 token:s$ made:t@ tags:[s=a|*] odd:[s=x|y] -- Possible values: x - first
            code:i -- Possible values: 7 - seven; 8 - eight
            type:s=V|* -- how it is made. Possible values: V - voice; D - data
            blocked:yn sure:b parts:[{thing}] ]],
            "i_thing:i", about = "Adds one. Twice is twice.", stand_alone = "no" },
          get_thing_info = { "i_thing:i!", "thing_info:{thing}", stand_alone = "read" },
          do_nothing = { "", "", stand_alone = "yes" },
          unheard_of = {},
        },
        objects = { thing = "i_thing:i name:s+ part_of:{thing} others:[[{shared}]]" },
      },
      Gone = { methods = { get_it = { "", "a:{other}" } }, objects = { other = "x:i" } },
    },
    shared = { objects = { shared = "x:i more:{shared} lost:{nobody}" } },
  }

  local function own(data, options)
    return pages.new(model.new(data, api.builtin), options)
  end

  -- The row of a field, as text.
  local function row(page, id)
    local text = assert(page:match('<tr id="' .. id:gsub("%p", "%%%0") .. '">(.-)</tr>'), id)
    return (text:gsub("<li>", "* "):gsub("<[^>]*>", " "):gsub("&quot;", '"'):gsub("&#39;", "'"):gsub("%s+", " "))
  end

  it("tell of each field what is known", function()
    local page = own(DATA):page "Thing/add_thing.html"
    for id, wanted in pairs {
      lock = { "required", "text", "* N – free", "* C – closing is barred", "* F – all is barred" },
      thing_info = { "required", "thing" }, i_owner = { "one of these", "integer" },
      template = { "* null – the class's" },
      size = { "number", "In pages." }, name = { "At most 41 characters." }, token = { "secret" },
      made = { "read-only", "date and time" }, tags = { "array of text", "One of a and others." },
      odd = { "* x – first", "* y" },
      code = { "Possible values: 7 - seven; 8 - eight" }, type = { "D - data", "how it is made", "* V – voice" },
      blocked = { "boolean (Y, N)" }, sure = { "boolean (1, 0)" }, parts = { "array of thing", "may be left out" },
    } do
      for _, text in ipairs(wanted) do
        assert.truthy(row(page, "takes." .. id):find(text, 1, true), row(page, "takes." .. id) .. "| lacks " .. text)
      end
    end
    assert.is_nil(row(page, "takes.lock"):find("Possible values", 1, true))
    assert.is_nil(row(page, "takes.name"):find("seen in use", 1, true))
    assert.truthy(row(site:page "Account/get_account_list.html", "takes.i_batch"):find("seen in use", 1, true))
    assert.is_nil(row(site:page "Account/get_account_list.html", "takes.limit"):find("seen in use", 1, true))
    assert.truthy(page:find("does not work while the main site is down", 1, true))
    assert.truthy(page:find("Adds one. Twice is twice.", 1, true))
    assert.truthy(page:find("create of thing", 1, true))
    assert.is_nil(page:find("<ul></ul>", 1, true))
    assert.truthy(page:find('"answers.i_thing"', 1, true))
    local order = {}
    for id in page:gmatch '<tr id="takes%.([%w_]+)"' do order[#order + 1] = id end
    assert.same({ "thing_info", "lock", "i_owner", "owner", "late" }, { (table.unpack or unpack)(order, 1, 5) })
  end)

  it("tell what takes nothing from what is not known", function()
    local pages_of = own(DATA)
    assert.truthy(pages_of:page "Thing/do_nothing.html":find("It takes none.", 1, true))
    assert.truthy(pages_of:page "Thing/unheard_of.html":find("Not told.", 1, true))
    assert.truthy(site:page "Account/update_accounts_batch.html":find("No public source tells.", 1, true))
  end)

  it("show objects with tables of their own, whatever circles they go in, and where they are used", function()
    local pages_of = own(DATA)
    check_links(read_all(pages_of))
    local page = pages_of:page "Thing/type.thing.html"
    assert.truthy(page:find('<a href="../Thing/type.thing.html">thing</a>', 1, true))
    assert.truthy(page:find('array of array of <a href="../type.shared.html">shared</a>', 1, true))
    assert.truthy(page:find('taken by <a class="name" href="../Thing/add_thing.html">Thing/add_thing</a>', 1, true))
    assert.truthy(page:find('answered by <a class="name" href="../Thing/get_thing_info.html">', 1, true))
    local shared = pages_of:page "type.shared.html"
    assert.truthy(shared:find('part of <a class="name" href="Thing/type.thing.html">thing</a>', 1, true))
    assert.truthy(shared:find('<a href="type.shared.html">shared</a>', 1, true))
    assert.truthy(row(shared, "has.lost"):find("object nobody", 1, true))
  end)

  it("leave out what is not wanted, and the objects of that alone", function()
    local pages_of = own(DATA, {
      wants = function(service, method) return service == "Thing" and method ~= "add_thing" end,
    })
    assert.same({ "Thing/do_nothing.html", "Thing/get_thing_info.html", "Thing/index.html", "Thing/type.thing.html",
      "Thing/unheard_of.html", "index.html", "type.shared.html" }, pages_of:paths())
    check_links(read_all(pages_of))
    assert.is_nil(pages_of:page "Thing/index.html":find("add_thing", 1, true))
    assert.is_nil(pages_of:page "Thing/add_thing.html")
  end)

  it("have paths that file systems take, however long names are, and one each", function()
    local long, far = ("x"):rep(300), ("\195\164"):rep(120)
    local services = { [far] = { methods = { get_x = { "" } } }, Thing = {
      methods = { [long] = { "a:{" .. long .. "}" }, [long .. "y"] = { "" } }, objects = { [long] = "b:s" } } }
    local here = pages.new(model.new({ services = services, shared = { objects = {} } }, api.builtin))
    local seen = {}
    for _, path in ipairs(here:paths()) do
      assert.is_nil(seen[path])
      seen[path] = true
      for part in path:gmatch "[^/]+" do assert.is_true(#part < 200, path) end
    end
    assert.equal(7, #here:paths())
  end)

  it("keep text what would be HTML, script, or a way out of the directory", function()
    local attack = [[</title></script><script>alert(1)</script><img/src=x/onerror=alert(2)>"onmouseover='x'&lt;%s%d]]
    local evil = "<b>&\"'%d\255\0</b>"
    local data = {
      version = attack, services = {
        ["../../etc"] = { about = attack, methods = { ["../" .. evil] = {
          ('%s:s -- %s\n"><i>:{<u>} v:s=<s>|"\' -- Possible values: <s> - %s\n'):format("<script>", attack, attack),
          "a\"b:[{'x'}]/H",
          about = attack .. " \240\159\146\179 \192\175 \237\160\128 \244\144\128\128 caf\195\169" } } },
        index = { methods = { index = { "", "" }, ["type.u"] = { "", "" } } },
      },
      shared = { objects = { ["<u>"] = "\"onload=x:s#3", ["'x'"] = "i:i" } },
    }
    -- as a reader of descriptions might hand it on
    local pages_of = own(data, { title = attack, subtitle = attack })
    local everything = read_all(pages_of)
    check_links(everything)
    local seen = 0
    for path, found in pairs(everything) do
      assert.matches("^[%w_~]+[%w_~./]*%.html$", path)
      assert.is_nil(path:find("..", 1, true), path)
      assert.truthy(found.text:find(attack, 1, true), path)
      local page = pages_of:page(path)
      local _, scripts = page:gsub("<script", "")
      assert.equal(1, scripts)
      assert.is_nil(page:find "[%z\1-\9\11-\31]")
      seen = seen + 1
    end
    assert.equal(8, seen)
    local method = everything["~2E~2E~2F~2E~2E~2Fetc/~2E~2E~2F~3Cb~3E~26~22~27~25d~FF~00~3C~2Fb~3E.html"]
    assert.truthy(method.text:find("\240\159\146\179 \239\191\189\239\191\189 \239\191\189\239\191\189\239\191\189 "
      .. "\239\191\189\239\191\189\239\191\189\239\191\189 caf\195\169", 1, true))
    assert.truthy(method.ids["takes.&lt;script&gt;"])
  end)
end)

describe("tools/reference_pages.lua", function()
  local interpreter = rawget(_G, "jit") and "luajit" or "lua5.4"
  local directory

  before_each(function() directory = os.tmpname() os.remove(directory) end)
  after_each(function() shell.run(shell.command { "rm", "-rf", "--", directory, directory .. ".pages" }) end)

  local function run(...)
    return shell.run("env -u LUA_PATH -u LUA_CPATH " .. shell.command { interpreter, "tools/reference_pages.lua", ... })
  end

  it("writes them into a directory", function()
    local into = directory .. "/it's new"
    local ok, output = run(into)
    assert.truthy(ok, output)
    local site = pages.new(api.builtin)
    assert.equal(("%d pages in %s: open %s/index.html\n"):format(#site:paths(), into, into), output)
    for _, path in ipairs(site:paths()) do
      assert.truthy(site:page(path) == shell.read_file(into .. "/" .. path), path)
    end
  end)

  it("writes those of a server's own description", function()
    local text = assert(json.encode(writer.write(api.builtin, {
      realm = "Customer", version = "MR131-0", wants = function(service) return service == "Product" end,
    })))
    assert(shell.write_file(directory, text))
    local into = directory .. ".pages"
    local ok, output = run(directory, into)
    assert.truthy(ok, output)
    local page = shell.read_file(into .. "/Product/add_product.html")
    assert.truthy(page:find("Customer interface, MR131-0", 1, true))
    assert.truthy(page:find('href="../type.ProductInfo.html"', 1, true))
    assert.truthy(shell.read_file(into .. "/type.ProductInfo.html"):find("Product/add_product", 1, true))
    assert.is_nil(shell.read_file(into .. "/Account/add_account.html"))
  end)

  it("says what is wrong", function()
    local ok, output = run()
    assert.falsy(ok)
    assert.truthy(output:find("usage: ", 1, true))
    ok, output = run("/dev/null/x")
    assert.falsy(ok)
    assert.truthy(output:find("cannot make the directory /dev/null/x", 1, true), output)
    assert(shell.write_file(directory, "<html>log in</html>"))
    ok, output = run(directory, directory .. ".pages")
    assert.falsy(ok)
    assert.truthy(output:find("is a page (HTML), not JSON", 1, true), output)
    ok, output = run(directory .. ".none", directory .. ".pages")
    assert.falsy(ok)
    assert.truthy(output:find("No such file", 1, true), output)
  end)
end)
