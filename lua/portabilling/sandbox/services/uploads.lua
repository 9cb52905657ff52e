--- Files of SIM cards and DID numbers. How the file is sent is not public: it is the one part of a multipart/form-data
--- request beside auth_info and params, whatever its name. A file is taken whole or not at all.

local csv = require "portabilling.sandbox.csv"
local did = require("portabilling.sandbox.services.did").DID
local generic = require("portabilling.sandbox.services.generic").Generic
local null = require("portabilling.sandbox.json").null
local request = require "portabilling.sandbox.request"
local simcard = require("portabilling.sandbox.services.simcard").SIMCard
local state = require "portabilling.sandbox.state"

local SIMCard, DID = {}, {}

-- Checks: each answers whether a cell is good, and has said what it must be.
local function matching(must, ...)
  local patterns = { ... }
  return { must = must, fits = function(text)
    for _, pattern in ipairs(patterns) do
      if text:find("^" .. pattern .. "$") then
        return true
      end
    end
    return false
  end }
end

local function longest(count)
  return { must = ("at most %d characters"):format(count), fits = function(text)
    return select(2, text:gsub("[^\128-\191]", "")) <= count
  end }
end

local hex = "%x"
local AMOUNT = matching("a number that is not negative", "%d+", "%d+%.%d+")
local is_number = AMOUNT.fits
function AMOUNT.fits(text)
  return is_number(text) and tonumber(text) < 1e15
end
local YES_NO = matching("Y or N", "Y", "N")
local COUNTRY = matching("a country's two capital letters (ISO 3166-1 alpha-2) or --", "%u%u", "%-%-")
local PAST = { must = "a date and time (YYYY-MM-DD HH:MM:SS) in the past", fits = function(text, now)
  return text:find "^%d%d%d%d%-[01]%d%-[0-3]%d [0-2]%d:[0-5]%d:[0-5]%d$" ~= nil and text <= now
end }

local SIM_CARDS = {
  { "Action", required = true, check = matching("+, add, - or remove", "%+", "add", "%-", "remove") },
  { "IMSI", required = true, check = matching("1 to 15 digits", "%d" .. ("%d?"):rep(14)) },
  { "ICCID", check = matching("19 or 20 digits", ("%d"):rep(19), ("%d"):rep(20)) },
  { "KI", check = matching("32 hexadecimal digits", hex:rep(32)) },
  { "OPC", check = matching("32 hexadecimal digits", hex:rep(32)) },
  { "AMF", check = matching("4 hexadecimal digits", hex:rep(4)) },
  { "Description", check = longest(255) },
  { "HLR", check = longest(255) },
  { "Managed by" },
}

local NUMBER = matching("digits", "%d+")

local NUMBERS = { -- since MR111
  { "Number", required = true, check = NUMBER, field = "number" },
  { "DID vendor batch", required = true, field = "vendor_batch_name" },
  { "Activation fee", required = true, check = AMOUNT, field = "activation_fee" },
  { "Periodic fee", required = true, check = AMOUNT, field = "periodic_fee" },
  { "Description", field = "description" },
  { "Released date" },
  { "Free of charge", check = YES_NO, field = "free_of_charge" },
  { "Country", check = COUNTRY, field = "country_iso" },
  { "Area" },
}

local NUMBERS_IN_ORDER = { -- before
  { "DID Number", required = true, check = NUMBER, field = "number" },
  { "Vendor Batch", required = true, field = "vendor_batch_name" },
  { "Description", field = "description" },
  { "Activation Cost", check = AMOUNT, field = "activation_cost" },
  { "Recurring Cost", check = AMOUNT, field = "recurring_cost" },
  { "Release Date", check = PAST },
  { "FREE", check = YES_NO, field = "free_of_charge" },
  { "Country", check = COUNTRY, field = "country_iso" },
  { "Area" },
}

-- The one file that came along.
local function file_of(ctx)
  local name, text = next(ctx.files or {})
  if not name then
    ctx:refuse("missing_required", "file",
      "there is no file: send it as a part of multipart/form-data, beside auth_info and params")
  elseif next(ctx.files, name) then
    ctx:refuse("invalid_value", "file", "there is more than one file")
  elseif not request.is_utf8(text) then
    local number = 0
    for line in (text .. "\n"):gmatch "(.-)\n" do
      number = number + 1
      if not request.is_utf8(line) then
        ctx:refuse("invalid_value", "file", ("line %d: the text is not UTF-8: save the file as UTF-8"):format(number))
      end
    end
  end
  return text
end

local function refuse(ctx, kind, line, header, message)
  ctx:refuse(kind, "file." .. header:gsub("%s", "_"), ("line %d: %s %s"):format(line, header, message))
end

