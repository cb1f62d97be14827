import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import {
  requests,
  type EventName,
  type EventPayload,
  type RequestName,
  type RequestOutput,
} from '../../../../../src/core/ipc/contract'
import type { TeamRow } from '../../../../../src/core/ipc/team-folder'
import TeamView from '../../../../../src/renderer/features/compare/TeamView.vue'
import { useDraftsStore } from '../../../../../src/renderer/stores/drafts'
import { useUiStore } from '../../../../../src/renderer/stores/ui'
import { setBridge } from '../../../../support/page/bridge'
import { showProject } from '../../../../support/page/project'
import { snapshotOf } from '../../../../support/states/snapshots'
import { pageText } from '../../../../support/page/find'

const shown = snapshotOf({})
const readingId = '30000000-0000-4000-8000-000000000003'
const item = (kind: TeamRow['item']['kind'], name: string) => ({ kind, name })
const rows: TeamRow[] = [
  { item: item('project', 'live'), label: 'Live', environment: 'production', standing: 'both' },
  {
    item: item('project', 'stage'),
    label: 'Stage',
    projectId: 'p' as never,
    standing: 'app-newer',
  },
  { item: item('project', 'far'), label: 'Far', standing: 'unknown', note: 'It was not read' },
  { item: item('pair', 'live--stage'), label: 'Live and Stage', standing: 'only-folder' },
  { item: item('mapper', 'a'.repeat(128)), label: 'Pebble', standing: 'same' },
]
const read: RequestOutput<'team.read'> = {
  folder: '/somewhere/team',
  readingId,
  rows,
  problems: [{ path: 'projects/odd.json', words: 'The file is not JSON' }],
  problemCount: 1,
  lastWrite: { at: '2026-11-27T06:00:00Z', files: ['projects/live.json'] },
}
const written = (name: string, conflicts: string[] = []) => ({
  results: [
    {
      item: item('project', name),
      label: name === 'live' ? 'Live' : 'Stage',
      written: conflicts.length > 0 ? [] : [`projects/${name}.json`],
      removed: [],
      unchanged: 0,
      conflicts,
    },
  ],
  first: [],
  remarks: [],
})

/** Answers of a request that the test holds back, the first first. */
let held: ((answer: unknown) => void)[] | undefined
let heldName: RequestName = 'team.read'
let tellChanged: (payload: EventPayload<'team.changed'>) => void
let sent: { name: string; input: any }[] = []
const team = () => sent.filter(({ name }) => name.startsWith('team.'))
const last = () => team().findLast(({ name }) => !/read|differences|folders/.test(name))

/** The window over what main would answer. */
async function show(answers: Partial<Record<RequestName, unknown>> = {}) {
  sent = []
  const all: Partial<Record<RequestName, unknown>> = {
    'team.read': read,
    'team.folders': { folders: [] },
    'team.choose': { chosen: true },
    'team.differences': {
      lines: [{ about: 'Pebble', field: 'Client ID', app: 'a', folder: 'b' }],
      total: 1,
    },
    'team.write': written('stage'),
    'team.keep-both': { written: ['projects/live.from-app.json'] },
    'team.load': {
      results: [
        {
          item: item('project', 'live'),
          label: 'Live',
          projectId: shown.summary.id,
          changes: 2,
          toType: ['Client secret of Okta'],
          skipped: ['1 entry of the server is not in the folder, and stays: Other'],
        },
      ],
    },
    'team.take': { results: [{ item: item('pair', 'live--stage'), label: 'Live and Stage' }] },
    ...answers,
  }
  setBridge({
    request: (name: RequestName, input: unknown) => {
      if (name.startsWith('team.')) requests[name].input.parse(input)
      sent.push({ name, input: JSON.parse(JSON.stringify(input)) })
      if (name === heldName && held) {
        return new Promise((resolve) => held?.push((answer) => resolve(success(answer))))
      }
      return Promise.resolve(success(all[name] ?? {}))
    },
    subscribe: (name: EventName, listener: (payload: any) => void) => {
      if (name === 'team.changed') tellChanged = listener
      return () => undefined
    },
  })
  showProject(shown)
  const wrapper = mount(TeamView, { props: { workspaceId: 'w' }, attachTo: document.body })
  await flushPromises()
  return wrapper
}
afterEach(() => {
  held = undefined
  heldName = 'team.read'
})

