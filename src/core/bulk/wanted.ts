import { asciiDomain } from '../model/domain-name'
import { lockOf } from '../draft/delete-rows'
import type { WorkingConnection, WorkingEntity } from '../draft/working-copy'
import { parseDuration } from '../fields/duration'
import type { Field } from '../fields/field'
import { anyCaseFields, connectionFields, fieldNamed, takesField } from '../fields/fields'
import { sameField } from '../intents/field-values'
import { textListMember, textMember, type JsonValue } from '../model/json'
import { toMapperUrl } from '../model/mapper-text'
import { providerName } from '../model/providers'
import { operationField, type BulkOperation, type SettingOperation } from './operation'
import type { TableMatch } from './domain-table'
import { t } from '../language/translate'

/**
 * Why an entity is left out. `gone`: deleted; `not-taken`: the field does not apply; `unclear`: an ambiguous table row;
 * `draft-edit`: the draft already sets another value; `conflict`: changed on the server too; `problem`: a rule reports
 * an error.
 */
export const leftOutReasons = [
  'unchanged',
  'draft-edit',
  'conflict',
  'problem',
  'not-taken',
  'unclear',
  'gone',
  'read-only',
] as const
export type LeftOutReason = (typeof leftOutReasons)[number]

export interface LeftOut {
  readonly reason: LeftOutReason
  readonly why: string
}

/** The new field value, or why there is none. */
export type Wanted =
  | { readonly kind: 'value'; readonly value: JsonValue | undefined }
  | ({ readonly kind: 'left-out' } & LeftOut)

const leftOut = (reason: LeftOutReason, why: string): Wanted => ({ kind: 'left-out', reason, why })
const value = (to: JsonValue | undefined): Wanted => ({ kind: 'value', value: to })

const quoted = (items: readonly string[]) => items.map((item) => t('“{item}”', { item })).join(', ')

/** The form in which list items are compared. */
function keyOf(field: string, item: string): string {
  if (field === 'domains') return asciiDomain(item.trim())
  return anyCaseFields.has(field) ? item.trim().toLowerCase() : item
}

/** Adds and removes list items; existing items keep their position and spelling. */
function withItems(
  field: string,
  now: readonly string[],
  add: readonly string[],
  remove: readonly string[],
): string[] {
  const removed = new Set(remove.map((item) => keyOf(field, item)))
  const kept = now.filter((item) => !removed.has(keyOf(field, item)))
  const there = new Set(kept.map((item) => keyOf(field, item)))
  return [...kept, ...add.filter((item) => !there.has(keyOf(field, item)))]
}

/** Describes a draft change that contradicts the bulk edit. */
function oppositeInDraft(
  { status, server, fields }: WorkingEntity,
  field: string,
  add: readonly string[],
  remove: readonly string[],
): string | undefined {
  if (status !== 'edited' || !server) return undefined
  const keys = (items: readonly string[]) => new Set(items.map((item) => keyOf(field, item)))
  const [before, now] = [keys(textListMember(server, field)), keys(textListMember(fields, field))]
  const lost = add.filter((item) => before.has(keyOf(field, item)) && !now.has(keyOf(field, item)))
  if (lost.length > 0) return t('The draft removes {items}', { items: quoted(lost) })
  const won = remove.filter(
    (item) => now.has(keyOf(field, item)) && !before.has(keyOf(field, item)),
  )
  return won.length > 0 ? t('The draft adds {items}', { items: quoted(won) }) : undefined
}

function listWanted(
  entity: WorkingEntity,
  field: string,
  add: readonly string[],
  remove: readonly string[],
): Wanted {
  const opposite = oppositeInDraft(entity, field, add, remove)
  if (opposite !== undefined) return leftOut('draft-edit', opposite)
  const now = textListMember(entity.fields, field)
  const to = withItems(field, now, add, remove)
  const isSame = to.length === now.length && to.every((item, index) => item === now[index])
  return isSame ? leftOut('unchanged', t('It has this already')) : value(to)
}

