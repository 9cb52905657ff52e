--- Sends what a call came to: {status, content_type, body} or, for files, {status, content_type, file}.

local M = {}

local function head(answer)
  ngx.status = answer.status
  ngx.header["Content-Type"] = answer.content_type
  if answer.file and answer.file.filename then
    ngx.header["Content-Disposition"] = ('attachment; filename="%s"'):format(answer.file.filename)
  end
end

--- Send it whole.
---@param answer table
function M.send(answer)
  head(answer)
  local body = answer.body or answer.file.body
  if body then
    ngx.header["Content-Length"] = #body
    ngx.print(body)
    return
  end
  for piece in answer.file.pieces do -- without a length: chunked
    if not ngx.print(piece) or not ngx.flush(true) then
      return
    end
  end
end

--- Promise it whole, send a part, and close the connection.
---@param answer table
function M.send_part(answer)
  head(answer)
  ngx.header["Content-Encoding"] = "identity" -- keeps nginx from compressing, which would hide the length
  local body = answer.body or answer.file.body
  if body then
    ngx.header["Content-Length"] = #body
  else
    body = answer.file.pieces() .. (answer.file.pieces() or "")
  end
  ngx.print(body:sub(1, math.floor(#body / 2)))
  ngx.flush(true)
  ngx.exit(444)
end

return M
