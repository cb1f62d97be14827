import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildMapperIfNeeded, mapperFolder } from '../../../scripts/lib/mapper-build.mjs'
import { locked } from '../../../scripts/lib/lock.mjs'
import type { FromEngine } from '../../../src/main/mapper/channel'
import { createEngineClient, type EngineProcess } from '../../../src/main/mapper/client'
import { runMapper } from '../../../src/main/mapper/run'
import { bare } from '../../support/mapping/mapper'
import { turns } from '../../support/services/turns'

const children: ChildProcess[] = []

function start(): EngineProcess {
  const wrapper = fileURLToPath(new URL('../../support/runner/parent-port.mjs', import.meta.url))
  const child = fork(wrapper, [pathToFileURL(`${mapperFolder}/utility.js`).href])
  children.push(child)
  return {
    send: (message) => void child.send(message),
    onMessage: (listener) => void child.on('message', (message) => listener(message as FromEngine)),
    onExit: (listener) => void child.once('exit', listener),
    stop: () => void child.kill(),
  }
}

const engine = createEngineClient(start)
beforeAll(async () => {
  await locked(() => buildMapperIfNeeded())
  engine.warm()
})
afterAll(() => engine.close())

const endless = 'std.length([x for x in std.range(1, 1e6) for y in std.range(1, 1e4)])'

describe('the engine in a process of its own', () => {
  it('answers every kind of question', async () => {
    expect(await engine.evaluate(bare('{ a: 1 }'))).toMatchObject({ ok: true })
    expect(await engine.cover(bare('if true then 1'))).toMatchObject({
      ok: true,
      value: { spans: [{ kind: 'else' }, { kind: 'then' }], reached: [1] },
    })
    expect(await engine.format('{a:1}', 'x')).toEqual({ ok: true, value: '{ a: 1 }\n' })
    expect(await engine.lint('local x = 1; 2', 'x')).toMatchObject({
      ok: true,
      value: [{ kind: 'remark', message: 'Unused variable: x' }],
    })
    expect(await engine.validate({ schema: '{}', traits: '{}' })).toEqual({
      ok: true,
      value: { problems: [], addresses: [] },
    })
  })

  it('killed from outside while it runs costs one message and nothing else', async () => {
    const before = children.length
    const running = engine.evaluate(bare(endless))
    await turns()
    children.at(-1)?.kill('SIGKILL')
    expect(await running).toMatchObject({ error: { code: 'mapper.stopped', retry: true } })
    expect(await engine.evaluate(bare('{ a: 2 }'))).toMatchObject({ ok: true })
    expect(children.length).toBe(before + 1)
  })

  it('passes a cancellation on', async () => {
    const controller = new AbortController()
    const running = engine.evaluate(bare(endless), controller.signal)
    await turns()
    controller.abort()
    expect(await running).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
    expect(await engine.evaluate(bare('{}'))).toMatchObject({ ok: true })
  })
})

