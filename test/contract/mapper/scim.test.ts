import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../../src/core/mapper/lint/edits'
import { lintMapper } from '../../../src/core/mapper/lint/lint'
import type { RuleName } from '../../../src/core/mapper/lint/explanations'
import type { MapperInput } from '../../../src/core/mapper/kratos/run'
import { readIdentity } from '../../../src/core/mapper/kratos/known-addresses'
import { presetSchemas } from '../../../src/core/mapper/kratos/preset-schemas'
import { scimTemplate } from '../../../src/core/mapper/template/scim-template'
import type { JsonObject } from '../../../src/core/model/json'
import { findSources } from '../../../src/main/mapper/find-sources'
import { runMapper } from '../../../src/main/mapper/run'
import { readSamples, scimSamples } from '../../support/mapping/samples'
import { scimTraits } from '../../support/mapping/lint'
import { useEngine } from '../../support/mapping/use-engine'

const engine = useEngine()

const samples = scimSamples(readSamples()).map((choice) => [choice.sample.id, choice] as const)

const schema: JsonObject = {
  properties: {
    traits: {
      type: 'object',
      properties: {
        email: {
          type: 'string',
          format: 'email',
          'ory.sh/kratos': { verification: { via: 'email' } },
        },
        name: {
          type: 'object',
          properties: { first: { type: 'string' }, last: { type: 'string' } },
        },
        department: { type: 'string' },
        groups: { type: 'array', items: { type: 'string' } },
        phones: { type: 'array', items: { type: 'string' } },
        tenant: { const: 'example' },
        age: { type: 'integer' },
      },
      required: ['tenant'],
      additionalProperties: false,
    },
  },
}

function run(text: string, payload: JsonObject, more: Partial<MapperInput> = {}) {
  const claims = { mode: 'provider', kind: 'scim', payload } as const
  return runMapper(engine, { text, fileName: 'mapper.jsonnet', claims, ...more })
}

const payloadOf = (id: string) =>
  samples.find(([name]) => name === id)?.[1].sample.payload ?? { userName: 'none' }

describe('the mapper for SCIM that the app starts with', () => {
  const schemas = { own: schema, ...presetSchemas }
  it.each(samples)(
    'gives of the sample %s nothing that a schema refuses',
    async (_, { sample }) => {
      for (const [name, each] of Object.entries(schemas)) {
        const text = scimTemplate(each)
        const { schemaProblems, ending, error } = await run(text, sample.payload, {
          schema: JSON.stringify(each),
        })
        if (sample.stops) {
          expect(error?.message).toMatch(/^Ory refuses this user before the mapper: /)
          expect(ending).toMatchObject({ at: 'refused', status: 400 })
          continue
        }
        expect(
          schemaProblems?.filter(({ missing }) => !missing),
          `${name}: ${text}`,
        ).toEqual([])
      }
    },
  )

  it.each([
    [
      'scim-full',
      { email: 'Mara.Lindqvist@example.com', name: { first: 'Mara', last: 'Lindqvist' } },
    ],
    ['scim-enterprise', { email: 'tomas.reyl@example.com', department: 'Maintenance' }],
    ['scim-groups', { groups: ['Maintenance', 'Staff'] }],
    ['scim-entra-new', { email: 'jonas.weir@example.com', department: 'Risk' }],
    ['scim-okta-new', { email: 'ines.farrow@example.com' }],
    ['scim-onelogin-core', { email: 'priya.nair@example.com' }],
    ['scim-onelogin-enterprise', { department: 'Logistics' }],
  ])('takes of %s what it has', async (id, traits) => {
    const { mapped } = await run(scimTemplate(schema), payloadOf(id))
    expect(mapped?.traits).toMatchObject({ ...traits, tenant: 'example' })
  })

  it('leaves out an address that was not sent', async () => {
    const { mapped, ending } = await run(scimTemplate(schema), payloadOf('scim-entra-guest'))
    expect(mapped?.traits).toEqual({ tenant: 'example', name: {} })
    expect(ending).toEqual({ at: 'provisioned', status: 201 })
  })

  it.each(Object.entries(schemas))('has nothing against it, with the schema %s', (_, each) => {
    const found = lintMapper(scimTemplate(each), { provider: 'scim', schema: each })
    expect(found.filter(({ severity }) => severity !== 'info')).toEqual([])
  })
})

