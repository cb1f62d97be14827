import { lineStart } from '../text/lines'

/** A header that tells a mail reader how to decode what follows. */
const mimeHeader =
  /^(?:mime-version:[ \t]*1\.0|content-transfer-encoding:[ \t]*(?:quoted-printable|base64|7bit|8bit|binary)|content-type:[ \t]*(?:multipart|text|message)\/[\w.+-]{1,60})/im
const header = /^[!-9;-~]{1,80}:(?:[ \t]|$)/
const boundary = /^--([^\s-][^\n]{0,69}?|-{1,40}[^\s\n-][^\n]{0,69}?)(?:--)?[ \t]*$/

export interface MailSource {
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
export function isQuotedPrintable(text: string): boolean {
  if (!escapes.test(text) && !(softBreak.test(text) && /=[0-9A-F]{2}/.test(text))) return false
  let [valid, other] = [0, 0]
  for (let at = text.indexOf('='); at !== -1; at = text.indexOf('=', at + 1)) {
    if (/^=(?:[0-9A-F]{2}|[ \t]{0,3}\n|$)/.test(text.slice(at, at + 5))) valid += 1
    else other += 1
  }
  return other * 10 <= valid
}

/** Lines of base64 as mail programs write them; one long line counts too. */
export const base64Lines = /^(?:[A-Za-z0-9+/]{60,}\n?)+(?:[A-Za-z0-9+/]{1,76}={0,2})?(?:={1,2})?$/gm

export function hasEncodedLines(text: string): boolean {
  // Metadata contains certificates, which are base64 but not text.
  const isMetadata = /Entit(?:y|ies)Descriptor[\s>]/.test(text)
  return isQuotedPrintable(text) || (!isMetadata && text.search(base64Lines) !== -1)
}
