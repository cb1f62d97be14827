import type { Edit } from '../../../src/core/draft/edits'
import type { PlanStep } from '../../../src/core/publish/publish-plan'
import { toMapperUrl } from '../../../src/core/model/mapper-text'
import { demoIds, type EmulatorOptions } from '../../emulator'
import { draftAccount } from '../../../src/main/secrets/secret-store'
import { byRequests, value, type Bench } from '../../support/services/main-services'

export const projectId = demoIds.northwindStaging

/** One write of the app: what a person does, and the request that carries it. */
export interface Scenario {
  readonly name: string
  /** OpenAPI operationId of the request under test. */
  readonly operation: string
  readonly options: EmulatorOptions
  readonly edits: (bench: Bench) => Promise<Edit[]>
  /** What was written cannot be seen in an answer, so an edit may stay that has arrived. */
  readonly invisible?: true
}

const secretReference = '5b3f52e5-46a0-4a7c-8b53-1f3b6f5f0a11'

const newConnection = (fields: Record<string, unknown>): Edit => ({
  kind: 'create-connection',
  key: 'new:c0000000-0000-4000-8000-00000000000c',
  protocol: 'oidc',
  fields: {
    id: 'made-under-fault',
    label: 'Made under fault',
    provider: 'generic',
    client_id: 'made',
    client_secret: { $secret: secretReference },
    issuer_url: 'https://made.example',
    mapper_url: toMapperUrl('{ identity: { traits: {} } }'),
    scope: ['openid'],
    ...fields,
  } as never,
})

const newOrganizationKey = 'new:a0000000-0000-4000-8000-00000000000a'

const newOrganization: Edit = {
  kind: 'create-organization',
  key: newOrganizationKey,
  fields: { label: 'Made under fault', domains: ['made.example'], session_lifespan: '8h' },
}

/** As a server that normalizes does not keep it. */
const roughOrganization: Edit = {
  ...newOrganization,
  fields: { label: 'Made under fault ', domains: ['made.example', 'also.example'] },
}

async function firstOrganization(bench: Bench): Promise<string> {
  const snapshot = value(await bench.projects.read(projectId, {}))
  return String(snapshot.organizations[0]?.['id'])
}

async function firstConnection(bench: Bench): Promise<string> {
  const project = bench.emulator.project(projectId) as any
  return `oidc:${project.services.identity.config.selfservice.methods.oidc.config.providers[0].id}`
}

/** Waits in the keychain; nothing of the app but its requests to the server may hold it. */
export const canary = 'a-secret-of-tests-that-nobody-sees'

async function withSecret(bench: Bench, edits: Edit[]): Promise<Edit[]> {
  value(await bench.store.set(draftAccount(bench.id(projectId), secretReference), canary))
  return edits
}

const setField = (
  kind: 'organization' | 'connection' | 'scim-client' | 'method',
  key: string,
  field: string,
  to: unknown,
) => ({ kind: 'set-field', target: { kind, key }, field, value: to }) as Edit

const renameOrganization = async (bench: Bench) => {
  const key = await firstOrganization(bench)
  return [
    setField('organization', key, 'label', 'Renamed under fault'),
    setField('organization', key, 'session_lifespan', '72h'),
  ]
}

const deleteOrganization = async (bench: Bench): Promise<Edit[]> => [
  { kind: 'delete-organization', key: await firstOrganization(bench), connections: 'detach' },
]

const patch = 'patchProjectWithRevision'
const scimPatch = 'patchNormalizedProject'

const newScimClient = (fields: Record<string, unknown>): Edit => ({
  kind: 'create-scim-client',
  key: 'new:d0000000-0000-4000-8000-00000000000d',
  fields: {
    client_id: 'made-under-fault',
    label: 'Made under fault',
    mapper_url: toMapperUrl("{ identity: { traits: std.extVar('scim') } }"),
    authorization_header_secret: { $secret: secretReference },
    state: 'enabled',
    ...fields,
  } as never,
})

/** The demo's SCIM client of the project. */
const scimClient = 'meadowlark-okta'

