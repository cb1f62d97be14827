import type { Edit } from '../../../src/core/draft/edits'
import { demoIds, oidcProviders, type EmulatorState } from '../../emulator'
import type { Bench } from '../services/main-services'

/** A production project in which one organization has two connections: with one of them deleted, the other is the last. */
export const productionId = demoIds.northwindProduction
export const twoWays = {
  organization: 'aaaaaaaa-0000-4000-8000-000000000002',
  domains: ['twoways.example', 'twoways-labs.example'],
  first: 'twoways-first',
  second: 'twoways-second',
  mapper: 'base64://e30=',
} as const

export const deleteFirst: Edit = { kind: 'delete-connection', key: `oidc:${twoWays.first}` }

const projectIn = (state: EmulatorState) => {
  const project = state.projects.find(({ id }) => id === productionId)
  if (!project) throw new Error('The demo has no such project')
  return project
}

/** Adds the organization with its two connections to the server. */
export function addTwoWays({ emulator }: Pick<Bench, 'emulator'>): void {
  emulator.edit((state) => {
    const project = projectIn(state)
    project.organizations.push({
      id: twoWays.organization,
      label: 'Two Ways',
      domains: [...twoWays.domains],
      created_at: '2026-01-01T00:00:00Z',
    } as (typeof project.organizations)[number])
    for (const id of [twoWays.first, twoWays.second]) {
      oidcProviders(project).push({
        id,
        label: id,
        provider: 'generic',
        client_id: 'client',
        client_secret: 'a-secret-of-theirs',
        issuer_url: `https://${id}.example`,
        mapper_url: twoWays.mapper,
        scope: ['openid'],
        organization_id: twoWays.organization,
      })
    }
  })
}

/** What a colleague does to that organization: each is harmless by itself. */
export const colleague = {
  deletesSecond(state: EmulatorState): void {
    const list = oidcProviders(projectIn(state))
    const place = list.findIndex(({ id }) => id === twoWays.second)
    if (place >= 0) list.splice(place, 1)
  },
  /** What the project's document does not say. */
  disablesSecond(state: EmulatorState): void {
    const own = oidcProviders(projectIn(state)).find(({ id }) => id === twoWays.second)
    if (own) own['state'] = 'disabled'
  },
  addsDomain(state: EmulatorState): void {
    const own = projectIn(state).organizations.find(({ id }) => id === twoWays.organization)
    if (own) own['domains'] = [...twoWays.domains, 'twoways-new.example']
  },
  renamesAnother(state: EmulatorState): void {
    const [another] = projectIn(state).organizations
    if (another) another['label'] = 'Renamed by a colleague'
  },
  renamesOwn(state: EmulatorState): void {
    const own = projectIn(state).organizations.find(({ id }) => id === twoWays.organization)
    if (own) own['label'] = 'Theirs'
  },
  labelsFirst(state: EmulatorState): void {
    const own = oidcProviders(projectIn(state)).find(({ id }) => id === twoWays.first)
    if (own) own['label'] = 'Theirs'
  },
}

/** Ids of the organization's connections that the server has. */
export const waysIn = ({ emulator }: Pick<Bench, 'emulator'>) =>
  oidcProviders(projectIn(emulator.state())).flatMap(({ id, organization_id }) =>
    organization_id === twoWays.organization ? [id] : [],
  )

/** The organization as the server has it. */
export const organizationOf = ({ emulator }: Pick<Bench, 'emulator'>) =>
  projectIn(emulator.state()).organizations.find(({ id }) => id === twoWays.organization)
