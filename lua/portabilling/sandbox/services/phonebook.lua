--- The phone book of an account, and the directories that a customer's phones show.

local context = require "portabilling.sandbox.context"
local crud = require "portabilling.sandbox.crud"
local list = require "portabilling.sandbox.list"

local Account, UA = {}, {}

local function record(ctx, key, path)
  local row = ctx:need("phonebook_records", key, path)
  ctx:account(row.i_account)
  return row
end

Account.get_phonebook_list = {
  realms = "arcu",
  run = function(ctx, params)
    local key = ctx:account(params.i_account).i_account
    params.i_account = nil
    return ctx:list("phonebook_records", params, "phonebook_rec_list", {
      hint = { "i_account", key },
      special = { phone_number_pattern = function(value)
        local test = list.like(value)
        return function(get)
          return test(get("phone_number"))
        end
      end },
      tests = { ["account " .. key] = function(get)
        return get("i_account") == key
      end },
    })
  end,
}

Account.get_phonebook_record = {
  realms = "arcu",
  run = function(ctx, params)
    local row = ctx.store.phonebook_records:get(params.i_account_phonebook)
    return { phonebook_rec_info = row and record(ctx, row.i_account_phonebook) }
  end,
}

Account.add_phonebook_record = {
  realms = "arcu",
  run = function(ctx, params)
    local info = params.phonebook_rec_info
    info.i_account = ctx:account(info.i_account, "phonebook_rec_info.i_account").i_account
    crud.fill(info, { phone_type = "work" })
    return { i_account_phonebook = ctx.store.phonebook_records:add(info) }
  end,
}

Account.update_phonebook_record = {
  realms = "arcu",
  run = function(ctx, params)
    local info = params.phonebook_rec_info
    if not context.given(info.i_account_phonebook) then
      ctx:refuse("missing_required", "phonebook_rec_info.i_account_phonebook",
        "required field i_account_phonebook is missing on phonebook_rec_info")
    end
    local row = record(ctx, info.i_account_phonebook, "phonebook_rec_info.i_account_phonebook")
    ctx.store.phonebook_records:change(row.i_account_phonebook, context.without(info, { "i_account" }))
    return { i_account_phonebook = row.i_account_phonebook }
  end,
}

Account.delete_phonebook_record = {
  realms = "arcu",
  run = function(ctx, params)
    local row = record(ctx, params.i_account_phonebook, "i_account_phonebook")
    ctx.store.phonebook_records:remove(row.i_account_phonebook)
    return { success = 1 }
  end,
}

-- An account looks at the directories of its customer.
local function customer_of_caller(ctx)
  return ctx.realm == "account" and ctx:account().i_customer or nil
end

local function directory_view(row)
  return { i_ua_config_directory = row.i_ua_config_directory, name = row.name }
end

UA.get_phone_directory_list = {
  realms = "arcu",
  run = function(ctx, params)
    local key = customer_of_caller(ctx)
    return ctx:list("phone_directories", params, "phone_directory_list", {
      hint = key and { "i_customer", key } or nil, view = directory_view,
      tests = key and { ["customer " .. key] = function(get)
        return get("i_customer") == key
      end } or ctx:scoped(),
    })
  end,
}

UA.get_phone_directory_info = {
  realms = "arcu",
  run = function(ctx, params)
    local row = ctx.store.phone_directories:get(params.i_ua_config_directory)
    if not row then
      return {}
    end
    local key = customer_of_caller(ctx)
    if not key then
      ctx:customer(row.i_customer)
    elseif key ~= row.i_customer then
      ctx:refuse("access_denied", nil, "access denied: this directory does not belong to the caller's customer")
    end
    local info, total = directory_view(row), nil
    if params.get_records == "Y" then
      local directory = row.i_ua_config_directory
      local answer = ctx:list("directory_records", params, "records", {
        hint = { "i_ua_config_directory", directory },
        view = function(entry)
          return context.without(entry, { "i_directory_record", "i_ua_config_directory" })
        end,
        tests = { ["directory " .. directory] = function(get)
          return get("i_ua_config_directory") == directory
        end },
      })
      info.directory_records, total = answer.records, answer.total
    end
    return { phone_directory_info = info, total = total }
  end,
}

return { Account = Account, UA = UA }
