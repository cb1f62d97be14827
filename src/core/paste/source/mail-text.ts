import PostalMime, { type Address, type Email } from 'postal-mime'
import { base64Lines, isQuotedPrintable } from './mail-signs'

/** 2 MiB of lines of 76 characters are 28,000 lines; each line costs time, however short. */
const maximumLines = 50_000

const options = {
  attachmentEncoding: 'utf8',
  maxNestingDepth: 20,
  maxRfc822NestingDepth: 3,
  maxHeadersSize: 256 * 1024,
} as const

/** Who wrote it to whom, as a mail program shows it. */
function headerOf({ from, to = [], cc = [] }: Email): string {
  const written = (people: readonly (Address | undefined)[]) =>
    people
      .flatMap((each) => (each?.group ?? [each]).map((one) => one?.address ?? ''))
      .filter((address) => address !== '')
      .join(', ')
  const sender = written([from])
  return sender === '' ? '' : `From: ${sender}\nTo: ${written([...to, ...cc])}`
}

const readable = /^(?:text\/|application\/(?:[\w.+-]*xml|json)|message\/)/i
const readableName = /\.(?:xml|txt|csv|json|html?|eml|env|ya?ml)$/i

function countLines(text: string): number {
  let count = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

/**
 * The readable parts of an e-mail's source: who wrote it, then the body, then the rest. HTML if there is any, because mail programs
 * break lines in plain text. `undefined` for any other text, or if there are too many lines.
 */
export async function mailText(source: string): Promise<string[] | undefined> {
  if (countLines(source) > maximumLines) return undefined
  try {
    const mail = await PostalMime.parse(source, options)
    const body = mail.html ?? mail.text ?? ''
    const attached = mail.attachments.flatMap(({ content, filename, mimeType }) =>
      typeof content === 'string' && (readable.test(mimeType) || readableName.test(filename ?? ''))
        ? [content]
        : [],
    )
    const parts = [body, ...attached].filter((part) => part.trim() !== '')
    const header = headerOf(mail)
    if (parts.length === 0) return undefined
    return header === '' ? parts : [header, ...parts]
  } catch {
    // Its limits are exceeded: read the pasted text as it is.
    return undefined
  }
}

const decode = async (encoding: string, body: string): Promise<string | undefined> => {
  const headers = `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: ${encoding}\n\n`
  return (await mailText(headers + body))?.[0]
}

/** Text by a person has none of these; certificates and keys, which are base64 too, have many. */
// oxlint-disable-next-line no-control-regex -- the pattern matches control characters
const unreadable = /[\u0000-\u0008\u000E-\u001F\uFFFD]/

const maximumBlocks = 20

/** Decodes quoted-printable and base64 in a text without headers. */
export async function decodedBlocks(text: string): Promise<string> {
  const plain = isQuotedPrintable(text) ? ((await decode('quoted-printable', text)) ?? text) : text
  const blocks = [...plain.matchAll(base64Lines)].slice(0, maximumBlocks)
  let [done, from] = ['', 0]
  for (const { 0: block, index } of blocks) {
    const decoded = await decode('base64', block)
    if (decoded === undefined || unreadable.test(decoded)) continue
    done += `${plain.slice(from, index)}${decoded.trimEnd()}\n`
    from = index + block.length
  }
  return done + plain.slice(from)
}
