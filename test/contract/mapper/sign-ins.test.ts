import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runJson } from '../../../src/cli/run-command'
import { basisNotes } from '../../../src/core/mapper/kratos/basis'
import { readIdentity } from '../../../src/core/mapper/kratos/known-addresses'
import type { MapperInput, MapperRun } from '../../../src/core/mapper/kratos/run'
import type { JsonObject, JsonValue } from '../../../src/core/model/json'
import { toMapperUrl } from '../../../src/core/model/mapper-text'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import { runMapper } from '../../../src/main/mapper/run'
import { ssoCommand } from '../../../scripts/lib/mapper-build.mjs'
import { sampled } from '../../soak/size'
import { startEngine } from '../../support/mapping/mapper'
import {
  seenSignIns,
  steady,
  unpredictable,
  type SeenEnd,
  type SeenSignIn,
} from '../../support/mapping/sign-ins'

const fileName = 'MAPPER'
let engine: MapperEngine
/** Stops every mapper at once, so that the one that is too slow for Kratos is so on any machine. */
let hasty: MapperEngine
beforeAll(async () => {
  engine = await startEngine({ killAfter: 120_000 })
  hasty = await startEngine({ killAfter: 300 })
})
afterAll(() => Promise.all([engine.close(), hasty.close()]))

const predict = (seen: SeenSignIn): Promise<MapperRun> =>
  runMapper(seen.name === 'slow#0' ? hasty : engine, inputOf(seen))

function inputOf({ mapper, schema, claims, identity, update }: SeenSignIn): MapperInput {
  return {
    text: mapper,
    fileName,
    // Kratos was given the mappers as text.
    address: toMapperUrl(mapper),
    claims: {
      mode: 'provider',
      kind: 'generic',
      payload: JSON.parse(claims) as JsonObject,
      json: claims,
      // Those of the connection that all of them were made with.
      issuer: 'http://127.0.0.1',
      clientId: 'kratos',
    },
    schema: JSON.stringify(seenSignIns.schemas[schema]),
    ...(identity ? { identity: readIdentity(identity) } : {}),
    ...(update ? { updateOnLogin: update } : {}),
  }
}

/** The prediction in the form in which the seen end is kept. */
function endOf(run: MapperRun, seen: SeenEnd): SeenEnd | undefined {
  const { ending, identity, addresses = [] } = run
  if (!ending) return undefined
  if (ending.at === 'error') {
    const text = ending.text.trim()
    const kept =
      typeof seen.text === 'object'
        ? { ...seen.text, start: text.slice(0, seen.text.start.length) }
        : text
    return { at: 'error', status: ending.status, text: kept }
  }
  if (ending.at === 'provisioned' || ending.at === 'refused') return undefined
  if (ending.at !== 'session') return { at: ending.at, messages: sorted(ending.messages) }
  return {
    at: 'session',
    traits: steady(identity?.traits ?? {}) as JsonObject,
    public: identity?.metadata_public ?? null,
    admin: steady(identity?.metadata_admin ?? null) as JsonObject | null,
    verifiable: sorted(
      addresses.flatMap(({ value, verification, verified }) =>
        verification === undefined ? [] : [[value, verification, verified] as const],
      ),
    ),
    recovery: sorted(
      addresses.flatMap(({ value, recovery }) =>
        recovery === undefined ? [] : [[value, recovery] as const],
      ),
    ),
    names: sorted([...new Set(addresses.flatMap(({ value, signIn }) => (signIn ? [value] : [])))]),
  }
}

function sorted<Item>(list: readonly Item[]): Item[] {
  const unique = new Map(list.map((item) => [JSON.stringify(item), item]))
  return [...unique.entries()]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([, item]) => item)
}

function seenEnd({ kratos }: SeenSignIn): SeenEnd {
  const { messages, verifiable, recovery, names, text, ...rest } = kratos
  return {
    ...rest,
    ...(text === undefined ? {} : { text: typeof text === 'string' ? text.trim() : text }),
    ...(messages ? { messages: sorted(messages) } : {}),
    ...(verifiable ? { verifiable: sorted(verifiable) } : {}),
    ...(recovery ? { recovery: sorted(recovery) } : {}),
    ...(names ? { names: sorted(names) } : {}),
  }
}