/** The folder was changed once more, and is read; the answer comes when the test says so. */
async function holdRead(): Promise<(answer?: Partial<typeof read>) => Promise<void>> {
  held = []
  tellChanged({ folder: '/somewhere/team' })
  await flushPromises()
  const [answer] = held
  held = undefined
  return async (next = {}) => {
    answer?.({ ...read, readingId: newer, ...next })
    await flushPromises()
  }
}
const newer = '40000000-0000-4000-8000-000000000004'
const reads = () => sent.filter(({ name }) => name === 'team.read').length

async function press(name: string | RegExp): Promise<void> {
  const found = [...document.querySelectorAll('button')].find((button) => {
    const own = button.getAttribute('aria-label') ?? button.textContent?.trim() ?? ''
    return typeof name === 'string' ? own === name : name.test(own)
  })
  if (!found || found.disabled) throw new Error(`There is no button ${String(name)} to press`)
  found.click()
  await flushPromises()
}
async function choose(label: string): Promise<void> {
  const found = [...document.querySelectorAll<HTMLElement>('[role=option]')].find((option) =>
    (option.textContent ?? '').trim().startsWith(label),
  )
  if (!found) throw new Error(`There is no row ${label}`)
  found.click()
  await flushPromises()
}

it('says what the folder is for while there is none, and asks for one', async () => {
  const none = { rows: [], problems: [], problemCount: 0 }
  await show({ 'team.read': none })
  expect(pageText()).toContain('never holds a secret')
  await press('Choose folder…')
  expect(last()).toMatchObject({ name: 'team.choose', input: { workspaceId: 'w', folder: 'ask' } })
})

it('shows where the folder is, how each item stands, and what cannot be used', async () => {
  await show()
  for (const words of [
    '/somewhere/team',
    '1 file cannot be used; the others can.',
    'projects/odd.json: The file is not JSON',
    'Both differ',
    'Server newer',
    'Only in the folder',
    'It was not read',
    'Last write',
  ]) {
    expect(pageText()).toContain(words)
  }
})

it('writes all that nobody else changed, and tells the files', async () => {
  await show()
  await press('Write all (1)')
  expect(last()?.input).toEqual({ readingId, items: [item('project', 'stage')], replace: false })
  expect(pageText()).toContain('Stage: 1 file written')
  await press('Load the rest (1)')
  expect(last()?.input).toEqual({ readingId, items: [item('pair', 'live--stage')], how: 'both' })
})

it('asks before it replaces what is newer, and offers both versions of what changed meanwhile', async () => {
  await show({ 'team.write': written('live', ['projects/live.json']) })
  await choose('Live')
  expect(pageText()).toContain('Pebble, Client ID')
  await press('Write server’s state')
  expect(last()).toBeUndefined()
  await press('Replace')
  expect(last()?.input).toMatchObject({ items: [item('project', 'live')], replace: true })
  expect(pageText()).toContain('Live changed in the folder after it was read.')
  expect(pageText()).toContain('Nothing of it was written.')
  await press('Keep both')
  expect(last()).toMatchObject({ name: 'team.keep-both', input: { item: item('project', 'live') } })
  expect(pageText()).toContain('Written as a copy: projects/live.from-app.json')
})

it('takes the folder’s version of what changed meanwhile', async () => {
  await show({ 'team.write': written('live', ['projects/live.json']) })
  await choose('Live')
  await press('Write server’s state')
  await press('Replace')
  await press('Take the folder’s version')
  expect(last()).toMatchObject({ name: 'team.load', input: { items: [item('project', 'live')] } })
})

