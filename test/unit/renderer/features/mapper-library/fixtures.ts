import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import type { Bridge } from '../../../../../src/core/ipc/contract'
import type { EditedProject } from '../../../../../src/core/ipc/mapper-library'
import type { LibraryEntry, MapperUse } from '../../../../../src/core/mapper/library/entry'
import { libraryRows, rowOf, type LibrarySource } from '../../../../../src/core/mapper/library/rows'
import LibraryView from '../../../../../src/renderer/features/mapper-library/LibraryView.vue'
import { setBridge } from '../../../../support/page/bridge'

export const hash = (letter: string) => letter.repeat(128)
export const staging = '11111111-1111-4111-8111-111111111111'
export const production = '22222222-2222-4222-8222-222222222222'

export const use = (projectId: string, id: string, more: Partial<MapperUse> = {}): MapperUse => ({
  projectId: projectId as never,
  connectionKey: `oidc:${id}`,
  label: `Label ${id}`,
  kind: 'generic',
  state: 'server',
  ambiguous: false,
  ...more,
})

export const one: LibraryEntry = {
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
const two: LibraryEntry = {
  id: hash('b'),
  hash: hash('b'),
  address: 'base64://',
  text: '// Roles\n{ a: 2 }\n',
  uses: [use(staging, 'other')],
  near: [],
}
const missing: LibraryEntry = {
  id: hash('c'),
  hash: hash('c'),
  address: `https://storage.example/${hash('c')}.jsonnet`,
  problem: { kind: 'not-here', message: 'It was not read yet.' },
  uses: [use(staging, 'unread')],
  near: [],
}

export interface World {
  source: LibrarySource
  looked: number
  /** What `mapper-library.look` ends with; without it, it ends well. */
  look?: Promise<Result<unknown>>
  edited: EditedProject[]
  fails: Readonly<Record<string, ReturnType<typeof appError>>>
}

export const checked = { errors: 1, warnings: 0, hints: 0, cases: 2, failing: ['A case'] }

export const world = (): World => ({
  source: {
    entries: [one, two, missing],
    projects: new Map([
      [staging, { id: staging, name: 'Staging', workspace: 'W', environment: 'staging' }],
      [production, { id: production, name: 'Live', workspace: 'W', environment: 'production' }],
    ]) as never,
    checks: new Map([[one.id, checked]]),
    notes: {},
  },
  looked: 2,
  edited: [],
  fails: {},
})

export const asked: { name: string; input: any }[] = []
export const listeners = new Map<string, (payload: unknown) => void>()

function answer(state: World, name: string, input: any): unknown {
  const { source } = state
  const entry = source.entries.find(({ id }) => id === input.id)
  switch (name) {
    case 'mapper-library.list': {
      const { rows, counts } = libraryRows(source, input)
      const shown = rows.slice(input.offset, input.offset + input.limit)
      const more = { total: rows.length, counts, looked: state.looked, unread: 1, missing: 1 }
      return { lookedAt: '2026-11-27T06:00:00Z', rows: shown, ...more }
    }
    case 'mapper-library.read':
      return {
        row: entry && rowOf(source, entry),
        text: entry?.text,
        notes: source.notes[entry?.hash ?? '']?.notes ?? '',
        findings: [],
        lines: [],
        near: (entry?.near ?? []).map(({ same }) => ({
          row: rowOf(source, two),
          text: two.text,
          same,
        })),
      }
    case 'mapper-library.uses':
      return {
        uses: entry?.uses.slice(input.offset, input.offset + input.limit),
        total: entry?.uses.length,
        projects: [...source.projects.values()],
      }
    case 'mapper-library.note': {
      const { hash: key, ...note } = input
      state.source = { ...source, notes: { ...source.notes, [key]: { ...note, at: '' } } }
      return {}
    }
    case 'mapper-library.fetch':
      return { read: 1, failed: 1, reasons: ['It is gone.'] }
    case 'mapper-library.inspect':
      return { findings: [] }
    case 'mapper-library.try':
      return {
        cases: [
          { name: 'Goes on', before: true, after: true },
          { name: 'Breaks', before: true, after: false, why: 'expected 1, got 2' },
        ],
        more: 0,
      }
    case 'mapper-library.edit':
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

/** Shows the library over what main would answer. */
export async function show(state = world()) {
  asked.length = 0
  listeners.clear()
  setBridge({
    request: (name: string, input: any) => {
      asked.push({ name, input: JSON.parse(JSON.stringify(input)) })
      const error = state.fails[name]
      if (error) return Promise.resolve(failure(error))
      if (name === 'mapper-library.look' && state.look) return state.look
      return Promise.resolve(success(answer(state, name, input)))
    },
    cancel: () => undefined,
    subscribe: (name: string, listener: (payload: unknown) => void) => {
      listeners.set(name, listener)
      return () => undefined
    },
  } as unknown as Bridge)
  setActivePinia(createPinia())
  const wrapper = mount(LibraryView, { attachTo: document.body })
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
