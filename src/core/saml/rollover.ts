import { t } from '../language/translate'
import { dayText } from '../model/format'
import { daysBetween } from '../model/times'
import { readCertificate, type CertificateFacts } from './certificate'
import { certificateState } from './certificate-state'
import { readMetadata } from './metadata'
import { isRead, usedKeys } from './metadata-certificates'
import { parseEntities } from './metadata-parser'
import { screenText } from './metadata-screen'
import type { ParsedCertificate, ParsedKey } from './metadata-walk'

/** A certificate with its DER bytes in base64, on one line. */
export interface FoundCertificate extends CertificateFacts {
  readonly base64: string
}

/** `replace`: the new certificate alone; `both`: the old ones as well, while they are exchanged. */
export type RolloverWay = 'replace' | 'both'

/** Which ways there are, or in words why there is none. */
type RolloverWays =
  | { readonly ok: true; readonly ways: readonly RolloverWay[] }
  | { readonly ok: false; readonly message: string }

type NewMetadata =
  { readonly ok: true; readonly xml: string } | { readonly ok: false; readonly message: string }

/** A key that sign-ins are verified with, and its certificate that Ory reads. */
interface SigningKey {
  readonly key: ParsedKey
  readonly certificate: ParsedCertificate
}

interface Change {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Days until a certificate ends, as a person counts them; negative where it ended on an earlier day. */
export function daysLeft({ notAfter }: Pick<CertificateFacts, 'notAfter'>, nowIso: string): number {
  return daysBetween(nowIso, notAfter)
}

/**
 * What can be done with a new certificate.
 *
 * @param old the certificates that sign-ins are verified with now
 */
export function rolloverWays(
  old: readonly CertificateFacts[],
  fresh: CertificateFacts,
  nowIso: string,
): RolloverWays {
  if (certificateState(fresh, nowIso) === 'expired') {
    const end = dayText(fresh.notAfter)
    const message = t(
      'This certificate expired on {end}. Ask the identity provider for the one that it signs with ' +
        'from now on',
      { end },
    )
    return { ok: false, message }
  }
  const isKnown = old.some(({ fingerprintSha256 }) => fingerprintSha256 === fresh.fingerprintSha256)
  if (!isKnown) return { ok: true, ways: ['both', 'replace'] }
  return old.length > 1
    ? { ok: true, ways: ['replace'] }
    : { ok: false, message: t('The connection has this certificate already, and no other') }
}

/** The keys of each role that sign-ins are verified with; keys for encryption alone stay as they are. */
function signingKeys(text: string): readonly (readonly SigningKey[])[] {
  const parsed = parseEntities(text)
  if (!parsed.ok) return []
  const roles = parsed.document.entities.flatMap(({ identityProviders }) => identityProviders)
  const used = usedKeys(roles.flatMap(({ keys }) => keys))
  return roles.map(({ keys }) =>
    keys.flatMap((key) => {
      const certificate = key.certificates.find(isRead)
      return certificate && used.has(key) && key.use !== 'encryption' ? [{ key, certificate }] : []
    }),
  )
}

/** The texts of the certificates that sign-ins are verified with, as they stand in metadata. */
export function signingCertificateTexts(xml: string): readonly string[] {
  const screened = screenText(xml)
  if (!screened.ok) return []
  return signingKeys(screened.text)
    .flat()
    .map(({ certificate }) => certificate.text)
}

function holds({ certificate }: SigningKey, { fingerprintSha256 }: FoundCertificate): boolean {
  const reading = readCertificate(certificate.text)
  return reading.ok && reading.certificate.fingerprintSha256 === fingerprintSha256
}

/** The key with another certificate; names and values of the old key, which would not fit it, go. */
function keyWith(text: string, { key, certificate }: SigningKey, base64: string): string {
  const { path, end } = certificate
  const elements = text.slice(key.start, key.end).match(/<(?!\/)/g) ?? []
  if (elements.length === path.length) {
    const inner = path.at(-1)?.inner ?? end
    return text.slice(key.start, inner) + base64 + text.slice(end, key.end)
  }
  const opening = path.map(({ start, inner }) => text.slice(start, inner)).join('')
  const closing = path.toReversed().map(({ tag }) => `</${tag}>`)
  return opening + base64 + closing.join('')
}

/** An id may stand only once in a document. */
const withoutIds = (xml: string) =>
  xml.replace(/\s(?:xml:)?(?:Id|ID|id)\s*=\s*(?:"[^"]*"|'[^']*')/g, '')

/** Position of the white space before a position. */
const beforeSpace = (text: string, position: number) => text.slice(0, position).trimEnd().length

function changesOf(
  text: string,
  keys: readonly SigningKey[],
  fresh: FoundCertificate,
  way: RolloverWay,
): Change[] {
  const known = keys.find((key) => holds(key, fresh))
  const kept = known ?? keys[0]
  if (!kept) return []
  const { start, end } = kept.key
  if (way === 'both') {
    if (known) return []
    const space = text.slice(beforeSpace(text, start), start)
    const added = space + withoutIds(keyWith(text, kept, fresh.base64))
    return [{ start: end, end, text: added }]
  }
  const gone = keys
    .filter((each) => each !== kept)
    .map(({ key }) => ({ start: beforeSpace(text, key.start), end: key.end, text: '' }))
  const rewritten = known ? [] : [{ start, end, text: keyWith(text, kept, fresh.base64) }]
  return [...rewritten, ...gone]
}

/**
 * Metadata with a new signing certificate. Only its signing KeyDescriptors change: everything else stays
 * byte for byte, since nothing is written anew from what was read.
 *
 * @param xml metadata that `readMetadata` accepts
 */
export function metadataWith(xml: string, fresh: FoundCertificate, way: RolloverWay): NewMetadata {
  const reading = readMetadata(xml)
  if (!reading.ok) return { ok: false, message: reading.problem.message }
  const screened = screenText(xml)
  if (!screened.ok) return { ok: false, message: screened.problem.message }
  const { text } = screened
  const offset = xml.length - xml.replace(/^\uFEFF/, '').trimStart().length
  const changes = signingKeys(text).flatMap((keys) => changesOf(text, keys, fresh, way))
  let changed = xml
  for (const { start, end, text: written } of changes.toSorted((a, b) => b.start - a.start)) {
    changed = changed.slice(0, offset + start) + written + changed.slice(offset + end)
  }
  const after = readMetadata(changed)
  return after.ok ? { ok: true, xml: changed } : { ok: false, message: after.problem.message }
}
