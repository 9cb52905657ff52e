--- What all pages share: the frame, the style, and the little script. Style and script stand in each page, so that a page
--- is whole by itself; a page runs nothing else and loads nothing: its policy names both by their SHA-256.
local html = require "portabilling.api.pages.html"

local M = {}

M.STYLE = [[
:root { color-scheme: light dark; --ground: #fff; --text: #1d2430; --quiet: #596579; --line: #dde2ea; --raised: #f5f7fa;
  --link: #0b5cad; --mark: #9a3412; --mark-ground: #ffedd5; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181f; --text: #dfe5ee; --quiet: #98a4b6; --line: #2d3542;
  --raised: #1c222c; --link: #7cb7ff; --mark: #fdba74; --mark-ground: #43230f; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
code, pre, .name { font-family: ui-monospace, monospace; font-size: .9em; }
[hidden] { display: none !important; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem; background: var(--ground); z-index: 2; }
header { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center;
  padding: .6rem 1.5rem; background: var(--raised); border-bottom: 1px solid var(--line); }
header .home { font-weight: 600; text-decoration: none; color: inherit; }
header .realm { color: var(--quiet); font-weight: 400; }
header label { margin-left: auto; display: flex; gap: .5rem; align-items: center; }
header input { font: inherit; width: 16rem; max-width: 60vw; padding: .2rem .6rem; color: inherit;
  background: var(--ground); border: 1px solid var(--line); border-radius: 4px; }
.to-nav { display: none; }
.page { display: grid; grid-template-columns: 18rem minmax(0, 1fr); }
nav.services { position: sticky; top: 3.3rem; height: calc(100vh - 3.3rem); overflow-y: auto;
  padding: 1.25rem 1rem 2rem 1.5rem; border-right: 1px solid var(--line); font-size: .92rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav ul ul { margin: .2rem 0 .6rem; padding-left: .8rem; border-left: 2px solid var(--line); }
nav a { display: block; padding: .1rem .3rem; text-decoration: none; border-radius: 3px; }
nav a:hover { background: var(--raised); }
nav a[aria-current] { background: var(--raised); color: inherit; font-weight: 600; }
main { padding: 1.25rem 2rem 3rem; max-width: 70rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .2rem 0 .6rem; }
h1.name, h1 .name { font-size: 1.4rem; }
h2 a { margin-right: .4rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h1 .quiet, h2 .quiet { font-size: .95rem; font-weight: 400; }
h3 { font-size: .9rem; font-weight: 600; margin: .8rem 0 .2rem; color: var(--quiet); }
.trail, .quiet { color: var(--quiet); }
.trail { font-size: .9rem; }
.facts { margin: .5rem 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .3rem .6rem; }
.facts li { padding: .05rem .55rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .85rem; }
.group { columns: 19rem; column-gap: 2rem; margin: .4rem 0 0; padding: 0; list-style: none; }
.group li { break-inside: avoid; padding: .05rem 0; }
.group .quiet { display: block; font-size: .85rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .45rem .8rem .45rem 0; border-bottom: 1px solid var(--line); }
thead th { font-size: .85rem; color: var(--quiet); font-weight: 600; }
tbody th { width: 28%; font-weight: 600; }
td.type { width: 22%; }
tr:target { background: var(--raised); }
.mark { display: inline-block; font-size: .75rem; font-weight: 400; padding: 0 .4rem; margin-right: .25rem;
  border-radius: 3px; border: 1px solid var(--line); color: var(--quiet); }
.mark.must { color: var(--mark); background: var(--mark-ground); border-color: transparent; }
td p, td ul { margin: 0 0 .2rem; }
td ul { padding-left: 1.1rem; }
.copied { position: relative; }
pre { margin: .5rem 0; padding: .8rem 1rem; background: var(--raised); border: 1px solid var(--line);
  border-radius: 4px; overflow-x: auto; overflow-wrap: normal; line-height: 1.45; }
.copied button { position: absolute; top: .45rem; right: .45rem; font: inherit; font-size: .8rem;
  padding: .1rem .7rem; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: 4px;
  cursor: pointer; }
footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--line); color: var(--quiet);
  font-size: .85rem; }
@media (max-width: 48rem) {
  html { scroll-padding-top: 0; }
  header { position: static; padding: .6rem 1rem; }
  header label { margin-left: 0; width: 100%; }
  header input { flex: 1; max-width: none; }
  .to-nav { display: inline; margin-left: auto; }
  .page { display: flex; flex-direction: column; }
  main { order: -1; width: 100%; padding: .8rem 1rem 2rem; }
  nav.services { position: static; height: auto; border-right: 0; border-top: 1px solid var(--line); padding: 1rem; }
  nav.services a { padding: .35rem .3rem; }
  .copied button { position: static; padding: .3rem .9rem; }
  table, tbody, tr, th, td { display: block; width: auto !important; border: 0; padding: 0; }
  thead { display: none; }
  tbody tr { padding: .6rem 0; border-bottom: 1px solid var(--line); }
}
@media print {
  header, nav.services, .copied button, .skip { display: none !important; }
  .page { display: block; }
  main { max-width: none; padding: 0; }
  tr, pre { break-inside: avoid; }
  pre { white-space: pre-wrap; }
}
]]

M.SCRIPT = [[
"use strict";
(function () {
  var box = document.getElementById("find");
  var groups = document.querySelectorAll("[data-group]");
  var count = document.getElementById("count");
  var whole = document.documentElement.dataset.index; // where everything is listed; "" here

  function words() {
    return box.value.toLowerCase().split(/\s+/).filter(Boolean);
  }
  function matches(text, wanted) {
    return wanted.every(function (word) { return text.indexOf(word) >= 0; });
  }
  function filter() {
    var wanted = words(), shown = 0;
    groups.forEach(function (group) {
      var some = false, head = group.dataset.group.toLowerCase();
      group.querySelectorAll("li").forEach(function (item) {
        var fits = matches(head + " " + item.textContent.toLowerCase(), wanted);
        item.hidden = !fits;
        some = some || fits;
        shown += fits ? 1 : 0;
      });
      group.hidden = !some && wanted.length > 0;
    });
    if (count) { count.textContent = wanted.length ? shown + " found" : ""; }
  }
  box.closest("label").hidden = false;
  box.addEventListener("input", filter);
  box.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { box.value = ""; filter(); }
    if (event.key !== "Enter" || !box.value.trim()) { return; }
    if (whole) {
      location.href = whole + "#find=" + encodeURIComponent(box.value.trim());
    } else {
      var links = Array.from(document.querySelectorAll("[data-group]:not([hidden]) li:not([hidden]) a"));
      var named = links.find(function (link) { // before those that have the words in what they do
        return matches((link.closest("[data-group]").dataset.group + " " + link.textContent).toLowerCase(), words());
      });
      if (links.length) { (named || links[0]).click(); }
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && event.target.tagName !== "INPUT") {
      event.preventDefault();
      box.focus();
    }
  });
  function asked() {
    var text = /^#find=(.*)$/.exec(location.hash);
    if (text && !whole) {
      try { box.value = decodeURIComponent(text[1]); } catch (_) { return; }
      filter();
      box.focus();
    }
  }
  var current = document.querySelector("nav [aria-current]");
  if (current) {
    var nav = current.closest("nav");
    nav.scrollTop = current.offsetTop - nav.offsetTop - nav.clientHeight / 3;
  }
  window.addEventListener("hashchange", asked);
  asked();
  if (box.value) { filter(); } // come back to

  document.querySelectorAll(".copied").forEach(function (block) {
    var button = block.querySelector("button"), code = block.querySelector("code");
    function tell(text) {
      button.textContent = text;
      setTimeout(function () { button.textContent = "Copy"; }, 2000);
    }
    function select() {
      var range = document.createRange();
      range.selectNodeContents(code);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      tell(document.execCommand("copy") ? "Copied" : "Selected");
    }
    button.hidden = false;
    button.addEventListener("click", function () {
      if (!navigator.clipboard) { return select(); }
      navigator.clipboard.writeText(code.textContent).then(function () { tell("Copied"); }, select);
    });
  });
})();
]]

