import { isTooDeep } from '../model/json-depth'
import { isJsonArray, isJsonObject, parseJson, type JsonValue } from '../model/json'
import { maximumCharacters, maximumDepth, oddNames, tooDeepWords } from './form'
import { readYaml } from './yaml-text'
import { t } from '../language/translate'

export type Screened =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly problem: string }

/** Odd names may be escaped, which is rare. */
const mayHaveOddName = (text: string) =>
  text.includes('\\u') || [...oddNames].some((name) => text.includes(`"${name}"`))

/** Finds an odd name at any depth, which is limited. */
function oddNameIn(value: JsonValue): string | undefined {
  if (isJsonArray(value)) {
    for (const item of value) {
      const found = oddNameIn(item)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (!isJsonObject(value)) return undefined
  for (const [name, item] of Object.entries(value)) {
    const found = oddNames.has(name) ? name : oddNameIn(item)
    if (found !== undefined) return found
  }
  return undefined
}

const refused = (problem: string): Screened => ({ ok: false, problem })

/** Whether to report errors as JSON rather than YAML. */
const looksLikeJson = (text: string) => /^\s*[{["]/.test(text)

/** Converts YAML to JSON for the same checks. */
function screenYaml(text: string): Screened {
  const read = readYaml(text)
  return read.ok ? screenJson(JSON.stringify(read.value)) : refused(read.problem)
}

/** Parses untrusted JSON or YAML; refuses too large, too deep or odd files. */
export function screenText(text: string): Screened {
  // Some editors write a byte order mark.
  const bare = text.replace(/^\uFEFF/, '')
  const isJson = bare.trim() === '' || bare.length > maximumCharacters || looksLikeJson(bare)
  return isJson ? screenJson(bare) : screenYaml(bare)
}

/** Parses untrusted JSON; refuses too large, too deep or odd files. */
export function screenJson(text: string): Screened {
  if (text.length > maximumCharacters) {
    return refused(
      t('The file is too large: it has more than {millions} million characters', {
        millions: maximumCharacters / 1_000_000,
      }),
    )
  }
  if (text.trim() === '') return refused(t('The file is empty'))
  if (isTooDeep(text, maximumDepth)) {
    return refused(tooDeepWords())
  }
  let value: JsonValue
  try {
    value = parseJson(text)
  } catch {
    // JSON.parse's message would quote the text.
    return refused(
      t(
        'The file is not JSON. A set-up is exported by this app, or by the Ory CLI with ' +
          '--format json or yaml',
      ),
    )
  }
  const odd = mayHaveOddName(text) ? oddNameIn(value) : undefined
  return odd === undefined
    ? { ok: true, value }
    : refused(t('The file has a member “{name}”, which no set-up has', { name: odd }))
}
