import { z } from 'zod'
import { emptyDraft } from '../../../src/core/draft/draft'
import { requests, type RequestName } from '../../../src/core/ipc/contract'
import { everyRequest } from './every-request'
import { atOry } from '../states/project-ids'

export const requestNames = Object.keys(requests) as readonly RequestName[]

const id = '450fa61b-18fd-48b6-8744-5a1395ddba47'

/** A good input of every request, about a project that there is not. */
export const goodInputs = everyRequest({
  workspaceId: id,
  apiAddress: 'https://api.example.com',
  apiKey: 'ory_wak_junk',
  projectId: atOry(id),
  slug: 'brave-lovelace-7k2m9x4q1d',
  organizationId: id,
  connectionKey: 'oidc:acme',
  mapperUrl: 'base64://e30=',
  domain: 'acme.example',
  linkId: id,
  expiresAt: '2030-01-01T00:00:00.000Z',
  publishId: id,
  draft: emptyDraft(atOry(id), 'revision'),
  sequence: 1,
  shown: 'shown',
})

/** The part of a JSON Schema that this file reads. */
interface Schema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly maxLength?: number
  readonly minLength?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
}

type Path = readonly (string | number)[]

/** Of any kind, whatever the schema says. */
const always: readonly unknown[] = [
  null,
  7,
  -1.5,
  Number.NaN,
  true,
  '',
  'junk',
  '\0\u202e../../etc/passwd',
  [],
  ['junk'],
  {},
  { constructor: { prototype: { polluted: true } } },
  JSON.parse('{"__proto__":{"polluted":true}}'),
  JSON.parse('['.repeat(60) + ']'.repeat(60)),
]
/** Longer texts and lists are not made: that is what their own limits are for. */
const longest = 5000
const deepest = 4

/** Values just over the limits of a schema. */
function overLimits(schema: Schema): unknown[] {
  const { maxLength, minLength, maxItems, minimum, maximum } = schema
  return [
    ...(maxLength !== undefined && maxLength < longest ? ['x'.repeat(maxLength + 1)] : []),
    ...(minLength !== undefined && minLength > 0 ? ['x'.repeat(minLength - 1)] : []),
    ...(maxItems !== undefined && maxItems < longest
      ? [Array<string>(maxItems + 1).fill('x')]
      : []),
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
  ]
}

/** Every place of a schema, also of members that the good value does not have, down to a depth. */
function placesOf(root: Schema, schema: Schema, good: unknown, path: Path): [Path, Schema][] {
  const name = schema.$ref?.split('/').at(-1)
  const own = (name === undefined ? undefined : root.$defs?.[name]) ?? schema
  const here: [Path, Schema] = [path, own]
  if (path.length >= deepest) return [here]
  const inside = Object.entries(own.properties ?? {}).flatMap(([key, member]) =>
    placesOf(root, member, (good as Readonly<Record<string, unknown>> | undefined)?.[key], [
      ...path,
      key,
    ]),
  )
  const items =
    own.items && Array.isArray(good) && good.length > 0
      ? placesOf(root, own.items, good[0], [...path, 0])
      : []
  return [here, ...inside, ...items]
}

/** A copy of a value in which one place has another one; `undefined` takes it away. */
function withValue(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put
  if (Array.isArray(value)) {
    return value.map((item, at) => (at === key ? withValue(item, rest, put) : item))
  }
  const members = (typeof value === 'object' && value !== null ? value : {}) as object
  return { ...members, [key]: withValue((members as never)[key], rest, put) }
}

/**
 * Inputs that a request refuses, made of its own schema: a good one in which one place is of another kind,
 * over its limit, or missing.
 *
 * @param most how many of them, taken from everywhere evenly
 */
export function junkFor(name: RequestName, most = Infinity): unknown[] {
  const good = goodInputs[name]
  const { input } = requests[name]
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema
  const all = placesOf(schema, schema, good, []).flatMap(([path, own]) =>
    [undefined, ...overLimits(own), ...always].map((put) => withValue(good, path, put)),
  )
  const refused = all.filter((each) => !input.safeParse(each).success)
  const step = Math.max(1, refused.length / most)
  return refused.filter((_each, at) => Math.floor(at / step) !== Math.floor((at - 1) / step))
}
