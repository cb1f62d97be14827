import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { mapperCommand } from '../../../scripts/lib/mapper-build.mjs'
import type { CaseOutcome } from '../../../src/core/ipc/mapper-lab'
import type { MapperCase } from '../../../src/core/mapper/cases/case'
import { caseText } from '../../../src/core/mapper/cases/case'
import { connectionsOf } from '../../../src/core/model/connection'
import { textMember } from '../../../src/core/model/json'
import { demoIds } from '../../emulator'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import type { IdentitySchemas } from '../../../src/main/services/projects/identity-schemas'
import type { Asking } from '../../../src/main/services/cases/transfer'
import { failure, success } from '../../../src/core/errors/result'
import { appError } from '../../../src/core/errors/app-error'
import { caseNamed, hashOf, namesOf, serverText, setMapper } from '../../support/cases'
import { draftOf, startBench, value, type Bench } from '../../support/main-services'
import { startEngine } from '../../support/mapper'

const projectId = demoIds.northwindStaging
const connectionKey = 'oidc:meadowlark-okta'
const sibling = 'oidc:foxglove-okta'
/** Has another mapper than those two. */
const other = 'oidc:google'
const unreadable: Pick<IdentitySchemas, 'list' | 'read'> = {
  list: () =>
    Promise.resolve(
      success([{ id: 'x', url: 'https://x.example', isDefault: true, from: 'elsewhere' }]),
    ),
  read: () => Promise.resolve(failure(appError('schema.address-refused', 'Ory does not store it'))),
}
const noSchemas = () => Promise.resolve(success([]))
const direct = '{ identity: { traits: { email: std.extVar("claims").email } } }\n'
const guarded = `local claims = { email_verified: false } + std.extVar('claims');
{
  identity: {
    traits: {
      [if 'email' in claims && claims.email_verified then 'email' else null]: claims.email,
    },
  },
}
`

let engine: MapperEngine
beforeAll(async () => {
  engine = await startEngine({ spare: true })
}, 60_000)
afterAll(() => engine.close())

let outside = ''
const asking = {
  chooseFolder: vi.fn<Asking['chooseFolder']>(),
  chooseFiles: vi.fn<Asking['chooseFiles']>(),
  confirmReplace: vi.fn<Asking['confirmReplace']>(),
}
beforeEach(async () => {
  outside = await mkdtemp(join(tmpdir(), 'checkout-'))
  asking.chooseFolder.mockReset().mockResolvedValue(outside)
  asking.chooseFiles.mockReset().mockResolvedValue([])
  asking.confirmReplace.mockReset().mockResolvedValue(true)
})
afterEach(() => rm(outside, { recursive: true, force: true }))

async function open(
  more: { engine?: MapperEngine; identitySchemas?: Pick<IdentitySchemas, 'list' | 'read'> } = {},
) {
  const bench = await startBench({}, { engine, asking, ...more })
  value(await bench.projects.read(projectId, {}))
  return bench
}
const at = (text: string, key = connectionKey) => ({ projectId, connectionKey: key, text })
const save = async (bench: Bench, text: string, saved: MapperCase, key = connectionKey) =>
  value(await bench.cases.save({ ...at(text, key), case: saved }))

function mapperTest(folder: string) {
  const args = [mapperCommand, 'test', folder]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { status, stdout, stderr }
}

const unverified = caseNamed('Not verified', {
  expect: { output: { identity: { traits: {} } } },
})
const schema = {
  properties: { traits: { properties: { email: { type: 'string' } }, required: ['name'] } },
}
const backToForm = caseNamed('Without a name', {
  schema,
  expect: { error: 'registration form for `name`' },
})

