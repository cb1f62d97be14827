const blockTag =
  /<(?:!doctype html|html|body|div|br|span|table|tr|td|th|ul|ol|li|pre|blockquote)(?:\s[^<>]{0,2000})?\/?>/i
const anyTag =
  /<\/?(?:p|a|b|i|u|em|strong|font|code|h[1-6]|div|span|br|td|tr|li)(?:\s[^<>]{0,2000})?\/?>/gi

/** A depth that no mail program writes, and that is slow to read. */
const maximumDepth = 1_000

/** Void elements, which do not nest. */
const endsItself =
  /^(?:br|hr|img|meta|link|input|col|p|li|td|tr|th|tbody|thead|option|dt|dd|wbr|base)$/

/** An end tag ends what is open under its name, with all inside it; others end nothing, as in the reader. */
function isTooDeep(text: string): boolean {
  const open: string[] = []
  for (const match of text.matchAll(/<(\/?)([a-z][a-z0-9:-]{0,40})/gi)) {
    const name = (match[2] ?? '').toLowerCase()
    if (endsItself.test(name)) continue
    if (match[1] === '/') {
      const at = open.lastIndexOf(name)
      if (at !== -1) open.length = at
    } else if (open.push(name) > maximumDepth) return true
  }
  return false
}

/** Whether a text is or contains HTML source; an address in angle brackets does not count. */
export function isHtml(text: string): boolean {
  const isMarked = blockTag.test(text) || (text.match(anyTag)?.length ?? 0) >= 2
  return isMarked && !isTooDeep(text)
}
