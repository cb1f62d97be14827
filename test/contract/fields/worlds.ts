import { demoIds, demoState, oidcProviders, samlProviders } from '../../emulator'
import type { EmulatorOptions, EmulatorState } from '../../emulator'
import { byRequests } from '../../support/services/main-services'
import { fieldNamed } from '../../../src/core/fields/fields'
import { oidcFields } from '../../../src/core/fields/oidc-fields'

export const projectId = demoIds.northwindStaging

/** One set of answers to the questions that no public document answers. */
export interface World {
  readonly name: string
  readonly options: EmulatorOptions
}

function world(options: EmulatorOptions): World {
  const name = Object.entries(options).map(([option, answer]) => `${option} ${String(answer)}`)
  return { name: name.join(', '), options }
}

const secretsReadAs = ['absent', 'empty', 'masked'] as const
const disabledInDocument = ['hidden-state', 'shown', 'absent'] as const

/** Two opposite sets of answers: for what is done with every kind. */
export const connectionWorlds: readonly World[] = [
  world({
    secretsReadAs: 'absent',
    disabledInDocument: 'hidden-state',
    normalizedRequests: 'served',
  }),
  world({ secretsReadAs: 'masked', disabledInDocument: 'absent', normalizedRequests: 'absent' }),
]

/** Each answer with each: for what is done with few kinds. */
export const everyConnectionWorld: readonly World[] = secretsReadAs.flatMap((secrets, row) =>
  disabledInDocument.map((disabled, column) =>
    world({
      secretsReadAs: secrets,
      disabledInDocument: disabled,
      normalizedRequests: (row + column) % 2 === 1 ? 'absent' : 'served',
    }),
  ),
)

const leaves = ['connections-kept', 'connections-detached', 'connections-deleted'] as const

/** Organizations by requests and through the patch, each answer with each. */
export const organizationWorlds: readonly World[] = leaves.flatMap((deletedOrganizationLeaves) => [
  ...[true, false].map((organizationWritesMoveRevision) =>
    world({ ...byRequests, organizationWritesMoveRevision, deletedOrganizationLeaves }),
  ),
  ...(['kept', 'replaced', 'refused'] as const).map((organizationIds) =>
    world({ organizationRequests: 'gone', organizationIds, deletedOrganizationLeaves }),
  ),
])

/** What no document says of SCIM clients, each answer with each: by what a row is known, and what a patch answers. */
export const scimWorlds: readonly World[] = (['matched', 'new'] as const).flatMap(
  (scimClientsWithoutId) =>
    (['normalized', 'document'] as const).map((normalizedPatchAnswers) =>
      world({ scimClientsWithoutId, normalizedPatchAnswers }),
    ),
)

/** The organizations that the table's example and its edit name. */
export const organizationIds = (['example', 'edited'] as const).map((side) =>
  String(fieldNamed(oidcFields, 'organization_id')?.[side]),
)

/**
 * Northwind's staging project beside another one, with the organizations that the table names. In
 * front of what the tests make stands a disabled connection: it moves positions where it is hidden.
 */
export function startState(): EmulatorState {
  const state = demoState()
  const wanted: readonly string[] = [projectId, demoIds.northwindDevelopment]
  state.projects = state.projects.filter(({ id }) => wanted.includes(id))
  for (const project of state.projects) {
    if (project.id !== projectId) continue
    for (const id of organizationIds) {
      const created_at = '2026-01-01T00:00:00Z'
      project.organizations.push({ id, label: `Named ${id.slice(-1)}`, domains: [], created_at })
    }
    for (const providers of [oidcProviders(project), samlProviders(project)]) {
      const model = providers.at(-1)
      if (model) providers.unshift({ ...model, id: 'disabled-in-front', state: 'disabled' })
      for (const entry of providers) entry['x_future_flag'] = { kept: [1, 'two', null] }
    }
  }
  return state
}
