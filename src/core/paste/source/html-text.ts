import { compile, type FormatCallback } from 'html-to-text'

type Element = Parameters<FormatCallback>[0]

/** A cell with more lines than this is part of a page's layout. */
const cellLines = 3

/** A row on one line, so that a label comes before its value. */
function rowText(cells: readonly { readonly text: string }[]): string {
  const texts = cells.map(({ text }) => text.trim())
  const isLayout = texts.some((text) => text.split('\n').length > cellLines)
  if (isLayout) return texts.join('\n')
  return texts.map((text) => text.replace(/\s+/g, ' ')).join(' | ')
}

const table: FormatCallback = (element, walk, builder) => {
  const visit = (child: Element): void => {
    if (child.type !== 'tag') return
    if (child.name === 'td' || child.name === 'th') {
      builder.openTableCell({})
      walk(child.children, builder)
      builder.closeTableCell({})
      return
    }
    const isRow = child.name === 'tr'
    if (isRow) builder.openTableRow()
    child.children.forEach(visit)
    if (isRow) builder.closeTableRow()
  }
  builder.openTable()
  element.children.forEach(visit)
  builder.closeTable({
    tableToString: (rows) => rows.map(rowText).join('\n'),
    leadingLineBreaks: 2,
    trailingLineBreaks: 2,
  })
}

const bare = (text: string) =>
  text
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '')
    .toLowerCase()

/** If a link's text is an address, it is used: mail programs replace the link's target. */
const anchor: FormatCallback = (element, walk, builder) => {
  // Typed as always present, but comments and text have no attributes.
  const href = String((element.attribs as Record<string, string> | undefined)?.['href'] ?? '')
  let text = ''
  builder.pushWordTransform((word) => {
    text += word
    return word
  })
  walk(element.children, builder)
  builder.popWordTransform()
  const isSame = /^https?:\/\/[^\s…]+$/i.test(text) || bare(text) === bare(href)
  if (/^https?:/i.test(href) && !isSame) builder.addInline(` <${href}>`, { noWordTransform: true })
}

const heading = { uppercase: false }

/** The text of HTML: rows of tables on one line, without wrapping or capitalization. */
export const htmlText: (html: string) => string = compile({
  wordwrap: false,
  limits: { maxDepth: 500, ellipsis: '' },
  formatters: { ownTable: table, ownAnchor: anchor },
  selectors: [
    { selector: 'table', format: 'ownTable' },
    { selector: 'a', format: 'ownAnchor' },
    { selector: 'img', format: 'skip' },
    { selector: 'style', format: 'skip' },
    { selector: 'script', format: 'skip' },
    { selector: 'title', format: 'skip' },
    { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: heading })),
  ],
})
