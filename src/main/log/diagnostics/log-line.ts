import { errorCodes } from '../../../core/errors/app-error'
import { isSecretText } from '../../../core/fields/secret-names'
import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../../core/model/json'

/** Names of members whose values the app wrote itself, and the form that these have. */
const ownMembers: readonly (readonly [string, RegExp])[] = [
  ['name', /^[a-z-]{1,40}\.[a-z-]{1,40}$/],
  ['where', /^(?:main|window)$/],
  ['status', /^\d{3}$/],
  ['requestId', /^[\w-]{1,64}$/],
]
/** Members with texts of servers, of people, or of errors that may quote both. */
const freeMembers = ['cause', 'error', 'why'] as const

const codes: ReadonlySet<string> = new Set(errorCodes)
const frame =
  /^\s*at (?:async )?(?:([\w$.<> ]{1,80}) \()?.*?([\w.-]{1,80}\.(?:[cm]?js|ts|vue):\d+:\d+)\)?$/
const mostFrames = 6
const longestMessage = 300

const email = /[^\s"'“”‘’<>()[\]{},;:=]+@[^\s"'“”‘’<>()[\]{},;:=]+/g
const token = /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
/** What is this long and has no space is no word. */
const opaque = /[\w+/=-]{24,}/g

/** A message of an error without what looks like an address of a person or a secret; it may still hold names. */
function cleanMessage(text: string): string {
  const [line = ''] = text.split('\n')
  if (isSecretText(text)) return '[hidden]'
  return line
    .replaceAll(email, '[e-mail]')
    .replaceAll(token, '[token]')
    .replaceAll(opaque, (found) => (uuid.test(found) ? found : '[hidden]'))
    .slice(0, longestMessage)
}

const unreadable = 'A line that cannot be read'

/** Where in the app an error arose: function, file and line, without folders and without its message. */
function framesOf(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => {
      const [, name, place] = frame.exec(line) ?? []
      return place === undefined ? [] : [`    at ${name === undefined ? '' : `${name} `}${place}`]
    })
    .slice(0, mostFrames)
}

/** A text or a number as a text; anything else is none. */
function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function shownMembers(entry: JsonObject): string[] {
  const own = ownMembers.flatMap(([name, form]) => {
    const value = textOf(entry[name])
    return form.test(value) ? [`${name}=${value}`] : []
  })
  const code = textOf(entry['code'])
  return codes.has(code) ? [...own, `code=${code}`] : own
}

function freeTexts(entry: JsonObject): string[] {
  return freeMembers.flatMap((name) => {
    const text = entry[name]
    return typeof text === 'string' ? [text] : []
  })
}

/**
 * A line of the log for a report. What the app wrote itself is shown: time, what happened, which request,
 * codes, and where in the code. Any other text is left out.
 *
 * @param line a JSON object, as the log writes it
 * @param withMessages shows the first line of each error too, without what looks like an e-mail address or
 *   a secret; it may hold names and addresses of servers
 * @returns one or several lines
 */
export function diagnosticLine(line: string, withMessages: boolean): string {
  let entry: JsonValue
  try {
    entry = parseJson(line)
  } catch {
    // Cut by a crash, or by the end of what is read.
    return unreadable
  }
  if (!isJsonObject(entry)) return unreadable
  const at = /^[\d:.TZ-]{20,30}$/.exec(textOf(entry['at']))?.[0] ?? 'at no time'
  const level = entry['level'] === 'error' ? 'error' : 'info'
  const message = textOf(entry['message']).slice(0, longestMessage)
  const texts = freeTexts(entry)
  const head = [at, level, message, ...shownMembers(entry)].join(' ')
  const messages = withMessages ? texts.map((text) => `    ${cleanMessage(text)}`) : []
  return [head, ...messages, ...texts.flatMap(framesOf)].join('\n')
}
