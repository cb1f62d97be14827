import { createHash } from 'node:crypto'
import type { JsonObject, JsonValue } from '../../../src/emulator/state/json'
import type { People } from '../../../src/emulator/state/people'

const day = 86_400_000

export function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export interface RandomPeople {
  readonly random: () => number
  readonly organizations: readonly { readonly id: string; readonly domains: readonly string[] }[]
  /** Keys of connections. */
  readonly connections: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: number
  readonly most: number
}

/** People as a server may have them, with all that an identity or a session may lack or have too much of. */
export function randomPeople({
  random,
  organizations,
  now,
  most,
}: Omit<RandomPeople, 'connections'>): People {
  const seed = String(random())
  const pick = <Item>(items: readonly Item[]): Item | undefined =>
    items[Math.floor(random() * items.length)]
  const domains = [...organizations.flatMap(({ domains: own }) => own), 'mail.example']
  function address(number: number): string {
    const domain = pick(domains) ?? 'mail.example'
    const written = random() < 0.2 ? domain.toUpperCase() : domain
    return `p${number}@${written}`
  }
  function identity(number: number): JsonObject {
    const email = address(number)
    const traits: readonly JsonValue[] = [
      { email },
      { email },
      { email },
      {},
      null,
      { email: [email] },
      { email: 7 },
      { phone: '+49301' },
      'traits',
    ]
    const organization = pick(organizations)
    const organizationId: JsonValue | undefined = pick([
      organization?.id ?? null,
      organization?.id ?? null,
      null,
      undefined,
      uuidOf('gone'),
    ])
    const forWhom = pick(organizations)?.id ?? null
    const recovery: readonly (JsonValue | undefined)[] = [
      undefined,
      [],
      null,
      [{ value: email, via: 'email' }],
      [{ value: email, via: 'email', break_glass_for_organization: organization?.id ?? null }],
      [{ value: '+49301', via: 'sms', break_glass_for_organization: forWhom }, 'odd'],
    ]
    return {
      id: uuidOf(`${seed}/${number}`),
      schema_id: random() < 0.9 ? 'default' : 'unknown',
      ...members('traits', pick(traits)),
      ...members('organization_id', organizationId),
      ...members('recovery_addresses', pick(recovery)),
      ...(random() < 0.2
        ? { verifiable_addresses: [{ value: address(number), via: 'email' }] }
        : {}),
      ...(random() < 0.2 ? { credentials: { hologram: { type: 'hologram', config: [1] } } } : {}),
    }
  }
  const identities: JsonObject[] = Array.from(
    { length: Math.floor(random() * most) },
    (_, number) => identity(number),
  )
  const ids = ['harbor-entra', 'oakfield-shibboleth', 'quarry-auth0', '__proto__', 'gone']
  function session(number: number): JsonObject {
    const time = () => {
      const ahead = random() < 0.1 ? -1 : 1
      return new Date(now - ahead * Math.floor(random() * 60 * day)).toISOString()
    }
    const method = (): JsonValue =>
      pick<JsonValue>([
        { method: 'oidc', provider: pick(ids) ?? '', completed_at: time() },
        { method: 'oidc', provider: pick(ids) ?? '', completed_at: time() },
        { method: 'saml', provider: pick(ids) ?? '', completed_at: time() },
        { method: 'oidc', provider: pick(ids) ?? '' },
        { method: 'oidc', completed_at: 'yesterday' },
        { method: 'password', completed_at: time() },
        { method: 'telepathy', provider: 'harbor-entra', completed_at: time() },
        'odd',
      ]) ?? null
    const whose = pick(identities)
    const count = Math.floor(random() * 3)
    return {
      id: uuidOf(`${seed}/session/${number}`),
      ...(random() < 0.9 ? { authenticated_at: time() } : {}),
      ...(random() < 0.9 ? { authentication_methods: Array.from({ length: count }, method) } : {}),
      ...(whose && random() < 0.95 ? { identity: whose } : {}),
    }
  }
  const sessions = Array.from({ length: Math.floor(random() * most * 1.5) }, (_, number) =>
    session(number),
  )
  return { identities, sessions }
}

