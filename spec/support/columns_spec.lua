local columns = require "portabilling.support.columns"

describe("the width of a text in a terminal", function()
  it("is that of its characters: none, one or two columns each", function()
    for text, width in pairs { [""] = 0, ["abc"] = 3, ["Gr\195\188n"] = 4, ["e\204\129"] = 1, ["東京"] = 4,
      ["ｱ"] = 1, ["Ａ"] = 2, ["한글"] = 4, ["😀!"] = 3, ["🜁"] = 1, ["a\226\128\139b"] = 2, ["กำ"] = 2 } do
      assert.equal(width, columns.width(text), text)
    end
  end)

  it("is kept by cutting what is too long, between characters", function()
    for _, case in ipairs { { "abcdef", 6, "abcdef" }, { "abcdef", 5, "abcd…" }, { "東京電話", 8, "東京電話" },
      { "東京電話", 7, "東京電…" }, { "東京電話", 6, "東京…" }, { "e\204\129e\204\129e\204\129", 2, "e\204\129…" },
      { "abc", 1, "…" } } do
      assert.equal(case[3], columns.cut(case[1], case[2]))
      assert.is_true(columns.width(case[3]) <= case[2])
    end
  end)
end)
