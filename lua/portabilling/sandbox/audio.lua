--- Voice messages in the formats that a mailbox answers.

local file = require "portabilling.sandbox.file"

local M = {}

--- Content types by format.
M.types = { wav = "audio/wav", mp3 = "audio/mpeg", au = "audio/basic" }

local rate = 8000 -- samples in a second, of a byte each

--- Size of a message as the mailbox keeps it, which is WAV.
---@param seconds integer
---@return integer bytes
function M.size(seconds)
  return 44 + seconds * rate
end

local function big(value)
  return string.char(math.floor(value / 16777216) % 256, math.floor(value / 65536) % 256,
    math.floor(value / 256) % 256, value % 256)
end

local make = {}

function make.wav(seconds)
  return file.wav(M.size(seconds))
end

function make.au(seconds) -- silence in mu-law
  local header = ".snd" .. big(24) .. big(seconds * rate) .. big(1) .. big(rate) .. big(1)
  return header .. ("\255"):rep(seconds * rate)
end

function make.mp3(seconds) -- frames of silence: MPEG-1 layer 3, 44.1 kHz, 32 kbit/s, mono
  return ("\255\251\16\196" .. ("\0"):rep(100)):rep(math.ceil(seconds * 44100 / 1152))
end

--- A message as a file to answer.
---@param name string without extension
---@param format "wav"|"mp3"|"au"
---@param seconds integer
---@return table file
function M.file(name, format, seconds)
  local made = make[format](seconds)
  return {
    filename = name .. "." .. format, content_type = M.types[format],
    pieces = type(made) == "function" and made or nil, body = type(made) == "string" and made or nil,
  }
end

return M
