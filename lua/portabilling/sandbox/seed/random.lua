--- Numbers that look random but follow from seed, key and purpose alone, the same on every machine.

local floor = math.floor

--- Make a source.
---@param seed integer
---@return table { number, pick, hex, uuid }
return function(seed)
  local M = {}
  seed = seed % 1000003

  -- Every product stays below 2^53, so that doubles hold it exactly; the division breaks the linearity.
  local function mix(key, purpose)
    local x = (key % 2147483647 * 48271 + purpose * 7919 + seed * 1299709) % 2147483647
    x = (x + floor(x / 65536) * 3) % 2147483647
    x = x * 69621 % 2147483647
    x = (x + floor(x / 32768)) % 2147483647
    return x * 16807 % 2147483647
  end

  --- A whole number from 0 to n - 1.
  function M.number(key, purpose, n)
    return floor(mix(key, purpose) / 7) % n
  end

  function M.pick(key, purpose, list)
    return list[floor(mix(key, purpose) / 7) % #list + 1]
  end

  --- Lower-case hexadecimal digits.
  function M.hex(key, purpose, digits)
    local out = ""
    for i = 1, digits / 4 do
      out = out .. ("%04x"):format(mix(key, purpose * 31 + i) % 65536)
    end
    return out
  end

  --- A text in the form of a UUID, which is the form of an API token.
  function M.uuid(key, purpose)
    local h = M.hex(key, purpose, 32)
    return table.concat({ h:sub(1, 8), h:sub(9, 12), "4" .. h:sub(14, 16), "a" .. h:sub(18, 20), h:sub(21, 32) }, "-")
  end

  return M
end
