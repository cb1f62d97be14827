import {
  Composer,
  Lexer,
  Parser,
  isAlias,
  isMap,
  isNode,
  isScalar,
  visit,
  type Document,
  type YAMLMap,
} from 'yaml'
import type { JsonValue } from '../model/json'
import { maximumDepth, tooDeepWords } from './form'
import { t } from '../language/translate'

/** YAML is slow to read; larger files must be JSON. */
export const maximumYamlCharacters = 2_000_000
/** Values, names, signs and spaces, each equally slow; two million characters have about 300,000. */
export const maximumYamlParts = 1_000_000

/** Explicit tags of JSON types. */
const plainTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
)

/** A JSON value, or why it is refused. */
export type ReadYaml =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly problem: string }

/** Open tokens besides collections: the document and a value. */
const otherOpenTokens = 2

class TooManyParts extends Error {}
class TooDeep extends Error {}

/**
 * Tokens of a text, up to the size and depth limits. The library recurses in generators, whose stack overflow would
 * end the process, so depth is checked before each level.
 */
function* tokensOf(text: string) {
  const parser = new Parser()
  let parts = 0
  for (const part of new Lexer().lex(text)) {
    parts += 1
    if (parts > maximumYamlParts) throw new TooManyParts()
    yield* parser.next(part)
    if (parser.stack.length > maximumDepth + otherOpenTokens) throw new TooDeep()
  }
  yield* parser.end()
}

/** The first document, and whether another one follows. */
function readDocuments(text: string) {
  // The library's duplicate check is quadratic; `oddPartOf` replaces it.
  const composer = new Composer({ merge: false, prettyErrors: false, uniqueKeys: false })
  let document: Document.Parsed | undefined
  for (const read of composer.compose(tokensOf(text))) {
    if (document) return { document, hasMore: true }
    document = read
  }
  return { document, hasMore: false }
}

/** From 1. */
const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length

/** A duplicate name with its line. */
function twiceIn(node: YAMLMap, text: string): string | undefined {
  const names = new Set<unknown>()
  for (const { key } of node.items) {
    if (!isScalar(key)) continue
    if (names.has(key.value)) {
      return t('The file has the name “{name}” twice in one object, again in line {line}', {
        name: String(key.value).slice(0, 80),
        line: lineAt(text, key.range?.[0] ?? 0),
      })
    }
    names.add(key.value)
  }
  return undefined
}

/**
 * Why YAML is refused beyond JSON: aliases (which can expand endlessly), other tags, odd names or numbers,
 * duplicates.
 */
function oddPartOf(document: Document.Parsed, text: string): string | undefined {
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
    if (!isScalar(node)) {
      if (isName) return nameless()
      const twice = isMap(node) ? twiceIn(node, text) : undefined
      return twice === undefined ? undefined : stop(twice)
    }
    if (isName && typeof node.value !== 'string') return nameless()
    const isOdd =
      typeof node.value === 'bigint' ||
      (typeof node.value === 'number' && !Number.isFinite(node.value))
    return isOdd ? stop(t('The file has a number that JSON does not have')) : undefined
  })
  return found
}

/** Parses untrusted YAML that is equivalent to JSON. Only this file knows the library. */
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
    const { document, hasMore } = readDocuments(text)
    if (!document) return refused(t('The file is empty'))
    if (hasMore) return refused(t('The file has several YAML documents: a set-up is one'))
    const [error] = document.errors
    if (error) {
      // The library's message may quote the file.
      return refused(
        t('The file is neither JSON nor YAML: its line {line} cannot be read', {
          line: lineAt(text, error.pos[0]),
        }),
      )
    }
    const odd = oddPartOf(document, text)
    if (odd !== undefined) return refused(odd)
    // Without aliases and other tags, the result is JSON.
    return { ok: true, value: document.toJS({ maxAliasCount: 0 }) as JsonValue }
  } catch (cause) {
    if (cause instanceof TooManyParts) {
      return refused(
        t('The file has too many entries to be read as YAML. As JSON it may have more'),
      )
    }
    if (cause instanceof TooDeep) return refused(tooDeepWords())
    throw cause
  }
}
