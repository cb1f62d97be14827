import {
  connectionFields,
  inFieldOrder,
  secretFields,
  tableOf,
  takesField,
  writeOnlyFields,
} from '../fields/fields'
import { isSecretName } from '../fields/secret-names'
import { protocols, type Protocol } from '../model/connection'
import { textMember, type JsonObject, type JsonValue } from '../model/json'
import type { SetUp, SetUpConnection, SetUpOrganization, SetUpScimClient } from '../model/set-up'
import { withoutPauses } from '../model/pauses'
import { serverMade } from '../set-up-file/form'
import { createExpectations, type Expectations } from './expectations'
import {
  matchConnections,
  matchOrganizations,
  matchScimClients,
  type Match,
  type Matching,
  type MatchReason,
} from './match'
import { redirectField, type ComparedKind, type PairMemory } from './memory'
import { redirectOf } from './redirect'
import { createSameValue, isNothing, type SameValue } from './same-value'

/** An organization, a connection, a SCIM client or a method's shared settings on one side. */
export interface SideEntity {
  readonly key: string
  readonly fields: JsonObject
  readonly protocol?: Protocol
  /** Fields whose values are unknown because they may hold secrets. */
  readonly withheld?: readonly string[]
}

export type FieldState = 'same' | 'differs' | 'left' | 'right'

/** Why a difference is expected: marked here, marked for this field everywhere, or by a substitution. */
export type ExpectedBecause = 'marked' | 'everywhere' | 'rule'

export interface ComparedField {
  readonly field: string
  readonly state: FieldState
  readonly left?: JsonValue
  readonly right?: JsonValue
  readonly expected?: ExpectedBecause
}

/** A pair of entities, or one without a counterpart. */
export interface ComparedEntity {
  /** Stable while the pairing is. */
  readonly id: string
  readonly kind: ComparedKind
  readonly protocol?: Protocol
  readonly left?: SideEntity
  readonly right?: SideEntity
  readonly by?: MatchReason
  readonly state: FieldState
  /** For entities on one side only. */
  readonly expected?: ExpectedBecause
  /** In field table order; for entities on one side only, their own fields. */
  readonly fields: readonly ComparedField[]
  /** Fields of the left side whose values are unknown because they may hold secrets. */
  readonly withheld?: readonly string[]
  /** The right side has no SCIM data to compare with; such entities have no row. */
  readonly unread?: true
}

export interface Comparison {
  /** Each organization followed by its connections and SCIM clients, then social connections, then method settings. */
  readonly entities: readonly ComparedEntity[]
  readonly organizationNames: ReadonlyMap<string, string>
}

/** Entities compared between two yields. */
const slice = 50

interface Work {
  readonly left: SetUp
  readonly right: SetUp
  readonly same: SameValue
  readonly expectations: Expectations
  readonly foreignFields: (provider: string) => ReadonlySet<string>
}

/** Whether a field can be compared: secrets and write-only fields cannot. */
export function isComparable(field: string): boolean {
  if (secretFields.has(field) || writeOnlyFields.has(field) || serverMade.has(field)) return false
  return !isSecretName(field)
}

export function entityId(kind: ComparedKind, left?: string, right?: string): string {
  return JSON.stringify([kind, left ?? '', right ?? ''])
}

function withState(
  { same }: Work,
  field: string,
  left: JsonValue | undefined,
  right: JsonValue | undefined,
): ComparedField {
  const state = same(field, left, right)
    ? 'same'
    : isNothing(right)
      ? 'left'
      : isNothing(left)
        ? 'right'
        : 'differs'
  return {
    field,
    state,
    ...(left === undefined ? {} : { left }),
    ...(right === undefined ? {} : { right }),
  }
}

/** Comparable fields that either entity has, in table order. */
function fieldNames(
  kind: ComparedKind,
  protocol: Protocol | undefined,
  one: JsonObject,
  other: JsonObject,
): string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(isComparable)
  return inFieldOrder(
    tableOf(kind, protocol),
    names.map((name) => [name, true] as const),
  ).map(([name]) => name)
}

function comparedEntity(
  work: Work,
  kind: ComparedKind,
  match: { readonly left?: SideEntity; readonly right?: SideEntity; readonly by?: MatchReason },
  more: readonly ComparedField[] = [],
): ComparedEntity {
  const { left, right, by } = match
  const protocol = left?.protocol ?? right?.protocol
  const keys = { left: left?.key ?? '', right: right?.key ?? '' }
  const withheld = left?.withheld
  const common = {
    id: entityId(kind, left?.key, right?.key),
    kind,
    ...(protocol === undefined ? {} : { protocol }),
    ...(left ? { left } : {}),
    ...(right ? { right } : {}),
    ...(by === undefined ? {} : { by }),
    ...(withheld ? { withheld } : {}),
  }
  const [one, other] = [left?.fields ?? {}, right?.fields ?? {}]
  const hidden = new Set([...(withheld ?? []), ...(right?.withheld ?? [])])
  const both = left !== undefined && right !== undefined
  const own = fieldNames(kind, protocol, one, other)
    .filter((field) => !hidden.has(field))
    .map((field) => withState(work, field, one[field], other[field]))
    // A new organization has no ID yet; that is no difference.
    .filter(
      ({ field, state }) => field !== 'id' || !both || state === 'same' || state === 'differs',
    )
  const fields = [...own, ...more].map((item) => {
    if (item.state === 'same' || !left || !right) return item
    const expected = work.expectations.ofField(kind, keys, item)
    return expected ? { ...item, expected } : item
  })
  if (!left || !right) {
    const expected = work.expectations.ofEntity(kind, keys)
    return { ...common, state: left ? 'left' : 'right', fields, ...(expected ? { expected } : {}) }
  }
  return {
    ...common,
    state: fields.some(({ state }) => state !== 'same') ? 'differs' : 'same',
    fields,
  }
}

