--- A model as static reference pages: an index, a page for each service, method and object (type). Each page is one file
--- of HTML that needs nothing else, links to the others relatively, and can be read without JavaScript.
local command_line = require "portabilling.api.command_line"
local describe_text = require "portabilling.api.describe_text"
local example = require "portabilling.api.example"
local fields = require "portabilling.api.pages.fields"
local html = require "portabilling.api.pages.html"
local look = require "portabilling.api.pages.look"
local tables = require "portabilling.support.tables"

local M = {}

local of = html.of

local OPERATIONS = require("portabilling.api.model").OPERATIONS

---@class portabilling.api.PagesOptions
---@field title string? what the site is called
---@field subtitle string? behind it, in the head of each page, such as the realm
---@field about string? a sentence about it, on the first page
---@field wants (fun(service: string, method: string): boolean)? which methods there are; all by default

---@class portabilling.api.Site
---@field model portabilling.api.Model
---@field listed { service: string, methods: string[], types: string[] }[] what there is, in order
---@field types string[] objects that services share
---@field of_path table<string, table> path -> what is there
---@field nav_items table<string, portabilling.api.Html[]> way up -> what stands for each service in the list of all
local Site = {}
Site.__index = Site

local LONGEST = 100 -- of most file systems: 255, with what stands around it

-- A name as a part of a path: what is neither letter, digit nor underscore, as ~XX. Of a longer one the beginning, and a number
-- made from all of it.
local function file_of(name)
  local text = name:gsub("[^%w_]", function(char) return ("~%02X"):format(char:byte()) end)
  if #text > LONGEST then
    local sum = 0
    for at = 1, #text do sum = (sum * 257 + text:byte(at)) % 2 ^ 44 end
    return ("%s~~%.0f"):format(text:sub(1, LONGEST), sum)
  end
  return text == "index" and "~69ndex" or text
end

local function service_path(service) return file_of(service) .. "/index.html" end
local function method_path(service, method) return ("%s/%s.html"):format(file_of(service), file_of(method)) end
local function type_path(service, name)
  return ("%stype.%s.html"):format(service and file_of(service) .. "/" or "", file_of(name))
end

-- Whose an object is that is named in a service: its own, or (nil) one that all share. false: there is none.
local function owner_of(model, service, name)
  local data = service and model.data.services[service]
  if data and data.objects and data.objects[name] then
    return service
  elseif model.data.shared.objects[name] then
    return nil
  end
  return false
end

