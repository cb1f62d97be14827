import { utf8ToBytes } from '@noble/hashes/utils.js'
import { success, type Result } from '../../errors/result'
import { t } from '../../language/translate'
import { findJson } from '../../model/find-json'
import { refused, type OwnClaims } from './form'
import { readJsonText, readObject } from './json-form'
import { findJwt, readJwt } from './jwt'
import { hasResponseField, readSamlList, readSamlXml, xmlInBase64 } from './saml'
import { withoutTokens } from '../../model/without-tokens'

export type { OwnClaims } from './form'

/** Largest text to read, in bytes of UTF-8. */
export const maximumOwnClaimsBytes = 1024 * 1024

const nothingKnown = t(
  'No claims were recognised. Paste a JSON object, a token (JWT), the debug payload of a test sign-in, ' +
    'or SAML attributes as XML or as lines “name = value”.',
)

/**
 * Pasted claims in any supported form: JSON, a JWT or an answer that contains one, the `debug_payload`
 * of a test login, a SAML response, assertion or attribute list. Nothing is verified. Pasted text is
 * treated as a secret: no message contains a part of it, except Ory's own error texts.
 *
 * @param options.now milliseconds since 1970, to note that a token has expired
 * @returns a failure with a message where nothing was recognized, or where JSON is invalid, with its place
 */
export function readOwnClaims(
  pasted: string,
  options: { readonly now?: number } = {},
): Result<OwnClaims> {
  const read = recognise(pasted, options)
  if (!read.ok) return read
  const cleaned = read.value.choices.map((choice) => ({
    choice,
    ...withoutTokens(choice.payload),
  }))
  const choices = cleaned.flatMap(({ choice, payload }) =>
    Object.keys(payload).length === 0 && Object.keys(choice.payload).length > 0
      ? []
      : [{ ...choice, payload }],
  )
  if (choices.length === 0) {
    return refused(t('It contains tokens but no claims. Paste the ID token alone, or its claims.'))
  }
  const found = cleaned.some((each) => each.found)
  const notes = found
    ? [...read.value.notes, t('Its tokens and signatures were removed.')]
    : read.value.notes
  return success({ ...read.value, choices, notes })
}

function recognise(pasted: string, options: { readonly now?: number }): Result<OwnClaims> {
  if (isTooLarge(pasted)) {
    return refused(t('The text is larger than 1 MB, so it was not read. Paste the claims alone.'))
  }
  const whole = pasted.replace(/^\uFEFF/, '')
  // Three backticks inside JSON or XML belong to a value.
  const text = /^\s*[{<]/.test(whole) ? whole : fenced(whole)
  const bare = text.trim()
  if (bare === '') return refused(t('Paste claims first: JSON, a token, or SAML attributes.'))
  if (bare.startsWith('<')) return readSamlXml(bare)
  if (bare.startsWith('{')) return readJsonText(text, options.now)
  if (bare.startsWith('[')) return readJsonText(text, options.now)
  const json = findJson(text)
  if (json) return readObject(json.object, !json.alone, options.now)
  const jwt = findJwt(bare)
  if (jwt !== undefined) return readJwt(jwt, options.now)
  const xml = xmlInBase64(bare) ?? xmlInside(bare)
  if (xml !== undefined) return readSamlXml(xml)
  if (hasResponseField(bare)) {
    return refused(
      t(
        'The SAML response is not base64 of XML. It may be compressed, as in an address, or cut off. ' +
          'Paste the XML, or a list of the attributes.',
      ),
    )
  }
  const brace = text.search(/\{\s*"/)
  if (brace !== -1)
    return readJsonText(blanked(text.slice(0, brace)) + text.slice(brace), options.now)
  const list = readSamlList(text)
  return list ? success(list) : refused(nothingKnown)
}

function isTooLarge(text: string): boolean {
  if (text.length > maximumOwnClaimsBytes) return true
  return text.length * 3 > maximumOwnClaimsBytes && utf8ToBytes(text).length > maximumOwnClaimsBytes
}

/** The first fenced block, at its original line and column. */
function fenced(text: string): string {
  const opening = /```[\w-]*[ \t]*\r?\n?/.exec(text)
  if (!opening) return text
  const start = opening.index + opening[0].length
  const end = text.indexOf('```', start)
  return blanked(text.slice(0, start)) + text.slice(start, end === -1 ? text.length : end)
}

const blanked = (text: string) => text.replace(/[^\n]/g, ' ')

/** XML inside other text, from its first SAML element to the end of the last one. */
function xmlInside(text: string): string | undefined {
  const start = text.search(
    /<(?:[\w.-]{1,40}:)?(?:Response|Assertion|AttributeStatement|Attribute)[\s>]/,
  )
  const end = text.lastIndexOf('>')
  return start === -1 || end < start ? undefined : text.slice(start, end + 1)
}
