import { textListMember, textMember } from '../model/json'
import type { SetUp, SetUpConnection, SetUpOrganization, SetUpScimClient } from '../model/set-up'
import type { HandPair, PairMemory } from './memory'
import { substitute, type Substitution } from './substitution'

/** Why two entities were paired; `organization`: each is the only one left in its organization. */
export type MatchReason = 'hand' | 'id' | 'label' | 'domain' | 'issuer' | 'organization'

/**
 * `likeness`: pair by ID, label, issuer or organization, as between projects. `id`: by ID only, as when importing a
 * file.
 */
export type Matching = 'likeness' | 'id'

export interface Match<Entity> {
  readonly left?: Entity
  readonly right?: Entity
  readonly by?: MatchReason
}

interface Stage<Entity> {
  readonly by: MatchReason
  /** Keys of an entity; entities pair if exactly one on each side has the key. */
  readonly keysOf: (entity: Entity, side: 'left' | 'right') => readonly string[]
}

function uniqueBy<Entity>(
  entities: Iterable<Entity>,
  keysOf: (entity: Entity) => readonly string[],
): Map<string, Entity | undefined> {
  const found = new Map<string, Entity | undefined>()
  for (const entity of entities) {
    for (const key of new Set(keysOf(entity))) {
      found.set(key, found.has(key) ? undefined : entity)
    }
  }
  return found
}

function meet<One, Other>(partners: Map<One, Other | undefined>, one: One, other: Other): void {
  const isFirst = !partners.has(one)
  partners.set(one, isFirst || partners.get(one) === other ? other : undefined)
}

/** Pairs entities stage by stage; later stages see only what is still unpaired. Symmetric in left and right. */
function pairUp<Entity extends { readonly key: string }>(
  left: readonly Entity[],
  right: readonly Entity[],
  stages: readonly Stage<Entity>[],
  said: { readonly matched: readonly HandPair[]; readonly apart: readonly HandPair[] },
): Match<Entity>[] {
  const partnerOf = new Map<Entity, { readonly other: Entity; readonly by: MatchReason }>()
  const leftRest = new Set(left)
  const rightRest = new Set(right)
  const join = (one: Entity, other: Entity, by: MatchReason) => {
    partnerOf.set(one, { other, by })
    leftRest.delete(one)
    rightRest.delete(other)
  }
  const leftByKey = new Map(left.map((entity) => [entity.key, entity]))
  const rightByKey = new Map(right.map((entity) => [entity.key, entity]))
  for (const pair of said.matched) {
    const [one, other] = [leftByKey.get(pair.left), rightByKey.get(pair.right)]
    if (one && other && leftRest.has(one) && rightRest.has(other)) join(one, other, 'hand')
  }
  const apart = new Set(said.apart.map((pair) => `${pair.left}\n${pair.right}`))
  for (const { by, keysOf } of stages) {
    const inLeft = uniqueBy(leftRest, (entity) => keysOf(entity, 'left'))
    const inRight = uniqueBy(rightRest, (entity) => keysOf(entity, 'right'))
    const partners = new Map<Entity, Entity | undefined>()
    const back = new Map<Entity, Entity | undefined>()
    for (const [key, one] of inLeft) {
      const other = inRight.get(key)
      if (!one || !other || apart.has(`${one.key}\n${other.key}`)) continue
      meet(partners, one, other)
      meet(back, other, one)
    }
    for (const [one, other] of partners) {
      if (other && back.get(other) === one) join(one, other, by)
    }
  }
  return [
    ...left.map((one): Match<Entity> => {
      const partner = partnerOf.get(one)
      return partner ? { left: one, right: partner.other, by: partner.by } : { left: one }
    }),
    ...[...rightRest].map((other) => ({ right: other })),
  ]
}

const lower = (text: string | undefined) => (text ?? '').trim().toLowerCase()
const some = (...texts: readonly string[]) => (texts.includes('') ? [] : [texts.join('\n')])

function domainsOf({ fields }: SetUpOrganization, rules: readonly Substitution[]): string[] {
  const after = substitute('domains', fields['domains'], rules).value
  const own = textListMember(fields, 'domains')
  return [...own, ...textListMember({ domains: after ?? [] }, 'domains')].map(lower)
}

const ofKind = (kind: HandPair['kind'], { matched, apart }: PairMemory) => ({
  matched: matched.filter((pair) => pair.kind === kind),
  apart: apart.filter((pair) => pair.kind === kind),
})

