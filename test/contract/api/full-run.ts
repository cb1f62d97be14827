import type { Edit } from '../../../src/core/draft/edits'
import type { PatchOperation } from '../../../src/core/patch/patch'
import { takesField } from '../../../src/core/fields/fields'
import { organizationFields } from '../../../src/core/fields/other-fields'
import { scimFields } from '../../../src/core/fields/scim-fields'
import { portalMapperFields } from '../../../src/core/ipc/portal-links'
import { defaultMapper } from '../../../src/core/mapper/template/default-mapper'
import { toMapperUrl } from '../../../src/core/model/mapper-text'
import type { Protocol } from '../../../src/core/model/connection'
import type { JsonValue } from '../../../src/core/model/json'
import { providerKinds } from '../../../src/core/model/providers'
import { demoIds, type EmulatorOptions } from '../../emulator'
import { createPortalLinksService } from '../../../src/main/services/portal-links/portal-links'
import {
  draftOf,
  outcomeOf,
  startBench,
  value,
  type Bench,
} from '../../support/services/main-services'
import { documentFields, valuesOf } from '../fields/coverage'
import { creationOf, wireFields } from '../fields/connections'
import { drafted } from '../fields/publish'
import { agreeingTo } from '../../support/publishing/agreeing'
import { fieldEdit } from '../../support/states/field-edit'

export const projectId = demoIds.northwindStaging

const organizationKey = 'new:a0000000-0000-4000-8000-00000000000a'
const mapper = (kind: string) => toMapperUrl(defaultMapper('oidc', kind))

/** A connection as a person makes it at first: what its kind needs, with the default mapper. */
const plain = (kind: string) =>
  wireFields('oidc', kind, `plain-${kind}`, { mapper_url: mapper(kind) })

/** A connection with every field that its kind takes, in the new organization. */
function whole(protocol: Protocol, kind: string) {
  const every = documentFields(protocol)
    .filter((field) => !['shown', 'provider'].includes(field.control) && takesField(field, kind))
    .map((field) => [field.name, valuesOf(field, kind).first ?? field.example] as const)
  const id = `whole-${kind}`
  const own = { id, organization_id: organizationKey }
  return wireFields(protocol, kind, id, { ...Object.fromEntries(every), ...own })
}

const newOrganization: Edit = {
  kind: 'create-organization',
  key: organizationKey,
  fields: Object.fromEntries(organizationFields.map(({ name, example }) => [name, example])),
}

/** A SCIM client with every field, in the new organization, and an edit of the one that the project has. */
async function scimEdits(bench: Bench): Promise<Edit[]> {
  const fields: Record<string, JsonValue> = {}
  for (const field of scimFields) fields[field.name] = await drafted(bench, field, field.example)
  return [
    {
      kind: 'create-scim-client',
      key: 'new:d0000000-0000-4000-8000-00000000000d',
      fields: { ...fields, organization_id: organizationKey },
    },
    fieldEdit({ kind: 'scim-client', key: 'meadowlark-okta' }, 'label', 'Meadowlark people'),
  ]
}

async function publishedEdits(bench: Bench): Promise<Edit[]> {
  const harbor = bench.emulator
    .state()
    .projects.find(({ id }) => id === projectId)
    ?.organizations.find((item) => item['label'] === 'Harbor Lights Logistics')
  const organization = { kind: 'organization', key: String(harbor?.['id']) } as const
  const wires = providerKinds.flatMap(({ value: kind }) => [plain(kind), whole('oidc', kind)])
  const creations: Edit[] = []
  for (const wire of wires) creations.push(await creationOf(bench, 'oidc', wire))
  creations.push(await creationOf(bench, 'saml', whole('saml', 'saml')))
  const set = (field: string, to: JsonValue): Edit => {
    return { kind: 'set-field', target: organization, field, value: to }
  }
  return [
    newOrganization,
    ...organizationFields.map(({ name, edited }) => set(name, edited)),
    ...creations,
    fieldEdit({ kind: 'connection', key: 'oidc:pilot-keycloak' }, 'label', 'Pilot renamed'),
    { kind: 'delete-connection', key: 'oidc:harbor-entra' },
    ...(await scimEdits(bench)),
  ]
}

const inDays = (days: number) => new Date(Date.now() + days * 24 * 3_600_000).toISOString()

/** Everything that can be done with a portal link of one organization. */
async function portalLinks(bench: Bench): Promise<void> {
  const project = bench.emulator.state().projects.find(({ id }) => id === projectId)
  const organizationId = String(project?.organizations[0]?.['id'])
  const place = { projectId, organizationId }
  const clipboard = { writeSecret: () => Promise.resolve() }
  const service = bench.named(createPortalLinksService({ ...bench, clipboard }))
  const mapperUrls = Object.fromEntries(portalMapperFields.map((name) => [name, mapper('generic')]))
  const link = { enableSso: true, enableScim: true, expiresAt: inDays(7), mapperUrls }
  const made = value(await service.create({ ...place, link }))
  const linkId = made.link.id
  const less = { enableSso: true, enableScim: false, expiresAt: inDays(14) }
  value(await service.update({ ...place, linkId, ...less }))
  value(await service.delete({ ...place, linkId }))
}

/** Every kind of write that the app has, and every field that it can send, on one emulator. */
export async function fullRun(options: EmulatorOptions = {}) {
  const bench = await startBench(options)
  const { shown, snapshot, draft } = await draftOf(bench, projectId, await publishedEdits(bench))
  const input = { projectId, excluded: [], shown, ...agreeingTo(snapshot, draft) }
  const answer = await bench.publishing.publish(input)
  const outcome = outcomeOf(answer, 'published')
  await portalLinks(bench)
  return { bench, outcome, writes: writesIn(bench) }
}

/** The writing requests that the API received, in order. */
export function writesIn({ emulator }: Bench) {
  return emulator.requests().filter(({ method }) => method !== 'GET')
}

/** The entries that the patches of a run added to a protocol's connections. */
export function addedEntries(writes: ReturnType<typeof writesIn>, protocol: Protocol) {
  return writes
    .filter(({ method }) => method === 'PATCH')
    .flatMap(({ body }) => body as unknown as readonly PatchOperation[])
    .flatMap((operation) =>
      operation.op === 'add' && operation.path.endsWith(`/${protocol}/config/providers/-`)
        ? [operation.value as Readonly<Record<string, JsonValue>>]
        : [],
    )
}
