-- Headless Chromium, driven by ChromeDriver (W3C WebDriver over HTTP).
local cjson = require "cjson"
local http = require "socket.http"
local ltn12 = require "ltn12"
local shell = require "support.shell"
local socket = require "socket"

local M = {}

local ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
M.KEYS = { enter = "\238\128\135", escape = "\238\128\140", tab = "\238\128\132", control = "\238\128\137" }

local Browser = {}
Browser.__index = Browser

local function free_port()
  local probe = assert(socket.bind("127.0.0.1", 0))
  local _, port = probe:getsockname()
  probe:close()
  return math.floor(tonumber(port))
end

local function request(self, method, path, body)
  local pieces = {}
  local text = type(body) == "table" and cjson.encode(body) or body
  local ok, status = http.request {
    method = method, url = ("http://127.0.0.1:%d%s"):format(self.port, path), sink = ltn12.sink.table(pieces),
    source = text and ltn12.source.string(text), create = function()
      local connection = socket.tcp()
      connection:settimeout(60)
      return connection
    end,
    headers = { ["Content-Type"] = "application/json", ["Content-Length"] = text and #text or 0 },
  }
  if not ok then
    return nil, status
  end
  local answer = cjson.decode(table.concat(pieces)).value
  if status ~= 200 then
    error(("%s %s: %s"):format(method, path, answer.message), 3)
  end
  return answer
end

function Browser:ask(method, path, body)
  local answer, message = request(self, method, "/session/" .. self.session .. path, body)
  return message and error("chromedriver: " .. message, 2) or answer
end

--- Waits until it says something, which it gives; raises when it does not in ten seconds.
function M.eventually(what, test)
  local deadline = socket.gettime() + 10
  repeat
    local value = test()
    if value then
      return value
    end
    socket.sleep(0.02)
  until socket.gettime() > deadline
  error("never " .. what, 2)
end

--- Starts one.
---@param options { script: boolean? } script = false: without JavaScript
function M.start(options)
  local self = setmetatable({ port = free_port() }, Browser)
  self.directory = shell.output "mktemp -d"
  local log = self.directory .. "/chromedriver.log"
  self.process = shell.output(("chromedriver --port=%d >%s 2>&1 & echo $!"):format(self.port, log))
  local arguments = { "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--user-data-dir=" .. self.directory .. "/profile" }
  M.eventually("ready: " .. log, function()
    return request(self, "GET", "/status")
  end)
  local chrome = { args = arguments }
  if options and options.script == false then
    chrome.prefs = { ["profile.managed_default_content_settings.javascript"] = 2 }
  end
  self.session = request(self, "POST", "/session", { capabilities = { alwaysMatch = {
    browserName = "chrome", acceptInsecureCerts = true, ["goog:chromeOptions"] = chrome,
    ["goog:loggingPrefs"] = { browser = "ALL" },
  } } }).sessionId
  return self
end

function Browser:stop()
  if self.session then
    pcall(request, self, "DELETE", "/session/" .. self.session)
  end
  shell.output("kill " .. self.process .. " && rm -rf " .. shell.quote(self.directory))
end

function Browser:open(url)
  self:ask("POST", "/url", { url = url })
end

function Browser:title()
  return self:ask("GET", "/title")
end

function Browser:url()
  return self:ask("GET", "/url")
end

--- A window of that size, as narrow as telephones'.
function Browser:resize(width, height)
  self:ask("POST", "/goog/cdp/execute", { cmd = "Emulation.setDeviceMetricsOverride",
    params = { width = width, height = height, deviceScaleFactor = 1, mobile = false } })
end

function Browser:scheme(name)
  self:ask("POST", "/goog/cdp/execute", { cmd = "Emulation.setEmulatedMedia",
    params = { features = { { name = "prefers-color-scheme", value = name } } } })
end

local Element = {}
Element.__index = Element

local function element_of(self, found)
  return setmetatable({ browser = self, path = "/element/" .. found[ELEMENT] }, Element)
end

--- The first element of a CSS selector, or, where it begins with "=", the link of that text.
function Browser:find(selector)
  local using = "css selector"
  if selector:sub(1, 1) == "=" then
    using, selector = "link text", selector:sub(2)
  end
  return element_of(self, self:ask("POST", "/element", { using = using, value = selector }))
end

--- Those that are to be seen.
function Browser:seen(selector)
  local list = {}
  for _, found in ipairs(self:ask("POST", "/elements", { using = "css selector", value = selector })) do
    local element = element_of(self, found)
    if element:is_seen() then
      list[#list + 1] = element
    end
  end
  return list
end

--- The element that has the focus.
function Browser:focused()
  return element_of(self, self:ask("GET", "/element/active"))
end

function Element:text()
  return self.browser:ask("GET", self.path .. "/text")
end

function Element:property(name)
  return self.browser:ask("GET", self.path .. "/property/" .. name)
end

function Element:style(name)
  return self.browser:ask("GET", self.path .. "/css/" .. name)
end

function Element:place()
  return self.browser:ask("GET", self.path .. "/rect")
end

function Element:is_seen()
  return self.browser:ask("GET", self.path .. "/displayed")
end

function Element:click()
  self.browser:ask("POST", self.path .. "/click", "{}")
end

function Element:type(text)
  self.browser:ask("POST", self.path .. "/value", { text = text })
end

--- What a function of JavaScript, given as its body, returns.
function Browser:run(script)
  return self:ask("POST", "/execute/sync", ('{"script":%s,"args":[]}'):format(cjson.encode(script)))
end

--- What the page complained of.
function Browser:complaints()
  local list = {}
  for i, entry in ipairs(self:ask("POST", "/se/log", { type = "browser" })) do
    list[i] = entry.message
  end
  return list
end

--- Saves what is to be seen, where SHOTS names a directory.
function Browser:shoot(name)
  local directory = os.getenv "SHOTS"
  if directory and directory ~= "" then
    local file = assert(io.open(("%s/%s.png"):format(directory, name), "wb"))
    file:write((require("mime").unb64(self:ask("GET", "/screenshot"))))
    file:close()
  end
end

return M
