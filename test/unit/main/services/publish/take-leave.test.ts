import { expect, test } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure } from '../../../../../src/core/errors/result'
import { adoptAll } from '../../../../../src/main/services/publish/end-session'
import { sendSteps } from '../../../../../src/main/services/publish/publish'
import { readAnew } from '../../../../../src/main/services/publish/may-go'
import { projectId } from '../../../../support/publishing/brightwater'
import { keyOf, labelOf, setLabel } from '../../../../support/publishing/publish-entries'
import { sessionOf } from '../../../../support/publishing/publish-session'
import {
  byRequests,
  startBench,
  value,
  writesOf,
  type Bench,
} from '../../../../support/services/main-services'

async function labelled(bench: Bench) {
  const key = await keyOf(bench, 0)
  const { session } = await sessionOf(bench, projectId, [setLabel(key, 'Mine')])
  bench.emulator.clearRequests()
  return { key, session }
}

test.each([
  ['before a request', readAnew],
  ['at the end', adoptAll],
] as const)(
  'an organization that a late document lacks is looked for in the list %s',
  async (_when, look) => {
    const bench = await startBench()
    const { session } = await labelled(bench)
    const made = { id: crypto.randomUUID(), label: 'Made', domains: [] }
    const { snapshot } = session
    await look({
      ...session,
      snapshot: { ...snapshot, organizations: [...snapshot.organizations, made] },
    })
    const operations = bench.emulator.requests().map(({ operation }) => operation)
    expect(operations).toContain('listOrganizations')
  },
)

test('a refusal half way ends it with its reason, and the draft stays', async () => {
  const bench = await startBench()
  const { key, session } = await labelled(bench)
  const error = appError('guard.read-only', 'The project is locked')
  const guards = { permit: () => Promise.resolve(failure(error)) }
  const refused = { ...session, guards }
  expect(await sendSteps(refused)).toEqual({ kind: 'stopped', done: 0, error })
  expect(refused.draft).toBe(session.draft)
  expect(writesOf(bench)).toEqual([])
  expect(labelOf(bench, key)).not.toBe('Mine')
})

const limited = { status: 429, headers: { 'retry-after': '1' } }

test('a request that waited for a limit is sent again where nothing has changed', async () => {
  const bench = await startBench(byRequests, { sleep: () => Promise.resolve() })
  const { organizations } = value(await bench.projects.read(projectId, {}))
  const target = { kind: 'organization', key: String(organizations[0]?.['id']) } as const
  const edit = { kind: 'set-field', target, field: 'label', value: 'Renamed' } as const
  const { session } = await sessionOf(bench, projectId, [edit])
  bench.emulator.fault({ operation: 'updateOrganization', ...limited })
  expect(await sendSteps(session)).toEqual({ kind: 'published' })
  expect(writesOf(bench)).toEqual(['PUT 429', 'PUT 200'])
})

test('it is not sent again where nobody can say whether something has', async () => {
  const bench = await startBench({}, { sleep: () => Promise.resolve() })
  const { session } = await labelled(bench)
  bench.emulator.fault({ operation: 'patchProjectWithRevision', ...limited })
  bench.emulator.fault({ operation: 'getProject', status: 403, times: 9 })
  expect(await sendSteps(session)).toMatchObject({
    kind: 'stopped',
    error: { code: 'api.forbidden' },
  })
  expect(writesOf(bench)).toEqual(['PATCH 429'])
})
