import { asciiDomain } from '../model/domain-name'
import type { WorkingConnection, WorkingEntity } from '../draft/working-copy'
import { parseDuration } from '../fields/duration'
import { anyCaseFields, connectionFields, fieldNamed, takesField } from '../fields/fields'
import { sameField } from '../intents/field-values'
import { textListMember, textMember, type JsonValue } from '../model/json'
import { toMapperUrl } from '../model/mapper-text'
import { providerName } from '../model/providers'
import { operationField, operationFields, type BulkOperation } from './operation'
import type { TableMatch } from './match-table'
import { t } from '../language/translate'

/**
 * Why an entity is not changed. `gone`: it is no more; `not-taken`: it has no such field; `unclear`: what
 * is wanted is not certain; `draft-edit`: the draft wants something else; `conflict`: somebody else
 * changed it too; `problem`: a rule finds an error.
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
  /** In words. */
  readonly why: string
}

/** The value that an operation gives a field, or why it does not. */
export type Wanted =
  | { readonly kind: 'value'; readonly value: JsonValue | undefined }
  | ({ readonly kind: 'left-out' } & LeftOut)

const leftOut = (reason: LeftOutReason, why: string): Wanted => ({ kind: 'left-out', reason, why })
const value = (to: JsonValue | undefined): Wanted => ({ kind: 'value', value: to })

const quoted = (items: readonly string[]) => items.map((item) => t('“{item}”', { item })).join(', ')

/** What is compared of an item of a list. */
function keyOf(field: string, item: string): string {
  if (field === 'domains') return asciiDomain(item.trim())
  return anyCaseFields.has(field) ? item.trim().toLowerCase() : item
}

/** A list with items added and removed; what it has already keeps its place and its spelling. */
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

/** Where a draft wants the opposite for an item of a list, in words. */
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

function isSameText(field: string, left: string, right: string): boolean {
  if (field !== 'session_lifespan') return left === right
  const [one, other] = [parseDuration(left), parseDuration(right)]
  if (one.kind === 'duration' && other.kind === 'duration') return one.seconds === other.seconds
  return one.kind === 'default' && other.kind === 'default'
}

/** One value for a field that holds one. */
function plainWanted(entity: WorkingEntity, field: string, to: JsonValue | undefined): Wanted {
  const now = entity.fields[field]
  const isSame =
    sameField(field, now, to) ||
    ((typeof now === 'string' || now === undefined) &&
      (typeof to === 'string' || to === undefined) &&
      isSameText(field, now ?? '', to ?? ''))
  if (isSame) return leftOut('unchanged', t('It has this already'))
  const isDrafted = entity.status === 'edited' && entity.edited.includes(field)
  return isDrafted ? leftOut('draft-edit', t('The draft already changes this field')) : value(to)
}

/** Whether a connection has the field at all. */
function refusal(entity: WorkingConnection, field: string, label: string): string | undefined {
  const own = fieldNamed(connectionFields(entity.protocol), field)
  if (!own) {
    return t('{protocol} connections have no field “{field}”', {
      protocol: entity.protocol.toUpperCase(),
      field: label,
    })
  }
  const provider = textMember(entity.fields, 'provider') ?? ''
  return entity.protocol === 'oidc' && !takesField(own, provider)
    ? t('{provider} does not support this', { provider: providerName(provider) })
    : undefined
}

/**
 * What an operation makes of a field of one entity, by itself.
 *
 * @param match what a table of domains says about it
 */
export function wantedOf(
  entity: WorkingEntity | WorkingConnection,
  operation: BulkOperation,
  match?: TableMatch,
): Wanted {
  const field = operationFields[operation.kind]
  if (entity.status === 'deleted') return leftOut('draft-edit', t('The draft deletes it'))
  if ('protocol' in entity) {
    if (entity.ambiguous) return leftOut('not-taken', t('It shares its ID, so it is read-only'))
    const refused = refusal(entity, field, operationField(operation.kind).label)
    if (refused !== undefined) return leftOut('not-taken', refused)
  }
  switch (operation.kind) {
    case 'scope': {
      const { how, scopes } = operation
      if (how === 'add') return listWanted(entity, field, scopes, [])
      if (how === 'remove') return listWanted(entity, field, [], scopes)
      return plainWanted(entity, field, [...scopes])
    }
    case 'mapper':
      return plainWanted(entity, field, toMapperUrl(operation.text))
    case 'pkce':
      return plainWanted(entity, field, operation.value || undefined)
    case 'organization':
      // A person who moves it sees where the draft has it.
      return sameField(field, entity.fields[field] ?? '', operation.key ?? '')
        ? leftOut('unchanged', t('It belongs there already'))
        : value(operation.key)
    case 'session-lifespan': {
      const duration = parseDuration(operation.value)
      if (duration.kind === 'wrong') return leftOut('problem', duration.why)
      return plainWanted(entity, field, duration.kind === 'default' ? undefined : duration.wire)
    }
    case 'domains':
      if (!match) return leftOut('unclear', t('The table does not name it'))
      if (match.kind === 'unclear') return leftOut('unclear', match.why)
      return listWanted(entity, field, match.add, match.remove)
  }
}
