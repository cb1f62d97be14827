import type { ComparedEntity, ComparedField, Comparison } from '../compare/compare'
import type { MatchReason } from '../compare/match'
import type { ComparedKind } from '../compare/memory'
import { comparedLabel, isOpen } from '../compare/rows'
import { createSameValue, isNothing } from '../compare/same-value'
import type { Substitution } from '../compare/substitution'
import type { Edit } from '../draft/edits'
import { idField, type WorkingCopy, type WorkingEntity } from '../draft/working-copy'
import { fieldsIn, requiresField, secretFields, tableOf } from '../fields/fields'
import { isSecretName } from '../fields/secret-names'
import type { Target } from '../intents/intents'
import { connectionKey } from '../model/connection'
import { textMember, type JsonObject, type JsonValue } from '../model/json'
import { isSafeValue } from '../set-up-file/secrets'
import { isOfEnvironment, isOnlySent, isTakeable, isUnknownMember, takesUnknown } from './takeable'
import { carried, isStoredText, type Texts } from './values'
import { t } from '../language/translate'
import { withoutPauses } from '../model/pauses'

/** Entities planned between two yields. */
const slice = 20

export interface TakeChoice {
  readonly kind: ComparedKind
  readonly key: string
  /** Absent: all unexpected differences. */
  readonly fields?: readonly string[]
  /** The fields are everything that a filter shows, so skipped ones are reported too. */
  readonly all?: true
}

export interface TakenField {
  readonly field: string
  readonly before?: JsonValue
  readonly source?: JsonValue
  readonly after?: JsonValue
  /** Indices of the substitutions applied to `source`. */
  readonly by: readonly number[]
}

/** A field that is not transferred, and why. */
export interface SkippedField {
  readonly field: string
  /**
   * `own`: specific to the target; `environment`: specific to an environment and not chosen explicitly; `unknown`: a
   * member the app does not know; `removal`: an unknown member that only the target has.
   */
  readonly why: 'secret' | 'text' | 'organization' | 'own' | 'environment' | 'unknown' | 'removal'
}

/** One entity's transfer, as edits of the target's draft. */
export interface TakeItem {
  readonly id: string
  readonly kind: ComparedKind
  readonly target: Target
  readonly label: string
  /** `skipped`: it differs, but nothing is transferable. */
  readonly what: 'create' | 'edit' | 'same' | 'skipped'
  /** Why it was paired with an existing entity. */
  readonly by?: MatchReason
  readonly fields: readonly TakenField[]
  /** Secrets to enter before publishing; they are never copied. */
  readonly toType: readonly string[]
  readonly skipped: readonly SkippedField[]
  /** ID of the item that creates its organization. */
  readonly needs?: string
  /** Why the item has no edit, in words. */
  readonly heldBack?: string
  readonly edits: readonly Edit[]
}

export type NewKey = (entity: ComparedEntity) => string

export interface TakeInput {
  /** Source on the left; target with its draft on the right. */
  readonly comparison: Comparison
  /** `all`: every entity of the source, with all unexpected differences. */
  readonly chosen: readonly TakeChoice[] | 'all'
  readonly substitutions: readonly Substitution[]
  /** Source and target are one project, so environment values are transferred too. */
  readonly sameProject?: boolean
  /** Texts by storage address of the source; `addresses`: keep addresses as they are. */
  readonly texts: Texts | 'addresses'
  readonly copy: WorkingCopy
  readonly newKey: NewKey
}

const missingOrganization = {
  connection: t(
    'Its organization is neither in the project nor copied with it; without one it would be a ' +
      'sign-in button for everybody',
  ),
  client: t(
    'Its organization is neither in the project nor copied with it, and a SCIM client needs one',
  ),
}
const unreadClients = t(
  'The SCIM clients of the project are not known: its server does not show them, or they were ' +
    'not read',
)
const unreadText = t('The text of its mapper or metadata cannot be read now')

const unclearWords = ({ kind }: ComparedEntity) =>
  kind === 'scim-client'
    ? t('The project has more than one SCIM client with this ID')
    : t('The project has more than one connection with this ID')
const homelessWords = ({ kind }: ComparedEntity) =>
  kind === 'scim-client' ? missingOrganization.client : missingOrganization.connection

const nameOf = ({ kind, key }: Pick<TakeChoice, 'kind' | 'key'>) => `${kind} ${key}`

const saysSomething = ({ kind, fields }: ComparedEntity) =>
  kind !== 'method' ||
  fields.some(({ field, left }) => left !== undefined && isTakeable(kind, field))

