-- A few hundred spoilt descriptions; many more: spec/model/descriptions.lua, which make check runs.
local descriptions = require "support.description_model"

describe("a description that somebody has spoilt", function()
  it("is refused with a way out, or read into a model that answers all questions", function()
    local figures = descriptions.run(150, 1)
    assert.same({}, figures.wrong)
    assert.is_true(figures.read >= 20, figures.read .. " read")
    assert.is_true(figures.read <= 130, figures.read .. " read")
  end)
end)
