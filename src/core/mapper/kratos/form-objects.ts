import { t } from '../../language/translate'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../model/json'
import { nodesOf, referredNode, sameValueKeywords, sameValueLists, typesOf } from './schema-nodes'

/**
 * An input that Kratos' registration page derives from a schema. A browser posts the form with the
 * provider's button, and Kratos' decoder inserts `{}` for every structured trait without an input on
 * the form. Source: `oryx/decoderx/http.go` and `oryx/jsonschemax/keys.go`.
 */
export interface FormPath {
  /** Member names that lead to the trait; a dot in a name splits it into two. */
  readonly path: readonly string[]
  /** Whether `{}` is inserted. */
  readonly isStructured: boolean
  readonly hasDefault: boolean
  /** Why `{}` is never valid there, whatever the other traits are; one sentence. */
  readonly refusal?: string
}

/** How often Kratos follows a schema that refers to itself. */
const deepest = 5
/** The largest number of schema parts to visit, since they may refer to each other in many ways. */
const most = 20_000

interface Walk {
  readonly root: JsonObject
  readonly found: FormPath[]
  left: number
}

interface Visit {
  readonly names: readonly string[]
  /** Whether the part applies to every identity, without a condition. */
  readonly certain: boolean
  readonly seen: ReadonlySet<JsonObject>
  readonly rounds: number
}

/** Every trait of the schema that the form knows, by path, in the order of names. */
export function formPaths(schema: JsonObject): FormPath[] {
  const { properties } = schema
  const traits = isJsonObject(properties) ? properties['traits'] : undefined
  const walk: Walk = { root: schema, found: [], left: most }
  list(walk, traits, { names: [], certain: true, seen: new Set(), rounds: 0 })
  const sorted = walk.found.toSorted((left, right) => byName(left, right))
  const unique = new Map<string, FormPath>()
  for (const path of sorted) {
    const name = path.path.join('.')
    const known = unique.get(name)
    // The last one is used, unless an earlier one has a default.
    if (!known?.hasDefault) unique.set(name, { ...path, ...certainRefusal(known, path) })
    else if (path.refusal !== undefined)
      unique.set(name, { ...known, ...certainRefusal(known, path) })
  }
  return [...unique.values()]
}

const certainRefusal = (known: FormPath | undefined, next: FormPath) => {
  const refusal = next.refusal ?? known?.refusal
  return refusal === undefined ? {} : { refusal }
}

function byName(left: FormPath, right: FormPath): number {
  const [one, other] = [left.path.join('.'), right.path.join('.')]
  return one < other ? -1 : one > other ? 1 : 0
}

function list(walk: Walk, node: JsonValue | undefined, visit: Visit): void {
  if (!isJsonObject(node) || walk.left <= 0) return
  walk.left -= 1
  const { root } = walk
  const { names, certain, seen } = visit
  const own = Object.hasOwn(node, '$ref') ? undefined : ownPath(root, node, names, certain)
  if (own) walk.found.push(own)
  const rounds = visit.rounds + (seen.has(node) ? 1 : 0)
  if (rounds > deepest + 1) return
  const inside: Visit = { ...visit, seen: new Set([...seen, node]), rounds }
  if (Object.hasOwn(node, '$ref')) {
    // In Draft 7, members next to a `$ref` are ignored.
    list(walk, referredNode(root, node['$ref'] ?? null), inside)
    return
  }
  const unsure = { ...inside, certain: false }
  for (const keyword of sameValueKeywords) list(walk, node[keyword], unsure)
  for (const keyword of sameValueLists) {
    const next = keyword === 'allOf' ? inside : unsure
    for (const part of nodesOf(node[keyword])) list(walk, part, next)
  }
  const { properties } = node
  if (!isJsonObject(properties)) return
  for (const [name, member] of Object.entries(properties)) {
    list(walk, member, { ...inside, names: [...names, ...name.split('.')] })
  }
}

function ownPath(
  root: JsonObject,
  node: JsonObject,
  names: readonly string[],
  certain: boolean,
): FormPath | undefined {
  const hasDefault = node['default'] !== undefined && node['default'] !== null
  const kind = kindOf(root, node)
  // Kratos lists a trait with more than two types only if it has a default.
  if (kind === 'unknown' && !hasDefault) return undefined
  if (kind === 'structured-if-default' && !hasDefault) return undefined
  const isStructured = kind === 'structured' || kind === 'structured-if-default'
  const refusal = isStructured && certain ? refusalOf(node) : undefined
  return { path: names, isStructured, hasDefault, ...(refusal === undefined ? {} : { refusal }) }
}

