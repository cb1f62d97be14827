import type { Line } from '../text/lines'

/** A message of a thread: the one that was written last has rank 0, what it quotes or forwards a higher one. */
export interface Message {
  readonly rank: number
  /** Domains of the addresses in its header, in small letters. */
  readonly senders: ReadonlySet<string>
  readonly recipients: ReadonlySet<string>
}

/** What a line is to its message. `skipped` is a line of a header that names nobody. */
export type LineRole = 'sender' | 'recipient' | 'skipped' | 'signature' | 'body'

export interface PlacedLine {
  readonly rank: number
  readonly role: LineRole
  /** It is in the last lines of its message, which are a signature without a closing. */
  readonly isEnding?: boolean
}

export interface Thread {
  /** By line, in the order of the lines. */
  readonly lines: readonly PlacedLine[]
  /** By rank. */
  readonly messages: ReadonlyMap<number, Message>
}

const headerKey = (words: string) => new RegExp(String.raw`^(?:${words})\s?[:：]`, 'iu')
const senderKey = headerKey(
  'from|von|de|da|van|od|absender|expéditeur|remitente|mittente|afzender|nadawca|sender|reply-to|antwort an',
)
const recipientKey = headerKey(
  'to|an|à|para|a|per|aan|do|b?cc|cci|kopie|kopia|copie|copia|empfänger|delivered-to',
)
const otherKey = headerKey(
  'sent|gesendet|envoyé|enviad[oa](?: el| em)?|inviato|verzonden|wysłano|date|datum|data|fecha|subject|betreff|' +
    'objet|asunto|oggetto|assunto|onderwerp|temat|importance|priorität|attachments?|anlagen?',
)
const technicalKey = headerKey(
  'message-id|references|in-reply-to|return-path|received(?:-spf)?|dkim-signature|authentication-results|' +
    'arc-[a-z-]+|x-[a-z-]+|list-[a-z-]+|mime-version|content-[a-z-]+',
)

const forwardLine =
  /^[-_\s]*(?:begin )?(?:forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht|wiadomość przekazana|anfang der weitergeleiteten nachricht|original message|ursprüngliche nachricht|originalnachricht|message d[’']origine|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|wiadomość oryginalna)[-_\s]*:?[-_\s]*$/iu
const wrote =
  /(?<!\p{L})(?:wrote|schrieb(?:en)?|a écrit|escribió|ha scritto|escreveu|schreef|napisał\(?a?\)?|pisze)(?!\p{L})/iu

/** A line that says who wrote what follows: “On … Jo <jo@…> wrote:”. */
function isAttribution(text: string): boolean {
  if (text.length > 300 || !/[:：]\s*$/.test(text) || !wrote.test(text)) return false
  return /@|\d{4}|\d{1,2}[./]\d{1,2}/.test(text)
}

const closing =
  /^(?:--|(?:(?:with |many |kind |best |warm |warmest |kindest )?(?:regards|wishes|thanks|thank you)(?: and (?:best )?regards)?|best|cheers|sincerely|yours(?: sincerely| faithfully)?|mit (?:freundlichen|besten|vielen|herzlichen|lieben) gr(?:ü|ue)(?:ß|ss)en|(?:viele|beste|liebe|schöne|freundliche|herzliche) gr(?:ü|ue)(?:ß|ss)e(?: .{0,30})?|gru(?:ß|ss)|mfg|vg|lg|bg|danke(?: und .{0,30})?|cordialement|bien (?:à vous|cordialement)|salutations|(?:un )?saludos?(?: cordial(?:es)?)?|atentamente|(?:cordiali |distinti )?saluti|atenciosamente|(?:melhores )?cumprimentos|met vriendelijke groet(?:en)?|(?:vriendelijke )?groet(?:en|jes)?|pozdrawiam|z poważaniem|z wyrazami szacunku)[\s,.!]*)$/iu
/** Lines of a signature are short, and few. */
const longestEnding = 80
const linesOfEnding = 8

/** Whether a line ends a letter, before the signature. */
export const isClosing = (line: string): boolean => closing.test(plain(line).trim())

/** A signature is not longer. */
const longestSignature = 15

const plain = (text: string) =>
  text.replace(/^[\s*_|]+/, '').replaceAll(/(?<!\*)\*+(?=\s?[:：])/g, '')
const domains = (text: string) =>
  [...text.slice(0, 4_096).matchAll(/@([\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,251}[\p{L}\p{N}])?)/gu)].map(
    ([, domain = '']) => domain.toLowerCase(),
  )

function headerRole(text: string): 'sender' | 'recipient' | 'skipped' | undefined {
  if (senderKey.test(text)) return 'sender'
  if (recipientKey.test(text)) return 'recipient'
  return otherKey.test(text) || technicalKey.test(text) ? 'skipped' : undefined
}

/** Whether a line can be one of the header of an e-mail, which no program joins with another. */
export const isHeaderLine = (text: string): boolean =>
  headerRole(plain(text.slice(0, 200))) !== undefined

/**
 * The header that begins at a line: the roles of its lines; empty where there is none. `none` lines from there on begin
 * none either, since nobody stands in them as the sender: each line is looked at once.
 */
function headerAt(
  lines: readonly Line[],
  from: number,
  isSure: boolean,
): {
  readonly roles: readonly ('sender' | 'recipient' | 'skipped')[]
  readonly none: number
} {
  const roles: ('sender' | 'recipient' | 'skipped')[] = []
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index]
    if (!line || line.depth !== lines[from]?.depth) break
    const text = plain(line.text)
    const last = roles.at(-1)
    const role =
      headerRole(text) ?? (last !== undefined && /^[ \t]+\S*@/.test(line.text) ? last : undefined)
    if (role === undefined) break
    roles.push(role)
  }
  if (!roles.includes('sender')) return { roles: [], none: roles.length }
  return { roles: roles.length > 1 || isSure ? roles : [], none: 0 }
}