-- Base64 of the SHA-256 of the two: a spec computes them anew.
M.STYLE_DIGEST = "jBxo9PhYiraGfBLspv/vZXdF/yUEe4m4wIY6FgdMEbI="
M.SCRIPT_DIGEST = "lJ1N2R9Ys2aayJx+mzXj4DlVve6Pfq4i9QZ7dmSBXAg="

local POLICY = ("default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; "
  .. "form-action 'none'")
  :format(M.STYLE_DIGEST, M.SCRIPT_DIGEST)

local FRAME = [[
<!DOCTYPE html>
<html lang="en" data-index="%s">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="]] .. POLICY .. [[">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>%s</title>
<style>%s</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<a class="home" href="%s">%s</a> <span class="realm">%s</span>
<a class="to-nav" href="#services">Services</a>
<label hidden>Find <input id="find" type="search" autocomplete="off" spellcheck="false"
 title="Words of a name or of what it does; / comes here, Enter opens or looks everywhere"></label>
</header>
<div class="page">
<nav class="services" id="services" aria-label="Services">
%s
</nav>
<main id="content">
%s
<footer>%s</footer>
</main>
</div>
<script>%s</script>
</body>
</html>
]]

---@class portabilling.api.Page
---@field path string its own, from the site's directory
---@field title string
---@field site string what the site is called
---@field subtitle string
---@field content portabilling.api.Html
---@field nav portabilling.api.Html
---@field foot string

--- A whole page.
---@param page portabilling.api.Page
---@param up string the way from it to the site's directory: "" or "../"
---@return string
function M.page(page, up)
  local index = up .. "index.html"
  local raw = html.raw
  return html.of(FRAME, page.path == "index.html" and "" or index, page.title, raw(M.STYLE), index, page.site,
    page.subtitle, page.nav, page.content, page.foot, raw(M.SCRIPT)).text
end

return M