type Kind = 'structured' | 'structured-if-default' | 'simple' | 'unknown'

function kindOf(root: JsonObject, node: JsonObject): Kind {
  if (Object.hasOwn(node, 'const')) {
    const { const: constant } = node
    if (constant === null) return 'structured-if-default'
    return typeof constant === 'object' ? 'structured' : 'simple'
  }
  const types = typesOf(node)
  if (types.length > 2) return 'structured-if-default'
  if (types.length !== 1 || types[0] === 'null') return 'unknown'
  if (types[0] === 'object') return 'structured'
  return types[0] === 'array' && hasStructuredItems(root, node) ? 'structured' : 'simple'
}

const simpleTypes = new Set(['boolean', 'number', 'integer', 'string'])

/** Whether the items have exactly one type, which is not a simple one. */
function hasStructuredItems(root: JsonObject, { items }: JsonObject): boolean {
  const parts = isJsonArray(items) ? items : [items ?? null]
  const types = parts.filter(isJsonObject).flatMap((part) => {
    if (!Object.hasOwn(part, '$ref')) return typesOf(part)
    const referred = referredNode(root, part['$ref'] ?? null)
    return isJsonObject(referred) ? typesOf(referred) : []
  })
  const [only, ...others] = [...new Set(types)]
  return only !== undefined && others.length === 0 && !simpleTypes.has(only)
}

/** Why `{}` is not valid for a trait. */
function refusalOf(node: JsonObject): string | undefined {
  const types = typesOf(node)
  if (types.length > 0 && !types.includes('object')) {
    return `expected ${types.join(' or ')}, but got object`
  }
  if (Array.isArray(node['const'])) return 'const failed'
  return undefined
}

/** The typed values of the form, without empty inputs. */
export function withoutEmpty(value: JsonObject): JsonObject {
  const kept = Object.entries(value).flatMap(([name, member]): [string, JsonValue][] => {
    if (member === '' || member === undefined) return []
    return [[name, isJsonObject(member) ? withoutEmpty(member) : member]]
  })
  return Object.fromEntries(kept)
}

/**
 * The traits that a browser's form posts: the typed values, and `{}` for other structured traits.
 *
 * @param typed values of the form's inputs, in the structure of the traits
 */
export function formTraits(schema: JsonObject, typed: JsonObject = {}): JsonObject {
  let traits = withoutEmpty(typed)
  for (const { path, isStructured } of formPaths(schema)) {
    if (isStructured) traits = withObjectAt(traits, path)
  }
  return traits
}

/** Adds `{}` at the path if there is no value. */
function withObjectAt(value: JsonObject, [name, ...rest]: readonly string[]): JsonObject {
  if (name === undefined) return value
  const own = Object.hasOwn(value, name) ? value[name] : undefined
  if (own !== undefined && !isJsonObject(own)) return value
  const copy: Record<string, JsonValue> = { ...value }
  // Defined, not assigned: a member may be named `__proto__`.
  Object.defineProperty(copy, name, {
    value: withObjectAt(own ?? {}, rest),
    enumerable: true,
    configurable: true,
    writable: true,
  })
  return copy
}

/** A trait that prevents every registration, whatever the mapper returns. */
export interface BlockedTrait {
  readonly path: readonly string[]
  /** Kratos' message beside the field. */
  readonly message: string
}

/** Traits for which a browser's form is never accepted, such as a list of objects. */
export function blockedTraits(schema: JsonObject): BlockedTrait[] {
  return formPaths(schema).flatMap(({ path, refusal }) =>
    refusal === undefined ? [] : [{ path, message: refusal }],
  )
}

/** A sentence about a blocked trait, with Kratos' message. */
export function blockedWords({ path, message }: BlockedTrait): string {
  return t(
    "`{trait}` is a trait that the registration form fills with '{}', so nobody can register, " +
      'whatever the mapper gives: {message}',
    { trait: path.join('.'), message },
  )
}
