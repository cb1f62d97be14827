import { expect, test } from 'vitest'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { noIntents } from '../../../../src/core/intents/intents'
import { takeFromFile } from '../../../../src/core/take/from-file'
import { readSetUpFile } from '../../../../src/core/set-up-file/read'
import { makeSetUpFile } from '../../../../src/core/set-up-file/write'
import { identityConfigText } from '../../../../src/core/set-up-file/write-identity-config'
import { connection, snapshotOf, withStates } from '../../../support/states/snapshots'

const snapshot = snapshotOf({
  oidc: [connection('a', { organization_id: 'o' }), connection('b')],
  saml: [{ id: 's', label: 'S', raw_idp_metadata_xml: 'https://idp.example/metadata' }],
  organizations: [{ id: 'o', label: 'O', domains: ['o.example'] }],
})

function read(text: string) {
  const reading = readSetUpFile(text)
  if (!reading.ok) throw new Error(reading.problems.join('\n'))
  return reading
}

test('it is the part of a configuration that a set-up is, and read again changes nothing', () => {
  const enabled = withStates(snapshot, { 'oidc:a': 'enabled', 'saml:s': 'disabled' })
  const text = identityConfigText(makeSetUpFile(setUpOf(enabled), new Map()).file)
  // Ory's document has no states.
  expect(text).not.toContain('"state"')
  const { methods } = JSON.parse(text).selfservice
  expect(methods.oidc.config.base_redirect_uri).toBe('https://login.customer.example')
  expect(methods.oidc.config.providers.map(({ id }: { id: string }) => id)).toEqual(['a', 'b'])
  expect(methods.saml.config.providers).toHaveLength(1)
  const plan = takeFromFile(read(text).file, snapshot, noIntents, () => 'new:x')
  expect(plan.items.filter(({ what }) => what !== 'same')).toEqual([])
})

test('of a whole configuration only methods, connections and organizations are read', () => {
  const { config } = (snapshot.project['services'] as any).identity
  const withMore = {
    ...config,
    courier: { smtp: { connection_uri: 'smtps://a:b@mail.example' } },
    identity: { default_schema_id: 'x', schemas: [] },
  }
  const { file, remarks } = read(JSON.stringify(withMore))
  expect(file.connections).toHaveLength(3)
  expect(remarks).toEqual([])
  expect(JSON.stringify(file)).not.toContain('mail.example')
})

test('a project document brings its organizations along, bare or as a write answers it', () => {
  const document = { ...snapshot.project, organizations: snapshot.organizations }
  for (const whole of [document, { project: document, warnings: [] }]) {
    expect(read(JSON.stringify(whole)).file.organizations).toEqual([
      { id: 'o', fields: { label: 'O', domains: ['o.example'] }, withheld: [] },
    ])
  }
})

test('secrets in it are passed over, and that is said', () => {
  const config = {
    selfservice: {
      methods: {
        oidc: {
          enabled: true,
          config: {
            providers: [
              connection('a', { client_secret: 'canary', x_rollout: { token: 'canary' } }),
            ],
          },
        },
      },
    },
  }
  const { file, remarks } = read(JSON.stringify(config))
  expect(JSON.stringify(file)).not.toContain('canary')
  expect(file.connections[0]?.withheld).toEqual(['x_rollout'])
  expect(remarks.join()).toContain('Secrets in the file are ignored')
})
