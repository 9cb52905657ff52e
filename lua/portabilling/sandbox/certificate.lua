--- A certificate authority and a server certificate of its own, for TLS that can be verified.

local shell = require "portabilling.sandbox.shell"
local tables = require "portabilling.support.tables"

local M = {}

-- Whoever has been told of an authority keeps its file, so it lasts longer than a server's certificate.
local AUTHORITY_DAYS = "3650"

local function configuration(names, ips)
  local alternatives = {}
  for i, name in ipairs(names) do
    alternatives[#alternatives + 1] = ("DNS.%d = %s"):format(i, name)
  end
  for i, ip in ipairs(ips) do
    alternatives[#alternatives + 1] = ("IP.%d = %s"):format(i, ip)
  end
  return ([[
[req]
prompt = no
distinguished_name = subject
[subject]
commonName = lua-portabilling sandbox
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = @alternatives
[alternatives]
%s
]]):format(table.concat(alternatives, "\n"))
end

local function check(options)
  for _, list in ipairs { "names", "ips" } do
    for _, value in ipairs(options[list] or {}) do
      -- these go into openssl's configuration file, where other characters have a meaning
      if type(value) ~= "string" or not value:match("^[%w%.%-%:%*_]+$") then
        return nil, ("certificate: %s holds %q, which is no host name or address"):format(list, tostring(value))
      end
    end
  end
  local days = options.days
  if days ~= nil and (type(days) ~= "number" or days < 1 or days % 1 ~= 0) then
    return nil, "certificate: days must be a whole number of at least 1"
  end
  return true
end

-- The arguments for a certificate whose time is over. Before it had -not_after, openssl took -1 days for this purpose;
-- since then it refuses a certificate that ends before it begins.
local function past()
  local _, help = shell.run(shell.command { "openssl", "x509", "-help" })
  if help:find("-not_after", 1, true) then
    return { "-not_before", "20200101000000Z", "-not_after", "20200201000000Z" }
  end
  return { "-days", "-1" }
end

--- Make a certificate authority and a server certificate signed by it. Every call makes a new authority.
---@param directory string an existing directory; ca.pem, server.pem and server.key are written into it
---@param options? { names?: string[], ips?: string[], days?: integer, expired?: boolean, authority?: string }
---  names (default localhost) and ips (default 127.0.0.1 and ::1) the server's certificate is good for, days it is
---  valid (default 30); expired = true makes one whose time has already passed; authority: the directory of an earlier
---  call (this one, too), whose authority then signs this certificate as well
---@return { ca_file: string, cert_file: string, key_file: string }? files paths
---@return string? message what openssl said
function M.make(directory, options)
  options = options or {}
  local fine, complaint = check(options)
  if not fine then
    return nil, complaint
  end
  local function path(name)
    return directory .. "/" .. name
  end
  local ok, message = shell.write_file(path "openssl.cnf",
    configuration(options.names or { "localhost" }, options.ips or { "127.0.0.1", "::1" }))
  if not ok then
    return nil, "certificate: " .. message
  end
  local days = ("%d"):format(options.days or 30)
  local new_key = { "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
    "-config", path "openssl.cnf" }
  local function openssl(...)
    local arguments = { "openssl", ... }
    if arguments[2] == "req" then
      for _, argument in ipairs(new_key) do
        arguments[#arguments + 1] = argument
      end
    end
    return shell.command(arguments)
  end
  local authority = options.authority
  local get_authority = "true"
  if not authority then
    get_authority = openssl("req", "-x509", "-extensions", "authority", "-days", AUTHORITY_DAYS,
      "-subj", "/CN=lua-portabilling sandbox CA", "-keyout", path "ca.key", "-out", path "ca.pem")
  elseif authority ~= directory then
    get_authority = shell.command { "cp", authority .. "/ca.key", authority .. "/ca.pem", directory .. "/" }
  end
  local command = table.concat({
    "umask 077", get_authority,
    openssl("req", "-new", "-subj", "/CN=lua-portabilling sandbox", "-keyout", path "server.key",
      "-out", path "server.csr"),
    openssl("x509", "-req", "-in", path "server.csr", "-CA", path "ca.pem", "-CAkey", path "ca.key",
      "-CAcreateserial", "-extfile", path "openssl.cnf", "-extensions", "server", "-out", path "server.pem")
      .. " " .. shell.command(options.expired and past() or { "-days", days }),
    shell.command { "chmod", "644", path "ca.pem" },
  }, " && ")
  local done, output = shell.run(command)
  if not done then
    return nil, "certificate: openssl failed: " .. output
  end
  return { ca_file = path "ca.pem", cert_file = path "server.pem", key_file = path "server.key" }
end

-- Is there an authority that can sign?
local function has_authority(directory)
  local certificate, key = directory .. "/ca.pem", directory .. "/ca.key"
  if not (shell.read_file(certificate) or shell.read_file(key)) then
    return false
  end
  local told, of_certificate = shell.run(shell.command { "openssl", "x509", "-in", certificate, "-noout", "-pubkey" })
  local _, of_key = shell.run(shell.command { "openssl", "pkey", "-in", key, "-pubout", "-passin", "pass:" })
  if not told or of_certificate ~= of_key then
    return nil, ("certificate: %s is no certificate that %s belongs to; remove both to have new ones"):format(
      certificate, key)
  end
  return (shell.run(shell.command { "openssl", "x509", "-in", certificate, "-noout", "-checkend", "86400" }))
end

--- As make, but an authority that is there stays (unless its time is over), so that those who trust it go on doing so.
--- The server's certificate, which nobody keeps, is made anew.
---@param directory string
---@param options? table
---@return table? files
---@return string? message
function M.renew(directory, options)
  local there, message = has_authority(directory)
  if there == nil then
    return nil, message
  end
  return M.make(directory, tables.copy(options or {}, { authority = there and directory or nil }))
end

--- Make an RSA key, with which the server signs its access tokens (RS256).
---@param path string the PEM file to write
---@return boolean? ok
---@return string? message
function M.make_rsa_key(path)
  local done, output = shell.run("umask 077 && "
    .. shell.command { "openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", path })
  if not done then
    return nil, "certificate: openssl failed: " .. output
  end
  return true
end

return M
