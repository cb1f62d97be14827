import PostalMime, { type Address, type Email } from 'postal-mime'
import { lineStart } from '../text/lines'

/** A header that tells a mail reader how to decode what follows. */
const mimeHeader =
  /^(?:mime-version:[ \t]*1\.0|content-transfer-encoding:[ \t]*(?:quoted-printable|base64|7bit|8bit|binary)|content-type:[ \t]*(?:multipart|text|message)\/[\w.+-]{1,60})/im
const header = /^[!-9;-~]{1,80}:(?:[ \t]|$)/
const boundary = /^--([^\s-][^\n]{0,69}?|-{1,40}[^\s\n-][^\n]{0,69}?)(?:--)?[ \t]*$/

interface MailSource {
  /** The text before it. */
  readonly before: string
  /** From its first header on; a part without one gets a generated header. */
  readonly source: string
}

/** Start of the line before the one that begins at `start`. */
const lineBefore = (text: string, start: number) => lineStart(text, start - 1)

/** The source of an e-mail inside a text: from its headers, or those of a part. */
export function findMailSource(text: string): MailSource | undefined {
  const found = mimeHeader.exec(text)
  if (!found) return undefined
  let start = found.index
  while (start > 0) {
    const before = lineBefore(text, start)
    const line = text.slice(before, start - 1)
    if (!header.test(line) && !/^[ \t]+\S/.test(line)) break
    start = before
  }
  const before = start === 0 ? 0 : lineBefore(text, start)
  const parting = start === 0 ? undefined : boundary.exec(text.slice(before, start - 1))?.[1]
  if (parting === undefined) return { before: text.slice(0, start), source: text.slice(start) }
  const made = `Content-Type: multipart/mixed; boundary="${parting.replaceAll(/["\\]/g, '\\$&')}"\n\n`
  return { before: text.slice(0, before), source: made + text.slice(before) }
}

/** Sequences that only occur in quoted-printable: an equals sign, a space at a line's end, UTF-8. */
const escapes = /=(?:3D|20\n|09\n|C[23]=[89AB][0-9A-F]|E2=8[0-4]=[89AB][0-9A-F])/
const softBreak = /^[^\n]{59,75}=$/m

/** Whether a text is quoted-printable: its equals signs occur only where the encoding allows. */
function isQuotedPrintable(text: string): boolean {
  if (!escapes.test(text) && !(softBreak.test(text) && /=[0-9A-F]{2}/.test(text))) return false
  let [valid, other] = [0, 0]
  for (let at = text.indexOf('='); at !== -1; at = text.indexOf('=', at + 1)) {
    if (/^=(?:[0-9A-F]{2}|[ \t]{0,3}\n|$)/.test(text.slice(at, at + 5))) valid += 1
    else other += 1
  }
  return other * 10 <= valid
}

/** Lines of base64 as mail programs write them; one long line counts too. */
const base64Lines = /^(?:[A-Za-z0-9+/]{60,}\n?)+(?:[A-Za-z0-9+/]{1,76}={0,2})?(?:={1,2})?$/gm

export function hasEncodedLines(text: string): boolean {
  // Metadata contains certificates, which are base64 but not text.
  const isMetadata = /Entit(?:y|ies)Descriptor[\s>]/.test(text)
  return isQuotedPrintable(text) || (!isMetadata && text.search(base64Lines) !== -1)
}

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
