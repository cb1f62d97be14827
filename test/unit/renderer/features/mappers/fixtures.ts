import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import type { AppState } from '../../../../../src/core/ipc/app-state'
import type { EditedProject } from '../../../../../src/core/ipc/all-mappers'
import {
  findingsIn,
  isPlainUse,
  worstFirst,
  type MapperEntry,
  type MapperUse,
  type PlacedFinding,
} from '../../../../../src/core/mapper/texts/entry'
import { mapperRows, rowOf, type MapperSource } from '../../../../../src/core/mapper/texts/rows'
import MappersView from '../../../../../src/renderer/features/mappers/MappersView.vue'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { setBridge } from '../../../../support/page/bridge'
import { atOry } from '../../../../support/states/project-ids'

export const hash = (letter: string) => letter.repeat(128)
export const staging = atOry('11111111-1111-4111-8111-111111111111')
export const production = atOry('22222222-2222-4222-8222-222222222222')

export const use = (projectId: string, id: string, more: Partial<MapperUse> = {}): MapperUse => ({
  projectId: projectId as never,
  connectionKey: `oidc:${id}`,
  label: `Label ${id}`,
  kind: 'generic',
  state: 'server',
  ambiguous: false,
  ...more,
})

export const one: MapperEntry = {
  id: hash('a'),
  hash: hash('a'),
  address: 'base64://',
  text: '// Groups\n{ a: 1 }\n',
  uses: [
    use(staging, 'first'),
    use(staging, 'drafted', { state: 'replaced' }),
    use(staging, 'twice', { ambiguous: true }),
    use(production, 'live'),
  ],
  near: [{ id: hash('b'), same: false }],
}
const two: MapperEntry = {
  id: hash('b'),
  hash: hash('b'),
  address: 'base64://',
  text: '// Roles\n{ a: 2 }\n',
  uses: [use(staging, 'other')],
  near: [],
}
const missing: MapperEntry = {
  id: hash('c'),
  hash: hash('c'),
  address: `https://storage.example/${hash('c')}.jsonnet`,
  problem: { kind: 'not-here', message: 'It was not read yet.' },
  uses: [use(staging, 'unread')],
  near: [],
}

export interface World {
  source: MapperSource
  looked: number
  readsByItself: boolean
  /** What `all-mappers.look` ends with; without it, it ends well. */
  look?: Promise<Result<unknown>>
  edited: EditedProject[]
  fails: Readonly<Record<string, ReturnType<typeof appError>>>
}

/** What is wrong with `one`: a finding with a fix in both projects, and one of the staging project alone. */
const findings: PlacedFinding[] = [
  {
    finding: {
      rule: 'custom-claim',
      severity: 'warning',
      message: '“groups” is a custom claim',
      start: 12,
      end: 13,
      fix: { title: 'Read it from raw claims', edits: [{ start: 12, end: 13, text: 'b' }] },
    },
    line: 2,
    projects: [staging, production] as never,
  },
  {
    finding: {
      rule: 'duplicate-field',
      severity: 'error',
      message: 'A field stands twice',
      start: 15,
      end: 16,
    },
    line: 2,
    projects: [staging] as never,
  },
]
export const checked = { findings, cases: 2, failing: ['A case'] }

export const world = (): World => ({
  source: {
    entries: [one, two, missing],
    projects: new Map([
      [staging, { id: staging, name: 'Staging', workspace: 'W', environment: 'staging' }],
      [production, { id: production, name: 'Live', workspace: 'W', environment: 'production' }],
    ]) as never,
    checked: new Map([[one.id, checked]]),
    notes: {},
  },
  looked: 2,
  readsByItself: false,
  edited: [],
  fails: {},
})

export const asked: { name: string; input: any }[] = []
/** What hears the progress of the last request of a name. */
export const reports = new Map<string, (progress: unknown) => void>()

