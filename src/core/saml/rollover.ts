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

/** Certificate with its DER in single-line Base64. */
export interface FoundCertificate extends CertificateFacts {
  readonly base64: string
}

/** `both` keeps the old certificates during the rollover. */
export type RolloverWay = 'replace' | 'both'

/** Available ways, or why there are none. */
type RolloverWays =
  | { readonly ok: true; readonly ways: readonly RolloverWay[] }
  | { readonly ok: false; readonly message: string }

type NewMetadata =
  { readonly ok: true; readonly xml: string } | { readonly ok: false; readonly message: string }

/** A signing key with the certificate that Ory reads. */
interface SigningKey {
  readonly key: ParsedKey
  readonly certificate: ParsedCertificate
}

interface Change {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Calendar days until expiry; negative after it. */
export function daysLeft({ notAfter }: Pick<CertificateFacts, 'notAfter'>, nowIso: string): number {
  return daysBetween(nowIso, notAfter)
}

/** `old`: the certificates that verify sign-ins now. */
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

/** Signing keys by role; encryption-only keys stay unchanged. */
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

/** Certificates that verify sign-ins, as written in the metadata. */
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

/** Replaces a key's certificate and drops the old key's names and values. */
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

/** IDs must be unique in a document. */
const withoutIds = (xml: string) =>
  xml.replace(/\s(?:xml:)?(?:Id|ID|id)\s*=\s*(?:"[^"]*"|'[^']*')/g, '')

/** Position before the preceding white space. */
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
 * Replaces the signing certificate. Only signing KeyDescriptors change; every other byte stays. `xml` must pass
 * `readMetadata`.
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
