--- Files that methods answer with: PDF, WAV, CSV in a ZIP.

local M = {}

local function pdf_text(text)
  -- the standard fonts have no glyph beyond Latin-1; what is not ASCII is left out
  return (text:gsub("[^ -~]", "?"):gsub("[()\\]", "\\%0"))
end

--- A one-page PDF with lines of text.
---@param lines string[]
---@return string
function M.pdf(lines)
  local content = { "BT /F1 12 Tf 16 TL 72 770 Td" }
  for _, line in ipairs(lines) do
    content[#content + 1] = ("(%s) Tj T*"):format(pdf_text(line))
  end
  content[#content + 1] = "ET"
  local stream = table.concat(content, "\n")
  local objects = {
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
      .. "/Resources << /Font << /F1 5 0 R >> >> >>",
    ("<< /Length %d >>\nstream\n%s\nendstream"):format(#stream, stream),
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  }
  local out, at, offsets = { "%PDF-1.4\n" }, 9, {}
  for i, object in ipairs(objects) do
    offsets[i] = at
    out[#out + 1] = ("%d 0 obj\n%s\nendobj\n"):format(i, object)
    at = at + #out[#out]
  end
  out[#out + 1] = ("xref\n0 %d\n0000000000 65535 f \n"):format(#objects + 1)
  for _, offset in ipairs(offsets) do
    out[#out + 1] = ("%010d 00000 n \n"):format(offset)
  end
  out[#out + 1] = ("trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"):format(#objects + 1, at)
  return table.concat(out)
end

local function little(value, bytes)
  local out = {}
  for i = 1, bytes do
    out[i] = string.char(value % 256)
    value = math.floor(value / 256)
  end
  return table.concat(out)
end

--- A ZIP archive of one stored file.
---@param name string
---@param data string
---@return string
function M.zip(name, data)
  -- version 2.0, no flags, stored, 1 January 2020 00:00
  local about = little(20, 2) .. little(0, 2) .. little(0, 2) .. little(0, 2) .. little(40 * 512 + 32 + 1, 2)
    .. little(ngx.crc32_long(data), 4) .. little(#data, 4) .. little(#data, 4) .. little(#name, 2) .. little(0, 2)
  local entry = "PK\3\4" .. about .. name .. data
  local directory = "PK\1\2" .. little(20, 2) .. about .. little(0, 2) .. little(0, 2) .. little(0, 2)
    .. little(0, 4) .. little(0, 4) .. name
  return entry .. directory .. "PK\5\6" .. little(0, 2) .. little(0, 2) .. little(1, 2) .. little(1, 2)
    .. little(#directory, 4) .. little(#entry, 4) .. little(0, 2)
end

--- Lines of CSV.
---@param rows string[][]
---@return string
function M.csv(rows)
  local lines = {}
  for i, row in ipairs(rows) do
    local cells = {}
    for j, cell in ipairs(row) do
      local text = tostring(cell)
      cells[j] = text:find('[",\r\n]') and '"' .. text:gsub('"', '""') .. '"' or text
    end
    lines[i] = table.concat(cells, ",") .. "\r\n"
  end
  return table.concat(lines)
end

--- A recording: 8 kHz mono WAV of about the given size, in pieces, so that it never exists as a whole.
---@param bytes integer size of the file; at least the header's 44
---@return fun(): string? pieces
function M.wav(bytes)
  local data = math.max(0, bytes - 44)
  local header = "RIFF" .. little(36 + data, 4) .. "WAVEfmt " .. little(16, 4) .. little(1, 2) .. little(1, 2)
    .. little(8000, 4) .. little(8000, 4) .. little(1, 2) .. little(8, 2) .. "data" .. little(data, 4)
  local tone = {}
  for i = 0, 799 do -- ten periods fit a tenth of a second: 100 Hz, and pieces join without a click
    tone[i + 1] = string.char(128 + math.floor(100 * math.sin(i * math.pi / 40)))
  end
  local piece = table.concat(tone):rep(80)
  local left
  return function()
    if not left then
      left = data
      return header
    elseif left > 0 then
      local n = math.min(left, #piece)
      left = left - n
      return n == #piece and piece or piece:sub(1, n)
    end
  end
end

return M
