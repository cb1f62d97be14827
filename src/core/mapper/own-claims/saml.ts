import { base64, utf8 } from '@scure/base'
import { success, type Result } from '../../errors/result'
import { t } from '../../language/translate'
import type { JsonObject } from '../../model/json'
import { readAttributeList } from './attribute-list'
import { refused, type OwnClaims } from './form'
import {
  attributesOf,
  emailFormat,
  emailOf,
  missingEmailNote,
  subjectOf,
  type SamlSubject,
} from './saml-claims'
import { parseAssertion, type ParsedAssertion } from './saml-xml'

const invented = { sub: 'invented-name-id', iss: 'https://idp.example.com' } as const

const responseField = /(?:^|[?&\s"'])SAMLResponse["']?\s*[=:]\s*["']?([^&\s"']+)/

/** Whether there is a form field `SAMLResponse`, in any encoding. */
export const hasResponseField = (text: string): boolean => responseField.test(text)

/** XML inside base64, as in a form field `SAMLResponse`; `undefined` for any other text. */
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
    // Malformed base64 or UTF-8: not an encoded answer.
    return undefined
  }
}

function unescaped(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    // A percent sign without a code: the text was not escaped.
    return text
  }
}

/** A response, an assertion, or a part with attributes, as the claims that Ory derives from it. */
export function readSamlXml(xml: string): Result<OwnClaims> {
  const reading = parseAssertion(xml.replace(/^\uFEFF/, '').trim())
  if (!reading.ok) return refused(reading.message)
  const { assertion } = reading
  if (assertion.attributes.length === 0 && assertion.nameId === '') return nothingIn(assertion)
  const subject = {
    ...assertion,
    ...attributesOf(assertion.statements > 1 ? [] : assertion.attributes),
    isWhole: assertion.assertions > 0,
  }
  return success(toClaims(subject, notesOn(assertion)))
}

function notesOn(assertion: ParsedAssertion): string[] {
  const seen = new Set<string>()
  const repeated = assertion.attributes.find(({ name }) => seen.size === seen.add(name).size)?.name
  return [
    ...(assertion.signed ? [t('The signature was ignored and not checked.')] : []),
    ...(assertion.assertions > 1 ? [t('There are several assertions; the first was taken.')] : []),
    ...(assertion.encrypted ? [t('Encrypted parts of it were ignored.')] : []),
    ...(assertion.isOld ? [t('This is SAML 1.1, which Ory does not support.')] : []),
    ...(assertion.statements > 1
      ? [t('There are several attribute statements, and Ory takes attributes from none of them.')]
      : repeated === undefined
        ? []
        : [
            t('The attribute “{name}” comes more than once; Ory takes the last one.', {
              name: repeated,
            }),
          ]),
  ]
}

function nothingIn({ encrypted, root }: ParsedAssertion): Result<never> {
  if (encrypted) {
    return refused(
      t(
        'The assertion is encrypted, so its attributes cannot be read without the key. Paste the ' +
          'decrypted assertion, or a list of the attributes.',
      ),
    )
  }
  if (/^Entit(?:y|ies)Descriptor$/.test(root)) {
    return refused(
      t('This is SAML metadata, which says nothing about a person. Paste an assertion.'),
    )
  }
  return refused(t('The XML holds no SAML attributes and no NameID.'))
}

/** A list of attributes as text, `name = value` or `name: value`; `undefined` for any other text. */
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
  const format = take('nameid format', 'nameidformat', 'nameid-format', 'name id format')
  const nameIdFormat = /^emailAddress$/i.test(format) ? emailFormat : format
  const issuer = take('issuer', 'iss')
  const attributeList = [...list].map(([name, values]) => ({
    name,
    friendlyName: '',
    values: values.map((text) => ({ text, isBare: true })),
  }))
  const subject = { nameId, nameIdFormat, issuer, ...attributesOf(attributeList) }
  return toClaims({ ...subject, isWhole: false }, [])
}

interface Subject extends SamlSubject {
  readonly issuer: string
  /** Whether it is a whole assertion, not a part or a list, which may be incomplete. */
  readonly isWhole: boolean
}

function toClaims(subject: Subject, notes: readonly string[]): OwnClaims {
  const email = emailOf(subject)
  const sub = subjectOf(subject, subject.isWhole ? email?.value : undefined)
  const fromEmail = subject.isWhole && subject.nameId === '' && email && sub !== undefined
  const noEmail = email ? undefined : missingEmailNote(subject)
  const payload: JsonObject = Object.fromEntries([
    ...(email ? [['email', email.value] as const] : []),
    ...[...subject.attributes].filter(([name]) => name !== 'email'),
    ['sub', sub ?? invented.sub],
    ['iss', subject.issuer || invented.iss],
  ])
  return {
    form: 'saml',
    choices: [{ name: t('SAML attributes'), mode: 'provider', payload }],
    notes: [
      ...notes,
      ...(email?.note === undefined ? [] : [email.note]),
      ...(noEmail === undefined ? [] : [noEmail]),
      ...(fromEmail ? [t('No NameID was found; Ory makes `sub` from the address.')] : []),
      ...inventedNote(sub !== undefined, subject.issuer !== ''),
    ],
  }
}

function inventedNote(hasSub: boolean, hasIssuer: boolean): string[] {
  if (hasSub && hasIssuer) return []
  if (hasIssuer) {
    return [t('No NameID (`sub`) was found. Ory needs it, so it was invented.')]
  }
  return [
    hasSub
      ? t('No issuer (`iss`) was found. Ory needs it, so it was invented.')
      : t('No NameID (`sub`) and no issuer (`iss`) was found. Ory needs it, so it was invented.'),
  ]
}
