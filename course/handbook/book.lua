-- What Pandoc does not know of the book: boxes, lines to write on, and addresses written out.
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

local KNOWN = { "box", "lead", "led", "exercise", "case", "figure", "tool" }

function Div(div)
  if not typst then return nil end
  for _, name in ipairs(KNOWN) do
    local class = has(div, name)
    if class then
      local label = div.identifier ~= "" and (" <" .. div.identifier .. ">") or ""
      local out = pandoc.Blocks({ raw("#part-" .. name .. "(\"" .. class .. "\")[") })
      out:extend(div.content)
      out:insert(raw("]" .. label))
      return out
    end
  end
end

function Span(span)
  if typst and has(span, "sa-paper__line") then
    local tall = span.classes:includes("sa-paper__line--tall")
    return pandoc.RawInline("typst", tall and "#line-tall" or "#line-short")
  end
end

-- On paper an address cannot be followed, so it is read.
function Link(link)
  if not typst or not link.target:match("^https?://") then return nil end
  local shown = pandoc.utils.stringify(link.content)
  if shown == link.target then return nil end
  return { link, pandoc.Str(" (" .. link.target .. ")") }
end

function Image(image)
  if not typst then return nil end
  local said = pandoc.utils.stringify(image.caption):gsub("\\", "\\\\"):gsub('"', '\\"')
  return pandoc.RawInline("typst", '#image("' .. image.src .. '", width: 90%, alt: "' .. said .. '")')
end

-- Boxes to tick stand alone, without bullets beside them.
function BulletList(list)
  for _, item in ipairs(list.content) do
    if pandoc.utils.stringify(item):sub(1, #"☐") ~= "☐" then return nil end
  end
  if typst then return { raw("#part-ticks["), list, raw("]") } end
  return pandoc.Div({ list }, pandoc.Attr("", { "ticks" }))
end

-- Tables to write in have room for a hand.
function Table(rows)
  if typst and rows.classes:includes("sa-paper__table") then
    for n, spec in ipairs(rows.colspecs) do
      rows.colspecs[n] = { spec[1], 1 / #rows.colspecs }
    end
    return { raw("#part-grid["), rows, raw("]") }
  end
end