/** Fields that an OIDC provider does not have, cached per provider. */
function createForeignFields(): (provider: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>()
  return (provider) => {
    const names =
      known.get(provider) ??
      new Set(
        connectionFields('oidc')
          .filter((field) => !takesField(field, provider))
          .map(({ name }) => name),
      )
    known.set(provider, names)
    return names
  }
}

function ownFields({ foreignFields }: Work, { protocol, fields }: SetUpConnection): JsonObject {
  if (protocol === 'saml') return fields
  const foreign = foreignFields(textMember(fields, 'provider') ?? '')
  const isEmpty = (name: string) => foreign.has(name) && isNothing(fields[name])
  const names = Object.keys(fields)
  if (!names.some(isEmpty)) return fields
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !isEmpty(name)))
}

function* comparedConnections(
  work: Work,
  matches: readonly Match<SetUpConnection>[],
): Generator<void, ComparedEntity[]> {
  const done: ComparedEntity[] = []
  for (const match of matches) {
    if (done.length % slice === slice - 1) yield
    const redirects = withState(
      work,
      redirectField,
      match.left && redirectOf(work.left, match.left),
      match.right && redirectOf(work.right, match.right),
    )
    const isKnown =
      match.left && match.right
        ? redirects.left !== undefined && redirects.right !== undefined
        : (redirects.left ?? redirects.right) !== undefined
    const shown = {
      ...match,
      ...(match.left ? { left: { ...match.left, fields: ownFields(work, match.left) } } : {}),
      ...(match.right ? { right: { ...match.right, fields: ownFields(work, match.right) } } : {}),
    }
    done.push(comparedEntity(work, 'connection', shown, isKnown ? [redirects] : []))
  }
  return done
}

function comparedClients(work: Work, matches: readonly Match<SetUpScimClient>[]): ComparedEntity[] {
  const unread = work.right.scimClients ? {} : { unread: true as const }
  return matches.map((match) => ({ ...comparedEntity(work, 'scim-client', match), ...unread }))
}

function comparedMethods(work: Work): ComparedEntity[] {
  return protocols.map((protocol) => {
    const entity = (setUp: SetUp): SideEntity => ({
      key: protocol,
      protocol,
      fields: {
        enabled: setUp.methods[protocol].enabled,
        ...(protocol === 'oidc' ? setUp.settings : {}),
      },
    })
    return comparedEntity(work, 'method', { left: entity(work.left), right: entity(work.right) })
  })
}

function namesOf(sides: readonly SetUp[]): Map<string, string> {
  return new Map(
    sides.flatMap(({ organizations }) =>
      organizations.map(({ key, fields }) => [key, textMember(fields, 'label') || key] as const),
    ),
  )
}

/** Compares two setups, yielding between slices; time is linear in the number of entities. */
export function* comparing(
  left: SetUp,
  right: SetUp,
  memory: PairMemory,
  matching: Matching = 'likeness',
): Generator<void, Comparison> {
  const organizations = matchOrganizations(left, right, memory)
  yield
  const connections = matchConnections(left, right, memory, { organizations, matching })
  const clients = matchScimClients(left, right, memory, { organizations, matching })
  yield
  const rightOf = new Map<string, string>()
  for (const match of organizations) {
    if (match.left && match.right) rightOf.set(match.left.key, match.right.key)
  }
  const plain = createSameValue()
  const same: SameValue = (field, one, other) =>
    field === 'organization_id' && typeof one === 'string' && one !== ''
      ? (rightOf.get(one) ?? one) === other
      : plain(field, one, other)
  const work: Work = {
    left,
    right,
    same,
    expectations: createExpectations(memory, same),
    foreignFields: createForeignFields(),
  }
  const compared = yield* comparedConnections(work, connections)

  const members = new Map<string, ComparedEntity[]>()
  const known = (matches: readonly Match<SetUpOrganization>[], side: 'left' | 'right') =>
    new Set(matches.flatMap((match) => match[side]?.key ?? []))
  const there = { left: known(organizations, 'left'), right: known(organizations, 'right') }
  const placeIn = (side: 'left' | 'right', item: SideEntity | undefined) => {
    const key = item && textMember(item.fields, 'organization_id')
    return key && there[side].has(key) ? `${side} ${key}` : undefined
  }
  for (const entity of [...compared, ...comparedClients(work, clients)]) {
    const place = placeIn('left', entity.left) ?? placeIn('right', entity.right) ?? ''
    const own = members.get(place)
    if (own) own.push(entity)
    else members.set(place, [entity])
  }
  const entities: ComparedEntity[] = []
  for (const [index, match] of organizations.entries()) {
    if (index % slice === slice - 1) yield
    entities.push(comparedEntity(work, 'organization', match))
    if (match.left) entities.push(...(members.get(`left ${match.left.key}`) ?? []))
    if (match.right) entities.push(...(members.get(`right ${match.right.key}`) ?? []))
  }
  entities.push(...(members.get('') ?? []), ...comparedMethods(work))
  return { entities, organizationNames: namesOf([right, left]) }
}

/** `comparing` without pauses. @internal for tests */
export function compare(
  left: SetUp,
  right: SetUp,
  memory: PairMemory,
  matching?: Matching,
): Comparison {
  return withoutPauses(comparing(left, right, memory, matching))
}