interface MessageParts {
  readonly senders: Set<string>
  readonly recipients: Set<string>
}

/** The last paragraphs of the messages, where they are short and not the only one. */
function endingsOf(lines: readonly Line[], placed: readonly PlacedLine[]): Set<number> {
  const found = new Set<number>()
  const seen = new Set<number>()
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const rank = placed[index]?.rank ?? 0
    if (seen.has(rank) || (lines[index]?.text ?? '').trim() === '') continue
    seen.add(rank)
    const block: number[] = []
    for (let at = index; at >= 0 && placed[at]?.rank === rank; at -= 1) {
      const text = lines[at]?.text.trim() ?? ''
      if (text === '' || text.length > longestEnding) {
        if (text === '' && block.length > 1 && block.length <= linesOfEnding) {
          block.forEach((each) => found.add(each))
        }
        break
      }
      block.push(at)
    }
  }
  return found
}

/** Reads which line belongs to which message of a thread, and who wrote each to whom. */
export function threadOf(lines: readonly Line[]): Thread {
  const placed: PlacedLine[] = []
  const parts = new Map<number, MessageParts>()
  /** How many messages began at a depth of quotes. */
  const begun = new Map<number, number>()
  let [signed, hasBody, isMarked] = [0, false, false]
  /** No line before this one begins a header. */
  let without = 0

  const rankAt = (depth: number) =>
    depth + [...begun].reduce((sum, [at, count]) => (at <= depth ? sum + count : sum), 0)
  const partsAt = (rank: number) => {
    const known = parts.get(rank) ?? { senders: new Set(), recipients: new Set() }
    parts.set(rank, known)
    return known
  }
  const begin = (depth: number) => {
    if (hasBody) begun.set(depth, (begun.get(depth) ?? 0) + 1)
    signed = 0
    hasBody = true
  }

  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]
    if (!line) break
    const text = plain(line.text)
    if (text === '') {
      placed.push({ rank: rankAt(line.depth), role: 'body' })
      continue
    }
    const { roles, none } =
      index < without ? { roles: [], none: 0 } : headerAt(lines, index, isMarked || !hasBody)
    if (none > 0) without = index + none
    if (roles.length > 0) {
      if (!isMarked) begin(line.depth)
      isMarked = false
      hasBody = true
      const rank = rankAt(line.depth)
      roles.forEach((role, offset) => {
        const names = domains(lines[index + offset]?.text ?? '')
        if (role === 'sender') names.forEach((name) => partsAt(rank).senders.add(name))
        if (role === 'recipient') names.forEach((name) => partsAt(rank).recipients.add(name))
        placed.push({ rank, role })
      })
      index += roles.length - 1
      continue
    }
    if (forwardLine.test(text)) {
      begin(line.depth)
      isMarked = true
      placed.push({ rank: rankAt(line.depth), role: 'skipped' })
      continue
    }
    isMarked = false
    if (isAttribution(text)) {
      const next = lines.slice(index + 1, index + 4).find((item) => item.text.trim() !== '')
      const isQuoteBelow = next !== undefined && next.depth > line.depth
      if (!isQuoteBelow) begin(line.depth)
      const rank = rankAt(isQuoteBelow ? next.depth : line.depth)
      domains(text).forEach((name) => partsAt(rank).senders.add(name))
      placed.push({ rank, role: 'sender' })
      hasBody = true
      continue
    }
    hasBody = true
    if (isClosing(text)) signed = 1
    else if (signed > 0) signed += 1
    const isSigned = signed > 0 && signed <= longestSignature
    placed.push({ rank: rankAt(line.depth), role: isSigned ? 'signature' : 'body' })
  }
  const endings = endingsOf(lines, placed)
  const messages = new Map([...parts].map(([rank, part]) => [rank, { rank, ...part }] as const))
  return {
    lines: placed.map((line, index) => (endings.has(index) ? { ...line, isEnding: true } : line)),
    messages,
  }
}
