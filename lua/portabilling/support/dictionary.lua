--- A lua_shared_dict of nginx, in which its workers agree on who does what.
local M = {}

--- Here in nginx, and in its threads (ngx.run_worker_thread), which have dictionaries but no sockets.
---@param name string
---@param room string what its directive should give it, such as "1m"
---@return table? dictionary
---@return string? message there is none, with the directive
function M.open(name, room)
  local ngx = rawget(_G, "ngx")
  local shared = type(ngx) == "table" and ngx.shared
  if not shared then
    return nil, "a lua_shared_dict is to be had in nginx only"
  elseif not shared[name] then
    return nil, ('there is no dictionary %s: write "lua_shared_dict %s %s;" into the http block of nginx.conf')
      :format(name, name, room)
  end
  return shared[name]
end

--- Why it does not take something.
---@param name string
---@param why string nginx's word for it
---@param room string
---@return string
function M.trouble(name, why, room)
  if why == "no memory" then
    return ('the dictionary is full: give it more room, such as "lua_shared_dict %s %s;"'):format(name, room)
  end
  return ("the dictionary %s: %s"):format(name, tostring(why))
end

local serial = 0

--- What nobody else puts into a dictionary: a mark that something there is ours.
---@return string
function M.mark()
  serial = serial + 1
  return ("%d:%d:%.3f"):format(ngx.worker.pid(), serial, ngx.now())
end

--- Takes the mark away, if it is still there: another may have put his in its place once its time was over.
---@param dictionary table
---@param key string
---@param mark string
function M.unmark(dictionary, key, mark)
  if dictionary:get(key) == mark then
    dictionary:delete(key)
  end
end

return M
