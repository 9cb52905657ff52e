--- Lists of xDRs, which customers and accounts both have, and the xDRs that charges make.

local api = require("portabilling.api").builtin
local balance = require "portabilling.sandbox.balance"
local context = require "portabilling.sandbox.context"
local file = require "portabilling.sandbox.file"
local json = require "portabilling.sandbox.json"
local list = require "portabilling.sandbox.list"

local M = {}

local function compare(name, test)
  return function(value)
    return function(get)
      return test(get(name), value)
    end
  end
end

local function equals(value, wanted)
  return value == wanted
end

local function like_field(name)
  return function(value)
    local test = list.like(value)
    return function(get)
      return test(get(name))
    end
  end
end

-- bill_time: from inclusive, to exclusive; texts of this form sort as the times they mean
local special = {
  from_date = compare("bill_time", function(time, from)
    return time >= from
  end),
  to_date = compare("bill_time", function(time, to)
    return time < to
  end),
  connect_time_after = compare("connect_time", function(time, after)
    return time >= after
  end),
  connect_time_before = compare("connect_time", function(time, before)
    return time < before
  end),
  cli = like_field("CLI"),
  cld = like_field("CLD"),
  cdr_entity = compare("xdr_type", equals),
  billing_model = compare("billing_model", equals), -- 1: what credit accounts used and customers were charged; -1: debit
  call_recording = function(value)
    return value == 1 and function(get)
      return #(get("cr_download_ids") or {}) > 0
    end or nil
  end,
}

local function cell(value)
  if value == nil or value == json.null then
    return ""
  elseif type(value) == "number" and value % 1 == 0 then
    return ("%.0f"):format(value)
  end
  return type(value) == "table" and table.concat(value, ";") or value
end

-- A line of names, then one for each xDR.
local function csv(xdrs)
  local names = {}
  for i, f in ipairs(api:object("Account", "xdr")) do
    names[i] = f.name
  end
  local lines = { names }
  for _, xdr in ipairs(xdrs) do
    local line = {}
    for i, name in ipairs(names) do
      line[i] = cell(xdr[name])
    end
    lines[#lines + 1] = line
  end
  return { filename = "xdrs.csv", content_type = "application/csv", body = file.csv(lines) }
end

--- Answer a list of an owner's xDRs.
---@param ctx table
---@param params table
---@param owner "i_account"|"i_customer"
---@param key number
---@return table? answer
---@return table? file
function M.list(ctx, params, owner, key)
  local tests = { [owner .. " " .. key] = function(get)
    return get(owner) == key
  end }
  if params.show_unsuccessful ~= 1 then
    tests.successful = function(get)
      return get("failed") ~= 1
    end
  end
  local hidden = { "billing_model", params.with_cr_download_ids ~= 1 and "cr_download_ids" or nil }
  local answer = ctx:list("xdrs", params, "xdr_list", {
    equal = { "i_service", "i_service_type", "call_id", "h323_conf_id" }, special = special, tests = tests,
    hint = { owner, key },
    view = function(row)
      return context.without(row, hidden)
    end,
  })
  if params.format == "csv" then
    return nil, csv(answer.xdr_list)
  end
  return answer
end

local signs = { -- what an action does to the balance; a positive balance of a customer is debt
  ["manual charge"] = 1, ["manual credit"] = -1, ["manual payment"] = -1, ["promotional credit"] = -1,
  ["e-commerce payment"] = -1, ["e-commerce refund"] = 1, ["authorization only"] = 0, ["capture payment"] = -1,
  refund = 1,
}

--- Charge or credit an owner: the balance changes, a transaction and an xDR are kept.
---@param ctx table
---@param params table
---@param row table the owner, account or customer
---@return table answer
function M.transaction(ctx, params, row)
  local sign = signs[params.action:lower()]
  if not sign then
    ctx:refuse("invalid_value", "action", ("there is no transaction action %q"):format(params.action))
  elseif params.amount <= 0 then
    ctx:refuse("invalid_value", "amount", "amount must be above 0")
  end
  local i_xdr, left = balance.enter(ctx.store, row, {
    i_service = 8, i_service_type = 7, service = "Payments", CLD = params.action,
    description = params.visible_comment, charged_amount = sign * params.amount,
  })
  local i_payment_transaction = ctx.store.transactions:add {
    i_customer = row.i_customer, i_account = row.i_account, action = params.action, amount = params.amount,
    transaction_id = params.transaction_id, i_xdr = i_xdr,
  }
  return {
    i_payment_transaction = i_payment_transaction, balance = left, i_xdr = i_xdr, result_code = "A01",
    authorization = ("SB%06d"):format(i_payment_transaction),
    transaction_id = params.transaction_id or ("%012d"):format(i_payment_transaction),
  }
end

return M