/** Pairs organizations by ID, label, or a domain that only they have. */
export function matchOrganizations(
  left: SetUp,
  right: SetUp,
  memory: PairMemory,
): Match<SetUpOrganization>[] {
  const rules = { left: memory.forward, right: memory.backward }
  return pairUp(
    left.organizations,
    right.organizations,
    [
      { by: 'id', keysOf: ({ key }) => [key] },
      { by: 'label', keysOf: ({ fields }) => some(lower(textMember(fields, 'label'))) },
      { by: 'domain', keysOf: (entity, side) => domainsOf(entity, rules[side]) },
    ],
    ofKind('organization', memory),
  )
}

type Member = Pick<SetUpOrganization, 'fields'>
type Side = 'left' | 'right'

interface MemberMatching {
  /** From `matchOrganizations`. */
  readonly organizations: readonly Match<SetUpOrganization>[]
  readonly matching: Matching
}

/** Returns a key for a member's organization that is equal on both sides; empty for unpaired organizations. */
function placesIn({ organizations }: MemberMatching): (member: Member, side: Side) => string {
  const numbers = { left: new Map<string, number>(), right: new Map<string, number>() }
  for (const [number, match] of organizations.entries()) {
    if (!match.left || !match.right) continue
    numbers.left.set(match.left.key, number)
    numbers.right.set(match.right.key, number)
  }
  return ({ fields }, side) => {
    const key = textMember(fields, 'organization_id')
    if (!key) return 'none'
    return String(numbers[side].get(key) ?? '')
  }
}

const labelOf = ({ fields }: Member) => lower(textMember(fields, 'label'))

/**
 * Pairs SCIM clients by client ID, label (first within the organization), then the only ones left of a paired
 * organization. Returns nothing if the left side has no SCIM data.
 */
export function matchScimClients(
  left: SetUp,
  right: SetUp,
  memory: PairMemory,
  given: MemberMatching,
): Match<SetUpScimClient>[] {
  const place = placesIn(given)
  const byId: Stage<SetUpScimClient> = {
    by: 'id',
    keysOf: ({ fields }) => some(textMember(fields, 'client_id') ?? ''),
  }
  return pairUp(
    left.scimClients ?? [],
    left.scimClients ? (right.scimClients ?? []) : [],
    given.matching === 'id'
      ? [byId]
      : [
          byId,
          { by: 'label', keysOf: (item, side) => some(place(item, side), labelOf(item)) },
          { by: 'label', keysOf: (item) => some(labelOf(item)) },
          {
            by: 'organization',
            keysOf(item, side) {
              const own = place(item, side)
              return own === 'none' ? [] : some(own)
            },
          },
        ],
    ofKind('scim-client', memory),
  )
}

/**
 * Pairs connections of a protocol by ID, label (first within the organization), issuer and client ID, then the only
 * ones left of a paired organization.
 */
export function matchConnections(
  left: SetUp,
  right: SetUp,
  memory: PairMemory,
  given: MemberMatching,
): Match<SetUpConnection>[] {
  const rules = { left: memory.forward, right: memory.backward }
  const place = placesIn(given)
  const issuers = ({ fields }: SetUpConnection, side: Side) => {
    const own = textMember(fields, 'issuer_url') ?? ''
    const after = substitute('issuer_url', own, rules[side]).value
    return [own, typeof after === 'string' ? after : own].map((text) => text.replace(/\/+$/, ''))
  }
  const byId: Stage<SetUpConnection> = {
    by: 'id',
    keysOf: ({ protocol, fields }) => some(protocol, textMember(fields, 'id') ?? ''),
  }
  return pairUp(
    left.connections,
    right.connections,
    given.matching === 'id'
      ? [byId]
      : [
          byId,
          {
            by: 'label',
            keysOf: (item, side) => some(item.protocol, place(item, side), labelOf(item)),
          },
          { by: 'label', keysOf: (item) => some(item.protocol, labelOf(item)) },
          {
            by: 'issuer',
            keysOf: (item, side) =>
              issuers(item, side).flatMap((issuer) =>
                some(item.protocol, issuer, textMember(item.fields, 'client_id') ?? ''),
              ),
          },
          {
            by: 'organization',
            keysOf: (item, side) => {
              const own = place(item, side)
              return own === 'none' ? [] : some(item.protocol, own)
            },
          },
        ],
    ofKind('connection', memory),
  )
}