describe('running cases', () => {
  it('judges each as the command line does, with identity and schema, and tells it at once', async () => {
    const bench = await open()
    await save(bench, direct, caseNamed('A good one'))
    await save(bench, direct, backToForm)
    await save(bench, direct, unverified)
    await save(
      bench,
      direct,
      caseNamed('From a provider', {
        mode: { provider: 'google' },
        identity: { traits: { name: 'Ann' } },
        update_identity_on_login: 'never',
      }),
    )
    const told: (readonly [CaseOutcome, number])[] = []
    const { outcomes } = value(
      await bench.cases.run(at(direct), { onRan: (outcome, of) => told.push([outcome, of]) }),
    )
    const passes = outcomes.map(({ id, result }) => [id, result.pass])
    expect(passes).toEqual([
      ['a-good-one.case.json', true],
      ['from-a-provider.case.json', true],
      ['not-verified.case.json', false],
      ['without-a-name.case.json', true],
    ])
    expect(outcomes[2]?.result.differences).toEqual([
      { path: 'identity.traits.email', actual: '"ann@customer.example"' },
    ])
    expect(told).toEqual(outcomes.map((outcome) => [outcome, 4]))

    const [folder = ''] = await readdir(join(bench.folder, 'cases', 'working', projectId))
    const cli = mapperTest(join(bench.folder, 'cases', 'working', projectId, folder))
    expect(cli.status).toBe(1)
    expect(cli.stdout).toMatch(/\n3 passed, 1 failed\n$/)
  })

  it('takes the given schema for a case that has none', async () => {
    const bench = await open()
    await save(bench, direct, caseNamed('A good one'))
    const run = async (given: object) =>
      value(await bench.cases.run({ ...at(direct), schema: JSON.stringify(given) })).outcomes[0]
        ?.result
    expect(await run({})).toMatchObject({ pass: true })
    expect(await run(schema)).toMatchObject({
      pass: false,
      differences: [{ expected: 'no error', actual: expect.stringContaining('`name`') }],
    })
  })

  it('leaves out what cannot be read, and keeps what came before a cancel', async () => {
    const bench = await open()
    for (const name of ['1', '2', '3', '4']) await save(bench, direct, caseNamed(name))
    const [folder = ''] = await readdir(join(bench.folder, 'cases', 'working', projectId))
    const broken = join(bench.folder, 'cases', 'working', projectId, folder, '0.case.json')
    await writeFile(broken, '{')
    const controller = new AbortController()
    const { outcomes } = value(
      await bench.cases.run(at(direct), {
        signal: controller.signal,
        onRan: ({ id }, of) => {
          expect(of).toBe(4)
          if (id === '2.case.json') controller.abort()
        },
      }),
    )
    expect(outcomes.map(({ id }) => id)).toEqual(['1.case.json', '2.case.json'])
  })

  it('an engine that dies once costs nothing', async () => {
    let dies = true
    const stopped = failure(appError('mapper.stopped', 'It was killed', { retry: true }))
    const frail: MapperEngine = {
      ...engine,
      evaluate: (request, signal) => {
        const now = dies
        dies = false
        return now ? Promise.resolve(stopped) : engine.evaluate(request, signal)
      },
    }
    const bench = await open({ engine: frail })
    await save(bench, direct, caseNamed('One'))
    const { outcomes } = value(await bench.cases.run(at(direct)))
    expect(outcomes[0]?.result.pass).toBe(true)
  })

  it('runs 1,000, each of them once', async () => {
    let runs = 0
    const counting: MapperEngine = {
      ...engine,
      evaluate: (request, signal) => {
        runs += 1
        return engine.evaluate(request, signal)
      },
    }
    const bench = await open({ engine: counting })
    const text = await serverText(bench, projectId, connectionKey)
    await save(bench, text, caseNamed('First'))
    const folder = join(bench.folder, 'cases', hashOf(text))
    for (let number = 2; number <= 1000; number += 1) {
      const own = caseNamed(`Case ${number}`, { mode: { provider: 'google' } })
      await writeFile(join(folder, `case-${number}.case.json`), caseText(own))
    }
    runs = 0
    const { outcomes } = value(await bench.cases.run(at(text)))
    expect(outcomes).toHaveLength(1000)
    expect(runs).toBe(1000)
  }, 60_000)
})