-- Which column stands where: position -> column.
local function by_header(ctx, columns, first)
  local known, places, seen = {}, {}, {}
  for _, column in ipairs(columns) do
    known[column[1]:lower()] = column
  end
  for i, header in ipairs(first) do
    local column = known[header:match("^%s*(.-)%s*$"):lower()]
    if not column then
      ctx:refuse("invalid_value", "file", ("line %d: there is no column %s"):format(first.line, header))
    end
    places[i], seen[column] = column, true
  end
  for _, column in ipairs(columns) do
    if column.required and not seen[column] then
      ctx:refuse("missing_required", "file." .. column[1]:gsub("%s", "_"),
        ("line %d: there is no column %s"):format(first.line, column[1]))
    end
  end
  return places
end

-- The rows of the file, checked: header -> text (nil: the cell is empty), and line.
local function read(ctx, columns, in_order)
  local rows, message = csv.read(file_of(ctx))
  if not rows or not rows[1] then
    ctx:refuse("invalid_value", "file", message or "the file is empty")
  end
  local places = in_order and columns or by_header(ctx, columns, rows[1])
  local now = os.date("!%Y-%m-%d %H:%M:%S", state.now())
  local out = {}
  for i = 2, #rows do
    local row = { line = rows[i].line }
    if #rows[i] > #places then
      ctx:refuse("invalid_value", "file", ("line %d has %d cells, and there are %d columns"):format(row.line, #rows[i],
        #places))
    end
    for at, column in ipairs(places) do
      local header, cell = column[1], (rows[i][at] or ""):match "^%s*(.-)%s*$"
      if cell == "" and column.required then
        refuse(ctx, "missing_required", row.line, header, "is missing")
      elseif cell ~= "" and column.check and not column.check.fits(cell, now) then
        refuse(ctx, "invalid_value", row.line, header, "must be " .. column.check.must)
      end
      row[header] = cell ~= "" and cell or nil
    end
    out[#out + 1] = row
  end
  return out
end

-- No two records with one value: neither in the file nor with what there is.
local function unique(ctx, rows, header, collection, field)
  local seen = {}
  for _, row in ipairs(rows) do
    local value = row[header]
    if value and (seen[value] or ctx.store[collection]:find(field, value)) then
      refuse(ctx, "duplicate", row.line, header, value .. " is there already")
    end
    seen[value or ""] = value and true
  end
end

SIMCard.upload_sim_cards = {
  realms = "a",
  run = function(ctx)
    local cards, added, removed = ctx.store.sim_cards, {}, {}
    for _, row in ipairs(read(ctx, SIM_CARDS)) do
      if row.Action == "+" or row.Action == "add" then
        added[#added + 1] = row
      else
        local key = cards:find("imsi", row.IMSI)
        local status = key and cards:field(key, "status")
        if not key then
          refuse(ctx, "not_found", row.line, "IMSI", ("%s is of no card"):format(row.IMSI))
        elseif status == "in_use" or status == "used" then
          refuse(ctx, "in_use", row.line, "IMSI", ("%s is of a card that is in use"):format(row.IMSI))
        end
        removed[key] = true
      end
    end
    unique(ctx, added, "IMSI", "sim_cards", "imsi")
    unique(ctx, added, "ICCID", "sim_cards", "iccid")
    for key in pairs(removed) do
      cards:remove(key)
    end
    for _, row in ipairs(added) do -- keys (KI, OPC) are no part of what is answered of a card, and are not kept
      simcard.add_sim_card.run(ctx, { sim_card_info = { imsi = row.IMSI, iccid = row.ICCID, note = row.Description } })
    end
    return { success = 1 }
  end,
}

local function country_name(code)
  for _, country in ipairs(generic.get_countries_list.run().countries_list) do
    if country.iso_3166_1_a2 == code then
      return country.name
    end
  end
  return ""
end

local BATCH = { i_dv_batch = 1, name = "Example numbers" } -- the one there is

DID.upload_did_numbers = {
  realms = "a",
  run = function(ctx)
    local in_order = ctx.settings.did_upload == "order"
    local columns = in_order and NUMBERS_IN_ORDER or NUMBERS
    local rows, batch = read(ctx, columns, in_order), columns[2][1]
    for _, row in ipairs(rows) do
      if row[batch] ~= BATCH.name then
        refuse(ctx, "not_found", row.line, batch, ("must be %s, the one batch there is, not %s"):format(BATCH.name,
          row[batch]))
      end
    end
    unique(ctx, rows, columns[1][1], "numbers", "number")
    for _, row in ipairs(rows) do
      local number = { frozen = "Y", i_dv_batch = BATCH.i_dv_batch }
      for _, column in ipairs(columns) do
        local value = row[column[1]]
        if column.field and value then
          number[column.field] = column.check == AMOUNT and tonumber(value) or value
        end
      end
      if number.country_iso == "--" then
        number.country_iso, number.country_name = null, null
      elseif number.country_iso then
        number.country_name = country_name(number.country_iso)
      end
      did.add_number.run(ctx, { number_info = number })
    end
    return { success = 1 }
  end,
}

return { SIMCard = SIMCard, DID = DID }