function chosenEntities({ comparison, chosen }: Pick<TakeInput, 'comparison' | 'chosen'>) {
  const byName =
    chosen === 'all' ? undefined : new Map(chosen.map((choice) => [nameOf(choice), choice]))
  const all = comparison.entities.flatMap((entity) => {
    const { kind, left } = entity
    if (!left) return []
    const whole = saysSomething(entity) ? { kind, key: left.key } : undefined
    const choice = byName ? byName.get(nameOf({ kind, key: left.key })) : whole
    return choice ? [{ entity, source: left, choice }] : []
  })
  const rank = { organization: 0, connection: 1, 'scim-client': 2, method: 3 }
  return all.toSorted((one, other) => rank[one.entity.kind] - rank[other.entity.kind])
}

/** Stored texts that a transfer needs, each address once. */
export function neededTexts(input: Pick<TakeInput, 'comparison' | 'chosen'>) {
  const needed = new Map<string, 'mapper' | 'metadata'>()
  for (const { entity, source } of chosenEntities(input)) {
    for (const [field, value] of Object.entries(source.fields)) {
      const isSame = entity.fields.some((item) => item.field === field && item.state === 'same')
      if (isSame || !isStoredText(field, value)) continue
      needed.set(value, field === 'mapper_url' ? 'mapper' : 'metadata')
    }
  }
  return needed
}

/** The fields to transfer: those named, or all unexpected differences. */
function wantedFields(
  entity: ComparedEntity,
  source: JsonObject,
  { fields }: TakeChoice,
): readonly Pick<ComparedField, 'field'>[] {
  if (fields) {
    const named = new Set(fields)
    return entity.fields.filter(({ field, state }) => state !== 'same' && named.has(field))
  }
  // A source that omits method settings leaves the target's unchanged.
  const open = entity.fields.filter(
    (item) => isOpen(item) && !(entity.kind === 'method' && item.state === 'right'),
  )
  return [
    ...open,
    ...Object.keys(source)
      .filter(isOnlySent)
      .map((field) => ({ field })),
  ]
}

/** Returns an unused ID based on the wanted one and reserves it; `nameOf` is the ID's form in `taken`. */
function freeId(wanted: string, taken: Set<string>, nameOf: (id: string) => string): string {
  let id = wanted
  for (let number = 2; taken.has(nameOf(id)); number += 1) id = `${wanted}-${number}`
  taken.add(nameOf(id))
  return id
}

/** Why a field cannot be transferred, regardless of rules and texts. */
function hindrance(
  { kind, protocol }: ComparedEntity,
  field: string,
  source: JsonValue | undefined,
): SkippedField['why'] | undefined {
  if (isSecretName(field) && !secretFields.has(field)) return 'secret'
  if (!isUnknownMember(kind, field, protocol)) {
    return isTakeable(kind, field) || isOnlySent(field) ? undefined : 'own'
  }
  if (source !== undefined && !isSafeValue(source)) return 'secret'
  if (!takesUnknown(kind)) return 'unknown'
  return isNothing(source) ? 'removal' : undefined
}

const withheldOf = ({ withheld = [] }: ComparedEntity, fields?: readonly string[]) =>
  withheld
    .filter((field) => fields?.includes(field) ?? true)
    .map((field): SkippedField => ({ field, why: 'secret' }))

const part = (name: 'before' | 'source' | 'after', value: JsonValue | undefined) =>
  value === undefined ? {} : { [name]: value }

type Member = WorkingCopy['connections' | 'scimClients'][number]

/** Name in the ID namespace: connections per protocol, and SCIM clients. */
const idName = ({ kind, protocol }: Pick<ComparedEntity, 'kind' | 'protocol'>, id: string) =>
  kind === 'connection' ? connectionKey(protocol ?? 'oidc', id) : `${kind} ${id}`

/** What in the target can block a transfer. */
function targetOf({ organizations, connections, scimClients }: WorkingCopy) {
  const isThere = ({ status }: WorkingEntity) => status !== 'deleted'
  const keysOf = (is: (item: WorkingEntity) => boolean) =>
    new Set(organizations.filter(is).map(({ target }) => target.key))
  const gone = keysOf((item) => !isThere(item))
  // Ory deletes an organization's SCIM clients with it.
  const isDeleted = (item: Member) =>
    !isThere(item) ||
    (item.target.kind === 'scim-client' &&
      gone.has(textMember(item.fields, 'organization_id') ?? ''))
  const members: readonly Member[] = [...connections, ...scimClients]
  const names = (is: (member: Member) => boolean = () => true) =>
    new Set(
      members.filter(is).map((member) => {
        const { kind } = member.target
        const protocol = 'protocol' in member ? { protocol: member.protocol } : {}
        return idName({ kind, ...protocol }, textMember(member.fields, idField(kind)) ?? '')
      }),
    )
  return {
    organizations: keysOf(isThere),
    /** Existing IDs, IDs deleted by the draft, and duplicate IDs. */
    ids: names(),
    deleted: names(isDeleted),
    unclear: names(({ ambiguous }) => ambiguous),
  }
}

