local core = require "portabilling.core"
local shell = require "support.shell"

describe("the digests", function()
  local longer = ("a"):rep(1000000)

  it("are those of FIPS 180-4 and RFC 4231", function()
    assert.equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", core.sha256 "")
    assert.equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", core.sha256 "abc")
    assert.equal("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
      core.sha256 "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
    assert.equal("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", core.sha256(longer))
    assert.equal("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
      core.hmac(("\11"):rep(20), "Hi There"))
    assert.equal("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
      core.hmac("Jefe", "what do ya want for nothing?"))
    assert.equal("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
      core.hmac(("\170"):rep(131), "Test Using Larger Than Block-Size Key - Hash Key First"))
  end)

  it("are those that sha256sum gives, at every length around a block", function()
    for length = 50, 130 do
      local text = ("q"):rep(length)
      local expected = shell.output(("printf %%s %s | sha256sum"):format(text)):match "^%x+"
      assert.equal(expected, core.sha256(text), length)
    end
  end)

  it("get keys that nobody can guess", function()
    local one, two = core.random(), core.random()
    assert.truthy(one:find "^%x+$" and #one == 64)
    assert.not_equal(one, two)
  end)
end)
