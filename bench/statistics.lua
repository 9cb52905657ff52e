--- Medians, and ratios of what was measured in the same run.
local M = {}

--- Median, least and greatest; nil for nothing.
---@param values number[]
---@return number? median
---@return number? least
---@return number? greatest
function M.median(values)
  local sorted = {}
  for i, value in ipairs(values) do
    sorted[i] = value
  end
  table.sort(sorted)
  local n = #sorted
  if n == 0 then
    return nil
  end
  local middle = (sorted[math.ceil(n / 2)] + sorted[math.floor(n / 2) + 1]) / 2
  return middle, sorted[1], sorted[n]
end

--- One field of all samples.
function M.pick(samples, field)
  local values = {}
  for i, sample in ipairs(samples or {}) do
    values[i] = sample[field]
  end
  return values
end

--- The median of the ratios run by run: what disturbs the machine disturbs both sides of a ratio.
---@return number?
function M.ratio(samples, field, others, other_field)
  local ratios = {}
  for i, sample in ipairs(samples or {}) do
    local other = others and others[i] and others[i][other_field or field]
    if other and other > 0 and sample[field] then
      ratios[#ratios + 1] = sample[field] / other
    end
  end
  return (M.median(ratios))
end

return M
