import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { useTeamStore } from '../../../../../src/renderer/features/compare/team-store'
import { setBridge } from '../../../../support/page/bridge'

const readingId = '30000000-0000-4000-8000-000000000003'
let waiting: { readonly name: string; readonly input: any; answer: (value: unknown) => void }[]
/** Requests that are answered only by the test. */
let held: RegExp
let answers: Record<string, unknown>

beforeEach(() => {
  waiting = []
  held = /^$/
  answers = {}
  setBridge({
    request: (name: string, input: any) => {
      const folder = `/teams/${input.workspaceId}`
      if (name === 'team.folders') return Promise.resolve(success({ folders: [] }))
      const known = answers[name] ?? success({ folder, readingId, rows: [], problems: [] })
      if (!held.test(name)) return Promise.resolve(known)
      return new Promise((resolve) =>
        waiting.push({ name, input, answer: (value) => resolve(value ?? known) }),
      )
    },
  })
})

async function answer(value?: unknown): Promise<void> {
  waiting.shift()?.answer(value)
  await flushPromises()
}

it('does not say that a folder is forgotten which could not be', async () => {
  const team = useTeamStore()
  await team.show('one')
  const full = appError('draft.write-failed', 'ENOSPC')
  answers['team.choose'] = failure(full)
  await team.forget()
  expect([team.said, team.error, team.reading?.folder]).toEqual(['', full, '/teams/one'])
  answers = { 'team.choose': success({}), 'team.read': success({ readingId, rows: [] }) }
  await team.forget()
  expect(team.said).toContain('no longer used')
  expect([team.error, team.reading?.folder]).toEqual([undefined, undefined])
})

it('reads another workspace that was chosen while it read', async () => {
  const team = useTeamStore()
  held = /team\.read/
  void team.show('one')
  void team.show('two')
  void team.show('three')
  await flushPromises()
  await answer()
  expect([team.reading, team.busy]).toEqual([undefined, 'reading'])
  await answer()
  expect([team.reading?.folder, team.busy, waiting.length]).toEqual(['/teams/three', undefined, 0])
})

it('says of a workspace only what was done in it', async () => {
  const team = useTeamStore()
  await team.show('one')
  held = /team\.(?:forget|write)/
  for (const act of [() => team.forget(), () => team.write([])]) {
    void act()
    await flushPromises()
    void team.show('two')
    await answer(success({ results: [], first: ['README.md'], remarks: [] }))
    expect([team.said, team.outcome, team.reading?.folder]).toEqual(['', undefined, '/teams/two'])
    await team.show('one')
  }
})