describe('coverage', () => {
  it('is what all readable cases come to together', async () => {
    const bench = await open()
    const before = value(await bench.cases.cover(at(guarded))).coverage
    expect(before).toMatchObject({ total: 0, unreached: [] })
    await save(bench, guarded, unverified)
    const half = value(await bench.cases.cover(at(guarded))).coverage
    expect(half.unreached.map(({ kind }) => kind)).toContain('then')
    const claims = { iss: 'i', sub: 's', email: 'a@customer.example', email_verified: true }
    await save(bench, guarded, caseNamed('Verified', { claims }))
    const whole = value(await bench.cases.cover(at(guarded))).coverage
    expect(whole.total).toBe(half.total)
    expect(whole.reached).toBeGreaterThan(half.reached)
    // A mapper that does not run has nothing to cover, and no claim gets into a message.
    expect(value(await bench.cases.cover(at('{'))).coverage.total).toBe(0)
  })
})

describe('export and import', () => {
  it('writes a folder that the command line tests, and updates it', async () => {
    const bench = await open()
    await save(bench, direct, caseNamed('One'))
    await save(bench, direct, backToForm)
    const exported = value(await bench.cases.export(at(direct)))
    const folder = join(outside, 'meadowlark-okta')
    expect(exported).toEqual({
      folder: expect.stringContaining(outside),
      files: 3,
      leftOut: [],
    })
    const own = exported.folder ?? folder
    expect((await readdir(own)).toSorted()).toEqual([
      'mapper.jsonnet',
      'one.case.json',
      'without-a-name.case.json',
    ])
    expect(mapperTest(own)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/\n2 passed, 0 failed\n$/),
    })

    // Again, into the very folder: what is the same is not touched, and what differs is asked for.
    await writeFile(join(own, 'notes.md'), 'mine')
    asking.chooseFolder.mockResolvedValue(own)
    const changed = `${direct}// changed\n`
    asking.confirmReplace.mockResolvedValue(false)
    expect(value(await bench.cases.export(at(changed)))).toEqual({ files: 0, leftOut: [] })
    expect(asking.confirmReplace).toHaveBeenLastCalledWith(own, ['mapper.jsonnet'])
    expect(await readFile(join(own, 'mapper.jsonnet'), 'utf8')).toBe(direct)
    asking.confirmReplace.mockResolvedValue(true)
    expect(value(await bench.cases.export(at(changed)))).toEqual({
      folder: own,
      files: 3,
      leftOut: [],
    })
    expect(await readFile(join(own, 'mapper.jsonnet'), 'utf8')).toBe(changed)
    expect(await readFile(join(own, 'notes.md'), 'utf8')).toBe('mine')
    asking.confirmReplace.mockClear()
    expect(value(await bench.cases.export(at(changed)))).toEqual({
      folder: own,
      files: 3,
      leftOut: [],
    })
    expect(asking.confirmReplace).not.toHaveBeenCalled()
  })

  it('does nothing when it is cancelled, and says when it cannot write', async () => {
    const bench = await open()
    await save(bench, direct, caseNamed('One'))
    asking.chooseFolder.mockResolvedValue(undefined)
    expect(value(await bench.cases.export(at(direct)))).toEqual({ files: 0, leftOut: [] })
    asking.chooseFolder.mockResolvedValue(join(outside, 'a-file'))
    await writeFile(join(outside, 'a-file'), '')
    const refused = await bench.cases.export(at(direct))
    expect(refused).toMatchObject({ ok: false, error: { code: 'file.write-failed' } })
    expect(JSON.stringify(refused)).not.toContain(outside)
    expect(value(await bench.cases.import(at(direct)))).toMatchObject({ added: 0, refused: [] })
  })

  it('says which cases it left out, since they cannot be used', async () => {
    const bench = await open()
    await save(bench, direct, caseNamed('One'))
    const [folder = ''] = await readdir(join(bench.folder, 'cases', 'working', projectId))
    const broken = join(bench.folder, 'cases', 'working', projectId, folder, 'broken.case.json')
    await writeFile(broken, '{ "name": 5 }')
    const exported = value(await bench.cases.export(at(direct)))
    expect(exported).toMatchObject({ files: 2, leftOut: [{ id: 'broken.case.json' }] })
    expect(exported.leftOut[0]?.problem).toContain('name')
    expect(await readdir(exported.folder ?? '')).not.toContain('broken.case.json')
  })

  it('takes cases from a checkout, with the schema that they name, and refuses what is none', async () => {
    const bench = await open()
    await save(bench, direct, caseNamed('One'))
    await mkdir(join(outside, 'cases'))
    await writeFile(join(outside, 'cases', 'schema.json'), JSON.stringify(schema))
    const files: Record<string, string> = {
      'one.case.json': caseText(caseNamed('One', { mapper: { file: '../safe.jsonnet' } })),
      'other.json': caseText(caseNamed('Other')),
      'form.case.json': caseText({ ...backToForm, schema: { file: 'schema.json' } }),
      'no-schema.case.json': caseText({ ...backToForm, schema: { file: 'none.json' } }),
      'no-case.case.json': '{ "name": 5 }',
    }
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(outside, 'cases', name), text)
    }
    const paths = [...Object.keys(files), 'gone.case.json'].map((name) =>
      join(outside, 'cases', name),
    )
    asking.chooseFiles.mockResolvedValue(paths)
    const imported = value(await bench.cases.import(at(direct)))
    expect(imported.added).toBe(2)
    expect(namesOf(imported.cases)).toEqual(['Without a name', 'One', 'Other'])
    expect(imported.cases.map(({ id }) => id)).toEqual([
      'form.case.json',
      'one.case.json',
      'other.case.json',
    ])
    expect(imported.refused.map(({ file }) => file)).toEqual([
      'no-schema.case.json',
      'no-case.case.json',
      'gone.case.json',
    ])
    expect(imported.refused[0]?.problem).toContain('none.json')
    const { outcomes } = value(await bench.cases.run(at(direct)))
    expect(outcomes.every(({ result }) => result.pass)).toBe(true)
    for (const [name, text] of Object.entries(files)) {
      expect(await readFile(join(outside, 'cases', name), 'utf8'), basename(name)).toBe(text)
    }
    expect(value(await bench.cases.import(at(direct))).added).toBe(0)
  })
})