const members = (name: string, value: JsonValue | undefined): JsonObject =>
  value === undefined ? {} : { [name]: value }

/** The same people counted plainly: each number by a walk of its own over all of them. */
export function plainCounts(
  { identities, sessions }: { identities: readonly any[]; sessions: readonly any[] },
  { organizations, connections }: Pick<RandomPeople, 'organizations' | 'connections'>,
  readAt: string,
) {
  const now = Date.parse(readAt)
  const addressesOf = (one: any): string[] =>
    [
      one.traits?.email,
      ...[one.verifiable_addresses, one.recovery_addresses]
        .flatMap((list) => (Array.isArray(list) ? list : []))
        .flatMap((entry) => (entry?.via === 'email' ? [entry.value] : [])),
    ]
      .flat()
      .filter((text) => typeof text === 'string')
  const domainsOf = (one: any) =>
    addressesOf(one).map((address) => (address.split('@').at(-1) ?? '').toLowerCase())
  const timesOf = (own: any): { key: string | undefined; at: number }[] => {
    const whole = own.authenticated_at ?? own.issued_at
    const valid = (text: unknown) => {
      const time = Date.parse(String(text))
      return Number.isNaN(time) ? undefined : time
    }
    const methods = (own.authentication_methods ?? []).filter((one: any) => one?.method)
    const list = methods.length > 0 ? methods : [{ method: 'none', completed_at: whole }]
    return list.map((one: any) => ({
      key:
        ['oidc', 'saml'].includes(one.method) && one.provider
          ? `${one.method}:${one.provider}`
          : undefined,
      at: Math.min(now, valid(one.completed_at) ?? valid(whole) ?? -Infinity),
    }))
  }
  const iso = (time: number) => (Number.isFinite(time) ? new Date(time).toISOString() : null)
  const lastOf = (id: string) =>
    Math.max(
      -Infinity,
      ...sessions
        .filter((own) => own.identity?.id === id)
        .flatMap((own) => timesOf(own).map(({ at }) => at)),
    )
  const week = now - 7 * day
  const byOrganization = organizations.map(({ id }) => {
    const own = identities.filter((one) => one.organization_id === id)
    const lasts = own.map((one) => lastOf(one.id))
    const claimed = organizations.find((each) => each.id === id)?.domains
    return [
      id,
      {
        people: own.length,
        recent: lasts.filter((time) => time >= week).length,
        lastSignIn: iso(Math.max(-Infinity, ...lasts)),
        outsideDomains: claimed
          ? own.filter((one) => {
              const domains = domainsOf(one)
              return domains.length > 0 && domains.every((domain) => !claimed.includes(domain))
            }).length
          : 0,
        emergency: own.filter((one) =>
          (Array.isArray(one.recovery_addresses) ? one.recovery_addresses : []).some(
            (entry: any) => entry?.break_glass_for_organization === id,
          ),
        ).length,
      },
    ] as const
  })
  const used = sessions.flatMap((own) =>
    timesOf(own).map((time) => ({ ...time, id: own.identity?.id as string | undefined })),
  )
  const keys = new Set(used.flatMap(({ key }) => (key && connections.includes(key) ? key : [])))
  const byConnection = [...keys].map((key) => {
    const own = used.filter((one) => one.key === key)
    const distinct = (from: number, to: number) =>
      new Set(own.filter(({ at, id }) => id && at >= from && at < to).map(({ id }) => id)).size
    return [
      key,
      {
        people: distinct(-Infinity, Infinity),
        recent: distinct(week, Infinity),
        lastSignIn: iso(Math.max(...own.map(({ at }) => at))),
        earlier: distinct(week - 28 * day, week),
      },
    ] as const
  })
  const domains = [...new Set(organizations.flatMap((each) => each.domains))].map((domain) => [
    domain,
    {
      outside: identities.filter(
        (one) =>
          !organizations.some(({ id }) => id === one.organization_id) &&
          domainsOf(one).includes(domain),
      ).length,
    },
  ])
  return {
    people: identities.length,
    organizations: Object.fromEntries(byOrganization),
    connections: Object.fromEntries(byConnection),
    domains: Object.fromEntries(domains),
  }
}
