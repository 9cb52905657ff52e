-- What the specs of batches share: rows, runs, servers of canned answers.
local pb = require "portabilling"
local replay = require "portabilling.driver.replay"

local M = {}

--- What creates the i-th account; extra: more of its fields, or others.
function M.account(i, extra)
  local info = { id = ("16045551%04d"):format(i), i_customer = 1, i_product = 1, billing_model = 1, bill_status = "O",
    h323_password = "marker-password-" .. i }
  for name, value in pairs(extra or {}) do
    info[name] = value
  end
  return { account_info = info }
end

--- An iterator of n accounts; each(i) may replace one.
function M.accounts(n, each)
  local i = 0
  return function()
    i = i + 1
    if i <= n then
      return each and each(i) or M.account(i)
    end
  end
end

--- All items of a batch.
function M.all(items)
  local list = {}
  for item in items do
    list[#list + 1] = item
  end
  return list
end

--- All items of a batch that creates accounts.
function M.run(client, source, options)
  return M.all(client:batch("create", "Account", "account", source, options))
end

--- The accounts that the server has now: i_account by id.
function M.created(world)
  local ids = {}
  for record in world.client():list("Account", "account", { id = "16045551%" }) do
    assert(not ids[record.id], record.id .. " is there twice")
    ids[record.id] = record.i_account
  end
  return ids
end

function M.count(t)
  local n = 0
  for _ in pairs(t) do
    n = n + 1
  end
  return n
end

--- A client whose server is answer(request), see portabilling.driver.replay.
---@return table client
---@return table driver
function M.replayed(answer, retries)
  local driver = replay.open(answer)
  local options = { url = "https://localhost", login = "x", token = "y-token", driver = driver, retries = retries }
  return pb.new(options), driver
end

--- A canned answer that never comes.
function M.lost()
  return { failed = "RECV_ERROR", message = "lost", handed_over = true }
end

return M
