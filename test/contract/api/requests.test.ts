import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { PatchOperation } from '../../../src/core/patch/patch'
import { providerKinds } from '../../../src/core/model/providers'
import { byRequests, writesOf } from '../../support/services/main-services'
import {
  orySpecDir,
  undeclaredFields,
  validateBody,
  validateKratos,
} from '../../support/texts/ory-spec'
import { addedEntries, fullRun } from './full-run'

const folder = orySpecDir()
const withSpec = test.skipIf(folder === undefined)

describe.each([true, false])('organization requests move the revision: %s', (moves) => {
  test('a connection of each kind is created, and the server holds what was asked', async () => {
    const { bench, outcome } = await fullRun({ organizationWritesMoveRevision: moves })
    expect(outcome.dropped).toEqual([])
    expect(outcome.draft.intents).toEqual({
      organization: {},
      connection: {},
      method: {},
      'scim-client': {},
    })
    expect(writesOf(bench)).toContain('PATCH 200')
  })
})

/** Schema of each operation's body in the OpenAPI document; null for none. */
const bodies: Readonly<Record<string, string | null>> = {
  createOrganization: 'OrganizationBody',
  updateOrganization: 'OrganizationBody',
  patchProjectWithRevision: 'jsonPatchDocument',
  patchNormalizedProject: 'jsonPatchDocument',
  createOrganizationOnboardingPortalLink: 'createOrganizationOnboardingPortalLinkBody',
  updateOrganizationOnboardingPortalLink: 'updateOrganizationOnboardingPortalLinkBody',
  deleteOrganizationOnboardingPortalLink: null,
}

withSpec.each([{ organizationsInDocument: 'absent' }, { organizationsInDocument: 'all' }] as const)(
  'every request body is as the OpenAPI document says, organizations in the document $organizationsInDocument',
  async (options) => {
    const { writes } = await fullRun(options)
    for (const { operation = '', body } of writes) {
      const schema = bodies[operation]
      if (schema === null) expect(body, operation).toBeUndefined()
      else {
        const problems = validateBody(schema ?? operation, body)
        expect(problems, `${operation} ${JSON.stringify(body).slice(0, 200)}`).toEqual([])
      }
    }
    const seen = new Set(writes.map(({ operation = '' }) => operation))
    const own = options.organizationsInDocument === 'absent' ? [] : ['Organization']
    const wanted = Object.keys(bodies).filter(
      (operation) => !own.some((name) => operation.endsWith(name)),
    )
    expect([...seen].toSorted()).toEqual(wanted.toSorted())
  },
)

withSpec('every new connection is one that Kratos takes', async () => {
  const { writes } = await fullRun()
  const added = addedEntries(writes, 'oidc')
  expect(added).toHaveLength(providerKinds.length * 2)
  for (const made of added) {
    const own = Object.fromEntries(
      Object.entries(made).filter(([name]) => !undeclaredFields.oidc.includes(name)),
    )
    expect(validateKratos('selfServiceOIDCProvider', own), JSON.stringify(made)).toEqual([])
  }
})

withSpec('a new SCIM client is one that the normalized form takes', async () => {
  const { writes } = await fullRun()
  const operations = writes
    .filter(({ operation }) => operation === 'patchNormalizedProject')
    .flatMap(({ body }) => body as unknown as readonly PatchOperation[])
  const added = operations.flatMap((one) =>
    one.op === 'add' && one.path === '/scim_clients/-' ? [one.value] : [],
  )
  expect(added).toHaveLength(1)
  expect(validateBody('normalizedProjectRevisionScimClient', added[0])).toEqual([])
})

/** Ory's own clients send these; no public document has them. By operation: method and path. */
const undocumented: Readonly<Record<string, { method: string; pattern: RegExp }>> = {
  listCustomDomains: { method: 'GET', pattern: /^\/projects\/[^/]+\/cname$/ },
  getNormalizedProject: { method: 'GET', pattern: /^\/normalized\/projects\/[^/]+$/ },
  patchNormalizedProject: {
    method: 'PATCH',
    pattern: /^\/normalized\/projects\/[^/]+\/revision\/[^/]+$/,
  },
}

withSpec(
  'every request of the client is an operation of the OpenAPI document, or one that Ory’s own clients send',
  async () => {
    const spec = JSON.parse(readFileSync(join(folder ?? '', 'openapi.json'), 'utf8')) as {
      paths: Record<string, Record<string, { operationId?: string }>>
    }
    const { bench } = await fullRun(byRequests)
    const operations = new Map<string | undefined, { method: string; pattern: RegExp }>([
      ...Object.entries(undocumented),
      ...Object.entries(spec.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(
          ([method, { operationId }]) =>
            [
              operationId,
              {
                method: method.toUpperCase(),
                pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
              },
            ] as const,
        ),
      ),
    ])
    const sent = bench.emulator.requests().filter(({ server }) => server === 'api')
    const names = new Set(sent.map(({ operation }) => operation))
    expect(names.size).toBeGreaterThanOrEqual(12)
    for (const name of Object.keys(undocumented)) expect([...names]).toContain(name)
    for (const { operation, method, path } of sent) {
      const declared = operations.get(operation)
      expect(declared?.method, operation).toBe(method)
      expect(path.split('?')[0], operation).toMatch(declared?.pattern ?? /^$/)
    }
  },
)
