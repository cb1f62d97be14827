import { hasSecretField } from '../fields/fields'
import { isJsonArray, isJsonObject, type JsonValue } from '../model/json'

/** The one member of a reference to a secret. */
export const referenceMember = '$secret'

/** Stands in a draft for a secret; the secret itself is in the keychain under `ref`. */
interface SecretReference {
  readonly [key: string]: JsonValue
  readonly $secret: string
}

/** The parts of intents and changes that are looked through; their types are made with schemas of these. */
interface FieldPart {
  readonly from?: JsonValue | undefined
  readonly to?: JsonValue | undefined
}
interface EntityPart {
  readonly seen?: JsonValue | undefined
  readonly fields: Readonly<Record<string, FieldPart>>
  readonly took?: readonly ChangePart[] | undefined
}
type ChangePart = { readonly target: { readonly kind: string } } & (
  | {
      readonly field: string
      readonly before?: FieldPart | undefined
      readonly after?: FieldPart | undefined
    }
  | {
      readonly field?: undefined
      readonly before?: EntityPart | undefined
      readonly after?: EntityPart | undefined
    }
)

/** Whether a field of an entity is one for a secret: nowhere else does a reference count. */
export const isSecretPlace = hasSecretField

/** A reference to a secret, and nothing beside it. */
export function isSecretReference(value: JsonValue | undefined): value is SecretReference {
  if (!isJsonObject(value)) return false
  const { [referenceMember]: reference, ...others } = value
  return typeof reference === 'string' && reference !== '' && Object.keys(others).length === 0
}

/** Whether a value has anything that looks like a reference, as a member of that name, at any depth. */
export function holdsReference(value: unknown): boolean {
  const rest: unknown[] = [value]
  while (rest.length > 0) {
    const next = rest.pop()
    if (typeof next !== 'object' || next === null) continue
    if (Object.hasOwn(next, referenceMember)) return true
    for (const item of Object.values(next)) rest.push(item)
  }
  return false
}

/** The value without such members: what was typed, or comes from a server, is no reference. */
export function withoutReferences(value: JsonValue): JsonValue {
  return holdsReference(value) ? strip(value) : value
}

function strip(value: JsonValue): JsonValue {
  if (isJsonArray(value)) return value.map(strip)
  if (!isJsonObject(value)) return value
  const others = Object.entries(value).filter(([name]) => name !== referenceMember)
  return Object.fromEntries(others.map(([name, item]) => [name, strip(item)]))
}

function isCleanField(kind: string, name: string, part: FieldPart | undefined): boolean {
  if (name === referenceMember || holdsReference(part?.from)) return false
  return !holdsReference(part?.to) || (isSecretPlace(kind, name) && isSecretReference(part?.to))
}

function isCleanEntity(kind: string, entity: EntityPart | undefined): boolean {
  if (!entity) return true
  return (
    !holdsReference(entity.seen) &&
    Object.entries(entity.fields).every(([name, part]) => isCleanField(kind, name, part)) &&
    (entity.took ?? []).every(hasCleanSecrets)
  )
}

/** Whether references to secrets stand in fields for secrets alone, in a change. */
export function hasCleanSecrets(change: ChangePart): boolean {
  const { kind } = change.target
  if (change.field !== undefined) {
    const { field, before, after } = change
    return [before, after].every((part) => isCleanField(kind, field, part))
  }
  return [change.before, change.after].every((part) => isCleanEntity(kind, part))
}

/** The same for intents, by kind and key. */
export function haveCleanSecrets(
  intents: Readonly<Record<string, Readonly<Record<string, EntityPart>>>>,
): boolean {
  return Object.entries(intents).every(([kind, entities]) =>
    Object.entries(entities).every(
      ([key, entity]) => key !== referenceMember && isCleanEntity(kind, entity),
    ),
  )
}
