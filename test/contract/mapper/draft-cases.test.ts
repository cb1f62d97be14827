import { describe, expect, it } from 'vitest'
import { connectionsOf } from '../../../src/core/model/connection'
import { textMember } from '../../../src/core/model/json'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import { failure, success } from '../../../src/core/errors/result'
import { appError } from '../../../src/core/errors/app-error'
import { caseNamed, serverText, setMapper } from '../../support/mapping/cases'
import { draftOf, value } from '../../support/services/main-services'

import {
  backToForm,
  connectionKey,
  direct,
  noSchemas,
  open,
  other,
  projectId,
  runningEngine,
  save,
  sibling,
  unreadable,
  unverified,
  useCaseBench,
} from '../../support/mapping/case-bench'

useCaseBench()

describe('the cases of a draft', () => {
  it('are run on its texts, once for connections that were edited together', async () => {
    let runs = 0
    const counting: MapperEngine = {
      ...runningEngine(),
      evaluate: (request, signal) => {
        runs += 1
        return runningEngine().evaluate(request, signal)
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
    const dead: MapperEngine = { ...runningEngine(), evaluate: () => Promise.resolve(stopped) }
    const bench = await open({ engine: dead })
    const text = await serverText(bench, projectId, connectionKey)
    await save(bench, text, caseNamed('One'))
    await draftOf(bench, projectId, [setMapper(connectionKey, direct)])
    expect(await bench.cases.checkDraft(projectId)).toMatchObject({
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