it('loads a project as a draft, and says which secrets are to be typed', async () => {
  await show()
  await choose('Live')
  await press('Load as draft')
  const [put] = useDraftsStore().put
  expect(put?.words).toBe(
    '2 changes in the draft; to type before publishing: Client secret of Okta',
  )
  expect(put?.more?.join(' ')).toContain('and stays: Other')
  expect(useUiStore().screen).toEqual({ name: 'drafts' })
})

it('says why a folder is not used', async () => {
  await show({
    'team.read': {
      ...read,
      rows: [],
      refused: 'The folder was made by a newer version of this app',
    },
  })
  expect(pageText()).toContain('The folder is not used')
  expect(pageText()).toContain('newer version')
})

it('counts the files that were written as its rows do, with those of the folder itself', async () => {
  const [result] = written('stage').results
  await show({
    'team.write': {
      results: [
        { ...result, written: ['projects/stage.json', 'projects/b.json'] },
        { ...result, label: 'Pebble', written: [], removed: ['mappers/a/a.case.json'] },
      ],
      first: ['README.md', 'team-folder.json', '.gitattributes'],
      remarks: [],
    },
  })
  await press(/^Write all/)
  for (const words of [
    '5 files written, 1 file removed.',
    'Files of the folder itself: 3 files written',
    'Stage: 2 files written',
    'Pebble: 1 file removed',
  ]) {
    expect(pageText()).toContain(words)
  }
})

it('reads the folder again when something changed in it, but not under a question about it', async () => {
  await show()
  tellChanged({ folder: '/another' })
  await flushPromises()
  expect(reads()).toBe(1)
  tellChanged({ folder: '/somewhere/team' })
  await flushPromises()
  expect(reads()).toBe(2)
  await choose('Live')
  await press('Write server’s state')
  tellChanged({ folder: '/somewhere/team' })
  await flushPromises()
  expect(reads()).toBe(2)
  await press('Cancel')
  expect(reads()).toBe(3)
})

it('lets a person act while it reads by itself what changed, and does that after the read', async () => {
  await show()
  await choose('Stage')
  const arrive = await holdRead()
  await press('Write server’s state')
  expect(last()).toBeUndefined()
  // A second click of a double click finds nothing to press.
  await expect(press('Write server’s state')).rejects.toThrow('no button')
  await arrive()
  expect(team().filter(({ name }) => name === 'team.write')).toHaveLength(1)
  // What was read when the person pressed is what main compares the files with.
  expect(last()).toMatchObject({ name: 'team.write', input: { readingId } })
})

it('keeps a question open that was asked while it read, about what was shown then', async () => {
  await show()
  await choose('Live')
  const arrive = await holdRead()
  await press('Write server’s state')
  expect(pageText()).toContain('Replace what is in the folder?')
  // The row is renewed, gone for a moment, or its file was read half written.
  await arrive({ rows: [] })
  expect(pageText()).toContain('Replace what is in the folder?')
  const before = reads()
  await press('Replace')
  expect(last()).toMatchObject({
    name: 'team.write',
    input: { readingId, items: [item('project', 'live')], replace: true },
  })
  // What arrived under the question was not shown: it is read once more after it.
  expect(reads()).toBeGreaterThan(before)
})

it('reads after a question what arrived under it, where nothing is replaced', async () => {
  await show()
  await choose('Live')
  const arrive = await holdRead()
  await press('Write server’s state')
  await arrive({ rows: [] })
  const before = reads()
  await press('Cancel')
  expect(pageText()).not.toContain('Replace what is in the folder?')
  expect(reads()).toBe(before + 1)
  expect(last()).toBeUndefined()
})

it('shows what differs until what differs now is known', async () => {
  await show()
  await choose('Live')
  expect(pageText()).toContain('Pebble, Client ID')
  const arrive = await holdRead()
  heldName = 'team.differences'
  const answers = (held = [])
  await arrive()
  expect(answers).toHaveLength(1)
  expect(pageText()).toContain('Pebble, Client ID')
  await choose('Stage')
  expect(pageText()).not.toContain('Pebble, Client ID')
})
