import { isAlias, isNode, isScalar, parseAllDocuments, visit, type Document } from 'yaml'
import type { JsonValue } from '../model/json-value'
import { t } from '../language/translate'

/** YAML is read slowly: of a larger file JSON is asked for. */
export const maximumYamlCharacters = 2_000_000

/** The tags of what JSON has too, which somebody may have written out. */
const plainTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
)

/** A value as JSON has it, or in words why it is refused. */
export type ReadYaml =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly problem: string }

/** Why it is refused, if it has what JSON has not: aliases, which can make a short text endless, tags of other kinds, odd names and numbers. */
function oddPartOf(document: Document.Parsed): string | undefined {
  let found: string | undefined
  const stop = (problem: string) => {
    found = problem
    return visit.BREAK
  }
  visit(document, (key, node) => {
    if (isAlias(node)) {
      return stop(
        t('The file has an alias, *{name}: write its value out', {
          name: node.source.slice(0, 80),
        }),
      )
    }
    if (!isNode(node)) return undefined
    if (!isAlias(node) && node.tag !== undefined && !plainTags.has(node.tag)) {
      return stop(t('The file has a value of the kind {tag}', { tag: node.tag.slice(0, 80) }))
    }
    const isName = key === 'key'
    const nameless = () => stop(t('The file has a name that is no text'))
    if (!isScalar(node)) return isName ? nameless() : undefined
    if (isName && typeof node.value !== 'string') return nameless()
    const isOdd =
      typeof node.value === 'bigint' ||
      (typeof node.value === 'number' && !Number.isFinite(node.value))
    return isOdd ? stop(t('The file has a number that JSON does not have')) : undefined
  })
  return found
}

/**
 * Reads the YAML of anybody, of which it takes what JSON could say as well. Only this file knows the library.
 */
export function readYaml(text: string): ReadYaml {
  const refused = (problem: string): ReadYaml => ({ ok: false, problem })
  if (text.length > maximumYamlCharacters) {
    return refused(
      t(
        'The file is too large for YAML: it has more than {millions} million characters. ' +
          'As JSON it may be larger',
        { millions: maximumYamlCharacters / 1_000_000 },
      ),
    )
  }
  try {
    const documents = parseAllDocuments(text, { merge: false, prettyErrors: false })
    const [document, another] = Array.isArray(documents) ? documents : []
    if (!document) return refused(t('The file is empty'))
    if (another) return refused(t('The file has several YAML documents: a set-up is one'))
    const [error] = document.errors
    if (error) {
      const line = text.slice(0, error.pos[0]).split('\n').length
      // The library's words may quote the file.
      return refused(
        t('The file is neither JSON nor YAML: its line {line} cannot be read', { line }),
      )
    }
    const odd = oddPartOf(document)
    if (odd !== undefined) return refused(odd)
    // Without aliases and other tags, what comes out is what JSON has.
    return { ok: true, value: document.toJS({ maxAliasCount: 0 }) as JsonValue }
  } catch (cause) {
    // The library calls itself for each level, and a text of brackets has as many as it is long.
    if (cause instanceof RangeError) return refused(t('The file is nested too deep to be read'))
    throw cause
  }
}