describe('the cases of a draft', () => {
  it('are run on its texts, once for connections that were edited together', async () => {
    let runs = 0
    const counting: MapperEngine = {
      ...engine,
      evaluate: (request, signal) => {
        runs += 1
        return engine.evaluate(request, signal)
      },
    }
    const bench = await open({ engine: counting })
    expect(value(await bench.cases.checkDraft(projectId)).mappers).toEqual([])
    const text = await serverText(bench, projectId, connectionKey)
    await save(bench, text, caseNamed('Takes the address'))
    await save(bench, text, unverified)
    const edits = [setMapper(connectionKey, direct), setMapper(sibling, direct)]
    await draftOf(bench, projectId, edits)
    runs = 0
    const { mappers } = value(await bench.cases.checkDraft(projectId))
    expect(mappers).toEqual([
      { connectionKey, cases: 2, failed: ['Not verified'] },
      { connectionKey: sibling, cases: 2, failed: ['Not verified'] },
    ])
    expect(runs).toBe(2)
  })

  it('do not fail because the engine does', async () => {
    const stopped = failure(appError('mapper.stopped', 'It was killed', { retry: true }))
    const dead: MapperEngine = { ...engine, evaluate: () => Promise.resolve(stopped) }
    const bench = await open({ engine: dead })
    const text = await serverText(bench, projectId, connectionKey)
    await save(bench, text, caseNamed('One'))
    await draftOf(bench, projectId, [setMapper(connectionKey, direct)])
    expect(await bench.cases.checkDraft(projectId)).toMatchObject({
      ok: false,
      error: { code: 'mapper.stopped' },
    })
    const aborted = await bench.cases.checkDraft(projectId, AbortSignal.abort())
    expect(aborted).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
  })

  it('are run on a text that has to be read first, and said to be unchecked without it', async () => {
    const bench = await open()
    const text = await serverText(bench, projectId, connectionKey)
    await save(bench, text, unverified)
    const snapshot = value(await bench.projects.read(projectId, {}))
    const entry = connectionsOf(snapshot).find((item) => item.key === other)?.entry ?? {}
    const address = textMember(entry, 'mapper_url') ?? ''
    expect(address).toMatch(/^https?:/)
    const field = {
      target: { kind: 'connection', key: connectionKey },
      field: 'mapper_url',
    } as const
    await draftOf(bench, projectId, [{ kind: 'set-field', ...field, value: address }])
    const [read] = value(await bench.cases.checkDraft(projectId)).mappers
    expect(read).toMatchObject({ connectionKey, cases: 1 })
    expect(read).not.toHaveProperty('unchecked')

    const gone = address.replace(/[0-9a-f]{128}/, '0'.repeat(128))
    await draftOf(bench, projectId, [{ kind: 'set-field', ...field, value: gone }])
    const { mappers } = value(await bench.cases.checkDraft(projectId))
    expect(mappers).toEqual([{ connectionKey, cases: 1, failed: [], unchecked: 'mapper' }])
    const aborted = await bench.cases.checkDraft(projectId, AbortSignal.abort())
    expect(aborted).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
  })

  it('are nothing to speak of where there are none, whether the text is at hand or not', async () => {
    const bench = await open()
    const elsewhere = 'https://elsewhere.example/mapper.jsonnet'
    const target = { kind: 'connection', key: connectionKey } as const
    await draftOf(bench, projectId, [
      { kind: 'set-field', target, field: 'mapper_url', value: elsewhere },
    ])
    expect(value(await bench.cases.checkDraft(projectId)).mappers).toEqual([])
  })

  it('that need a schema which cannot be read are not run, and the others are', async () => {
    const bench = await open({ identitySchemas: unreadable })
    const text = await serverText(bench, projectId, connectionKey)
    await save(bench, text, unverified)
    await draftOf(bench, projectId, [setMapper(connectionKey, direct)])
    const { mappers } = value(await bench.cases.checkDraft(projectId))
    expect(mappers).toEqual([{ connectionKey, cases: 1, failed: [], unchecked: 'schema' }])
    await save(bench, direct, { ...backToForm, expect: { output: {} } })
    const both = value(await bench.cases.checkDraft(projectId)).mappers
    expect(both).toEqual([
      { connectionKey, cases: 2, failed: ['Without a name'], unchecked: 'schema' },
    ])
  })

  it.each(['[]', '{'])('a schema that is %s is none that can be read', async (read) => {
    const schemas = { ...unreadable, read: () => Promise.resolve(success(read)) }
    const bench = await open({ identitySchemas: schemas })
    const text = await serverText(bench, projectId, connectionKey)
    await save(bench, text, unverified)
    await draftOf(bench, projectId, [setMapper(connectionKey, direct)])
    const { mappers } = value(await bench.cases.checkDraft(projectId))
    expect(mappers).toEqual([{ connectionKey, cases: 1, failed: [], unchecked: 'schema' }])
  })

  it('are run without a schema where the project has no default one', async () => {
    const bench = await open({ identitySchemas: { ...unreadable, list: noSchemas } })
    const text = await serverText(bench, projectId, connectionKey)
    await save(bench, text, unverified)
    await draftOf(bench, projectId, [setMapper(connectionKey, direct)])
    expect(value(await bench.cases.checkDraft(projectId)).mappers).toEqual([
      { connectionKey, cases: 1, failed: ['Not verified'] },
    ])
  })
})
