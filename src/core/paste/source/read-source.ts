import { cleaned } from '../text/prepare'
import { wholeDescriptors } from '../text/whole-descriptors'
import { isHtml } from './html-signs'
import { findMailSource, hasEncodedLines } from './mail-signs'

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
