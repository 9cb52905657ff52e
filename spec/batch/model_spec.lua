-- A part of what `make check-models` runs: the same seeds each time.
local journal = require "model.journal"

describe("the model of", function()
  it("a batch's journal: nothing is done twice, lost, or told otherwise than it is", function()
    local runs, problems = journal.run_many(500)
    assert.same({}, problems)
    assert.is_true(runs > 1000)
  end)
end)