describe('a mapper for SCIM', () => {
  const user = payloadOf('scim-okta-new')

  it('is given scim and identity, and no claims', async () => {
    const { mapped } = await run(
      "{ identity: { traits: { u: std.extVar('scim').userName, i: std.extVar('identity') } } }",
      user,
    )
    expect(mapped?.traits).toEqual({
      u: user['userName'],
      i: { traits: {}, metadata_public: {}, metadata_admin: {} },
    })
    const { error, ending } = await run("std.extVar('claims')", user)
    expect(error?.message).toContain('Undefined external variable: claims')
    expect(ending).toMatchObject({ at: 'refused', status: 500 })
  })

  it('is given exact JSON as it is', async () => {
    const exact = { mode: 'exact', given: 'scim', json: '{"a": 1.0}' } as const
    const { mapped } = await run("{ identity: { traits: std.extVar('scim') } }", user, {
      claims: exact,
    })
    expect(mapped?.traits).toEqual({ a: 1 })
  })

  it('gets active as true where nothing was sent for it', async () => {
    const { claims } = await run('{ identity: { traits: {} } }', payloadOf('scim-minimal'))
    expect(claims?.claims['active']).toBe(true)
    expect(claims?.activeByDefault).toBe(true)
  })

  it.each([
    ['{ identity: {} }', 'The mapper gives no object at identity.traits'],
    [
      '{ identity: { traits: {}, metadata_public: null } }',
      'The mapper gives no object at identity.metadata_public',
    ],
    [
      "{ identity: { traits: {}, verified_addresses: ['a'] } }",
      'The mapper gives no list of addresses at identity.verified_addresses',
    ],
  ])('that gives %s is refused in words of the app', async (text, message) => {
    const { error, ending } = await run(text, user)
    expect(error?.message).toBe(message)
    expect(ending).toEqual({ at: 'refused', status: 500, text: message })
  })

  it('replaces the traits of an existing account, and shows omitted metadata as kept', async () => {
    const identity = { traits: { name: { first: 'Old' } }, metadata_public: { plan: 'gold' } }
    const { signIn, ending } = await run(
      "{ identity: { traits: { email: 'a@example.com' } } }",
      user,
      { identity },
    )
    expect(signIn?.identity).toEqual({
      traits: { email: 'a@example.com' },
      metadata_public: { plan: 'gold' },
      metadata_admin: null,
    })
    expect(ending).toEqual({ at: 'provisioned', status: 200 })
  })

  it('gets empty objects where the account has no traits or metadata', async () => {
    const text = "{ identity: { traits: { i: std.extVar('identity') } } }"
    const { mapped } = await run(text, user, { identity: { metadata_public: null } })
    expect(mapped?.traits).toEqual({ i: { traits: {}, metadata_public: {}, metadata_admin: {} } })
  })

  it.each([
    ["'eu-central'", undefined, 201],
    ["'moon'", '“moon” is not a region of Ory', 400],
    ['7', '7 is not a region of Ory', 400],
  ])('that gives the region %s: %s, %i', async (region, message, status) => {
    const { error, ending, mapped } = await run(
      `{ identity: { traits: {}, region: ${region} } }`,
      user,
    )
    expect([error?.message, ending]).toEqual([message, expect.objectContaining({ status })])
    expect(mapped?.region).toBe(message === undefined ? 'eu-central' : undefined)
  })

  const account = {
    traits: { tenant: 'example', email: 'ines.farrow@example.com' },
    verifiable_addresses: [{ value: 'ines.farrow@example.com', via: 'email', verified: true }],
  }
  it.each([
    ['none', ['example.com'], 'adopted', 201],
    ['none', ['other.example'], 'conflict', 409],
    ['none', undefined, 'depends', undefined],
    ['other', ['example.com'], 'conflict', 409],
    ['same', [], 'updated', 200],
  ] as const)('meets an account: %s, %j: %s, %i', async (membership, domains, outcome, status) => {
    const text =
      "{ identity: { traits: { tenant: 'example', email: std.extVar('scim').userName } } }"
    const identity = { ...readIdentity(account), membership }
    const more = { schema: JSON.stringify(schema), identity, ...(domains ? { domains } : {}) }
    const { existing, ending, signIn, error } = await run(text, user, more)
    expect(existing?.outcome).toBe(outcome)
    expect(ending && 'status' in ending ? ending.status : undefined).toBe(status)
    expect(error).toBeUndefined()
    expect(signIn === undefined).toBe(status === 409)
  })

  it('tells of the 409 where another identity has the address', async () => {
    const text =
      "{ identity: { traits: { tenant: 'example', email: std.extVar('scim').userName } } }"
    const { conflicts } = await run(text, user, { schema: JSON.stringify(schema) })
    expect(conflicts).toEqual([
      expect.objectContaining({ at: 'refused', id: 409, values: ['ines.farrow@example.com'] }),
    ])
  })

  it('whose traits do not fit ends without a page, and says so', async () => {
    const { error, ending, consequences } = await run('{ identity: { traits: { x: 1 } } }', user, {
      schema: JSON.stringify(schema),
    })
    expect(error?.code).toBe('mapper.schema')
    expect(ending).toBeUndefined()
    expect(consequences?.every((line) => line.endsWith('the person is not provisioned'))).toBe(true)
  })

  it('has its traits traced back to attributes', async () => {
    const claims = { mode: 'provider', kind: 'scim', payload: user } as const
    const found = await findSources(engine, {
      text: scimTraits('email: scim.emails[0].value, first: scim.name.givenName'),
      fileName: 'mapper.jsonnet',
      claims,
    })
    const sources = found.ok ? found.value.sources : []
    const fromOf = (name: string) => sources.find(({ path }) => path.at(-1) === name)?.from
    expect(fromOf('first')).toEqual(['name.givenName'])
    expect(fromOf('email')?.[0]).toMatch(/^emails/)
  })
})