describe('a run as Kratos does it', () => {
  const schema = JSON.stringify({
    properties: {
      traits: { properties: { email: { type: 'string' } }, required: ['email', 'name'] },
    },
  })
  const claims = {
    mode: 'provider',
    kind: 'google',
    payload: { iss: 'i', sub: 's', email: 'a@b.c' },
  } as const
  const mapper = "local c = std.extVar('claims'); { identity: { traits: { email: c.email } } }"

  it('sends a registration back to the form', async () => {
    const run = await runMapper(engine, { text: mapper, fileName: 'm', claims, schema })
    expect(run.consequences).toEqual([
      '`name` is required and missing: goes back to the registration form for `name`',
    ])
    expect(run.error?.code).toBe('mapper.schema')
    expect(run.mapped?.traits).toEqual({ email: 'a@b.c' })
  })

  it('lets a sign-in keep what the mapper leaves out', async () => {
    const identity = { traits: { name: 'Ann', email: 'old@b.c' } }
    const run = await runMapper(engine, { text: mapper, fileName: 'm', claims, schema, identity })
    expect(run.error).toBeUndefined()
    expect(run.signIn).toMatchObject({
      changed: true,
      identity: { traits: { name: 'Ann', email: 'a@b.c' } },
    })
  })

  it('tells which addresses are verified', async () => {
    const marked = { type: 'string', 'ory.sh/kratos': { verification: { via: 'email' } } }
    const withMark = { properties: { traits: { properties: { email: marked, other: marked } } } }
    const text =
      "{ identity: { traits: { email: 'A@b.c', other: 'x@b.c' }, verified_addresses: [{ value: ' a@B.c', via: 'email' }] } }"
    const run = await runMapper(engine, {
      text,
      fileName: 'm',
      claims,
      schema: JSON.stringify(withMark),
    })
    expect(run.addresses?.map(({ value, verified }) => [value, verified])).toEqual([
      ['a@b.c', true],
      ['x@b.c', false],
    ])
  })

  it('keeps an address verified, and tells what it is verified with anew', async () => {
    const email = {
      type: 'string',
      format: 'email',
      'ory.sh/kratos': { verification: { via: 'email' } },
    }
    const marked = JSON.stringify({ properties: { traits: { properties: { email } } } })
    const identity = {
      traits: { email: 'a@b.c' },
      addresses: [{ value: 'a@b.c', verification: 'email', verified: true, signIn: false }],
    }
    const asked = { text: mapper, fileName: 'm', claims, schema: marked }
    const kept = await runMapper(engine, { ...asked, identity })
    expect(kept.addresses).toMatchObject([{ value: 'a@b.c', verified: true }])
    expect(kept.signIn?.changed).toBe(false)
    expect(kept.conflicts).toBeUndefined()
    const text = `${mapper} + { identity+: { verified_addresses: [{ Value: 'A@b.c', VIA: 'email' }] } }`
    const unverified = { ...identity, addresses: [{ ...identity.addresses[0]!, verified: false }] }
    const now = await runMapper(engine, { ...asked, text, identity: unverified })
    expect(now.addresses).toMatchObject([{ value: 'a@b.c', verified: true }])
    expect(now.signIn?.changed).toBe(true)
    expect(now.conflicts).toEqual([])
  })

  it('looks at no mapper where a sign-in is not to update, and names no other identity', async () => {
    const identity = { traits: { email: 'a@b.c' } }
    const never = { fileName: 'm', claims, schema, identity, updateOnLogin: 'never' } as const
    const run = await runMapper(engine, { ...never, text: 'error 1' })
    expect(run).toMatchObject({ ending: { at: 'session' }, signIn: { mapped: false } })
    expect(run.error).toBeUndefined()
    expect(run.evaluation).toBeUndefined()
    // What Kratos refuses of the claims comes before.
    const refused = { ...claims, payload: { ...claims.payload, email: 5 } }
    const failed = await runMapper(engine, { ...never, text: 'error 1', claims: refused })
    expect(failed.ending?.at).toBe('login')
  })

  it('gives the identity to the mapper, and metadata that it does not have as null', async () => {
    const text = "{ identity: { traits: {}, metadata_public: std.extVar('identity') } }"
    const run = await runMapper(engine, {
      text,
      fileName: 'm',
      claims,
      identity: { traits: { a: 1 } },
    })
    expect(run.mapped?.metadataPublic).toEqual({
      traits: { a: 1 },
      metadata_public: null,
      metadata_admin: null,
    })
    const first = await runMapper(engine, { text, fileName: 'm', claims })
    expect(first.mapped?.metadataPublic).toEqual({
      traits: {},
      metadata_public: {},
      metadata_admin: {},
    })
  })
})

/** Mappers of the kinds that Ory's documentation shows, in our own words. */
const kinds: readonly (readonly [string, string, string, object, object | string])[] = [
  [
    'google takes a verified address',
    'google',
    verified(),
    { email: 'a@b.c', email_verified: true },
    { email: 'a@b.c' },
  ],
  [
    'google leaves out one that is not',
    'google',
    verified(),
    { email: 'a@b.c', email_verified: false },
    {},
  ],
  [
    'apple sends text for the flag',
    'apple',
    verified(),
    { email: 'a@b.c', email_verified: 'true' },
    { email: 'a@b.c' },
  ],
  [
    'google’s mapper drops every address of microsoft',
    'microsoft',
    verified(),
    { email: 'a@b.c' },
    {},
  ],
  ['microsoft takes any address', 'microsoft', present(), { email: 'a@b.c' }, { email: 'a@b.c' }],
  ['microsoft without an address has no trait', 'microsoft', present(), { upn: 'a@b.c' }, {}],
  [
    'the default of Terraform fails without an address',
    'generic',
    '{ identity: { traits: { email: std.extVar("claims").email } } }',
    {},
    'Field does not exist: email',
  ],
  [
    'a custom claim is not among the claims',
    'generic',
    '{ identity: { traits: { u: std.extVar("claims").username } } }',
    { username: 'ann' },
    'Field does not exist: username',
  ],
  [
    'auth0 has no raw_claims',
    'auth0',
    '{ identity: { traits: { g: std.extVar("claims").raw_claims.groups } } }',
    { groups: ['a'] },
    'Field does not exist: raw_claims',
  ],
  [
    'saml attributes are in raw_claims',
    'saml',
    '{ identity: { traits: { d: std.extVar("claims").raw_claims.department } } }',
    { department: 'IT' },
    { d: 'IT' },
  ],
]

function verified() {
  return "local c = { email_verified: false } + std.extVar('claims'); { identity: { traits: { [if 'email' in c && c.email_verified then 'email' else null]: c.email } } }"
}

function present() {
  return "local c = std.extVar('claims'); { identity: { traits: { [if 'email' in c then 'email' else null]: c.email } } }"
}

describe('mappers of each kind of provider', () => {
  it.each(kinds)('%s', async (_, kind, text, payload, wanted) => {
    const claims = { mode: 'provider', kind, payload: { iss: 'i', sub: 's', ...payload } } as const
    const run = await runMapper(engine, { text, fileName: 'm', claims })
    if (typeof wanted === 'string') expect(run.error?.message).toBe(wanted)
    else expect(run.mapped?.traits).toEqual(wanted)
  })
})