/**
 * Plans the transfer of chosen differences to the target's draft; used by import, promotion, duplication and team
 * folders. Never deletes, never copies secrets, and sets single fields of existing entities. Transferring to an equal
 * target changes nothing.
 */
export const planTake = (input: TakeInput): TakeItem[] => withoutPauses(planningTake(input))

/** `planTake`, yielding between slices. */
export function* planningTake(input: TakeInput): Generator<void, TakeItem[]> {
  const { comparison, substitutions, texts, copy, newKey } = input
  const same = createSameValue()
  const there = targetOf(copy)
  /** Why a field is skipped; additional ACS URLs belong to one connection of one project. */
  const hindranceOf = (entity: ComparedEntity, field: string, source: JsonValue | undefined) =>
    field === 'additional_acs_urls' && !input.sameProject ? 'own' : hindrance(entity, field, source)
  /** Target organizations by source key; new ones name the item that creates them. */
  const organizations = new Map<string, { readonly key: string; readonly needs?: string }>()
  for (const { kind, left, right } of comparison.entities) {
    if (kind === 'organization' && left && right) organizations.set(left.key, { key: right.key })
  }

  const organizationAt = (key: string) =>
    organizations.get(key) ?? (there.organizations.has(key) ? { key } : undefined)

  /** A field's value for the target, or why it is skipped. */
  function take(field: string, source: JsonValue | undefined): TakenField | SkippedField {
    if (field === 'organization_id' && typeof source === 'string' && source !== '') {
      const organization = organizationAt(source)
      return organization
        ? { field, source, after: organization.key, by: [] }
        : { field, why: 'organization' }
    }
    const result = carried(field, source, substitutions, texts)
    if (result.kind === 'stays') return { field, why: result.why }
    return { field, ...part('source', source), ...part('after', result.value), by: result.by }
  }
  const isSkipped = (item: TakenField | SkippedField): item is SkippedField => 'why' in item

  /** The item that creates this entity's organization, if its link is transferred. */
  function needsOf(source: JsonObject, fields: readonly TakenField[]): Pick<TakeItem, 'needs'> {
    const links = fields.some(({ field }) => field === 'organization_id')
    const needs = links && organizationAt(textMember(source, 'organization_id') ?? '')?.needs
    return needs ? { needs } : {}
  }

  function creation(entity: ComparedEntity, source: JsonObject): TakeItem {
    const { kind, protocol, id } = entity
    const target: Target = { kind, key: newKey(entity) }
    const hidden = new Set(entity.withheld)
    const taking = Object.entries(source)
      .filter(([field, value]) => !isNothing(value) && !hidden.has(field))
      .flatMap(([field, value]): (TakenField | SkippedField)[] => {
        const why = hindranceOf(entity, field, value)
        // Fields specific to each entity are no loss.
        if (why === 'own') return []
        return [why === undefined ? take(field, value) : { field, why }]
      })
    const skipped = [...taking.filter(isSkipped), ...withheldOf(entity)]
    const fields = taking.filter((item): item is TakenField => !isSkipped(item))
    const values = Object.fromEntries(
      fields.flatMap(({ field, after }) => (after === undefined ? [] : [[field, after] as const])),
    )
    const common = { id, kind, target, label: comparedLabel(entity), what: 'create' } as const
    if (kind === 'organization') {
      organizations.set(entity.left?.key ?? '', { key: target.key, needs: id })
      const edit: Edit = { kind: 'create-organization', key: target.key, fields: values }
      return { ...common, skipped, fields, toType: [], edits: [edit] }
    }
    const wantedId = textMember(source, idField(kind)) ?? ''
    const heldBack = memberHindrance(entity, wantedId, skipped)
    if (heldBack !== undefined) {
      return { ...common, skipped, fields, toType: [], heldBack, edits: [] }
    }
    const newId = freeId(wantedId, there.ids, (each) => idName(entity, each))
    const made = { [idField(kind)]: newId, ...values }
    const provider = textMember(made, 'provider') ?? ''
    return {
      ...common,
      skipped,
      fields: [{ field: idField(kind), source: wantedId, after: newId, by: [] }, ...fields],
      toType: fieldsIn(tableOf(kind, protocol))
        .filter((field) => field.secret && requiresField(field, provider))
        .map(({ name }) => name),
      ...needsOf(source, fields),
      edits: [
        kind === 'scim-client'
          ? { kind: 'create-scim-client', key: target.key, fields: made }
          : {
              kind: 'create-connection',
              key: target.key,
              protocol: protocol ?? 'oidc',
              fields: made,
            },
      ],
    }
  }

  /** Why a connection or SCIM client cannot be created; `id` is its ID in the source. */
  function memberHindrance(
    entity: ComparedEntity,
    id: string,
    skipped: readonly SkippedField[],
  ): string | undefined {
    if (entity.unread) return unreadClients
    const name = idName(entity, id)
    if (there.unclear.has(name)) return unclearWords(entity)
    if (there.deleted.has(name)) return t('The draft deletes it: undo that first')
    if (skipped.some(({ why }) => why === 'organization')) return homelessWords(entity)
    return skipped.some(({ why }) => why === 'text') ? unreadText : undefined
  }

  /** Whether the target keeps an environment value: not chosen explicitly and not substituted. */
  const isKept = ({ all }: TakeChoice, field: string, by: readonly number[]) =>
    all && !input.sameProject && isOfEnvironment(field) && by.length === 0

  function edition(
    entity: ComparedEntity,
    source: JsonObject,
    right: NonNullable<ComparedEntity['right']>,
    choice: TakeChoice,
  ): TakeItem {
    const { kind, id, by } = entity
    const target: Target = { kind, key: right.key }
    const skipped: SkippedField[] = []
    const fields: TakenField[] = []
    for (const { field } of wantedFields(entity, source, choice)) {
      const before = right.fields[field]
      const why = hindranceOf(entity, field, source[field])
      if (why !== undefined) {
        if (why !== 'own' || choice.fields !== undefined) skipped.push({ field, why })
        continue
      }
      const item = take(field, source[field])
      if (isSkipped(item)) skipped.push(item)
      else if (isKept(choice, field, item.by)) {
        skipped.push({ field, why: 'environment' })
      } else if (!same(field, item.after, before))
        fields.push({ ...item, ...part('before', before) })
    }
    // A partially known entity may differ elsewhere.
    const what = fields.length > 0 ? 'edit' : skipped.length > 0 ? 'skipped' : 'same'
    const isUnclear = there.unclear.has(
      idName(entity, textMember(right.fields, idField(kind)) ?? ''),
    )
    const isHomeless = what === 'skipped' && skipped.some((item) => item.why === 'organization')
    const heldBack = isUnclear
      ? unclearWords(entity)
      : isHomeless
        ? homelessWords(entity)
        : undefined
    const edits = fields.map(({ field, after }): Edit => ({
      kind: 'set-field',
      target,
      field,
      ...(after === undefined ? {} : { value: after }),
    }))
    return {
      id,
      kind,
      target,
      label: comparedLabel(entity),
      what,
      ...(by === undefined ? {} : { by }),
      fields,
      toType: [],
      // In a whole transfer, withheld fields keep the target's value.
      skipped: choice.fields
        ? [...skipped, ...withheldOf(entity, choice.all ? undefined : choice.fields)]
        : skipped,
      ...needsOf(source, fields),
      ...(heldBack === undefined ? { edits } : { heldBack, edits: [] }),
    }
  }

  const items: TakeItem[] = []
  for (const [index, { entity, source, choice }] of chosenEntities(input).entries()) {
    if (index % slice === slice - 1) yield
    if (entity.right) items.push(edition(entity, source.fields, entity.right, choice))
    else if (entity.kind !== 'method') items.push(creation(entity, source.fields))
  }
  return items
}

/** Why an item cannot be transferred along with the other chosen items (IDs); `undefined` if it can. */
export function heldBackBecause(
  { needs, heldBack }: Pick<TakeItem, 'needs' | 'heldBack'>,
  chosen: ReadonlySet<string>,
): string | undefined {
  if (heldBack !== undefined) return heldBack
  const isMissing = needs !== undefined && !chosen.has(needs)
  return isMissing ? t('Its organization is new and is not chosen') : undefined
}

/** The edits of the chosen items (IDs, all if absent), for one step. */
export function takenEdits(items: readonly TakeItem[], chosen?: ReadonlySet<string>): Edit[] {
  return items
    .filter(
      (item) => !chosen || (chosen.has(item.id) && heldBackBecause(item, chosen) === undefined),
    )
    .flatMap(({ edits }) => edits)
}
