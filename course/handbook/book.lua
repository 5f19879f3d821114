-- What Pandoc does not know of the book: boxes, lines to write on, addresses written out, and what
-- has to stay together on a page.
local typst = FORMAT:match("typst") ~= nil

-- The element's class that is `prefix` or, better, begins with it ("box-gp").
local function has(element, prefix)
  local found = nil
  for _, class in ipairs(element.classes) do
    if class:sub(1, #prefix + 1) == prefix .. "-" then return class end
    if class == prefix then found = class end
  end
  return found
end

local function raw(text) return pandoc.RawBlock("typst", text) end

-- About how many lines of the page some blocks take.
local function lines(blocks)
  local count = 0
  for _, block in ipairs(blocks) do
    if block.t == "BulletList" or block.t == "OrderedList" then
      for _, item in ipairs(block.content) do count = count + lines(item) end
    elseif block.t ~= "RawBlock" then
      count = count + 1 + #pandoc.utils.stringify(block) // 90
    end
  end
  return count
end

-- Blocks that are not parted over two pages; `as` names how Typst sets them.
local function whole(blocks, as)
  local out = pandoc.Blocks({ raw("#" .. (as or "whole") .. "[") })
  out:extend(blocks)
  out:insert(raw("]"))
  return out
end

local KNOWN = { "box", "lead", "led", "exercise", "case", "figure", "tool" }

function Div(div)
  if not typst then return nil end
  for _, name in ipairs(KNOWN) do
    local class = has(div, name)
    if class then
      local label = div.identifier ~= "" and (" <" .. div.identifier .. ">") or ""
      local breaks = (name == "box" and lines(div.content) < 24) and ", breakable: false" or ""
      local out = pandoc.Blocks({ raw("#part-" .. name .. "(\"" .. class .. "\"" .. breaks .. ")[") })
      out:extend(div.content)
      out:insert(raw("]" .. label))
      return out
    end
  end
end

function Span(span)
  if typst and span.attributes.lang then
    local out = pandoc.Inlines({ pandoc.RawInline("typst", '#text(lang: "' .. span.attributes.lang .. '")[') })
    out:extend(span.content)
    out:insert(pandoc.RawInline("typst", "]"))
    return out
  end
  if typst and has(span, "sa-paper__line") then
    local tall = span.classes:includes("sa-paper__line--tall")
    return pandoc.RawInline("typst", tall and "#line-tall" or "#line-short")
  end
end

-- On paper an address cannot be followed, so it is read; nor can a link to another part of the book.
function Link(link)
  if not typst then return nil end
  if link.target:match("^#answers%-") or link.target:match("^#tool%-") or link.classes:includes("far") then
    return { link, pandoc.RawInline("typst", "#at-page(<" .. link.target:sub(2) .. ">)") }
  end
  if not link.target:match("^https?://") then return nil end
  local shown = pandoc.utils.stringify(link.content)
  if shown == link.target then return nil end
  return { link, pandoc.Str(" (" .. link.target .. ")") }
end

function Image(image)
  if not typst then return nil end
  local said = pandoc.utils.stringify(image.caption):gsub("\\", "\\\\"):gsub('"', '\\"')
  return pandoc.RawInline("typst", '#image("' .. image.src .. '", width: 90%, alt: "' .. said .. '")')
end

-- A choice and what it leads to, a question and its answers: each on one page.
function OrderedList(list)
  if not typst then return nil end
  local apart = false
  for n, item in ipairs(list.content) do
    if #item > 1 and lines(item) < 16 then
      list.content[n] = whole(item, "one")
      apart = true
    end
  end
  if apart then return { raw("#apart["), list, raw("]") } end
  return list.style == "UpperAlpha" and lines({ list }) < 16 and whole({ list }) or list
end

local function is_picture(block)
  local first = block and (block.t == "Para" or block.t == "Plain") and #block.content == 1 and block.content[1]
  return first and first.t == "RawInline" and first.text:match("^#image%(")
end

local function is_list(block)
  if block and block.t == "RawBlock" then return block.text == "#whole[" end
  return block and (block.t == "BulletList" or block.t == "OrderedList" or block.t == "Table")
end

-- A short paragraph that says what comes is not left alone at the end of a page.
local function leads(before, block, after)
  if not after or block.t ~= "Para" or is_picture(block) then return false end
  if #pandoc.utils.stringify(block) > 180 then return false end
  local titled = before and before.t == "Header"
  local labels = #block.content == 1 and block.content[1].t == "Strong"
  return labels or is_list(after) or (titled and (after.t == "Header" or is_picture(after)))
end

function Blocks(blocks)
  if not typst then return nil end
  local out = pandoc.Blocks({})
  for n, block in ipairs(blocks) do
    if leads(blocks[n - 1], block, blocks[n + 1]) then
      out:extend({ raw("#stay["), block, raw("]") })
    else
      out:insert(block)
    end
  end
  return out
end

-- Boxes to tick stand alone, without bullets beside them.
function BulletList(list)
  for _, item in ipairs(list.content) do
    if pandoc.utils.stringify(item):sub(1, #"☐") ~= "☐" then
      return typst and lines({ list }) < 9 and whole({ list }) or nil
    end
  end
  if typst then return { raw("#part-ticks["), list, raw("]") } end
  return pandoc.Div({ list }, pandoc.Attr("", { "ticks" }))
end

-- Tables to write in have room for a hand; a short table is not parted.
function Table(rows)
  local long = #pandoc.utils.stringify(rows) > 1500
  if typst and rows.classes:includes("sa-paper__table") then
    for n, spec in ipairs(rows.colspecs) do
      rows.colspecs[n] = { spec[1], 1 / #rows.colspecs }
    end
    return { raw("#part-grid["), rows, raw("]") }
  end
  if typst and not long then return whole({ rows }) end
end
