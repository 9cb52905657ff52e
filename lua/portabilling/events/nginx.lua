--- What of receiving events is nginx's: reading the request, sending the answer, logging.
local M = {}

-- The body, wherever nginx has put it; nil when it is longer than limit.
local function read_body(limit)
  local length = tonumber(ngx.var.http_content_length or "")
  if length and length > limit then
    return nil -- without reading it
  end
  ngx.req.read_body()
  local body = ngx.req.get_body_data()
  local path = not body and ngx.req.get_body_file()
  if path then -- larger than client_body_buffer_size, or client_body_in_file_only
    local file, message = io.open(path, "rb")
    if not file then
      error("cannot read the body that nginx has stored: " .. message, 0)
    end
    body = file:read(limit + 1)
    file:close()
  end
  return body or ""
end

--- Answers the current request with a handler.
---@param handler portabilling.events.Handler
---@param max_body integer
function M.serve(handler, max_body)
  if ngx.get_phase() ~= "content" then
    error("handler:serve() answers the request, so it belongs into content_by_lua_block, not into the phase "
      .. ngx.get_phase(), 3)
  end
  local status, headers, body = handler:handle {
    method = ngx.req.get_method(),
    headers = ngx.req.get_headers(0), -- all of them; nginx limits their size
    body = function()
      return read_body(max_body)
    end,
  }
  ngx.status = status
  for name, value in pairs(headers) do
    ngx.header[name] = value
  end
  ngx.header["Content-Length"] = #body
  ngx.print(body)
end

--- Writes to the error log.
---@param entry portabilling.events.Entry
function M.log(entry)
  local levels = { info = ngx.INFO, warn = ngx.WARN, error = ngx.ERR }
  ngx.log(levels[entry.level], "portabilling.events: ", entry.message)
end

return M