/** Without what depends on how long the run took. */
const timeless = ({ milliseconds: _time, slow: _slow, ...rest }: JsonObject) => rest

const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as JsonValue

describe('sign-ins that a real Kratos was seen to make', () => {
  it.each(sampled(seenSignIns.signIns, 5).map((seen) => [seen.name, seen] as const))(
    '%s',
    async (_, seen) => {
      const run = await predict(seen)
      const held = endOf(run, seen.kratos)
      if (seen.name in unpredictable) {
        expect(plain(held), 'it can be foretold after all').not.toEqual(plain(seenEnd(seen)))
        return
      }
      expect(plain(held)).toEqual(plain(seenEnd(seen)))
    },
  )

  it('are nearly all foretold', () => {
    const names = new Set(seenSignIns.signIns.map(({ name }) => name))
    expect(Object.keys(unpredictable).every((name) => names.has(name))).toBe(true)
    expect(names.size).toBe(174)
  })

  it('name a taken address as a possible end', async () => {
    const byName = (name: string) => seenSignIns.signIns.find((seen) => seen.name === name)
    const taken = byName('conflict-link#0')
    const update = byName('update-taken#1')
    if (!taken || !update) throw new Error('The sign-ins are not there')
    expect((await predict(taken)).conflicts).toMatchObject([
      { values: ['alice@example.com'], at: 'login', id: 1_010_016 },
    ])
    expect((await predict(update)).conflicts).toMatchObject([
      { values: ['taken@example.com'], at: 'error', id: 409, text: update.kratos.text },
    ])
  })
})

describe('the built command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sign-ins-'))
  it.each([
    'objects-left-out#0',
    'people-left-out#0',
    'phone-blanks#0',
    'verified-address-null#0',
    'update-verified-shape#1',
    'second-login-error#1',
  ])('says of %s what the app says', async (name) => {
    const seen = seenSignIns.signIns.find((one) => one.name === name)
    if (!seen) throw new Error(`There is no ${name}`)
    const put = (file: string, text: string) => {
      const path = join(folder, `${name.replace('#', '-')}.${file}`)
      writeFileSync(path, text)
      return path
    }
    const args = ['run', put('jsonnet', seen.mapper), '--provider', 'generic', '--json']
    args.push('--issuer', 'http://127.0.0.1', '--client-id', 'kratos')
    args.push('--claims', put('claims.json', seen.claims))
    args.push('--schema', put('schema.json', JSON.stringify(seenSignIns.schemas[seen.schema])))
    if (seen.identity) args.push('--identity', put('identity.json', JSON.stringify(seen.identity)))
    if (seen.update) args.push('--update-on-login', seen.update)
    const said = answerOf(args)
    const run = await predict(seen)
    const notes = basisNotes(inputOf(seen), run, 'generic')
    const inProcess = plain(runJson(run, notes)) as JsonObject
    expect(timeless(said)).toEqual(timeless(inProcess))
    expect(said['end']).toBe(seen.kratos.at)
    // Scripts tell a form from the error page by these two.
    const isForm = seen.kratos.at === 'registration' || seen.kratos.at === 'login'
    expect((said['error'] as JsonObject | undefined)?.['code'] === 'mapper.schema').toBe(isForm)
    expect('consequences' in said).toBe(isForm)
  })
})

function answerOf(args: readonly string[]): JsonObject {
  try {
    return JSON.parse(
      execFileSync(process.execPath, [ssoCommand, 'mapper', ...args], { encoding: 'utf8' }),
    ) as JsonObject
  } catch (error) {
    // A failed run ends with 1 and says why all the same.
    const { stdout } = error as { readonly stdout?: string }
    if (stdout === undefined || stdout === '') throw error
    return JSON.parse(stdout) as JsonObject
  }
}
