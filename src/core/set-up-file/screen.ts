import { isTooDeep } from '../model/json-depth'
import { isJsonArray, isJsonObject, parseJson, type JsonValue } from '../model/json'
import { maximumCharacters, maximumDepth, oddNames, tooDeepWords } from './form'
import { readYaml } from './yaml-text'
import { t } from '../language/translate'

export type Screened =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly problem: string }

/** Whether a JSON text has an odd name anywhere: as it is, or with an escape, of which there are hardly any. */
const mayHaveOddName = (text: string) =>
  text.includes('\\u') || [...oddNames].some((name) => text.includes(`"${name}"`))

/** An odd name of a member, wherever it stands. The text is not deeper than a few dozen. */
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

/** Whether a text begins as the JSON of a document does, and so is to be told what is wrong with it as JSON. */
const looksLikeJson = (text: string) => /^\s*[{["]/.test(text)

/** YAML as JSON, so that it is screened in the same way. */
function screenYaml(text: string): Screened {
  const read = readYaml(text)
  return read.ok ? screenJson(JSON.stringify(read.value)) : refused(read.problem)
}

/** JSON or YAML of a file that may come from anybody: refused where it is too large, too deep or odd. */
export function screenText(text: string): Screened {
  // A mark at the beginning is what some editors write, and part of neither.
  const bare = text.replace(/^\uFEFF/, '')
  const isJson = bare.trim() === '' || bare.length > maximumCharacters || looksLikeJson(bare)
  return isJson ? screenJson(bare) : screenYaml(bare)
}

/** JSON of a file that may come from anybody: refused where it is too large, too deep or odd. */
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
    // JSON.parse throws for any other text, with a message that quotes it.
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