/** Each mistake fails with the user named, and what its fix gives does not. */
describe('what the rules say', () => {
  const mended = (text: string, rule: RuleName): string => {
    const found = lintMapper(text, { provider: 'scim' }).find((finding) => finding.rule === rule)
    if (!found?.fix) throw new Error(`${rule} offers nothing for ${text}`)
    return applyEdits(text, found.fix.edits)
  }

  it.each([
    ['unguarded-attribute', 'title: scim.title', 'scim-minimal'],
    ['unguarded-attribute', 'first: scim.name.givenName', 'scim-entra-guest'],
    ['first-entry', 'email: scim.emails[0].value', 'scim-minimal'],
    [
      'enterprise-default',
      "d: scim['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'].department",
      'scim-minimal',
    ],
    ['scim-active', 'active: if scim.active then 1 else 0', 'scim-entra-text'],
    ['scim-active', 'active: if scim.active then 1 else 0', 'scim-onelogin-enterprise'],
    ['other-variable', "email: std.extVar('claims').email", 'scim-full'],
    ['unknown-attribute', 'name: scim.username', 'scim-full'],
  ] as const)('%s is so: %s, with %s', async (rule, fields, id) => {
    const text = scimTraits(fields)
    const before = await run(text, payloadOf(id))
    expect(before.error?.code).toBe('mapper.runtime')
    if (rule === 'other-variable') return
    const after = await run(mended(text, rule), payloadOf(id))
    expect(after.error).toBeUndefined()
  })

  it('the fix for the other variable reads the one that is there', async () => {
    const text = "{ identity: { traits: { id: std.extVar('claims').userName } } }"
    const { mapped } = await run(mended(text, 'other-variable'), payloadOf('scim-okta-new'))
    expect(mapped?.traits).toEqual({ id: 'ines.farrow@example.com' })
  })
})
