import { knownFields, secretFields } from './fields'
import { isSecretName, isSecretText } from './secret-names'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../model/json'

/** Which part of a value the app uses. */
type Shape =
  /** A value without members. */
  | 'plain'
  /** Organizations or connections, with all members except secret ones. */
  | 'entries'
  | { readonly members: Readonly<Record<string, Shape>> }
  | { readonly items: Shape }

const methodShape: Shape = {
  members: {
    enabled: 'plain',
    enable_auto_link_policy: 'plain',
    config: { members: { base_redirect_uri: 'plain', providers: 'entries' } },
  },
}

const configShape: Shape = {
  members: {
    identity: {
      members: {
        default_schema_id: 'plain',
        schemas: { items: { members: { id: 'plain', url: 'plain' } } },
      },
    },
    selfservice: {
      members: {
        methods: { members: { oidc: methodShape, saml: methodShape } },
        flows: {
          members: {
            login: { members: { style: 'plain' } },
            registration: { members: { style: 'plain', enable_legacy_one_step: 'plain' } },
          },
        },
      },
    },
    session: { members: { lifespan: 'plain', whoami: { members: { required_aal: 'plain' } } } },
    preview: { members: { enable_native_saml_engine: 'plain' } },
  },
}

/** Members of a project document that the app reads; a new reader adds its member here. */
const documentShape: Shape = {
  members: {
    id: 'plain',
    revision_id: 'plain',
    workspace_id: 'plain',
    name: 'plain',
    slug: 'plain',
    state: 'plain',
    environment: 'plain',
    home_region: 'plain',
    organizations: 'entries',
    services: { members: { identity: { members: { config: configShape } } } },
  },
}

/** The server's own timestamps: they do not show that somebody changed something. */
const times = { created_at: true, updated_at: true } as const

/** A value in two parts; an `undefined` part is empty. */
interface Parts {
  readonly kept: JsonValue | undefined
  readonly rest: JsonValue | undefined
}

const nothingKept = (value: JsonValue): Parts => ({ kept: undefined, rest: value })
const allKept = (value: JsonValue): Parts => ({ kept: value, rest: undefined })

function splitMembers(object: JsonObject, part: (name: string, value: JsonValue) => Parts): Parts {
  const kept: [name: string, value: JsonValue][] = []
  const rest: [name: string, value: JsonValue][] = []
  for (const [name, value] of Object.entries(object)) {
    const parts = part(name, value)
    if (parts.kept !== undefined) kept.push([name, parts.kept])
    if (parts.rest !== undefined) rest.push([name, parts.rest])
  }
  if (rest.length === 0) return allKept(object)
  return { kept: Object.fromEntries(kept), rest: Object.fromEntries(rest) }
}

/** Every item keeps its position, since a patch addresses it by that. */
function splitItems(list: readonly JsonValue[], part: (item: JsonValue) => Parts): Parts {
  const parts = list.map(part)
  if (parts.every(({ rest }) => rest === undefined)) return allKept(list)
  const rest = parts.flatMap((item, index) =>
    item.rest === undefined ? [] : [[String(index), item.rest] as const],
  )
  return { kept: parts.map(({ kept }) => kept ?? null), rest: Object.fromEntries(rest) }
}

/** The value of a member in no table, without anything that looks like a secret, at any depth. */
function splitUnknown(value: JsonValue): Parts {
  if (typeof value === 'string' && isSecretText(value)) return nothingKept(value)
  if (isJsonArray(value)) return splitItems(value, splitUnknown)
  if (!isJsonObject(value)) return allKept(value)
  return splitMembers(value, (name, item) =>
    isSecretName(name) ? nothingKept(item) : splitUnknown(item),
  )
}

const isPlain = (name: string) => knownFields.has(name) && !secretFields.has(name)

/** Whether the value of a known field has a member that is named like a secret's reference in a draft. */
function looksReferred(value: JsonValue): boolean {
  if (isJsonArray(value)) return value.some(looksReferred)
  if (!isJsonObject(value)) return false
  return Object.entries(value).some(([name, item]) => name === '$secret' || looksReferred(item))
}

/** The value of a known field; what a server names `$secret` never comes to stand in a draft. */
const splitPlain = (value: JsonValue): Parts =>
  looksReferred(value) ? splitReferred(value) : allKept(value)

function splitReferred(value: JsonValue): Parts {
  if (isJsonArray(value)) return splitItems(value, splitReferred)
  if (!isJsonObject(value)) return allKept(value)
  return splitMembers(value, (name, item) =>
    name === '$secret' ? nothingKept(item) : splitReferred(item),
  )
}

function splitEntry(entry: JsonValue): Parts {
  if (!isJsonObject(entry)) return nothingKept(entry)
  // A fast path: there may be thousands, and nearly all have nothing else.
  if (Object.keys(entry).every(isPlain) && !looksReferred(entry)) return allKept(entry)
  return splitMembers(entry, (name, item) => {
    if (secretFields.has(name)) {
      // Existence decides between `add` and `remove` in a patch; servers show secrets as empty text too.
      return item === '' ? allKept(item) : { kept: '', rest: item }
    }
    if (isPlain(name)) return splitPlain(item)
    return isSecretName(name) ? nothingKept(item) : splitUnknown(item)
  })
}

function split(value: JsonValue, shape: Shape): Parts {
  if (shape === 'plain') {
    return typeof value === 'object' && value !== null ? nothingKept(value) : allKept(value)
  }
  if (shape === 'entries' || 'items' in shape) {
    const part = (item: JsonValue) =>
      shape === 'entries' ? splitEntry(item) : split(item, shape.items)
    return isJsonArray(value) ? splitItems(value, part) : nothingKept(value)
  }
  if (!isJsonObject(value)) return nothingKept(value)
  return splitMembers(value, (name, item) => {
    const inside = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined
    return inside === undefined ? nothingKept(item) : split(item, inside)
  })
}

/**
 * Splits a project document into what the app uses and the rest, which includes all secrets. List positions stay the
 * same in both.
 */
export function splitDocument(document: JsonObject): {
  readonly kept: JsonObject
  readonly rest: JsonObject
} {
  const { kept, rest } = split(document, documentShape)
  const others = isJsonObject(rest) ? rest : {}
  return {
    kept: isJsonObject(kept) ? kept : {},
    rest: Object.fromEntries(
      Object.entries(others).filter(([name]) => !Object.hasOwn(times, name)),
    ),
  }
}

/** Unknown members that were shortened because a part looks like a secret. Omits members with secret names. */
export function cutMembers(entry: JsonObject): string[] {
  // By their names first: there may be thousands of entries, and nearly all have no other members.
  return Object.keys(entry).filter(
    (name) =>
      !knownFields.has(name) &&
      !isSecretName(name) &&
      splitUnknown(entry[name] ?? null).rest !== undefined,
  )
}

/** An organization or connection with only the members that may be stored: no secret ones. */
export function keptEntry(entry: JsonObject): JsonObject {
  const { kept } = splitEntry(entry)
  return isJsonObject(kept) ? kept : {}
}

/** JSON with sorted members: equal values have equal texts. */
export function canonicalJson(value: JsonValue): string {
  if (isJsonArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`
  if (!isJsonObject(value)) return JSON.stringify(value)
  const members = Object.keys(value)
    .toSorted()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`)
  return `{${members.join(',')}}`
}
