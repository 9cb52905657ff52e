--- The five regular methods of a simple record type: add_x, get_x_info, get_x_list, update_x, delete_x.

local context = require "portabilling.sandbox.context"

local M = {}

--- Make those that read: get_x_info and get_x_list.
---@param methods table the service's methods, added to
---@param d table as make takes it
function M.read(methods, d)
  local record = d.record
  local info, list = d.info or record .. "_info", d.list or record .. "_list"
  local names, answer = d.names or {}, d.answer or info
  local look_up = d.look_up or { d.key }

  methods[names.get or "get_" .. record .. "_info"] = {
    realms = d.read_realms or "a",
    run = function(ctx, params)
      local row = ctx.store[d.collection]:get(ctx:look_up(d.collection, params, look_up))
      return { [answer] = row and (d.view and d.view(ctx, row, params) or row) or nil }
    end,
  }

  methods[names.list or "get_" .. record .. "_list"] = {
    realms = d.read_realms or "a",
    run = function(ctx, params)
      return ctx:list(d.collection, params, list, {
        like = d.like, equal = d.equal, special = d.special,
        view = d.view and function(row)
          return d.view(ctx, row, params)
        end,
      })
    end,
  }
end

--- Make all five.
---@param methods table the service's methods, added to
---@param d { record: string, collection: string, key: string, info?: string, list?: string,
---  names?: table<string, string>, look_up?: string[], unique?: table<string, string>, like?: string[],
---  equal?: string[], special?: table, answer?: string, references?: table<string, string>,
---  kept?: fun(values: table), defaults?: fun(ctx: table, row: table),
---  in_use?: fun(ctx: table, key: number): string?, read_realms?: string,
---  view?: fun(ctx: table, row: table, params: table): table }
---  record: as in the method names; names: operation -> method where it is irregular; info and list: keys of the
---  answers; answer: key of the record where reading calls it otherwise than writing; unique: field -> fault code;
---  read_realms: initials of the realms that may read (default: a, administrators, who alone may write);
---  kept: brings what was sent, in an add or an update, into the form that is stored;
---  references: field -> collection of the record that it must name
function M.make(methods, d)
  local record, key, names = d.record, d.key, d.names or {}
  local info = d.info or record .. "_info"
  local kept = d.kept or function() end
  M.read(methods, d)

  local function check(ctx, values, own)
    for name, code in pairs(d.unique or {}) do
      ctx:unique(d.collection, name, values[name], own, code)
    end
    for name, collection in pairs(d.references or {}) do
      if context.given(values[name]) then
        ctx:need(collection, values[name], info .. "." .. name)
      end
    end
  end

  methods[names.add or "add_" .. record] = {
    realms = "a",
    run = function(ctx, params)
      local row = params[info]
      check(ctx, row)
      kept(row)
      if d.defaults then
        d.defaults(ctx, row)
      end
      return { [key] = ctx.store[d.collection]:add(row) }
    end,
  }

  methods[names.update or "update_" .. record] = {
    realms = "a",
    run = function(ctx, params)
      local changes = params[info]
      if not context.given(changes[key]) then
        ctx:refuse("missing_required", info .. "." .. key, ("required field %s is missing on %s"):format(key, info))
      end
      ctx:need(d.collection, changes[key], info .. "." .. key)
      check(ctx, changes, changes[key])
      kept(changes)
      ctx.store[d.collection]:change(changes[key], changes)
      return { [key] = changes[key] }
    end,
  }

  methods[names.delete or "delete_" .. record] = {
    realms = "a",
    run = function(ctx, params)
      ctx:need(d.collection, params[key], key)
      local reason = d.in_use and d.in_use(ctx, params[key])
      if reason then
        ctx:refuse("in_use", key, reason)
      end
      ctx.store[d.collection]:remove(params[key])
      return { success = 1 }
    end,
  }
end

--- Fill in what the caller left out.
---@param row table
---@param defaults table
function M.fill(row, defaults)
  for name, value in pairs(defaults) do
    if row[name] == nil then
      row[name] = value
    end
  end
end

return M
