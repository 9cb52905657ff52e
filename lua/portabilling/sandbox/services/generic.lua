--- Generic: what is not about any one record.

local json = require "portabilling.sandbox.json"

local Generic = {}

Generic.get_version = {
  realms = "arcu",
  run = function()
    return { version = "MR131-0" }
  end,
}

local countries = [[CA CAN Canada|DE DEU Germany|ES ESP Spain|FR FRA France|GB GBR United Kingdom|IT ITA Italy|
JP JPN Japan|NL NLD Netherlands|PL POL Poland|US USA United States of America]]

Generic.get_countries_list = {
  realms = "arcu",
  run = function()
    local list = json.array()
    for two, three, name in countries:gmatch("(%u%u) (%u%u%u) ([^|]+)") do
      list[#list + 1] = { iso_3166_1_a2 = two, iso_3166_1_a3 = three, name = name }
    end
    return { countries_list = list }
  end,
}

Generic.get_global_currency_list = {
  realms = "arcu",
  run = function(ctx)
    local list, currencies = json.array(), ctx.store.currencies
    for key in currencies:keys(1) do
      local row = currencies:get(key)
      list[#list + 1] = { iso_4217 = row.iso_4217, name = row.name, decimal_digits = row.decimal_digits }
    end
    return { currency_list = list }
  end,
}

Generic.get_session_data = {
  realms = "arcu",
  run = function(ctx)
    return {
      operating_mode = ctx.settings.operating_mode, realm = ctx.realm, login = ctx.session.login, i_env = 1,
      i_user = ctx.session.i_user, i_customer = ctx.session.i_customer, i_account = ctx.session.i_account,
    }
  end,
}

return { Generic = Generic }