function isSameText({ control }: Field, left: string, right: string): boolean {
  if (control !== 'duration') return left === right
  const [one, other] = [parseDuration(left), parseDuration(right)]
  if (one.kind === 'duration' && other.kind === 'duration') return one.seconds === other.seconds
  return one.kind === 'default' && other.kind === 'default'
}

/** The new value of a field with a single value. */
function plainWanted(entity: WorkingEntity, field: Field, to: JsonValue | undefined): Wanted {
  const now = entity.fields[field.name]
  const isSame =
    sameField(field.name, now, to) ||
    ((typeof now === 'string' || now === undefined) &&
      (typeof to === 'string' || to === undefined) &&
      isSameText(field, now ?? '', to ?? ''))
  if (isSame) return leftOut('unchanged', t('It has this already'))
  const isDrafted = entity.status === 'edited' && entity.edited.includes(field.name)
  return isDrafted ? leftOut('draft-edit', t('The draft already changes this field')) : value(to)
}

function refusal(entity: WorkingConnection, operation: SettingOperation): string | undefined {
  const { name, label } = operationField(operation)
  const own = fieldNamed(connectionFields(entity.protocol), name)
  if (!own) {
    return t('{protocol} connections have no field “{field}”', {
      protocol: entity.protocol.toUpperCase(),
      field: label,
    })
  }
  if (entity.protocol !== 'oidc') return undefined
  const provider = textMember(entity.fields, 'provider') ?? ''
  const option =
    operation.kind === 'value'
      ? own.options?.find(({ value: known }) => known === operation.value)
      : undefined
  const isTaken =
    takesField(own, provider) && (!option?.takenBy || option.takenBy.includes(provider))
  return isTaken
    ? undefined
    : t('{provider} does not support this', { provider: providerName(provider) })
}

/** Why an entity cannot be changed at all. */
function lock(entity: WorkingEntity | WorkingConnection): Wanted | undefined {
  const why = lockOf(entity)
  if (why === undefined) return undefined
  return leftOut(entity.status === 'deleted' ? 'draft-edit' : 'not-taken', why)
}

/** Returns the value that an operation gives a field of one entity; `match` is its row of the domain table. */
export function wantedOf(
  entity: WorkingEntity | WorkingConnection,
  operation: BulkOperation,
  match?: TableMatch,
): Wanted {
  const locked = lock(entity)
  if (locked) return locked
  if (operation.kind === 'delete') return value(undefined)
  if ('protocol' in entity) {
    const refused = refusal(entity, operation)
    if (refused !== undefined) return leftOut('not-taken', refused)
  }
  const field = operationField(operation)
  switch (operation.kind) {
    case 'list': {
      const { how, items } = operation
      if (how === 'add') return listWanted(entity, field.name, items, [])
      if (how === 'remove') return listWanted(entity, field.name, [], items)
      return plainWanted(entity, field, [...items])
    }
    case 'mapper':
      return plainWanted(entity, field, toMapperUrl(operation.text))
    case 'value': {
      if (field.control !== 'duration') return plainWanted(entity, field, given(operation.value))
      const duration = parseDuration(String(operation.value ?? ''))
      if (duration.kind === 'wrong') return leftOut('problem', duration.why)
      return plainWanted(entity, field, duration.kind === 'default' ? undefined : duration.wire)
    }
    case 'organization':
      // A move is visible in the preview, so an earlier move in the draft does not block it.
      return sameField(field.name, entity.fields[field.name] ?? '', operation.key ?? '')
        ? leftOut('unchanged', t('It belongs there already'))
        : value(operation.key)
    case 'domains':
      if (!match) return leftOut('unclear', t('The table does not name it'))
      if (match.kind === 'unclear') return leftOut('unclear', match.why)
      return listWanted(entity, field.name, match.add, match.remove)
  }
}

/** Empty values remove the field. */
function given(to: string | boolean | undefined): JsonValue | undefined {
  if (typeof to !== 'string') return to
  const text = to.trim()
  return text === '' ? undefined : text
}
