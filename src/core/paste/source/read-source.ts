import { cleaned } from '../text/prepare'
import { rootStart } from '../text/find-xml'
import { isHtml } from './html-signs'
import { findMailSource, hasEncodedLines } from './mail-signs'

/** Stands for a piece of metadata while the HTML around it is read; `cleaned` leaves none in a text. */
const mark = '\uE000'
const xmlPiece =
  /<(?:[\w.-]{1,40}:)?(Entit(?:y|ies)Descriptor)(?=[\s>/])[^]*?<\/(?:[\w.-]{1,40}:)?\1\s{0,40}>/g

/** The text of HTML source; metadata that stands in it as it is stays as it is. */
async function withoutHtml(text: string): Promise<string> {
  if (!isHtml(text)) return text
  const { htmlText } = await import('./html-text')
  const pieces: string[] = []
  const marked = rootStart.test(text)
    ? text.replace(xmlPiece, (piece) => {
        pieces.push(piece)
        return mark
      })
    : text
  try {
    return htmlText(marked).replaceAll(mark, () => `\n${pieces.shift() ?? ''}\n`)
  } catch {
    // HTML that the reader gives up on is read as it stands.
    return text
  }
}

/** Whether a text is source, or holds some, so that it has to be decoded before it is read. */
export function isSource(pasted: string): boolean {
  const text = cleaned(pasted)
  return findMailSource(text) !== undefined || hasEncodedLines(text) || isHtml(text)
}

/**
 * What a person would read where the source of an e-mail or of a page was pasted: MIME parts,
 * quoted-printable and base64 are decoded, HTML becomes text. Any other text comes back as it is.
 */
export async function readSource(pasted: string): Promise<string> {
  const text = cleaned(pasted)
  const found = findMailSource(text)
  if (found === undefined && !hasEncodedLines(text)) return withoutHtml(text)
  const { decodedBlocks, mailText } = await import('./mail-text')
  if (found === undefined) return withoutHtml(await decodedBlocks(text))
  const mail = await mailText(found.source)
  if (mail === undefined) return withoutHtml(text)
  // A forwarded source has the words of the one who forwards it before it.
  const parts = [found.before, ...(await Promise.all(mail.map(withoutHtml)))]
  return parts.filter((part) => part.trim() !== '').join('\n\n')
}
