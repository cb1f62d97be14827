import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
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

/** Ory's own client has it, and no public document. */
const undocumented = ['listCustomDomains']

withSpec('every endpoint of the client is an operation of the OpenAPI document', async () => {
  const spec = JSON.parse(readFileSync(join(folder ?? '', 'openapi.json'), 'utf8')) as {
    paths: Record<string, Record<string, { operationId?: string }>>
  }
  const { bench } = await fullRun(byRequests)
  const operations = new Map(
    Object.entries(spec.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [
        operationId,
        {
          method: method.toUpperCase(),
          pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
        },
      ]),
    ),
  )
  const documented = bench.emulator
    .requests()
    .filter(({ server, operation }) => server === 'api' && !undocumented.includes(operation ?? ''))
  expect(new Set(documented.map(({ operation }) => operation)).size).toBeGreaterThanOrEqual(9)
  for (const { operation, method, path } of documented) {
    const declared = operations.get(operation)
    expect(declared?.method, operation).toBe(method)
    expect(path.split('?')[0], operation).toMatch(declared?.pattern ?? /^$/)
  }
})
