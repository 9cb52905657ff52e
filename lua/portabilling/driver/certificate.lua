--- What to do about a server's certificate that was refused, by the number of OpenSSL's verdict (X509_V_ERR_..., see
--- openssl-verification-options(1)): its words, and libcurl's, change with their releases.
local M = {}

M.OTHER_HOST = 62
M.CHAIN_TOO_LONG = 22

local NOT_YET = "Its time has not come, or this machine's clock is wrong"
local OVER = "Its time is over, or this machine's clock is wrong"
local HOST = "Use the host name that the certificate is for in url"
local WEAK = "The key or signature is weaker than this machine's OpenSSL accepts: the server needs a newer certificate"
local ADVICE = {
  [9] = NOT_YET, [11] = NOT_YET, [10] = OVER, [12] = OVER,
  [23] = "It was revoked: ask who runs the server",
  [M.OTHER_HOST] = HOST, [64] = HOST,
  [66] = WEAK, [67] = WEAK, [68] = WEAK,
}

---@param number integer? of the verdict; nil where the TLS library is another one, or did not tell
---@param trust string what to do where the issuer is not trusted, the commonest case of all others
---@return string
function M.advice(number, trust)
  if number then
    return ADVICE[number] or trust
  end
  return "It may be expired (or this machine's clock wrong), or be for another host name than the one in url. " .. trust
end

return M
