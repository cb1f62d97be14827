import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CaseOutcome } from '../../../src/core/ipc/mapper-editor'
import { caseText } from '../../../src/core/mapper/cases/case'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import { failure } from '../../../src/core/errors/result'
import { appError } from '../../../src/core/errors/app-error'
import { size } from '../../soak/size'
import { caseNamed, hashOf, namesOf, onlyCaseFolder, serverText } from '../../support/mapping/cases'
import { value } from '../../support/services/main-services'

import {
  asking,
  runningEngine,
  at,
  backToForm,
  connectionKey,
  direct,
  guarded,
  mapperTest,
  open,
  outside,
  projectId,
  save,
  schema,
  unverified,
  useCaseBench,
} from '../../support/mapping/case-bench'

useCaseBench()

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

    const folder = await onlyCaseFolder(bench)
    const cli = mapperTest(folder)
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
    const folder = await onlyCaseFolder(bench)
    const broken = join(folder, '0.case.json')
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
      ...runningEngine(),
      evaluate: (request, signal) => {
        const now = dies
        dies = false
        return now ? Promise.resolve(stopped) : runningEngine().evaluate(request, signal)
      },
    }
    const bench = await open({ engine: frail })
    await save(bench, direct, caseNamed('One'))
    const { outcomes } = value(await bench.cases.run(at(direct)))
    expect(outcomes[0]?.result.pass).toBe(true)
  })

  it('runs many, each of them once', async () => {
    const many = size(200, 1000)
    let runs = 0
    const counting: MapperEngine = {
      ...runningEngine(),
      evaluate: (request, signal) => {
        runs += 1
        return runningEngine().evaluate(request, signal)
      },
    }
    const bench = await open({ engine: counting })
    const text = await serverText(bench, projectId, connectionKey)
    await save(bench, text, caseNamed('First'))
    const folder = join(bench.folder, 'cases', hashOf(text))
    for (let number = 2; number <= many; number += 1) {
      const own = caseNamed(`Case ${number}`, { mode: { provider: 'google' } })
      await writeFile(join(folder, `case-${number}.case.json`), caseText(own))
    }
    runs = 0
    const { outcomes } = value(await bench.cases.run(at(text)))
    expect(outcomes).toHaveLength(many)
    expect(runs).toBe(many)
  })
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
    const folder = join(outside.path, 'meadowlark-okta')
    expect(exported).toEqual({
      folder: expect.stringContaining(outside.path),
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
    asking.chooseFolder.mockResolvedValue(join(outside.path, 'a-file'))
    await writeFile(join(outside.path, 'a-file'), '')
    const refused = await bench.cases.export(at(direct))
    expect(refused).toMatchObject({ ok: false, error: { code: 'file.write-failed' } })
    expect(JSON.stringify(refused)).not.toContain(outside.path)
    expect(value(await bench.cases.import(at(direct)))).toMatchObject({ added: 0, refused: [] })
  })

  it('says which cases it left out, since they cannot be used', async () => {
    const bench = await open()
    await save(bench, direct, caseNamed('One'))
    const folder = await onlyCaseFolder(bench)
    const broken = join(folder, 'broken.case.json')
    await writeFile(broken, '{ "name": 5 }')
    const exported = value(await bench.cases.export(at(direct)))
    expect(exported).toMatchObject({ files: 2, leftOut: [{ id: 'broken.case.json' }] })
    expect(exported.leftOut[0]?.problem).toContain('name')
    expect(await readdir(exported.folder ?? '')).not.toContain('broken.case.json')
  })

  it('takes cases from a checkout, with the schema that they name, and refuses what is none', async () => {
    const bench = await open()
    await save(bench, direct, caseNamed('One'))
    await mkdir(join(outside.path, 'cases'))
    await writeFile(join(outside.path, 'cases', 'schema.json'), JSON.stringify(schema))
    const files: Record<string, string> = {
      'one.case.json': caseText(caseNamed('One', { mapper: { file: '../safe.jsonnet' } })),
      'other.json': caseText(caseNamed('Other')),
      'form.case.json': caseText({ ...backToForm, schema: { file: 'schema.json' } }),
      'no-schema.case.json': caseText({ ...backToForm, schema: { file: 'none.json' } }),
      'no-case.case.json': '{ "name": 5 }',
    }
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(outside.path, 'cases', name), text)
    }
    const paths = [...Object.keys(files), 'gone.case.json'].map((name) =>
      join(outside.path, 'cases', name),
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
      expect(await readFile(join(outside.path, 'cases', name), 'utf8'), basename(name)).toBe(text)
    }
    expect(value(await bench.cases.import(at(direct))).added).toBe(0)
  })
})
