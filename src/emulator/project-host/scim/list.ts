import { isUuid } from '../../state/field-checks'
import { isObject, textOf, type JsonObject, type JsonValue } from '../../state/json'
import { cursorLife, lastStart, pageSize } from './discovery'
import { enterpriseUrn, parseFilter, urnOf, type Kind, type Selection } from './schemas'
import { ScimError } from './scim-error'

/** The attributes that Ory has indexed, each with whether its case counts. */
const indexed: Readonly<Record<Kind, Readonly<Record<string, boolean>>>> = {
  User: {
    username: false,
    externalid: true,
    [`${enterpriseUrn}:employeenumber`.toLowerCase()]: true,
    employeenumber: true,
    'groups.value': true,
  },
  Group: { displayname: false, externalid: true },
}

/** The resources that a filter matches: with `eq` on an indexed attribute alone, or with any. */
export function filtered(
  kind: Kind,
  all: JsonObject[],
  text: string | null,
  takes: 'indexed' | 'any',
): JsonObject[] {
  if (text === null) return all
  if (Buffer.byteLength(text) > 1_024)
    throw new ScimError(400, 'The filter is longer than 1024 bytes.', 'invalidFilter')
  const filter = parseFilter(text.replaceAll(`${urnOf(kind)}:`, ''))
  if (takes === 'any') return filter.match(all)
  const { path, wanted } = equality(filter.clauses)
  const isCaseExact = indexed[kind][path.toLowerCase()]
  if (isCaseExact === undefined)
    throw new ScimError(400, `The attribute ${path} is not indexed.`, 'invalidFilter')
  if (path.toLowerCase() === 'groups.value' && !isUuid(wanted)) {
    const detail = 'The filter value for groups.value must be a valid UUID.'
    throw new ScimError(400, detail, 'invalidFilter')
  }
  const same = (value: JsonValue) =>
    typeof value === 'string' &&
    (isCaseExact ? value === wanted : value.toLowerCase() === wanted.toLowerCase())
  return all.filter((resource) => valuesAt(resource, path).some(same))
}

/** The one comparison of a filter. Throws 400 for any other filter. */
function equality(clauses: JsonValue[]): { path: string; wanted: string } {
  let node: JsonValue | undefined = clauses.length === 1 ? clauses[0] : undefined
  const names: string[] = []
  while (isObject(node) && Object.keys(node).length === 1) {
    const [name = ''] = Object.keys(node)
    names.push(name)
    node = node[name]
  }
  const [comparator, wanted] = Array.isArray(node) ? node : []
  if (typeof comparator !== 'string' || comparator.toLowerCase() !== 'eq')
    throw new ScimError(400, 'Only the eq operator is supported.', 'invalidFilter')
  if (typeof wanted !== 'string')
    throw new ScimError(400, 'The filter has no text to compare with.', 'invalidFilter')
  return { path: names.join('.'), wanted }
}

function valuesAt(resource: JsonObject, path: string): JsonValue[] {
  const inside = isObject(resource[enterpriseUrn]) ? resource[enterpriseUrn] : {}
  const names = /employeenumber$/i.test(path) ? ['employeeNumber'] : path.split('.')
  let nodes: JsonValue[] = /employeenumber$/i.test(path) ? [inside] : [resource]
  for (const name of names) {
    nodes = nodes.flatMap((node) => {
      if (!isObject(node)) return []
      const found = Object.entries(node).find(([key]) => key.toLowerCase() === name.toLowerCase())
      return found ? [found[1]].flat() : []
    })
  }
  return nodes
}

/** A page by `startIndex` and `count`, or after a `cursor`. Resources are in the order of their ids there. */
export function page(resources: JsonObject[], query: URLSearchParams): JsonObject {
  const count = Math.max(0, wholeNumber(query, 'count', pageSize.usual))
  if (count > pageSize.most) throw new ScimError(400, `count must be ≤ ${pageSize.most}`, 'tooMany')
  const cursor = query.get('cursor')
  return cursor === null ? byIndex(resources, query, count) : byCursor(resources, cursor, count)
}

const envelope = { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'] }

function byIndex(resources: JsonObject[], query: URLSearchParams, count: number): JsonObject {
  const startIndex = Math.max(1, wholeNumber(query, 'startIndex', 1))
  if (startIndex > lastStart)
    throw new ScimError(400, `startIndex must be ≤ ${lastStart}`, 'tooMany')
  const items = resources.slice(startIndex - 1, startIndex - 1 + count)
  return {
    ...envelope,
    totalResults: resources.length,
    startIndex,
    itemsPerPage: items.length,
    ...(count === 0 ? {} : { Resources: items }),
  }
}

function byCursor(resources: JsonObject[], cursor: string, count: number): JsonObject {
  const after = cursor === '' ? '' : readCursor(cursor)
  const rest = resources
    .toSorted((one, other) => (textOf(one['id']) < textOf(other['id']) ? -1 : 1))
    .filter((item) => textOf(item['id']) > after)
  const items = rest.slice(0, count)
  const last = items.at(-1)
  return {
    ...envelope,
    itemsPerPage: items.length,
    ...(last && rest.length > items.length ? { nextCursor: writeCursor(textOf(last['id'])) } : {}),
    Resources: items,
  }
}

const writeCursor = (after: string) =>
  Buffer.from(JSON.stringify({ after, at: Date.now() })).toString('base64url')

function readCursor(text: string): string {
  const match = /^\{"after":"([0-9a-f-]{36})","at":(\d+)\}$/.exec(
    Buffer.from(text, 'base64url').toString(),
  )
  if (!match) throw new ScimError(400, 'The cursor is invalid.', 'invalidCursor')
  if (Number(match[2]) + cursorLife * 1_000 < Date.now())
    throw new ScimError(400, 'The cursor has expired.', 'expiredCursor')
  return match[1] ?? ''
}

function wholeNumber(query: URLSearchParams, name: string, usual: number): number {
  const text = query.get(name)
  if (text === null) return usual
  if (!/^-?\d+$/.test(text))
    throw new ScimError(400, `${name} must be a whole number`, 'invalidSyntax')
  return Number(text)
}

/** Which attributes a request wants to see. */
export function selectionOf(query: URLSearchParams): Selection {
  const [only, without] = [query.get('attributes'), query.get('excludedAttributes')]
  if (only !== null && without !== null) {
    const detail = 'Only one of attributes and excludedAttributes may be set.'
    throw new ScimError(400, detail, 'invalidSyntax')
  }
  const text = only ?? without ?? ''
  const names = text.split(',').map((name) => name.trim())
  return { names: names.filter((name) => name !== ''), verb: only === null ? 'np' : 'pr' }
}
