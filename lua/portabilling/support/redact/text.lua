--- Takes secrets out of texts that somebody else wrote, such as a server's complaint or a proxy's page: those that are
--- known, in whatever way their characters are escaped there, or in base64; and what the text itself names as one.
local base64 = require("portabilling.support.base64").encode
local layers_of = require "portabilling.support.redact.layers"
local names = require "portabilling.support.redact.names"

local M = {}

M.MARK = "***"

-- No text is shown that is longer.
local TEXT_MOST = 16384
-- Shorter secrets may be a part of many words, and are hidden only where they are a word of their own.
local LONG = 8
-- Still shorter ones would take digits out of every number.
local SHORTEST = 3
-- So much of a secret is hidden where the text was cut within it.
local CUT = 6

-- The places to be hidden, first and last of each, in the text itself.
local function note(spans, layers, number, first, last)
  first, last = layers_of.origin(layers, number, first, last)
  spans[#spans + 1] = { first, last }
end

local function cover(text, spans)
  table.sort(spans, function(a, b) return a[1] < b[1] end)
  local parts, at = {}, 1
  for _, span in ipairs(spans) do
    if span[1] >= at then
      parts[#parts + 1] = text:sub(at, span[1] - 1)
      parts[#parts + 1] = M.MARK
    end
    at = math.max(at, span[2] + 1)
  end
  return table.concat(parts) .. text:sub(at)
end

-- Bytes of a text in UTF-8 as a server with Latin-1 has them; nil where it cannot.
local function latin1(text)
  if not text:find "[\194\195]" then
    return nil
  end
  local short = text:gsub("([\194\195])([\128-\191])", function(lead, tail)
    return string.char(tail:byte() + (lead == "\195" and 64 or 0))
  end)
  return short
end

-- What base64 makes of a secret within a longer text: base64 takes three bytes at a time, so there are three possibilities,
-- by where in its three the secret begins; of each, the characters that depend on the secret alone. The secret's beginning
-- is enough, for all of the base64 around it is hidden.
local BEGINNING = 12
local function within_base64(secret)
  local found = {}
  secret = secret:sub(1, BEGINNING)
  for before = 0, 2 do
    local coded = base64(("\0"):rep(before) .. secret)
    local first = math.ceil(before * 8 / 6) + 1
    local last = math.floor((before + #secret) * 8 / 6)
    found[#found + 1] = coded:sub(first, last)
  end
  return found
end

-- What to look for: text, whether anywhere (or as a word only), and whether the base64 around it goes as well.
local function forms_of(secret, only_coded)
  local forms, known = {}, {}
  local function add(text, coded)
    if #text >= SHORTEST and not known[text] then
      known[text] = true
      forms[#forms + 1] = { text = text, long = #secret >= LONG, coded = coded }
    end
  end
  local function add_layers(text, coded)
    for _, layer in ipairs(layers_of.of(text)) do
      add(layer.text, coded)
    end
  end
  if not only_coded then
    add_layers(secret)
  end
  local short = latin1(secret)
  if short and not only_coded then
    add_layers(short)
  end
  local long, alone = #secret >= LONG, base64(secret)
  for _, coded in ipairs(long and within_base64(secret) or { alone, (alone:gsub("=+$", "")) }) do
    add_layers(coded, long)
    add_layers(coded:gsub("%+", "-"):gsub("/", "_"), long)
  end
  return forms
end

local function is_word(text, first, last)
  return not text:sub(first - 1, first - 1):find "%w" and not text:sub(last + 1, last + 1):find "%w"
end

-- The base64 that something stands in.
local function whole_base64(text, first, last)
  while text:find("^[%w+/_-]", first - 1) and first > 1 do
    first = first - 1
  end
  return first, select(2, text:find("^[%w+/_=-]*", last + 1))
end

local function find(form, layers, number, spans)
  local text, secret = layers[number].text, form.text
  local first, last = text:find(secret, 1, true)
  while first do
    if form.long or is_word(text, first, last) then
      if form.coded then
        first, last = whole_base64(text, first, last)
      end
      note(spans, layers, number, first, last)
    end
    first, last = text:find(secret, last + 1, true)
  end
end

-- Also where the text was cut in the middle of the secret, and perhaps of an escape.
local function find_cut(form, layers, number, spans)
  local text, secret = layers[number].text, form.text
  local whole = text:gsub("[%%\\&][#%w]*$", "")
  for _, ended in ipairs { text, whole } do
    local at = ended:find(secret:sub(1, CUT), math.max(1, #ended - #secret + 2), true)
    while at do
      if secret:sub(1, #ended - at + 1) == ended:sub(at) then
        note(spans, layers, number, at, #text)
        return
      end
      at = ended:find(secret:sub(1, CUT), at + 1, true)
    end
  end
end

local function shortened(text)
  return #text > TEXT_MOST and text:sub(1, TEXT_MOST) or text, #text > TEXT_MOST and "..." or ""
end

--- What takes known secrets out of texts.
---@param secrets string[]
---@param pairs_of string[]? "login:secret" each, whose secret is among the others: only what they are in base64, as basic
--- authorization has them, for a login is no secret
---@return fun(text: string): string
function M.scrubber(secrets, pairs_of)
  local all = {}
  local function add(list, only_coded)
    for _, secret in ipairs(list) do
      for _, form in ipairs(#secret >= SHORTEST and forms_of(secret, only_coded) or {}) do
        all[#all + 1] = form
      end
    end
  end
  add(secrets)
  add(pairs_of or {}, true)
  return function(text)
    local shown, rest = shortened(text)
    local layers, spans = layers_of.of(shown), {}
    for _, form in ipairs(all) do
      for number = 1, #layers do
        find(form, layers, number, spans)
        if form.long and #form.text > CUT then
          find_cut(form, layers, number, spans)
        end
      end
    end
    return cover(shown, spans) .. rest
  end
end

--- Takes known secrets out of a text.
---@param text string
---@param secrets string[]
---@return string
function M.scrub(text, secrets)
  return M.scrubber(secrets)(text)
end

-- Of Authorization: these say how, and are no secrets.
local SCHEMES = { basic = true, bearer = true, digest = true, negotiate = true, ntlm = true, oauth = true, hawk = true,
  hoba = true, mutual = true, vapid = true, ["scram-sha-1"] = true, ["scram-sha-256"] = true,
  ["aws4-hmac-sha256"] = true }

-- Where what follows an authorization scheme ends: one word, or name=value, name="value".
local function credential_end(text, at)
  local stop = at - 1
  repeat
    local name_end = select(2, text:find("^[%w_-]+%s*=%s*\\?[\"']", stop + 1))
    local value_end
    if name_end then
      value_end = select(2, text:find("^[^\"']*[\"']?", name_end + 1))
    else
      value_end = select(2, text:find("^[^%s\"'<>,;]*", stop + 1))
    end
    stop = value_end
    local comma = select(2, text:find("^%s*,%s*", stop + 1))
    local more = comma and text:find("^[%w_-]+%s*=%s*[^%s,]", comma + 1)
    stop = more and comma or stop
  until not more
  return stop
end

-- The value of an authorization header: its scheme stays.
local function note_authorization(text, at, hide)
  local scheme, after = text:match("^(%a[%w-]*)%s+()", at)
  if scheme and SCHEMES[scheme:lower()] then
    hide(after, credential_end(text, after))
  elseif scheme then -- nobody knows which of the two lets in
    hide(at, credential_end(text, after))
  else
    hide(at, credential_end(text, at))
  end
end

-- name: value, "name": "value", name=value.
local function find_named(text, hide)
  for name, after in text:gmatch "([%w_%-]+)()" do
    local last = text:match("^[\"']?%s*[:=]%s*[\"']?()", after)
    if last and name:lower():find "authorization$" then
      note_authorization(text, last, hide)
    elseif last then
      local value = text:match("^[^\"'&,;%s<>}]+", last)
      if value and names.is_secret(name, nil, value) then
        hide(last, last + #value - 1)
      end
    end
  end
end

-- <name>value</name>
local function find_elements(text, hide)
  for tag, first, value in text:gmatch "<([^<>]*)>()([^<>]+)" do
    local name = tag:match "^[%w_:.-]+"
    if name and names.is_secret(name:match "[^:]*$", nil, value) then
      hide(first, first + #value - 1)
    end
  end
end

-- A scheme and a credential in the middle of a sentence.
local function find_schemes(text, hide)
  for first, last in text:gmatch "[Bb][Ee][Aa][Rr][Ee][Rr]%s+()[^%s\"'<,;]+()" do
    hide(first, last - 1)
  end
  for first, credential in text:gmatch "[Bb][Aa][Ss][Ii][Cc]%s+()([%w+/]+=*)" do
    if #credential >= 8 and credential:find "[%d=]" then
      hide(first, first + #credential - 1)
    end
  end
end

-- Who stands in an address: up to its last @, for a password may hold one.
local function find_users(text, hide)
  for first, address in text:gmatch "://()([^%s\"'<>]+)" do
    local user = address:match "^(.*)@"
    if user then
      hide(first, first + #user - 1)
    end
  end
end

--- Takes out of a text what finders find in it, or in what it reads like unescaped.
---@param finders (fun(text: string, hide: fun(first: integer, last: integer)))[]
---@param text string
---@return string
function M.scrub_by(finders, text)
  local shown, rest = shortened(text)
  local layers, spans = layers_of.of(shown), {}
  for number, layer in ipairs(layers) do
    for _, finder in ipairs(finders) do
      finder(layer.text, function(first, last)
        if last >= first then
          note(spans, layers, number, first, last)
        end
      end)
    end
  end
  return cover(shown, spans) .. rest
end

--- Takes out of a foreign page what it names as a secret, such as the token of an answer that went through a proxy
--- with another content type.
---@param text string
---@return string
function M.scrub_named(text)
  return M.scrub_by({ find_named, find_elements, find_schemes, find_users }, text)
end

-- In quotes, all up to the last @, with spaces too; else what stands before the @ up to a space.
local function find_addresses(text, hide)
  for _, quote in ipairs { "'", '"' } do
    local at = 1
    while at do
      local opened, closed = text:find(quote .. "[^" .. quote .. "]*@.*" .. quote, at)
      local first = opened and (select(2, text:find("^%a[%w+.-]*://", opened + 1)) or opened) + 1
      local user = first and text:sub(first, closed):match "^(.*)@"
      if user then
        hide(first, first + #user - 1)
      end
      at = closed and closed + 1
    end
  end
  for first, word in text:gmatch "()([^%s]+)" do
    local user = word:match "^(.*)@"
    if user then
      local scheme = user:match "^[\"'(]*%a[%w+.-]*://" or user:match "^[\"'(]*"
      hide(first + #scheme, first + #user - 1)
    end
  end
end

--- Takes the users and passwords out of the addresses that a transport quotes, which may be none: then nobody can say
--- where they end.
---@param text string
---@return string
function M.scrub_addresses(text)
  return M.scrub_by({ find_addresses }, text)
end

return M
