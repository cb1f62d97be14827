import type { ComparedEntity, ComparedField, Comparison } from '../compare/compare'
import { comparedLabel, isOpen } from '../compare/rows'
import { createSameValue, isNothing } from '../compare/same-value'
import type { ComparedKind } from '../compare/memory'
import type { Substitution } from '../compare/substitution'
import type { Edit } from '../draft/edits'
import type { WorkingCopy } from '../draft/working-copy'
import { connectionFields, requiresField } from '../fields/fields'
import type { Target } from '../intents/intents'
import { textMember, type JsonObject, type JsonValue } from '../model/json'
import { isSafeValue } from '../set-up-file/secrets'
import { isTakeable, isUnknownMember } from './takeable'
import { carried, isStoredText, type Texts } from './values'
import { t } from '../language/translate'

/** What of the left side shall go to the right one. */
export interface TakeChoice {
  readonly kind: ComparedKind
  /** On the left side. */
  readonly key: string
  /** Absent: all that differs and is not expected to. */
  readonly fields?: readonly string[]
  /** The fields are all that a filter shows of it, so what cannot go is named, too. */
  readonly all?: true
}

/** One field as the target has it, as the source has it, and as it will be. */
export interface TakenField {
  readonly field: string
  readonly before?: JsonValue
  readonly source?: JsonValue
  readonly after?: JsonValue
  /** Positions of the rules that made `after` of `source`. */
  readonly by: readonly number[]
}

/** One organization or connection that is chosen, as edits of the target's draft. */
export interface TakeItem {
  readonly id: string
  readonly kind: ComparedKind
  readonly target: Target
  readonly label: string
  /** `left`: it differs, and nothing of it can go. */
  readonly what: 'create' | 'edit' | 'same' | 'left'
  readonly fields: readonly TakenField[]
  /** Fields to be typed before it can be published: secrets, which are never taken along. */
  readonly toType: readonly string[]
  /** Fields that stay behind, and why. */
  readonly left: readonly {
    readonly field: string
    /**
     * `own`: the target has its own; `unknown`: the app does not know the member, nor how it is written;
     * `removal`: only the target has it, and the app does not know it.
     */
    readonly why: 'secret' | 'text' | 'organization' | 'own' | 'unknown' | 'removal'
  }[]
  /** Why nothing of it becomes an edit, in words. */
  readonly heldBack?: string
  readonly edits: readonly Edit[]
}

export interface TakeInput {
  /** The source on the left, and on the right the target with its draft. */
  readonly comparison: Comparison
  readonly chosen: readonly TakeChoice[]
  readonly rules: readonly Substitution[]
  readonly texts: Texts
  /** The target with its draft. */
  readonly copy: WorkingCopy
  /** A key that no entity of the draft has, such as `new:UUID`. */
  readonly newKey: () => string
}

const missingOrganization = t(
  'Its organization is neither in the target nor chosen; without one it would be a sign-in ' +
    'button for everybody',
)
const unreadText = t('The text of its mapper or metadata cannot be read now')

const nameOf = ({ kind, key }: Pick<TakeChoice, 'kind' | 'key'>) => `${kind} ${key}`

/** The entities that were chosen, organizations first: connections need their keys. */
function chosenEntities({ comparison, chosen }: Pick<TakeInput, 'comparison' | 'chosen'>) {
  const byName = new Map(chosen.map((choice) => [nameOf(choice), choice]))
  const all = comparison.entities.flatMap((entity) => {
    const choice = entity.left && byName.get(nameOf({ kind: entity.kind, key: entity.left.key }))
    return choice ? [{ entity, choice }] : []
  })
  const rank = { organization: 0, connection: 1, method: 2 }
  return all.toSorted((one, other) => rank[one.entity.kind] - rank[other.entity.kind])
}