function answer(state: World, name: string, input: any): unknown {
  const { source } = state
  const entry = source.entries.find(({ id }) => id === input.id)
  switch (name) {
    case 'all-mappers.list': {
      const { rows, counts } = mapperRows(source, input)
      const shown = rows.slice(input.offset, input.offset + input.limit)
      const more = {
        total: rows.length,
        counts,
        looked: state.looked,
        unread: 1,
        missing: 1,
      }
      return { lookedAt: '2026-11-27T06:00:00Z', rows: shown, ...more }
    }
    case 'all-mappers.read': {
      const known = source.checked.get(input.id)
      const found = known ? worstFirst(findingsIn(known, input.projectId)) : []
      return {
        row: entry && rowOf(source, entry, input.projectId),
        text: entry?.text,
        notes: source.notes[entry?.hash ?? '']?.notes ?? '',
        findings: found,
        findingCount: found.length,
        plainUses: entry?.uses.filter(isPlainUse).length ?? 0,
        near: (entry?.near ?? []).map(({ same }) => ({
          row: rowOf(source, two),
          text: two.text,
          same,
        })),
      }
    }
    case 'all-mappers.uses':
      return {
        uses: entry?.uses.slice(input.offset, input.offset + input.limit),
        total: entry?.uses.length,
        projects: [...source.projects.values()],
      }
    case 'all-mappers.note': {
      const { hash: key, ...note } = input
      state.source = { ...source, notes: { ...source.notes, [key]: { ...note, at: '' } } }
      return {}
    }
    case 'all-mappers.fetch':
      return { read: 1, failed: 1, reasons: ['It is gone.'] }
    case 'all-mappers.inspect':
      return { findings: [] }
    case 'all-mappers.try':
      return {
        cases: [
          { name: 'Goes on', before: true, after: true },
          { name: 'Breaks', before: true, after: false, why: 'expected 1, got 2' },
        ],
        more: 0,
      }
    case 'all-mappers.edit':
      // The text of the near duplicate stands in the place of the other.
      return { hash: hash('b'), projects: state.edited }
    default:
      return {}
  }
}

let shown: { unmount: () => void } | undefined

/** Takes away what the last test showed, so that it answers to nothing of the next one. */
export function hide(): void {
  shown?.unmount()
  shown = undefined
  document.body.innerHTML = ''
  setBridge(undefined)
}

/** Shows the place over what main would answer. */
export async function show(
  state = world(),
  props: InstanceType<typeof MappersView>['$props'] = {},
) {
  asked.length = 0
  reports.clear()
  setBridge({
    request: (
      name: string,
      input: any,
      _callId: string,
      onProgress?: (progress: unknown) => void,
    ) => {
      if (onProgress) reports.set(name, onProgress)
      asked.push({ name, input: JSON.parse(JSON.stringify(input)) })
      const isUnknown =
        name === 'all-mappers.uses' && !state.source.entries.some(({ id }) => id === input.id)
      const error = isUnknown ? appError('request.invalid', 'Look again') : state.fails[name]
      if (error) return Promise.resolve(failure(error))
      if (name === 'all-mappers.look' && state.look) return state.look
      return Promise.resolve(success(answer(state, name, input)))
    },
  })
  setActivePinia(createPinia())
  const projects = [...state.source.projects.values()]
  useAppStore().state = {
    workspaces: [
      { id: 'w', name: 'W', projects: projects.map((each) => ({ ...each, workspaceId: 'w' })) },
    ],
    platform: 'linux',
    draftCounts: Object.fromEntries(
      state.edited.map(({ project, written }) => [project.id, written]),
    ),
    settings: { theme: 'system', columns: {}, readsByItself: state.readsByItself },
  } as unknown as AppState
  const wrapper = mount(MappersView, { attachTo: document.body, props })
  shown = wrapper
  await flushPromises()
  return { state, wrapper }
}

export const pageText = () => (document.body.textContent ?? '').replace(/\s+/g, ' ')
export function buttonNamed(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find(
    (button) => (button.getAttribute('aria-label') ?? button.textContent ?? '').trim() === name,
  )
  if (!found) throw new Error(`There is no button ${name}: ${pageText()}`)
  return found
}
export async function press(name: string): Promise<void> {
  buttonNamed(name).click()
  await flushPromises()
}
export const optionTexts = () =>
  [...document.querySelectorAll('[aria-label="Mappers of all projects"] [role="option"]')].map(
    (option) => (option.textContent ?? '').replace(/\s+/g, ' ').trim(),
  )
export async function choose(words: string): Promise<void> {
  const found = [...document.querySelectorAll<HTMLElement>('[role="option"]')].find((option) =>
    option.textContent?.includes(words),
  )
  found?.click()
  await flushPromises()
}
