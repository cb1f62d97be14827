import { describe, expect, it } from 'vitest'
import { isClientKey, mapperOwners, ownerKey } from '../../../src/core/mapper/owners/owners'
import type { Edit } from '../../../src/core/draft/edits'
import { appError } from '../../../src/core/errors/app-error'
import { failure, success } from '../../../src/core/errors/result'
import { applyEdits } from '../../../src/core/mapper/lint/edits'
import { toMapperUrl } from '../../../src/core/model/mapper-text'
import { presetSchemas } from '../../../src/core/mapper/kratos/preset-schemas'
import { connectionsOf } from '../../../src/core/model/connection'
import { textMember } from '../../../src/core/model/json'
import { demoIds } from '../../emulator'
import { inspectMapper } from '../../../src/main/mapper/inspect'
import { createInspectCopy } from '../../../src/main/services/mappers/inspect-copy'
import { savedCopy } from '../../../src/main/services/projects/saved-copy'
import { draftOf, startBench, value, type Bench } from '../../support/services/main-services'
import { inspectSaved, type Inspected } from '../../support/mapping/inspect-saved'
import { connection, snapshotOf } from '../../support/states/snapshots'
import { turns } from '../../support/services/turns'
import { fieldEdit } from '../../support/states/field-edit'
import { useEngine } from '../../support/mapping/use-engine'

const engine = useEngine()

const schema = presetSchemas['preset://email']

type Files = Pick<Bench['files'], 'drafts' | 'snapshots'>
type OpenTexts = Parameters<typeof inspectSaved>[0]['openTexts']

/** A look as the app does it, with what it gives. */
function inspection(files: Files, openTexts: OpenTexts) {
  const emitted: Inspected[] = []
  const looked: string[] = []
  const run = inspectSaved({
    files,
    openTexts,
    inspectCopy: createInspectCopy((text, situation, signal) => {
      looked.push(text)
      return inspectMapper(engine, text, situation, signal)
    }),
    schemaOf: () => Promise.resolve(schema),
    emit: (payload) => void emitted.push(payload),
  })
  return { run, emitted, looked }
}

const onBench = ({ files, projects }: Bench) => inspection(files, projects.openTexts)

const setMapper = (key: string, text: string): Edit =>
  fieldEdit({ kind: 'connection', key }, 'mapper_url', toMapperUrl(text))

describe('the demo workspace', () => {
  const projectId = demoIds.northwindProduction

  it('has mappers that are read from the storage, all of which are valid', async () => {
    const bench = await startBench()
    value(await bench.projects.read(projectId, {}))
    const { run, emitted } = onBench(bench)
    const counts = value(await run(projectId))
    expect(counts.mappers).toBe(emitted.length)
    expect(emitted.at(-1)).toMatchObject({ done: emitted.length, of: emitted.length })
    const copy = value(await savedCopy(bench.files, projectId))
    const wanted = mapperOwners(copy)
      .filter(({ fields }) => textMember(fields, 'mapper_url'))
      .map(ownerKey)
    expect(wanted.some(isClientKey)).toBe(true)
    const keys = emitted.flatMap(({ mapper }) => mapper.connectionKeys)
    expect(keys.toSorted()).toEqual(wanted.toSorted())
    for (const { mapper } of emitted) {
      expect(mapper).not.toHaveProperty('error')
      expect(mapper.findings.filter(({ rule }) => rule === 'jsonnet')).toEqual([])
      expect(mapper.bytes).toBeGreaterThan(0)
      expect(mapper.lines).toHaveLength(mapper.findings.length)
    }
  })

  it('looks at the draft: a mistake is found at its line, and is gone with its fix', async () => {
    const bench = await startBench()
    const snapshot = value(await bench.projects.read(projectId, {}))
    const text =
      "local claims = std.extVar('claims');\nlocal unused = 1;\n{ identity: { traits: { g: claims.groups } } }\n"
    const generic = connectionsOf(snapshot).find(({ entry }) => entry['provider'] === 'generic')
    const connectionKey = generic?.key ?? ''
    await draftOf(bench, projectId, [setMapper(connectionKey, text)])
    const { run, emitted } = onBench(bench)
    value(await run(projectId))
    const mine = () =>
      emitted.findLast(({ mapper }) => mapper.connectionKeys.includes(connectionKey))!.mapper
    const before = mine()
    const at = (rule: string) => before.findings.findIndex((finding) => finding.rule === rule)
    expect(before.lines[at('custom-claim')]).toBe(3)
    expect(before.findings[at('jsonnet')]).toMatchObject({ message: 'Unused variable: unused' })
    expect(before.lines[at('jsonnet')]).toBe(2)
    const edits = before.findings[at('custom-claim')]?.fix?.edits ?? []
    expect(edits).not.toEqual([])
    await draftOf(bench, projectId, [setMapper(connectionKey, applyEdits(text, edits))])
    value(await run(projectId))
    expect(mine().findings.map(({ rule }) => rule)).not.toContain('custom-claim')
  })

  it('without the storage says so of each text, and reads them when it is back', async () => {
    const bench = await startBench()
    value(await bench.projects.read(projectId, {}))
    let offline = true
    const { run, emitted } = inspection(bench.files, (id) => {
      const read = bench.projects.openTexts(id)
      const off = failure(appError('network.off', 'You work offline'))
      return (address, signal) => (offline ? Promise.resolve(off) : read(address, signal))
    })
    const first = value(await run(projectId))
    expect(first.findings).toBe(0)
    expect(emitted.every(({ mapper }) => mapper.error?.code === 'network.off')).toBe(true)
    offline = false
    value(await run(projectId))
    expect(emitted.slice(first.mappers).every(({ mapper }) => !mapper.error)).toBe(true)
  })
})

