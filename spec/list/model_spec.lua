-- A few hundred lists that others change while they are read, against what may be true of them; many more: make check.
local model = require "support.list_model"

local function holds(figures, raised_at_most)
  assert.same({}, figures.wrong)
  assert.is_true(figures.raised <= raised_at_most, figures.raised .. " raised")
end

describe("a list that others change while it is read", function()
  for _, concurrency in ipairs { 1, 8 } do
    it(("loses and repeats nothing, %d in flight"):format(concurrency), function()
      holds(model.run(300, 1, { concurrency = concurrency }), 90)
    end)
  end

  it("is given up seldom, when it changes between one request out of five", function()
    holds(model.run(300, 1, { liveliness = 20, page_size = 20, total = "right", cap = math.huge }), 15)
  end)

  for order, raised in pairs { id = 2, city = 2, pairs = 3, keyless = 10 } do
    it("is seldom given up while it only grows: " .. order, function()
      holds(model.run(100, 1, { order = order, growing = true, liveliness = 60, size = 60, page_size = 20,
        total = "right", cap = math.huge }), raised)
    end)
  end

  it("is whole whatever the server counts, and however few rows it gives", function()
    for _, total in ipairs { "absent", "right", "zero", "negative", "fraction", "text" } do
      for _, cap in ipairs { 2, 5 } do
        holds(model.run(50, 1, { liveliness = 0, silence = 0, total = total, cap = cap, page_size = 7 }), 0)
      end
    end
  end)

  for _, order in ipairs { "pairs", "keyless" } do
    it("loses and repeats nothing with read_twice although its records have no key of their own: " .. order, function()
      holds(model.run(100, 1, { read_twice = true, order = order, liveliness = 5, page_size = 20, total = "right",
        cap = math.huge }), 25)
    end)
  end

  for _, order in ipairs { "scattered_pairs", "far_pairs" } do
    it("is whole with read_twice though no page shows that keys repeat: " .. order, function()
      holds(model.run(100, 1, { read_twice = true, order = order, liveliness = 0, silence = 0, total = "right" }), 0)
    end)
  end

  it("loses and repeats nothing with read_twice where records change whose keys repeat far apart", function()
    holds(model.run(100, 1, { read_twice = true, order = "far_pairs", liveliness = 2, page_size = 20, total = "right",
      cap = math.huge }), 60)
  end)

  it("is whole with read_twice although records are renamed", function()
    holds(model.run(200, 1, { read_twice = true, order = "name", renames = 3, liveliness = 0, page_size = 20,
      total = "right", cap = math.huge }), 2)
  end)
end)