-- Notes that the fields mention objects, and looks into those.
local function take_uses(site, service, list, user)
  for _, f in ipairs(list or {}) do
    while f.item do f = f.item end
    local owner = f.object and owner_of(site.model, service, f.object)
    if f.object and owner ~= false then
      local path = type_path(owner, f.object)
      local used = site.uses[path]
      if not used then
        used = { users = {}, known = {}, service = owner, name = f.object }
        site.uses[path] = used
        take_uses(site, owner, site.model:object(owner, f.object), { path = path, name = f.object, how = "part of" })
      end
      local key = user.how .. user.path
      if not used.known[key] then
        used.known[key] = true
        used.users[#used.users + 1] = user
      end
    end
  end
end

local function by_name(uses)
  local own, shared = {}, {}
  for _, path in ipairs(tables.sorted_keys(uses)) do
    local used = uses[path]
    local into = shared
    if used.service then
      own[used.service] = own[used.service] or {}
      into = own[used.service]
    end
    into[#into + 1] = used.name
  end
  return own, shared
end

-- Everything there is, and where.
local function lay_out(site, wants)
  local model = site.model
  for _, service in ipairs(model:services()) do
    local methods = {}
    for _, method in ipairs(model:methods(service)) do
      if not wants or wants(service, method) then
        methods[#methods + 1] = method
        local path, told = method_path(service, method), model:method(service, method)
        site.of_path[path] = { kind = "method", service = service, name = method }
        local name = service .. "/" .. method
        take_uses(site, service, told.params, { path = path, name = name, how = "taken by" })
        take_uses(site, service, told.answer, { path = path, name = name, how = "answered by" })
      end
    end
    if methods[1] then
      site.listed[#site.listed + 1] = { service = service, methods = methods, types = {} }
      site.of_path[service_path(service)] = { kind = "service", service = service, listed = site.listed[#site.listed] }
    end
  end
  local own, shared = by_name(site.uses)
  for _, item in ipairs(site.listed) do item.types = own[item.service] or item.types end
  site.types = shared
  for path, used in pairs(site.uses) do
    site.of_path[path] = { kind = "type", service = used.service, name = used.name, used = used }
  end
  site.of_path["index.html"] = { kind = "index" }
end

local function quiet(text) return of('<p class="quiet">%s</p>\n', text) end

-- The first sentence, not too long.
local function summary(text)
  if not text then return "" end
  local first = text:match "^(.-[.!?])%s" or text
  if #first > 120 then first = first:sub(1, 120):gsub("[\192-\255]?[\128-\191]*$", ""):gsub("%s+%S*$", "") .. " ..." end
  return of(' <span class="quiet">%s</span>', first)
end

local function list_of(site, item, up)
  local lines = {}
  for _, method in ipairs(item.methods) do
    lines[#lines + 1] = of('<li><a class="name" href="%s%s">%s</a>%s</li>\n', up, method_path(item.service, method),
      method, summary(site.model:method(item.service, method).about))
  end
  return lines
end

local function type_list(service, names, up)
  local lines = {}
  for i, name in ipairs(names) do
    lines[i] = of('<li><a class="name" href="%s%s">%s</a></li>\n', up, type_path(service, name), name)
  end
  return lines
end

local function group(name, heading, lines)
  return of('<section data-group="%s">\n%s<ul class="group">\n%s</ul>\n</section>\n', name, heading, lines)
end

local function about_service(site, service)
  local about = site.model:about(service)
  return about and of(' <span class="quiet">%s</span>', about) or ""
end

local function index_page(site)
  local groups, count = {}, 0
  for _, item in ipairs(site.listed) do
    count = count + #item.methods
    local words = item.service .. " " .. (site.model:about(item.service) or "")
    groups[#groups + 1] = group(words, of('<h2 id="%s"><a href="%s">%s</a>%s</h2>\n', file_of(item.service),
      service_path(item.service), item.service, about_service(site, item.service)), list_of(site, item, ""))
    if item.types[1] then
      groups[#groups + 1] = group(item.service .. " types", of("<h3>Types of %s</h3>\n", item.service),
        type_list(item.service, item.types, ""))
    end
  end
  if site.types[1] then
    groups[#groups + 1] = group("types", of '<h2 id="types">Types that several services use</h2>\n',
      type_list(nil, site.types, ""))
  end
  local numbers = ("%d services, %d methods."):format(#site.listed, count)
  return site.title, of('<h1>%s</h1>\n<p>%s %s</p>\n<p id="count" class="quiet" role="status"></p>\n%s', site.title,
    site.about, numbers, groups)
end

local function service_page(site, at)
  local item = at.listed
  local parts = { of('<p class="trail"><a href="../index.html">All services</a></p>\n<h1>%s%s</h1>\n', item.service,
    about_service(site, item.service)), group(item.service, of "<h2>Methods</h2>\n", list_of(site, item, "../")) }
  local records = {}
  for _, record in ipairs(site.model:records(item.service)) do
    for _, operation in ipairs(OPERATIONS) do
      local method = record.operations[operation]
      if method and site.of_path[method_path(item.service, method)] then
        records[#records + 1] = of('<li><span class="name">%s</span> of <span class="name">%s</span>: <a class="name" '
          .. 'href="../%s">%s</a></li>\n', operation, record.record, method_path(item.service, method), method)
      end
    end
  end
  if records[1] then parts[#parts + 1] = group(item.service, of "<h2>Operations on records</h2>\n", records) end
  if item.types[1] then
    parts[#parts + 1] = group(item.service, of "<h2>Types</h2>\n", type_list(item.service, item.types, "../"))
  end
  return item.service, of("%s", parts)
end

local function copied(text, title)
  return of('<div class="copied"><pre tabindex="0"><code>%s</code></pre>'
    .. '<button type="button" hidden title="%s" aria-live="polite">Copy</button></div>\n', text, title)
end

-- The call, ready to copy: in Lua, and on the command line.
local function examples_of(site, service, method)
  local model = site.model
  local record, operation = model:operation_of(service, method)
  local told, entry = model:method(service, method), record and model:resolve(service, record, operation) or nil
  return { copied(example.text(model, "pb.", told, entry), "Copies the call"),
    of '<h3 id="command">On the command line</h3>\n',
    copied(command_line.text(model, told, entry), "Copies the command") }
end

-- What it does to records: "get of customer"; it may be several.
local function operations_of(site, service, method)
  local all = {}
  for _, record in ipairs(site.model:records(service)) do
    for _, operation in ipairs(OPERATIONS) do
      if record.operations[operation] == method then all[#all + 1] = ("%s of %s"):format(operation, record.record) end
    end
  end
  return all
end

local function link_from(site, service, up)
  return function(name)
    local owner = owner_of(site.model, service, name)
    return owner ~= false and up .. type_path(owner, name) or nil
  end
end

local function fields_of(site, heading, id, list, options)
  local service = options.service
  local parts = { of('<h2 id="%s">%s</h2>\n', id, heading) }
  if list and list[1] then
    parts[2] = fields.table(list, { id = id, caption = heading, takes = options.takes, sure = not site.model.own,
      link = link_from(site, service, options.up),
      fields = function(name) return site.model:object(service, name) end })
  else
    parts[2] = quiet(list and options.none or site.unknown)
  end
  return parts
end

local function method_page(site, at)
  local service, method = at.service, at.name
  local told, model = site.model:method(service, method), site.model
  local facts = {}
  local function fact(text) facts[#facts + 1] = text and of("<li>%s</li>", text) or nil end
  for _, text in ipairs(operations_of(site, service, method)) do fact(text) end
  fact(model.safe(service, method) and "changes nothing" or "may change something")
  fact(model.open(service, method) and "needs no session")
  fact(told.stand_alone and describe_text.STAND_ALONE[told.stand_alone])
  fact(told.since and "there since " .. told.since)
  local name = ("%s/%s"):format(service, method)
  return name, of('<p class="trail"><a href="../index.html">All services</a> / <a href="index.html">%s</a></p>\n'
    .. '<h1 class="name">%s</h1>\n%s<ul class="facts">%s</ul>\n<h2 id="call">Call</h2>\n%s%s%s',
    service, name, told.about and of("<p>%s</p>\n", told.about) or "", facts, examples_of(site, service, method),
    fields_of(site, "Parameters", "takes", told.params,
      { takes = true, service = service, up = "../", none = "It takes none." }),
    fields_of(site, "Answer", "answers", told.answer,
      { service = service, up = "../", none = "It answers nothing but that it was done." }))
end

local function type_page(site, at)
  local service, name = at.service, at.name
  local up = service and "../" or ""
  local users = {}
  for i, user in ipairs(at.used.users) do
    users[i] = of('<li>%s <a class="name" href="%s%s">%s</a></li>\n', user.how, up, user.path, user.name)
  end
  local trail = service and of(' / <a href="index.html">%s</a>', service) or ""
  local list = site.model:object(service, name)
  return name .. " (type)", of('<p class="trail"><a href="%sindex.html">All services</a>%s</p>\n<h1>'
    .. '<span class="name">%s</span> <span class="quiet">type</span></h1>\n%s<h2 id="uses">Where it is</h2>\n'
    .. '<ul class="group">\n%s</ul>\n', up, trail, name,
    fields_of(site, "Fields", "has", list, { service = service, up = up,
      none = "Nothing is known of what it has." }), users)
end

local MAKERS = { index = index_page, service = service_page, method = method_page, type = type_page }

-- A name that may go on in the next line behind each underscore.
local function in_pieces(name)
  local pieces = {}
  for piece in name:gmatch "[^_]*_*" do
    pieces[#pieces + 1] = pieces[1] and piece ~= "" and of("<wbr>%s", piece) or piece
  end
  return pieces
end

-- A service in the list of all; its methods where it is the page's own.
local function nav_item(item, at, up)
  local inner = ""
  if at and item.service == at.service then
    local methods = {}
    for i, method in ipairs(item.methods) do
      methods[i] = of('<li><a class="name" href="%s%s"%s>%s</a></li>\n', up, method_path(item.service, method),
        at.kind == "method" and at.name == method and of ' aria-current="page"' or "", in_pieces(method))
    end
    inner = of("<ul>\n%s</ul>\n", methods)
  end
  return of('<li><a href="%s%s"%s>%s</a>%s</li>\n', up, service_path(item.service),
    at and at.kind == "service" and of ' aria-current="page"' or "", item.service, inner)
end

-- The services; those that are not the page's own look the same on many pages.
local function nav_of(site, at, up)
  local items, same = {}, site.nav_items[up]
  for i, item in ipairs(site.listed) do
    same[i] = same[i] or nav_item(item, nil, up)
    items[i] = item.service == at.service and nav_item(item, at, up) or same[i]
  end
  return of("<ul%s>\n%s</ul>", at.kind == "index" and "" or of ' data-group=""', items)
end

--- All pages there are.
---@return string[] paths sorted, with / between their parts
function Site:paths()
  return tables.sorted_keys(self.of_path)
end

local SURE = " Fields marked neither seen in use nor unsure are documented."

--- One page.
---@param path string
---@return string? page UTF-8; nil: there is none of that path
function Site:page(path)
  local at = self.of_path[path]
  if not at then return nil end
  local up = path:find "/" and "../" or ""
  local title, content = MAKERS[at.kind](self, at)
  return look.page({
    path = path, title = at.kind == "index" and title or ("%s – %s"):format(title, self.title), site = self.title,
    subtitle = self.subtitle, content = content, nav = nav_of(self, at, up),
    foot = self.about .. (self.model.own and "" or SURE),
  }, up)
end

local function subtitle(data)
  local realm = data.realm and data.realm .. " interface"
  return realm and data.version and realm .. ", " .. data.version or realm or data.version or ""
end

local function about(model)
  if not model.own then
    return "From public sources: what is not told here, PortaBilling may have all the same."
  end
  return "From the server's own description."
end

---@param model portabilling.api.Model
---@param options portabilling.api.PagesOptions?
---@return portabilling.api.Site
function M.new(model, options)
  options = options or {}
  local site = setmetatable({ model = model, listed = {}, types = {}, uses = {}, of_path = {},
    nav_items = { [""] = {}, ["../"] = {} },
    title = options.title or "PortaBilling API", subtitle = options.subtitle or subtitle(model.data),
    about = options.about or about(model),
    unknown = model.own and "Not told." or "No public source tells. The server's own description does." }, Site)
  lay_out(site, options.wants)
  return site
end

return M