describe('500 mappers', () => {
  const body = (index: number) => `// Mapper ${index}
local claims = { email_verified: false } + std.extVar('claims');
local raw = if 'raw_claims' in claims then claims.raw_claims else {};
{
  identity: {
    traits: {
      [if 'email' in claims && claims.email_verified then 'email' else null]: claims.email,
      name: { first: claims.given_name, last: claims.family_name },
    },
    metadata_public: { groups: claims.groups, tenant: '${index}' },
${Array.from({ length: 40 }, (_, line) => `    // Row ${line}\n`).join('')}
  },
}
`
  const providers = ['generic', 'google', 'microsoft', 'github', 'auth0']
  const snapshot = snapshotOf({
    oidc: Array.from({ length: 500 }, (_, index) =>
      connection(`c${index}`, {
        mapper_url: toMapperUrl(body(index)),
        provider: providers[index % providers.length] ?? 'generic',
      }),
    ),
  })
  const files = {
    snapshots: { read: () => Promise.resolve(success(snapshot)) },
    drafts: { read: () => Promise.resolve(success(undefined)) },
  } as unknown as Files

  const start = () => inspection(files, () => () => Promise.reject(new Error('not asked')))

  it('are looked at once each, and not again while nothing changed', async () => {
    const { run, emitted, looked } = start()
    const counts = value(await run(snapshot.summary.id))
    expect(looked).toHaveLength(500)
    value(await run(snapshot.summary.id))
    expect(looked).toHaveLength(500)
    expect(counts.mappers).toBe(500)
    expect(counts.findings).toBeGreaterThan(1000)
    expect(emitted).toHaveLength(1000)
  })

  it('end at once when they are cancelled', async () => {
    const { run, emitted } = start()
    const controller = new AbortController()
    const running = run(snapshot.summary.id, controller.signal)
    while (emitted.length < 20) await turns(1)
    controller.abort()
    expect(await running).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
    expect(emitted.length).toBeLessThan(500)
  })
})

describe('the files of a project', () => {
  it('are read once for its list and once for its texts, however many these are', async () => {
    const bench = await startBench()
    const project = demoIds.northwindProduction
    value(await bench.projects.read(project, {}))
    let reads = 0
    const { snapshots, drafts } = bench.files
    const read = snapshots.read.bind(snapshots)
    Object.assign(snapshots, {
      read: (id: string) => {
        reads += 1
        return read(id as never)
      },
    })
    const { run, emitted } = inspection({ snapshots, drafts }, bench.projects.openTexts)
    value(await run(project))
    expect(emitted.length).toBeGreaterThan(3)
    expect(reads).toBe(2)
  })
})
