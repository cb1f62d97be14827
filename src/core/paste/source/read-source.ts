import { cleaned } from '../text/prepare'
import { findMailSource, hasEncodedLines } from './mail-text'

const tag =
  /<(?:[\w.-]{1,40}:)?(Entit(?:y|ies)Descriptor)(?=[\s>/])|<\/(?:[\w.-]{1,40}:)?(Entit(?:y|ies)Descriptor)\s{0,40}>/g

/** A root element of SAML metadata from its start tag to the first end tag of the same name. */
interface WholeDescriptor {
  readonly start: number
  readonly end: number
}

/**
 * The root elements of SAML metadata that are whole, in order and none inside another. The text is looked through
 * once: a pattern that went from each start tag to the end would need the square of the time.
 */
function wholeDescriptors(text: string): WholeDescriptor[] {
  const tags = [...text.matchAll(tag)]
  /** Where the last end tag of each name begins. */
  const lastEnd = new Map<string, number>()
  for (const { 2: ended, index } of tags) if (ended !== undefined) lastEnd.set(ended, index)
  const found: WholeDescriptor[] = []
  let open: { readonly name: string; readonly start: number } | undefined
  for (const { 0: whole, 1: started, 2: ended, index } of tags) {
    if (started !== undefined && !open && (lastEnd.get(started) ?? -1) > index) {
      open = { name: started, start: index }
    } else if (open && ended === open.name) {
      found.push({ start: open.start, end: index + whole.length })
      open = undefined
    }
  }
  return found
}

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
function isHtml(text: string): boolean {
  const isMarked = blockTag.test(text) || (text.match(anyTag)?.length ?? 0) >= 2
  return isMarked && !isTooDeep(text)
}

/** Placeholder for metadata while the HTML around it is read; `cleaned` removes it from pasted text. */
const mark = '\uE000'

/** The text of HTML source; unescaped metadata in it is kept unchanged. */
async function withoutHtml(text: string): Promise<string> {
  if (!isHtml(text)) return text
  const { htmlText } = await import('./html-text')
  const pieces: string[] = []
  let [marked, from] = ['', 0]
  for (const { start, end } of wholeDescriptors(text)) {
    marked += text.slice(from, start) + mark
    pieces.push(text.slice(start, end))
    from = end
  }
  marked += text.slice(from)
  try {
    return htmlText(marked).replaceAll(mark, () => `\n${pieces.shift() ?? ''}\n`)
  } catch {
    // If the HTML reader fails, use the source itself.
    return text
  }
}

/** Whether a text is or contains source, and has to be decoded first. */
export function isSource(pasted: string): boolean {
  const text = cleaned(pasted)
  return findMailSource(text) !== undefined || hasEncodedLines(text) || isHtml(text)
}

/**
 * The text that a person would see if the source of an e-mail or of a page was pasted: MIME parts,
 * quoted-printable and base64 are decoded, HTML becomes text. Any other text is returned unchanged.
 */
export async function readSource(pasted: string): Promise<string> {
  const text = cleaned(pasted)
  const found = findMailSource(text)
  if (found === undefined && !hasEncodedLines(text)) return withoutHtml(text)
  const { decodedBlocks, mailText } = await import('./mail-text')
  if (found === undefined) return withoutHtml(await decodedBlocks(text))
  const mail = await mailText(found.source)
  if (mail === undefined) return withoutHtml(text)
  // A forwarded source has a message of the sender before it.
  const parts = [found.before, ...(await Promise.all(mail.map(withoutHtml)))]
  return parts.filter((part) => part.trim() !== '').join('\n\n')
}
