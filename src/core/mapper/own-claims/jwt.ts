import { base64urlnopad, utf8 } from '@scure/base'
import { success, type Result } from '../../errors/result'
import { t } from '../../language/translate'
import { isoDay } from '../../model/format'
import {
  isJsonObject,
  parseJson,
  textMember,
  type JsonObject,
  type JsonValue,
} from '../../model/json'
import { isoFrom } from '../../model/times'
import { refused, type OwnClaims } from './form'
import { scanJson } from '../../model/json-scan'

/** A header is a JSON object, and base64url of `{"`, `{ ` or `{` with a line break begins like this. */
const token = /(?<![\w.-])e[wy][\w-]{6,}(?:\.[\w-]*){1,}/
const namedToken = new RegExp(`\\bid_token["']?\\s*[=:]\\s*["']?(${token.source})`)
/** The full stop after a token with all three parts. */
const sentenceEnd = /^([\w-]*\.[\w-]*\.[\w-]+)\.+$/
const wholeToken = new RegExp(`^${token.source}$`)

/** A JWT, alone or inside a text, possibly wrapped into lines; `undefined` where there is none. */
export function findJwt(text: string): string | undefined {
  const named = namedToken.exec(text)?.[1]
  const compact = text.replace(/^\s*(?:authorization:\s*)?bearer\s+/i, '').replace(/[\s"'`]+/g, '')
  const inside = (named ?? token.exec(text)?.[0])?.replace(sentenceEnd, '$1')
  const found = wholeToken.test(compact) ? compact : inside
  const [header = ''] = found?.split('.') ?? []
  return decoded(header) === undefined ? undefined : found
}

/**
 * The claims of a JWT. It is decoded but not verified; the result has neither header nor signature.
 *
 * @param now milliseconds since 1970, to note that a token has expired
 */
export function readJwt(jwt: string, now?: number): Result<OwnClaims> {
  const parts = jwt.split('.')
  if (parts.length === 5) {
    return refused(
      t(
        'This token is encrypted (it has five parts), so its claims cannot be read without the key. ' +
          'Paste the decrypted claims, or the answer of the userinfo endpoint.',
      ),
    )
  }
  if (parts.length > 3) {
    return refused(
      t('This looks like a token, but it has {count} parts. A JWT has three.', {
        count: parts.length,
      }),
    )
  }
  const [header = '', body = '', signature = ''] = parts
  const payload = decoded(body)
  if (payload === undefined) {
    return refused(
      t(
        'This looks like a token, but its second part is not base64url of JSON. It may have been cut ' +
          'off while copying. Paste all of it.',
      ),
    )
  }
  if (!isJsonObject(payload)) return refused(t('The claims of this token are not a JSON object.'))
  return success({
    form: 'jwt',
    choices: [{ name: t('ID token'), mode: 'provider', payload }],
    notes: [
      signature === ''
        ? t('This token has no signature.')
        : t('The signature was ignored and not checked.'),
      ...accessTokenNote(decoded(header)),
      ...expiryNote(payload, now),
    ],
  })
}

/** A sentence if the claims have expired. */
export function expiryNote({ exp }: JsonObject, now: number | undefined): string[] {
  if (typeof exp !== 'number' || now === undefined || exp * 1000 > now) return []
  const time = isoFrom(exp * 1000)
  if (time === undefined) return []
  return [
    t('This token expired on {day} at {time} UTC.', {
      day: isoDay(time),
      time: time.slice(11, 16),
    }),
  ]
}

function accessTokenNote(header: JsonValue | undefined): string[] {
  const type = isJsonObject(header) ? textMember(header, 'typ') : undefined
  if (type?.toLowerCase().replace('application/', '') !== 'at+jwt') return []
  return [t('This is an access token. Ory takes claims from the ID token or from userinfo.')]
}

function decoded(part: string): JsonValue | undefined {
  try {
    const text = utf8.encode(base64urlnopad.decode(part.replace(/=+$/, '')))
    // Extremely deep nesting would overflow the stack of code that walks the value.
    const scan = scanJson(text, 0)
    return scan.ok && text.slice(scan.end).trim() === '' ? parseJson(text) : undefined
  } catch {
    // Malformed base64url, UTF-8 or JSON: not part of a token.
    return undefined
  }
}
