import { base64, utf8 } from '@scure/base'
import { success, type Result } from '../../errors/result'
import type { JsonObject, JsonValue } from '../../model/json-value'
import { readAttributeList } from './attribute-list'
import { refused, type OwnClaims } from './form'
import { parseAssertion, type ParsedAssertion } from './saml-xml'

/** What an assertion or a list says, before it becomes claims. */
interface Subject {
  readonly issuer: string
  readonly nameId: string
  readonly nameIdFormat: string
  readonly attributes: ReadonlyMap<string, readonly string[]>
}

/** Attributes that hold an e-mail address, by the names that products and standards give them. */
const emailNames = [
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  'urn:oid:0.9.2342.19200300.100.1.3',
  'mail',
  'emailaddress',
  'e-mail',
  'user.email',
]
const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

const invented = { sub: 'invented-name-id', iss: 'https://idp.example.com' } as const

const responseField = /(?:^|[?&\s"'])SAMLResponse["']?\s*[=:]\s*["']?([^&\s"']+)/

/** Whether there is a form field `SAMLResponse`, in whichever encoding. */
export const hasResponseField = (text: string): boolean => responseField.test(text)

/** XML inside base64, as a form field `SAMLResponse` has it; absent where it is something else. */
export function xmlInBase64(text: string): string | undefined {
  const field = responseField.exec(text)?.[1]
  const bare = unescaped(field ?? text).replace(/\s+/g, '')
  if (bare.length < 24 || !/^[A-Za-z0-9+/]+={0,2}$/.test(bare)) return undefined
  const whole = bare.replace(/=+$/, '')
  try {
    const xml = utf8.encode(base64.decode(whole + '='.repeat((4 - (whole.length % 4)) % 4)))
    return xml
      .replace(/^\uFEFF/, '')
      .trimStart()
      .startsWith('<')
      ? xml
      : undefined
  } catch {
    return undefined
  }
}

function unescaped(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A response, an assertion, or a piece with attributes, as the claims that Ory makes of it. */
export function readSamlXml(xml: string): Result<OwnClaims> {
  const reading = parseAssertion(xml.replace(/^\uFEFF/, '').trim())
  if (!reading.ok) return refused(reading.message)
  const { assertion } = reading
  if (assertion.attributes.size === 0 && assertion.nameId === '') return nothingIn(assertion)
  const notes = [
    ...(assertion.signed ? ['The signature was left out; it was not checked.'] : []),
    ...(assertion.assertions > 1 ? ['There are several assertions; the first was taken.'] : []),
    ...(assertion.encrypted ? ['What is encrypted in it was left out.'] : []),
  ]
  return success(toClaims(assertion, notes))
}

function nothingIn({ encrypted, root }: ParsedAssertion): Result<never> {
  if (encrypted) {
    return refused(
      'The assertion is encrypted, so its attributes cannot be read without the key. Paste the ' +
        'decrypted assertion, or a list of the attributes.',
    )
  }
  if (/^Entit(?:y|ies)Descriptor$/.test(root)) {
    return refused('This is SAML metadata, which says nothing about a person. Paste an assertion.')
  }
  return refused('The XML holds no SAML attributes and no NameID.')
}

/** A list of attributes as text, `name = value` or `name: value`; absent where it is none. */
export function readSamlList(text: string): OwnClaims | undefined {
  const list = readAttributeList(text)
  if (!list) return undefined
  const take = (...names: string[]) => {
    const key = [...list.keys()].find((name) => names.includes(name.toLowerCase()))
    const value = key === undefined ? undefined : list.get(key)?.[0]
    if (key !== undefined) list.delete(key)
    return value ?? ''
  }
  const nameId = take('nameid', 'name id', 'sub', 'subject')
  return toClaims({ nameId, nameIdFormat: '', issuer: take('issuer', 'iss'), attributes: list }, [])
}

function toClaims(subject: Subject, notes: readonly string[]): OwnClaims {
  const claims: [string, JsonValue][] = [...subject.attributes].map(([name, values]) => [
    name,
    values.length === 1 ? (values[0] ?? '') : [...values],
  ])
  const email = emailOf(subject)
  const missing = [
    ...(subject.nameId === '' ? ['NameID (`sub`)'] : []),
    ...(subject.issuer === '' ? ['issuer (`iss`)'] : []),
  ]
  const payload: JsonObject = Object.fromEntries([
    ...(email ? [['email', email.value] as const] : []),
    ...claims,
    ['sub', subject.nameId || invented.sub],
    ['iss', subject.issuer || invented.iss],
  ])
  return {
    form: 'saml',
    choices: [{ name: 'SAML attributes', mode: 'provider', payload }],
    notes: [
      ...notes,
      ...(email
        ? [`Ory gives the address as \`email\`; here it was taken from ${email.from}.`]
        : []),
      ...(missing.length > 0
        ? [`No ${missing.join(' and no ')} was found. Ory needs it, so it was invented.`]
        : []),
    ],
  }
}

/** The address where no attribute is called `email`: a well-known attribute, else the NameID. */
function emailOf({ attributes, nameId, nameIdFormat }: Subject) {
  if (attributes.has('email')) return undefined
  for (const [name, [value]] of attributes) {
    if (!emailNames.includes(name.toLowerCase()) || value === undefined) continue
    return { value, from: `the attribute “${name}”` }
  }
  const isAddress = address.test(nameId) && !nameId.includes('#EXT#')
  const formatFits = nameIdFormat === '' || /emailAddress|unspecified/i.test(nameIdFormat)
  return isAddress && formatFits ? { value: nameId, from: 'the NameID' } : undefined
}
