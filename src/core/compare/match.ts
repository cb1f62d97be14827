import { textListMember, textMember } from '../model/json'
import type { SetUp, SetUpConnection, SetUpOrganization, SetUpScimClient } from '../model/set-up'
import type { HandPair, PairMemory } from './memory'
import { substitute, type Substitution } from './substitution'

/** Why two entities are taken for the same; `organization`: the only one of its organization. */
export type MatchReason = 'hand' | 'id' | 'label' | 'domain' | 'issuer' | 'organization'

/**
 * `likeness`: connections belong together by id, label, issuer or place, as those of two projects do. `id`: one with
 * another id is another connection, as in a file that is read into a project.
 */
export type Matching = 'likeness' | 'id'

export interface Match<Entity> {
  readonly left?: Entity
  readonly right?: Entity
  /** Present where both are. */
  readonly by?: MatchReason
}

interface Stage<Entity> {
  readonly by: MatchReason
  /** What it is known by; two entities with the same belong together where no others have it. */
  readonly keysOf: (entity: Entity, side: 'left' | 'right') => readonly string[]
}

/** What exactly one entity has; `undefined` stands for what several have. */
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

/** Notes a partner; one that has two has none that is certain. */
function meet<One, Other>(partners: Map<One, Other | undefined>, one: One, other: Other): void {
  const isFirst = !partners.has(one)
  partners.set(one, isFirst || partners.get(one) === other ? other : undefined)
}

/**
 * Pairs the entities of two sides, stage by stage: what one stage has paired, the next ones leave alone.
 * Left and right can be exchanged without another result.
 */
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

/** Organizations by id, label, or a domain that only they have. */
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

/** How members of organizations are matched: with what their organizations are matched with, and by what. */
interface MemberMatching {
  /** Organizations as `matchOrganizations` found them. */
  readonly organizations: readonly Match<SetUpOrganization>[]
  readonly matching: Matching
}

/**
 * Names the place of a member, the same for the same organization on both sides; empty for an organization that only
 * one side has.
 */
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
 * SCIM clients by client id, by label (first within their organization), and where each of two matched organizations
 * has only one left.
 *
 * @returns nothing where the left side does not say which it has
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
 * Connections of the same protocol by id, by label (first within their organization), by issuer and
 * client id, and where each of two matched organizations has only one left.
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
