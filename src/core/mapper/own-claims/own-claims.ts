import { utf8ToBytes } from '@noble/hashes/utils.js'
import { success, type Result } from '../../errors/result'
import { refused, type OwnClaims } from './form'
import { findJson, readJsonText, readObject } from './json-form'
import { findJwt, readJwt } from './jwt'
import { hasResponseField, readSamlList, readSamlXml, xmlInBase64 } from './saml'
import { withoutTokens } from './without-tokens'

export type { OwnClaims } from './form'

/** Largest text that is read, in bytes of UTF-8. */
export const maximumOwnClaimsBytes = 1024 * 1024

const nothingKnown =
  'No claims were recognised. Paste a JSON object, a token (JWT), the debug payload of a test login, ' +
  'or SAML attributes as XML or as lines “name = value”.'

/**
 * Claims that a person pasted, in whichever form: JSON, a JWT or an answer that holds one, the
 * `debug_payload` of a test login, a SAML response, assertion or attribute list. Nothing is verified.
 * What is pasted counts as secret: no message holds a part of it, apart from Ory's own words.
 *
 * @param options.now milliseconds since 1970, to say that a token has expired
 * @returns a failure in words where nothing was recognised, or where JSON has a mistake, with its place
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
    return refused('There are tokens in it and no claims. Paste the ID token alone, or its claims.')
  }
  const found = cleaned.some((each) => each.found)
  const notes = found
    ? [...read.value.notes, 'Tokens and signatures in it were left out.']
    : read.value.notes
  return success({ ...read.value, choices, notes })
}

function recognise(pasted: string, options: { readonly now?: number }): Result<OwnClaims> {
  if (isTooLarge(pasted)) {
    return refused('The text is larger than 1 MB, so it was not read. Paste the claims alone.')
  }
  const whole = pasted.replace(/^\uFEFF/, '')
  // Three backticks inside JSON or XML are a value and no fence.
  const text = /^\s*[{<]/.test(whole) ? whole : fenced(whole)
  const bare = text.trim()
  if (bare === '') return refused('Paste claims first: JSON, a token, or SAML attributes.')
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
      'The SAML response is not base64 of XML. It may be compressed, as in an address, or cut off. ' +
        'Paste the XML, or a list of the attributes.',
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

/** The first block between three backticks alone, at the line and column where it stands. */
function fenced(text: string): string {
  const opening = /```[\w-]*[ \t]*\r?\n?/.exec(text)
  if (!opening) return text
  const start = opening.index + opening[0].length
  const end = text.indexOf('```', start)
  return blanked(text.slice(0, start)) + text.slice(start, end === -1 ? text.length : end)
}

const blanked = (text: string) => text.replace(/[^\n]/g, ' ')

/** XML that other text surrounds, from its first SAML element to the last end of one. */
function xmlInside(text: string): string | undefined {
  const start = text.search(
    /<(?:[\w.-]{1,40}:)?(?:Response|Assertion|AttributeStatement|Attribute)[\s>]/,
  )
  const end = text.lastIndexOf('>')
  return start === -1 || end < start ? undefined : text.slice(start, end + 1)
}
