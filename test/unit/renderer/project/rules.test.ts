import { beforeEach, expect, test, vi } from 'vitest'
import { success } from '../../../../src/core/errors/result'
import type { ProjectDeps } from '../../../../src/renderer/project/deps'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const snapshot = snapshotOf({ oidc: [connection('a')] })
const projectId = snapshot.summary.id
const target = { kind: 'connection', key: 'oidc:a' } as const
/** Ory refuses it. */
const edit = { kind: 'set-field', target, field: 'issuer_url', value: 'no address' } as const

// As in a window that was just started; elsewhere they are loaded before the tests.
beforeEach(() => vi.resetModules())

async function opened(answer: object) {
  const { createProjectSession } = await import('../../../../src/renderer/project/project-session')
  const { rules } = await import('../../../../src/renderer/project/rules')
  const deps = {
    ask: ((name: string) =>
      Promise.resolve(success(name === 'project.open' ? answer : {}))) as ProjectDeps['ask'],
    subscribe: () => () => undefined,
    settings: () => ({ theme: 'system' as const, columns: {}, workOffline: true }),
    summary: () => undefined,
  }
  const session = createProjectSession(projectId, deps)
  await session.open()
  return { session, rules }
}

const isTold = (problems: readonly { readonly field?: string | undefined }[]) =>
  problems.some(({ field }) => field === 'issuer_url')

test('nothing is loaded for a project without edits', async () => {
  const { session, rules } = await opened({ snapshot })
  await vi.dynamicImportSettled()
  expect([session.problems, rules.value]).toEqual([[], undefined])
  session.end()
})

test('an edit is judged once the rules are there', async () => {
  const { session } = await opened({ snapshot })
  session.draft.edit(edit, 'Issuer')
  await vi.waitFor(() => expect(isTold(session.problems)).toBe(true))
  session.end()
})

test('what a kept draft changes is judged', async () => {
  const made = await opened({ snapshot })
  made.session.draft.edit(edit, 'Issuer')
  const draft = made.session.draft.current
  made.session.end()
  vi.resetModules()
  const { session } = await opened({ snapshot, draft, sequence: 1 })
  await vi.waitFor(() => expect(isTold(session.problems)).toBe(true))
  session.end()
})
