import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { t } from '../../language/translate'
import type { JsonValue } from '../../model/json'
import type { ParsedAttribute, ParsedValue } from './saml-xml'

const claimsUri = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'
const emailUri = `${claimsUri}emailaddress`
const nameIdUri = `${claimsUri}nameidentifier`
/** The one NameID format that Ory reads as an address; SAML 2.0 has no such format of its own. */
export const emailFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'

/** The content of an assertion before it becomes claims. The last attribute of a name wins. */
export interface SamlSubject {
  readonly nameId: string
  readonly nameIdFormat: string
  readonly attributes: ReadonlyMap<string, JsonValue>
  /** The value of the last attribute named by the claim's address or with the FriendlyName `email`. */
  readonly claimedEmail?: SamlEmail
}

export interface SamlEmail {
  readonly value: JsonValue
  /** Where it was found, in one sentence; absent for the attribute `email`. */
  readonly note?: string
}

/** Trimmed, with one space between words; other white space inside is kept. */
const tidied = (text: string) =>
  text
    .split(' ')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .join(' ')

const isBlank = (text: string) => text.trim() === ''

/** One of several values; one without text but with a type is null. */
function oneOfSeveral({ text, isBare }: ParsedValue): JsonValue {
  return isBare || !isBlank(text) ? tidied(text) : null
}

/** The value of an attribute as `@boxyhq/saml20` returns it; `undefined` where it returns none. */
function valueOf(values: readonly ParsedValue[]): JsonValue | undefined {
  const [only, ...others] = values
  if (!only) return undefined
  if (others.length > 0) return values.map(oneOfSeveral)
  if (only.isBare) return only.text === '' ? [''] : tidied(only.text)
  if (!isBlank(only.text)) return tidied(only.text)
  return only.nameId === undefined ? undefined : tidied(only.nameId)
}

/** Attributes by name as Ory has them: the last of a name, and none without a value. */
export function attributesOf(
  parsed: readonly ParsedAttribute[],
): Pick<SamlSubject, 'attributes' | 'claimedEmail'> {
  const attributes = new Map<string, JsonValue>()
  let claimedEmail: SamlEmail | undefined
  for (const { name, friendlyName, values } of parsed) {
    const value = valueOf(values)
    // An attribute without a value also overrides earlier ones.
    if (value === undefined) attributes.delete(name)
    else attributes.set(name, value)
    if (name !== emailUri && friendlyName !== 'email') continue
    const note =
      name === emailUri
        ? t('Ory gives the address as `email`; here it was taken from the attribute “{name}”.', {
            name,
          })
        : t(
            'Ory gives the address as `email`; here it was taken from the attribute “{name}”, which ' +
              'has the FriendlyName “email”.',
            { name },
          )
    claimedEmail = value === undefined ? undefined : { value, note }
  }
  return claimedEmail === undefined ? { attributes } : { attributes, claimedEmail }
}

/**
 * The claim `email` as Ory sets it: from an attribute `email`, the address of the claim, an attribute
 * with the FriendlyName `email`, or a NameID of the format emailAddress. Source: Polis on `@boxyhq/saml20`.
 */
export function emailOf(subject: SamlSubject): SamlEmail | undefined {
  const { attributes, claimedEmail, nameId, nameIdFormat } = subject
  const named = attributes.get('email')
  // Ory treats an empty text as absent.
  if (named !== undefined && named !== '') return { value: named }
  if (claimedEmail && claimedEmail.value !== '') return claimedEmail
  if (nameIdFormat !== emailFormat || nameId === '') return undefined
  const note = t('Ory gives the address as `email`; here it was taken from the NameID.')
  return { value: tidied(nameId), note }
}

/** The claim `sub`: an attribute `id`, else the NameID; without either, derived from the address. */
export function subjectOf(
  { attributes, nameId }: SamlSubject,
  email: JsonValue | undefined,
): string | undefined {
  const named = [attributes.get('id'), attributes.get(nameIdUri), tidied(nameId)]
  const found = named.find((value) => typeof value === 'string' && value !== '')
  if (typeof found === 'string') return found
  return typeof email === 'string' && email !== ''
    ? bytesToHex(sha256(utf8ToBytes(email)))
    : undefined
}

const looksLikeAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
/** Attributes that people expect to become `email`, by their names in products and standards. */
const likelyNames =
  /^(?:e-?mail|mail|e-?mail[-_. ]?address|user\.e?mail|urn:oid:(?:0\.9\.2342\.19200300\.100\.1\.3|1\.2\.840\.113549\.1\.9\.1))$/i

/** Why `email` is missing although there is an address, and what to do; `undefined` without one. */
export function missingEmailNote({
  attributes,
  nameId,
  nameIdFormat,
}: SamlSubject): string | undefined {
  const name = [...attributes.keys()].find((key) => likelyNames.test(key))
  if (name !== undefined) {
    return t(
      'Ory gives no `email`: an attribute named “{name}” does not count as one. Read it from ' +
        '`raw_claims`, or have the attribute named `email`.',
      { name },
    )
  }
  if (!looksLikeAddress.test(nameId)) return undefined
  return nameIdFormat === ''
    ? t(
        'Ory gives no `email`: the NameID is an address, but it has no format. Have it sent as ' +
          '{wanted}, or an attribute `email`.',
        { wanted: emailFormat },
      )
    : t(
        'Ory gives no `email`: the NameID is an address, but its format is {format}. Have it sent as ' +
          '{wanted}, or an attribute `email`.',
        { format: nameIdFormat, wanted: emailFormat },
      )
}