/** Every kind of step that a plan can have: a new kind does not compile without its scenarios. */
const byStep: Readonly<Record<PlanStep['kind'], readonly Omit<Scenario, 'options'>[]>> = {
  'create-organization': [
    {
      name: 'create an organization',
      operation: 'createOrganization',
      edits: async () => [newOrganization],
    },
  ],
  'update-organization': [
    {
      name: 'edit an organization',
      operation: 'updateOrganization',
      edits: renameOrganization,
    },
  ],
  'delete-organization': [
    {
      name: 'delete an organization, detaching its connections',
      operation: 'deleteOrganization',
      edits: deleteOrganization,
    },
  ],
  'patch-normalized': [
    {
      name: 'create a SCIM client',
      operation: scimPatch,
      edits: async (bench) =>
        withSecret(bench, [newScimClient({ organization_id: await firstOrganization(bench) })]),
    },
    {
      name: 'create a SCIM client in a new organization',
      operation: scimPatch,
      edits: (bench) =>
        withSecret(bench, [
          newOrganization,
          newScimClient({ organization_id: newOrganizationKey }),
        ]),
    },
    {
      name: 'edit a SCIM client',
      operation: scimPatch,
      edits: async () => [
        setField('scim-client', scimClient, 'label', 'Renamed under fault'),
        setField('scim-client', scimClient, 'state', 'disabled'),
      ],
    },
    {
      name: 'replace the secret of a SCIM client',
      operation: scimPatch,
      invisible: true,
      edits: (bench) =>
        withSecret(bench, [
          setField('scim-client', scimClient, 'authorization_header_secret', {
            $secret: secretReference,
          }),
        ]),
    },
    {
      name: 'delete a SCIM client',
      operation: scimPatch,
      edits: async () => [{ kind: 'delete-scim-client', key: scimClient }],
    },
  ],
  'patch-project': [
    {
      name: 'create a connection',
      operation: patch,
      edits: (bench) => withSecret(bench, [newConnection({})]),
    },
    {
      name: 'create a connection in a new organization',
      operation: patch,
      edits: (bench) =>
        withSecret(bench, [
          newOrganization,
          newConnection({ organization_id: newOrganizationKey }),
        ]),
    },
    {
      name: 'edit a connection and the settings of all',
      operation: patch,
      edits: async (bench) => {
        const key = await firstConnection(bench)
        return [
          setField('connection', key, 'label', 'Edited under fault'),
          setField('connection', key, 'pkce', 'never'),
          setField('method', 'oidc', 'base_redirect_uri', 'https://moved.example'),
        ]
      },
    },
    {
      name: 'change a secret alone',
      operation: patch,
      invisible: true,
      edits: async (bench) =>
        withSecret(bench, [
          setField('connection', await firstConnection(bench), 'client_secret', {
            $secret: secretReference,
          }),
        ]),
    },
    {
      name: 'delete a connection',
      operation: patch,
      edits: async (bench) => [{ kind: 'delete-connection', key: await firstConnection(bench) }],
    },
  ],
  'patch-new-organizations': [
    {
      name: 'create an organization and a connection that needs its id',
      operation: patch,
      edits: (bench) =>
        withSecret(bench, [
          newOrganization,
          newConnection({ organization_id: newOrganizationKey }),
        ]),
    },
  ],
}

const patchedOrganizations: readonly Scenario[] = [
  {
    name: 'create an organization through the patch',
    operation: patch,
    options: {},
    edits: async () => [newOrganization],
  },
  {
    name: 'edit an organization through the patch',
    operation: patch,
    options: {},
    edits: renameOrganization,
  },
  {
    name: 'delete an organization through the patch',
    operation: patch,
    options: {},
    edits: deleteOrganization,
  },
]

/** A server may write down otherwise what was asked for: a lost answer makes nothing twice there. */
const normalized: readonly Scenario[] = [
  {
    name: 'create an organization, normalized',
    operation: 'createOrganization',
    options: { ...byRequests, normalizeOrganizations: true },
    edits: async () => [roughOrganization],
  },
  {
    name: 'create an organization through the patch, normalized',
    operation: patch,
    options: { organizationIds: 'replaced', normalizeOrganizations: true },
    edits: async () => [roughOrganization],
  },
]

/** The other answer of each open question about SCIM clients; the first answers are the defaults. */
const scimAnswers: readonly EmulatorOptions[] = [
  { scimClientsWithoutId: 'new' },
  { scimClientsWithoutSecret: 'refused' },
  { normalizedPatchAnswers: 'document' },
  { organizationIds: 'replaced' },
]

/** A publish of both forms: the fault meets the request of the first, and that of the second. */
const bothForms: readonly Scenario[] = [patch, scimPatch].map((operation) => ({
  name: `create a connection and a SCIM client of a new organization, ${operation}`,
  operation,
  options: {},
  edits: (bench) =>
    withSecret(bench, [
      newOrganization,
      newConnection({ organization_id: newOrganizationKey }),
      newScimClient({ organization_id: newOrganizationKey }),
    ]),
}))

/** The server deletes the SCIM clients of an organization with it. */
const withItsScimClient: Scenario = {
  name: 'delete an organization with its SCIM client',
  operation: patch,
  options: {},
  edits: async (bench) => {
    const project = bench.emulator.state().projects.find(({ id }) => id === projectId)
    const client = project?.scim_clients?.find(({ client_id: id }) => id === scimClient)
    return [
      {
        kind: 'delete-organization',
        key: String(client?.['organization_id']),
        connections: 'delete',
      },
    ]
  },
}

/** Both answers of the open question whether organization requests move the revision. */
const both: readonly EmulatorOptions[] = [
  { ...byRequests, organizationWritesMoveRevision: true },
  { ...byRequests, organizationWritesMoveRevision: false },
]

function withOptions(kind: PlanStep['kind'], scenario: Omit<Scenario, 'options'>): Scenario[] {
  if (kind === 'patch-new-organizations') {
    return (['kept', 'replaced', 'refused'] as const).map((organizationIds) => ({
      ...scenario,
      name: `${scenario.name}, its id ${organizationIds}`,
      options: { organizationIds },
    }))
  }
  const touchesOrganizations = kind !== 'patch-project' || scenario.name.includes('organization')
  return (touchesOrganizations ? both : both.slice(0, 1)).map((options) => ({
    ...scenario,
    name: `${scenario.name}${touchesOrganizations ? `, revision ${options.organizationWritesMoveRevision ? 'moves' : 'stays'}` : ''}`,
    options,
  }))
}

export const scenarios: readonly Scenario[] = [
  ...Object.entries(byStep).flatMap(([kind, items]) =>
    items.flatMap((item) => withOptions(kind as PlanStep['kind'], item)),
  ),
  ...byStep['patch-normalized'].flatMap((scenario) =>
    scimAnswers.map((options) => ({
      ...scenario,
      name: `${Object.entries(options).flat().join(' ')}: ${scenario.name}`,
      options,
    })),
  ),
  ...bothForms,
  withItsScimClient,
  ...patchedOrganizations,
  ...normalized,
]
