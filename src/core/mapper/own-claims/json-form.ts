import { success, type Result } from '../../errors/result'
import { t } from '../../language/translate'
import { isJsonObject, parseJson, type JsonObject } from '../../model/json'
import { findDebugPayload } from '../../check/try/payload'
import { readDebugPayload } from './debug-payload'
import { refused, type ClaimsChoice, type OwnClaims } from './form'
import { findJwt, readJwt, expiryNote } from './jwt'
import { placeOf, scanJson } from '../../model/json-scan'

/** Parses text that begins like JSON strictly; an error has its line and column. */
export function readJsonText(text: string, now?: number): Result<OwnClaims> {
  const start = text.length - text.trimStart().length
  const scan = scanJson(text, start)
  if (!scan.ok) return refused(atPlace(text, scan.offset, scan.message))
  const rest = text.slice(scan.end).trimStart()
  if (/^[}\],:]/.test(rest)) {
    return refused(
      atPlace(text, text.length - rest.length, t('the JSON has already ended before this')),
    )
  }
  const json = parseJson(text.slice(start, scan.end))
  if (isJsonObject(json)) return readObject(json, rest !== '', now)
  return refused(
    Array.isArray(json)
      ? t('This is a list. Paste one JSON object, with a member for each claim.')
      : t('This is a single value. Paste one JSON object, with a member for each claim.'),
  )
}

/** Interprets a JSON object: claims, an answer with a token, or the debug payload of a test sign-in. */
export function readObject(json: JsonObject, hasMore: boolean, now?: number): Result<OwnClaims> {
  const more = hasMore ? [t('The text before or after the JSON was ignored.')] : []
  const result = readKind(json, now)
  if (!result.ok) return result
  return success({ ...result.value, notes: [...result.value.notes, ...more] })
}

function readKind(json: JsonObject, now: number | undefined): Result<OwnClaims> {
  const debug = findDebugPayload(json)
  if (debug) return readDebugPayload(debug, now)
  const token = findIdToken(json, 3)
  const jwt = token === undefined ? undefined : findJwt(token)
  if (jwt !== undefined) {
    const read = readJwt(jwt, now)
    if (!read.ok) return read
    const others = ['access_token', 'refresh_token'].some((name) => Object.hasOwn(json, name))
    const left = others ? [t('The other tokens of the answer were ignored.')] : []
    return success({ ...read.value, notes: [...read.value.notes, ...left] })
  }
  if (Object.keys(json).length === 0) return refused(t('The JSON object has no members.'))
  return success({ form: 'json', choices: choicesOf(json), notes: expiryNote(json, now) })
}

/** An answer of a token endpoint may be wrapped, as in a session. */
function findIdToken(json: JsonObject, depth: number): string | undefined {
  const { id_token: token } = json
  if (typeof token === 'string') return token
  if (depth === 0) return undefined
  return Object.values(json)
    .filter(isJsonObject)
    .map((inside) => findIdToken(inside, depth - 1))
    .find((found) => found !== undefined)
}

/** Only the claims that Ory passes to a mapper have `raw_claims` next to standard claims. */
function choicesOf(json: JsonObject): ClaimsChoice[] {
  const sent: ClaimsChoice = { name: t('Claims'), mode: 'provider', payload: json }
  if (!isJsonObject(json['raw_claims'])) return [sent]
  return [{ name: t('Claims as the mapper got them'), mode: 'exact', payload: json }, sent]
}

function atPlace(text: string, offset: number, message: string): string {
  const { line, column } = placeOf(text, offset)
  return t('The JSON has a mistake in line {line}, column {column}: {message}.', {
    line,
    column,
    message,
  })
}