/** The stored texts that a promotion needs, each address once. */
export function neededTexts(input: Pick<TakeInput, 'comparison' | 'chosen'>) {
  const needed = new Map<string, 'mapper' | 'metadata'>()
  for (const { entity } of chosenEntities(input)) {
    for (const [field, value] of Object.entries(entity.left?.fields ?? {})) {
      const isSame = entity.fields.some((item) => item.field === field && item.state === 'same')
      if (isSame || !isStoredText(field, value)) continue
      needed.set(value, field === 'mapper_url' ? 'mapper' : 'metadata')
    }
  }
  return needed
}

/** Which of an entity's fields shall go: those that were named, or those nobody expects to differ. */
function wantedFields(entity: ComparedEntity, { fields }: TakeChoice): ComparedField[] {
  const named = fields && new Set(fields)
  return entity.fields.filter(
    (item) => item.state !== 'same' && (named ? named.has(item.field) : isOpen(item)),
  )
}

/** An id like the wanted one that nothing has yet; it is taken from then on. */
export function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted
  for (let number = 2; taken.has(id); number += 1) id = `${wanted}-${number}`
  taken.add(id)
  return id
}

const part = (name: 'before' | 'source' | 'after', value: JsonValue | undefined) =>
  value === undefined ? {} : { [name]: value }

/**
 * What becomes of the chosen differences in the target's draft. Nothing is deleted by it, no secret goes
 * along, and of a connection or organization that is there only single fields are set.
 */
