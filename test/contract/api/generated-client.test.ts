import {
  Configuration,
  CreateOrganizationOnboardingPortalLinkBodyFromJSON,
  NormalizedProjectRevisionSAMLProviderFromJSON,
  NormalizedProjectRevisionSAMLProviderToJSON,
  NormalizedProjectRevisionThirdPartyProviderFromJSON,
  NormalizedProjectRevisionThirdPartyProviderToJSON,
  OrganizationBodyDefaultRegionEnum,
  OrganizationBodyFromJSON,
  OrganizationBodyToJSON,
  ProjectApi,
  UpdateOrganizationOnboardingPortalLinkBodyFromJSON,
  type CreateOrganizationOnboardingPortalLinkBody,
  type JsonPatch,
} from '@ory/client-fetch'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { PatchOperation } from '../../../src/core/patch/patch'
import { organizationFields } from '../../../src/core/fields/other-fields'
import { portalMapperFields } from '../../../src/core/ipc/portal-links'
import type { JsonValue } from '../../../src/core/model/json'
import { regions } from '../../../src/core/model/regions'
import { undeclaredFields } from '../../support/texts/ory-spec'
import { byRequests } from '../../support/services/main-services'
import { addedEntries, fullRun, writesIn } from './full-run'

/** The part of an operation's path that names its target, in the order of the path. */
const ids = (path: string) => path.split('/').filter((part) => /^[0-9a-f-]{36}$/.test(part))

type Write = ReturnType<typeof writesIn>[number]

/** The same call by the client that Ory generates from its OpenAPI document. */
async function call(api: ProjectApi, { operation = '', path, body }: Write): Promise<unknown> {
  const [projectId = '', second = '', third = ''] = ids(path)
  switch (operation) {
    case 'createOrganization':
      return api.createOrganizationRaw({
        projectId,
        organizationBody: OrganizationBodyFromJSON(body),
      })
    case 'updateOrganization':
      return api.updateOrganizationRaw({
        projectId,
        organizationId: second,
        organizationBody: OrganizationBodyFromJSON(body),
      })
    case 'patchProjectWithRevision': {
      // The type that the app compiles, taken as it is by the one that Ory generates.
      const jsonPatch: PatchOperation[] = body as unknown as PatchOperation[]
      return api.patchProjectWithRevisionRaw({ projectId, revisionId: second, jsonPatch })
    }
    case 'createOrganizationOnboardingPortalLink':
      return api.createOrganizationOnboardingPortalLinkRaw({
        projectId,
        organizationId: second,
        createOrganizationOnboardingPortalLinkBody:
          CreateOrganizationOnboardingPortalLinkBodyFromJSON(body),
      })
    case 'updateOrganizationOnboardingPortalLink':
      return api.updateOrganizationOnboardingPortalLinkRaw({
        projectId,
        organizationId: second,
        onboardingPortalLinkId: third,
        updateOrganizationOnboardingPortalLinkBody:
          UpdateOrganizationOnboardingPortalLinkBodyFromJSON(body),
      })
    case 'deleteOrganizationOnboardingPortalLink':
      return api.deleteOrganizationOnboardingPortalLinkRaw({
        projectId,
        organizationId: second,
        onboardingPortalLinkId: third,
      })
    default:
      throw new Error(`The app sent ${operation}, which has no call here`)
  }
}

interface Sent {
  readonly method: string | undefined
  readonly path: string
  readonly body: JsonValue | undefined
}

/** Runs calls by the generated client and records what it would put on the wire. */
async function sentByGeneratedClient(writes: readonly Write[]): Promise<Sent[]> {
  const sent: Sent[] = []
  const api = new ProjectApi(
    new Configuration({
      basePath: 'https://api.example',
      accessToken: 'a-key-of-tests',
      fetchApi: (url, init) => {
        const { pathname } = new URL(String(url))
        const body =
          typeof init?.body === 'string' ? (JSON.parse(init.body) as JsonValue) : undefined
        sent.push({ method: init?.method, path: pathname, body })
        return Promise.resolve(Response.json({}))
      },
    }),
  )
  for (const write of writes) await call(api, write)
  return sent
}

describe('the client that Ory generates', () => {
  test.each([{ organizationsInDocument: 'absent' }, { organizationsInDocument: 'all' }] as const)(
    'puts on the wire what the app does, organizations in the document $organizationsInDocument',
    async (options) => {
      const { writes: all } = await fullRun(options)
      // Ory generates no call for the normalized form: no document of its own has it.
      const writes = all.filter(({ operation }) => operation !== 'patchNormalizedProject')
      expect(writes.length).toBeLessThan(all.length)
      const wanted = writes.map(({ method, path, body }): Sent => ({ method, path, body }))
      expect(await sentByGeneratedClient(writes)).toEqual(wanted)
    },
  )

  test('would lose a member that its types do not have', async () => {
    const { writes } = await fullRun(byRequests)
    const write = writes.find(({ operation }) => operation === 'createOrganization')!
    const spoilt = { ...write, body: { ...(write.body as object), lable: 'Misspelt' } }
    const [sent] = await sentByGeneratedClient([spoilt as Write])
    expect(sent?.body).toEqual(write.body)
  })
})

describe('its types of the normalized form hold what the app makes', () => {
  const renamed: Readonly<Record<string, string>> = {
    id: 'provider_id',
    microsoft_tenant: 'azure_tenant',
  }
  const forms = {
    oidc: (json: unknown) =>
      NormalizedProjectRevisionThirdPartyProviderToJSON(
        NormalizedProjectRevisionThirdPartyProviderFromJSON(json),
      ) as unknown,
    saml: (json: unknown) =>
      NormalizedProjectRevisionSAMLProviderToJSON(
        NormalizedProjectRevisionSAMLProviderFromJSON(json),
      ) as unknown,
  }

  test.each(['oidc', 'saml'] as const)('%s', async (protocol) => {
    const { writes } = await fullRun()
    const added = addedEntries(writes, protocol)
    expect(added.length).toBeGreaterThan(0)
    const lost = new Set<string>()
    for (const entry of added) {
      const row = Object.fromEntries(
        Object.entries(entry).map(([name, value]) => [renamed[name] ?? name, value]),
      )
      const back = JSON.parse(JSON.stringify(forms[protocol](row))) as Record<string, JsonValue>
      for (const [name, value] of Object.entries(row)) {
        if (name in back) expect(back[name], name).toEqual(value)
        else lost.add(name)
      }
    }
    expect([...lost].toSorted()).toEqual(undeclaredFields[protocol])
  })
})

describe('its types', () => {
  test('take the operations that the app compiles', () => {
    expectTypeOf<PatchOperation>().toExtend<JsonPatch>()
  })

  test('have the mappers that a portal link can bring along, and no others', () => {
    type Mapper = Extract<keyof CreateOrganizationOnboardingPortalLinkBody, `${string}_mapper_url`>
    expectTypeOf<(typeof portalMapperFields)[number]>().toEqualTypeOf<Mapper>()
    expect(new Set(portalMapperFields).size).toBe(portalMapperFields.length)
  })

  test('have the regions that the app offers', () => {
    const declared = Object.entries(OrganizationBodyDefaultRegionEnum)
      .filter(([name]) => name !== 'UnknownDefaultOpenApi')
      .map(([, value]) => value)
    expect(regions.map(({ value }) => value).toSorted()).toEqual(declared.toSorted())
  })

  test('name the fields of an organization that the app has', () => {
    const declared = Object.keys(OrganizationBodyToJSON({}))
    expect(organizationFields.map(({ name }) => name).toSorted()).toEqual(declared.toSorted())
  })
})
