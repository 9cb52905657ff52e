-- "min": only what Lua 5.1 to 5.4 and LuaJIT all have, so that a slip towards one of them shows.
std = "min"
max_line_length = 120
max_comment_line_length = 160 -- a LuaCATS type cannot be wrapped
-- What one of them has beyond that; code that uses these asks first whether they are there.
read_globals = {
  "jit",
  "unpack",
  "newproxy",
  math = { fields = { "type", "tointeger", "maxinteger", "mininteger" } },
  table = { fields = { "pack", "unpack", "move" } },
  package = { fields = { "searchpath", "searchers", "loaders" } },
}
files["spec"] = { std = "+busted" }
-- These run inside nginx.
files["bench/server/answers.lua"] = { std = "+ngx_lua" }
files["bench/nginx/locations.lua"] = { std = "+ngx_lua" }
files["examples/openresty"] = { std = "+ngx_lua" }
files["spec/support/in_nginx.lua"] = { std = "+ngx_lua" }
files["spec/support/list_server.lua"] = { std = "+ngx_lua" }
files["lua/portabilling/sandbox"] = { std = "+ngx_lua" }
files["lua/portabilling/driver/nginx"] = { std = "+ngx_lua" }
files["lua/portabilling/support/inside_nginx.lua"] = { std = "+ngx_lua" }
files["lua/portabilling/support/dictionary.lua"] = { std = "+ngx_lua" }
files["lua/portabilling/tokens"] = { std = "+ngx_lua" }
files["lua/portabilling/events/nginx.lua"] = { std = "+ngx_lua" }