export function planTake(input: TakeInput): TakeItem[] {
  const { comparison, rules, texts, copy, newKey } = input
  const same = createSameValue()
  /** Keys of the target's organizations, by those of the source; new ones as they are made. */
  const organizations = new Map<string, string>()
  for (const { kind, left, right } of comparison.entities) {
    if (kind === 'organization' && left && right) organizations.set(left.key, right.key)
  }
  const idsOf = (isUnclear: boolean) =>
    copy.connections
      .filter(({ ambiguous }) => ambiguous === isUnclear)
      .map(({ fields }) => textMember(fields, 'id') ?? '')
  const taken = new Set([...idsOf(false), ...idsOf(true)])
  const unclear = new Set(
    copy.connections.filter(({ ambiguous }) => ambiguous).map(({ target }) => target.key),
  )
  const deleted = new Set(
    copy.connections
      .filter(({ status }) => status === 'deleted')
      .map(({ protocol, fields }) => `${protocol} ${textMember(fields, 'id') ?? ''}`),
  )

  type Left = TakeItem['left'][number]
  /** A field's value for the target, or why it stays behind. */
  function take(field: string, source: JsonValue | undefined): TakenField | Left {
    if (field === 'organization_id' && typeof source === 'string' && source !== '') {
      const key = organizations.get(source)
      return key === undefined
        ? { field, why: 'organization' }
        : { field, source, after: key, by: [] }
    }
    const result = carried(field, source, rules, texts)
    if (result.kind === 'stays') return { field, why: result.why }
    return { field, ...part('source', source), ...part('after', result.value), by: result.by }
  }
  const isLeft = (item: TakenField | Left): item is Left => 'why' in item

  /** Why a field of an entity cannot go, whatever the rules and texts. */
  function hindrance(
    { kind, protocol }: ComparedEntity,
    field: string,
    source: JsonValue | undefined,
  ): Left['why'] | undefined {
    if (!isUnknownMember(kind, field, protocol)) {
      return isTakeable(kind, field) ? undefined : 'own'
    }
    if (source !== undefined && !isSafeValue(source)) return 'secret'
    // Where it is set is known for connections alone.
    if (kind !== 'connection') return 'unknown'
    return isNothing(source) ? 'removal' : undefined
  }

  /** Fields of the source that may hold secrets and are not compared. */
  const withheldOf = ({ withheld = [] }: ComparedEntity, fields?: readonly string[]): Left[] =>
    withheld
      .filter((field) => fields?.includes(field) ?? true)
      .map((field) => ({ field, why: 'secret' }))

  function creation(entity: ComparedEntity, source: JsonObject): TakeItem {
    const { kind, protocol = 'oidc', id } = entity
    const target: Target = { kind, key: newKey() }
    const hidden = new Set(entity.withheld)
    const taking = Object.entries(source)
      .filter(([field, value]) => !isNothing(value) && !hidden.has(field))
      .flatMap(([field, value]): (TakenField | Left)[] => {
        const why = hindrance(entity, field, value)
        // What every entity has of its own is no loss.
        if (why === 'own') return []
        return [why === undefined ? take(field, value) : { field, why }]
      })
    const left = [...taking.filter(isLeft), ...withheldOf(entity)]
    const fields = taking.filter((item): item is TakenField => !isLeft(item))
    const wantedId = textMember(source, 'id') ?? ''
    const why = new Set(left.map((item) => item.why))
    const isDeleted = kind === 'connection' && deleted.has(`${protocol} ${wantedId}`)
    const heldBack = isDeleted
      ? t('The draft deletes it: take that back first')
      : why.has('organization')
        ? missingOrganization
        : why.has('text')
          ? unreadText
          : undefined
    const common = { id, kind, target, label: comparedLabel(entity), what: 'create', left } as const
    if (heldBack !== undefined) return { ...common, fields, toType: [], heldBack, edits: [] }
    const values = Object.fromEntries(
      fields.flatMap(({ field, after }) => (after === undefined ? [] : [[field, after] as const])),
    )
    if (kind === 'organization') {
      organizations.set(entity.left?.key ?? '', target.key)
      const edit: Edit = { kind: 'create-organization', key: target.key, fields: values }
      return { ...common, fields, toType: [], edits: [edit] }
    }
    const newId = freeId(wantedId, taken)
    const made = { id: newId, ...values }
    const provider = textMember(made, 'provider') ?? ''
    return {
      ...common,
      fields: [{ field: 'id', source: wantedId, after: newId, by: [] }, ...fields],
      toType: connectionFields(protocol)
        .filter((field) => field.secret && requiresField(field, provider))
        .map(({ name }) => name),
      edits: [{ kind: 'create-connection', key: target.key, protocol, fields: made }],
    }
  }

  function edition(entity: ComparedEntity, choice: TakeChoice, there: JsonObject, key: string) {
    const { kind, id } = entity
    const target: Target = { kind, key }
    const left: Left[] = []
    const fields: TakenField[] = []
    for (const { field } of wantedFields(entity, choice)) {
      const before = there[field]
      const source = entity.left?.fields[field]
      const why = hindrance(entity, field, source)
      if (why !== undefined) {
        if (why !== 'own' || choice.fields !== undefined) left.push({ field, why })
        continue
      }
      const item = take(field, source)
      if (isLeft(item)) left.push(item)
      else if (!same(field, item.after, before)) fields.push({ ...item, ...part('before', before) })
    }
    // What it has in part only says nothing about whether the rest is the same.
    const what = fields.length > 0 ? 'edit' : left.length > 0 ? 'left' : 'same'
    left.push(...withheldOf(entity, choice.all ? undefined : choice.fields))
    const isUnclear = kind === 'connection' && unclear.has(key)
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
      fields,
      toType: [],
      left,
      ...(isUnclear
        ? { heldBack: t('The target has more than one connection with this ID'), edits: [] }
        : { edits }),
    } satisfies TakeItem
  }

  return chosenEntities(input).flatMap(({ entity, choice }): TakeItem[] => {
    if (!entity.left) return []
    if (entity.right) return [edition(entity, choice, entity.right.fields, entity.right.key)]
    return entity.kind === 'method' ? [] : [creation(entity, entity.left.fields)]
  })
}

/** The edits of a plan, to be made as one step. */
export function takenEdits(items: readonly TakeItem[]): Edit[] {
  return items.flatMap(({ edits }) => edits)
}
