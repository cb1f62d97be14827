import { createHash } from 'node:crypto'
import { textOf, type JsonObject } from '../state/json'
import type { People } from '../state/people'
import { providersIn } from '../state/project-document'
import type { StoredProject } from '../state/types'
import { demoIds } from './demo-state'

const hour = 3_600_000
const day = 24 * hour

/** How many people an organization has, and when they signed in. */
interface Plan {
  readonly people: number
  /** Of them, signed in within the last week. */
  readonly recent: number
  /** The days before now within which the others signed in; without it nobody has a session any more. */
  readonly others?: readonly [from: number, to: number]
  /** People who may pass by the identity provider in an emergency. */
  readonly emergency?: number
  /** People of its first domain who are in no organization. */
  readonly outside?: number
  /** People in it with an address of another domain. */
  readonly elsewhere?: number
}

const usual: Plan = { people: 24, recent: 9, others: [8, 60], emergency: 1 }

/** By organization; the others are usual. */
const plans: Readonly<Record<string, Plan>> = {
  [demoIds.harborLights]: {
    people: 214,
    recent: 31,
    others: [8, 80],
    emergency: 2,
    outside: 9,
    elsewhere: 0,
  },
  [demoIds.meadowlark]: { people: 96, recent: 41, others: [8, 30], emergency: 1, outside: 3 },
  [demoIds.oakfield]: { people: 160, recent: 77, others: [8, 40], emergency: 1, elsewhere: 4 },
  [demoIds.saltmarsh]: { people: 58, recent: 12, others: [8, 60], emergency: 0 },
  [demoIds.wrenhall]: { people: 0, recent: 0 },
}

/** By connection, in the place of what its organization would have. */
const plansByConnection: Readonly<Record<string, Plan>> = {
  // Nobody has used it for a season.
  'quarry-auth0': { people: 17, recent: 0, others: [104, 210], emergency: 1 },
  // It went well until nine days ago.
  'juniper-google': { people: 38, recent: 0, others: [9, 30], emergency: 1 },
  'northgate-salesforce': { people: 64, recent: 0, others: [10, 28], emergency: 0, outside: 2 },
  'millrace-keycloak': { people: 12, recent: 0, others: [95, 160], emergency: 1 },
}

const firstNames =
  'Ada Bela Cleo Dario Elin Farid Greta Hugo Ines Jonas Kira Leon Mona Nils Oda Pavel Rosa Sven Tara Uwe'.split(
    ' ',
  )
const lastNames =
  'Adler Brandt Castel Dorn Ebner Falk Gruber Hansen Ivers Jansen Keller Lorenz Moser Nowak Olsen Peters Quast'.split(
    ' ',
  )

/** A version 4 id that only depends on the name. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(`people/${name}`).digest('hex')
  const head = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}`
  return `${head}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

interface Connection {
  readonly id: string
  readonly method: 'oidc' | 'saml'
}

function connectionOf(project: StoredProject, organizationId: string): Connection | undefined {
  for (const method of ['oidc', 'saml'] as const) {
    const own = providersIn(project.services, method).find(
      (entry) => entry['organization_id'] === organizationId,
    )
    if (own) return { id: textOf(own['id'] ?? ''), method }
  }
  return undefined
}

/** Makes the people of one project, in their order. */
function maker(project: StoredProject, now: number) {
  const identities: JsonObject[] = []
  const sessions: JsonObject[] = []
  const schemaUrl = `https://${project.slug}.projects.oryapis.com/schemas/default`
  const iso = (time: number) => new Date(time).toISOString()

  function identity(
    domain: string,
    organizationId: string | null,
    isForEmergency = false,
  ): JsonObject {
    const number = identities.length
    const first = firstNames[number % firstNames.length] ?? ''
    const last = lastNames[(number * 7) % lastNames.length] ?? ''
    const email = `${first}.${last}${number}@${domain}`.toLowerCase()
    const created = iso(now - (400 - (number % 300)) * day)
    const stamps = { created_at: created, updated_at: created }
    const made: JsonObject = {
      id: uuidOf(`${project.id}/${number}`),
      schema_id: 'default',
      schema_url: schemaUrl,
      state: 'active',
      traits: { email, name: { first, last } },
      verifiable_addresses: [
        {
          id: uuidOf(`${project.id}/${number}/verifiable`),
          value: email,
          verified: true,
          via: 'email',
          status: 'completed',
          ...stamps,
        },
      ],
      recovery_addresses: [
        {
          id: uuidOf(`${project.id}/${number}/recovery`),
          value: email,
          via: 'email',
          ...(isForEmergency ? { break_glass_for_organization: organizationId } : {}),
          ...stamps,
        },
      ],
      organization_id: organizationId,
      ...stamps,
    }
    identities.push(made)
    return made
  }

  function session(
    whose: JsonObject,
    ago: number,
    method: JsonObject & { readonly method: string },
  ): void {
    const at = iso(now - ago)
    sessions.push({
      id: uuidOf(`${project.id}/session/${sessions.length}`),
      active: ago < 7 * day,
      expires_at: iso(now - ago + 7 * day),
      authenticated_at: at,
      issued_at: at,
      authenticator_assurance_level: 'aal1',
      authentication_methods: [{ ...method, aal: 'aal1', completed_at: at }],
      identity: whose,
      devices: [],
    })
  }
  return { identities, sessions, identity, session }
}

/** Milliseconds before now at which a person signed in; `undefined` where no session is kept. */
function agoOf({ recent, others }: Plan, number: number): number | undefined {
  if (number < recent) return (2 + ((number * 37) % 160)) * hour
  // Every seventh has no session that is still kept.
  if (!others || number % 7 === 6) return undefined
  const [from, to] = others
  return from * day + ((number * 17) % Math.max(1, (to - from) * 24)) * hour
}

/**
 * Invented people of a project of the demo. Who they are is always the same; when they signed in is told from now.
 *
 * @param now milliseconds since 1970
 */
export function demoPeople(project: StoredProject, now: number): People {
  const make = maker(project, now)
  for (const organization of project.organizations) {
    const id = textOf(organization['id'] ?? '')
    const [domain] = Array.isArray(organization['domains']) ? organization['domains'] : []
    const connection = connectionOf(project, id)
    const plan = plansByConnection[connection?.id ?? ''] ?? plans[id] ?? usual
    if (typeof domain !== 'string') continue
    const elsewhere = plan.elsewhere ?? 0
    for (let number = 0; number < plan.people; number += 1) {
      const isElsewhere = number >= plan.people - elsewhere
      const whose = make.identity(
        isElsewhere ? 'agency.example' : domain,
        id,
        number < (plan.emergency ?? 0),
      )
      const ago = connection ? agoOf(plan, number) : undefined
      if (ago === undefined || !connection) continue
      const { method, id: provider } = connection
      make.session(whose, ago, { method, provider, organization: id })
    }
    for (let number = 0; number < (plan.outside ?? 0); number += 1) {
      const whose = make.identity(domain, null)
      make.session(whose, (1 + number * 3) * day, { method: 'password' })
    }
  }
  if (project.organizations.length > 0) {
    const social = providersIn(project.services, 'oidc').find(
      (entry) => entry['organization_id'] === undefined,
    )
    for (let number = 0; number < 40; number += 1) {
      const whose = make.identity('mail.example', null)
      const provider = textOf(social?.['id'] ?? '')
      const method = provider === '' ? { method: 'password' } : { method: 'oidc', provider }
      make.session(whose, (3 + number * 9) * hour, method)
    }
  }
  return { identities: make.identities, sessions: make.sessions }
}
