import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { JsonValue } from '../../model/json-value'
import type { ParsedAttribute, ParsedValue } from './saml-xml'

const claimsUri = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'
const emailUri = `${claimsUri}emailaddress`
const nameIdUri = `${claimsUri}nameidentifier`
/** The one format whose NameID is an address to Ory; the same of SAML 2.0 does not exist and is none. */
export const emailFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'

/** What an assertion says, before it becomes claims. Attributes by name, the last of a name alone. */
export interface SamlSubject {
  readonly nameId: string
  readonly nameIdFormat: string
  readonly attributes: ReadonlyMap<string, JsonValue>
  /** What the last attribute that is named by the claim's address, or has the FriendlyName `email`, says. */
  readonly claimedEmail?: SamlEmail
}

export interface SamlEmail {
  readonly value: JsonValue
  /** Where it was taken from, in words; empty for the attribute `email`. */
  readonly from: string
}

/** Without spaces at its ends and with one between words; other white space inside stays. */
const tidied = (text: string) =>
  text
    .split(' ')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .join(' ')

const isBlank = (text: string) => text.trim() === ''

/** A value beside others; one without text that has a type is null. */
function oneOfSeveral({ text, isBare }: ParsedValue): JsonValue {
  return isBare || !isBlank(text) ? tidied(text) : null
}

/** The value of an attribute as `@boxyhq/saml20` makes it; nothing where it makes none. */
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
    // Also one without a value takes the place of what came before.
    if (value === undefined) attributes.delete(name)
    else attributes.set(name, value)
    if (name !== emailUri && friendlyName !== 'email') continue
    const from =
      name === emailUri
        ? `the attribute “${emailUri}”`
        : `the attribute “${name}”, which has the FriendlyName “email”`
    claimedEmail = value === undefined ? undefined : { value, from }
  }
  return claimedEmail === undefined ? { attributes } : { attributes, claimedEmail }
}

/**
 * The claim `email` where Ory has one: an attribute `email`, the address of the claim, an attribute with
 * the FriendlyName `email`, or a NameID of the format emailAddress. Rule of Polis over `@boxyhq/saml20`.
 */
export function emailOf(subject: SamlSubject): SamlEmail | undefined {
  const { attributes, claimedEmail, nameId, nameIdFormat } = subject
  const named = attributes.get('email')
  // An empty text counts as absent there.
  if (named !== undefined && named !== '') return { value: named, from: '' }
  if (claimedEmail && claimedEmail.value !== '') return claimedEmail
  return nameIdFormat === emailFormat && nameId !== ''
    ? { value: tidied(nameId), from: 'the NameID' }
    : undefined
}

/** The claim `sub`: an attribute `id`, else the NameID; where an assertion has none, of the address. */
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
/** Attributes that people expect to become `email`, by the names that products and standards give them. */
const likelyNames =
  /^(?:e-?mail|mail|e-?mail[-_. ]?address|user\.e?mail|urn:oid:(?:0\.9\.2342\.19200300\.100\.1\.3|1\.2\.840\.113549\.1\.9\.1))$/i

/** Why there is no `email` although an address is there, and what to do; nothing where none is. */
export function missingEmailNote({
  attributes,
  nameId,
  nameIdFormat,
}: SamlSubject): string | undefined {
  const name = [...attributes.keys()].find((key) => likelyNames.test(key))
  if (name !== undefined) {
    return (
      `Ory gives no \`email\`: an attribute of the name “${name}” is none to it. Read it from ` +
      '`raw_claims`, or have the attribute named `email`.'
    )
  }
  if (!looksLikeAddress.test(nameId)) return undefined
  const format = nameIdFormat === '' ? 'it has no format' : `its format is ${nameIdFormat}`
  return (
    `Ory gives no \`email\`: the NameID is an address, but ${format}. Have it sent as ` +
    `${emailFormat}, or an attribute \`email\`.`
  )
}
