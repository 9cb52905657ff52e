local suggest = require "portabilling.support.suggest"

describe("suggest", function()
  local names = { "timeout", "connect_timeout", "retries", "page_size", "prefetch", "Account", "get", "list" }

  it("finds letters missing, doubled, wrong and swapped", function()
    assert.equal("retries", suggest.nearest("retires", names))
    assert.equal("retries", suggest.nearest("retris", names))
    assert.equal("timeout", suggest.nearest("timeoout", names))
    assert.equal("prefetch", suggest.nearest("prefetsh", names))
    assert.equal("get", suggest.nearest("gte", names))
    assert.equal("connect_timeout", suggest.nearest("conect_timout", names))
  end)

  it("takes case, underscores and hyphens for no difference", function()
    assert.equal("Account", suggest.nearest("account", names))
    assert.equal("page_size", suggest.nearest("pageSize", names))
    assert.equal("page_size", suggest.nearest("page-size", names))
    -- Nearer by letters alone, but a slip of the shift key is likelier.
    assert.equal("ACL", suggest.nearest("acl", { "acls", "ACL" }))
  end)

  it("offers nothing far away", function()
    assert.is_nil(suggest.nearest("frobnicate", names))
    assert.is_nil(suggest.nearest("put", { "get", "delete" }))
    assert.is_nil(suggest.nearest("", names))
    assert.is_nil(suggest.nearest(nil, names))
    assert.is_nil(suggest.nearest(17, names))
    assert.is_nil(suggest.nearest("x", {}))
    assert.equal("", suggest.message("frobnicate", names))
  end)

  it("keeps to the nearest", function()
    assert.same({ "retries" }, suggest.all("reties", { "series", "retries", "series_" }))
  end)

  it("names all that are equally near, three at most in a message", function()
    assert.same({ "bat", "cat" }, suggest.all("hat", { "cat", "bat", "dog" }))
    assert.equal("did you mean 'bat' or 'cat'?", suggest.message("hat", { "cat", "bat", "dog" }))
    assert.equal("did you mean 'timeout'?", suggest.message("timeuot", names))
    assert.equal("did you mean 'at' or 'bat' or 'cat'?", suggest.message("hat", { "mat", "cat", "bat", "at" }))
  end)
end)
