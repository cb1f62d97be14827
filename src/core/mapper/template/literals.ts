import { isJsonObject, type JsonValue } from '../../model/json'
import { isIdentifier } from '../lint/tokens'

const shortEscapes: Readonly<Record<string, string>> = {
  '\b': String.raw`\b`,
  '\f': String.raw`\f`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
  '\\': String.raw`\\`,
}

function escapeOf(character: string): string {
  const code = character.charCodeAt(0).toString(16).padStart(4, '0')
  return shortEscapes[character] ?? String.raw`\u${code}`
}

/** A quoted text, in the style of go-jsonnet's formatter. */
export function writeText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the pattern matches control characters to escape them
  const escaped = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\\]/g, escapeOf)
  if (!text.includes("'")) return `'${escaped}'`
  return text.includes('"') ? `'${escaped.replaceAll("'", String.raw`\'`)}'` : `"${escaped}"`
}

/** The name of a field before its colon. */
export const writeName = (name: string): string => (isIdentifier(name) ? name : writeText(name))

/** A member of an object: `.email` or `['https://example.com/roles']`. */
export const writeMember = (name: string): string =>
  isIdentifier(name) ? `.${name}` : `[${writeText(name)}]`

/** A JSON value on one line. */
export function writeValue(value: JsonValue): string {
  if (typeof value === 'string') return writeText(value)
  if (Array.isArray(value)) return `[${value.map(writeValue).join(', ')}]`
  if (!isJsonObject(value)) return JSON.stringify(value)
  const members = Object.entries(value).map(([name, item]) => {
    return `${writeName(name)}: ${writeValue(item)}`
  })
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}
