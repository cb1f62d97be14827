import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { EditorView } from '@codemirror/view'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import type { AppState, Settings } from '../../../../../src/core/ipc/app-state'
import { mapperHash, toMapperUrl } from '../../../../../src/core/model/mapper-text'
import { setBridge } from '../../../../support/page/bridge'
import ConflictDialog from '../../../../../src/renderer/features/conflict/ConflictDialog.vue'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { showProject, shownProject } from '../../../../support/page/project'
import { button } from '../../../../support/page/find'

const text = (...lines: string[]) => lines.join('\n')
const was = text('{', '  identity: {', '    traits: {}', '  }', '}')
const mine = text('// mine', was)
const theirs = was.replace('traits: {}', 'traits: { email: 1 }')
const clashing = was.replace('traits: {}', 'traits: { name: 1 }')
const stored = (content: string) =>
  `https://storage.example/bucket/${mapperHash(toMapperUrl(content))}.jsonnet`

let settings: Settings
let readable: Record<string, Result<{ text: string }>>
let open: VueWrapper | undefined

beforeEach(() => {
  settings = { theme: 'system', columns: {} }
  readable = Object.fromEntries(
    [was, theirs].map((content) => [stored(content), success({ text: content })]),
  )
})
afterEach(() => {
  open?.unmount()
  open = undefined
})

/** The dialog as it is after a start of the app: what survives is what the settings hold. */
async function start(own: string) {
  setActivePinia(createPinia())
  setBridge({
    request: (name: string, input: any) => {
      if (name === 'settings.save') settings = structuredClone(input.settings)
      const gone = failure(appError('api.not-found', 'gone'))
      return Promise.resolve(
        name === 'mapper.read' ? (readable[input.mapperUrl] ?? gone) : success({}),
      )
    },
  })
  useAppStore().state = { settings, workspaces: [], notices: [] } as unknown as AppState
  const first = snapshotOf({ oidc: [connection('a', { mapper_url: stored(was) })] })
  const project = showProject(first)
  const target = { kind: 'connection', key: 'oidc:a' } as const
  const edit = { kind: 'set-field', target, field: 'mapper_url', value: toMapperUrl(own) } as const
  project.draft.edit(edit, 'Mapper')
  project.moveTo(
    snapshotOf({ oidc: [connection('a', { mapper_url: stored(theirs) })], revisionId: 'r2' }),
  )
  shownProject().place.open({ name: 'conflict' })
  open = mount(ConflictDialog, { attachTo: document.body })
  await vi.waitFor(
    () => expect(document.body.textContent).not.toContain('Reading the texts'),
    10_000,
  )
  await flushPromises()
  return project
}

const radios = () =>
  [...document.querySelectorAll('[role="radio"]')].map((item) => item.textContent?.trim())
const said = () => document.body.textContent
async function editor(): Promise<EditorView> {
  await vi.waitFor(() => expect(document.querySelector('.cm-editor')).not.toBeNull())
  const element = document.querySelector<HTMLElement>('.cm-content')
  expect(element?.getAttribute('aria-label')).toContain('Merged text')
  const view = element && EditorView.findFromDOM(element)
  if (!view) throw new Error('There is no editor')
  return view
}
async function type(content: string): Promise<void> {
  const view = await editor()
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: content } })
  await flushPromises()
}

describe('two changes of a mapper that fit together', () => {
  it('are offered first as one text, which is shown and taken', async () => {
    const project = await start(mine)
    expect(radios()).toEqual(['Use merged text', 'Keep mine', 'Take theirs'])
    expect(said()).toContain('Both changes fit together')
    // What differs is shown; the whole texts on request.
    expect(said()).toContain('added: // mine')
    expect(said()).toContain('removed:     traits: {}')
    for (const content of [was, mine, theirs]) expect(said()).not.toContain(content)
    for (const side of ['Was', 'Mine', 'Theirs']) {
      document.querySelector<HTMLElement>(`[aria-label^="Show the whole text, ${side}"]`)?.click()
    }
    await flushPromises()
    for (const content of [was, mine, theirs]) expect(said()).toContain(content)
    expect((await editor()).state.doc.toString()).toBe(text('// mine', theirs))
    expect(button('Go on')?.hasAttribute('disabled')).toBe(true)
    button('Use merged text')?.click()
    await flushPromises()
    button('Go on')?.click()
    await flushPromises()
    const merged = toMapperUrl(text('// mine', theirs))
    expect(project.copy.connections[0]?.fields['mapper_url']).toBe(merged)
    expect(project.conflicts).toEqual([])
    expect(settings.decisions).toEqual({})
    project.draft.undo()
    expect(project.conflicts).toHaveLength(1)
  })
})

describe('two changes of the same lines', () => {
  it('are marked, and taken once a person has decided them in the text', async () => {
    const project = await start(clashing)
    expect(radios()).toEqual(['Keep mine', 'Take theirs', 'Use merged text'])
    expect(said()).toContain('One place was changed by you and by someone else')
    expect(button('Use merged text')?.hasAttribute('disabled')).toBe(true)
    const { dom, state } = await editor()
    expect(state.doc.toString()).toContain('<<<<<<< Mine')
    expect(dom.querySelectorAll('.merge-mark')).toHaveLength(3)
    expect(dom.querySelectorAll('.merge-mine, .merge-theirs')).toHaveLength(2)
    const both = was.replace('traits: {}', 'traits: { name: 1, email: 1 }')
    await type(both)
    expect(dom.querySelectorAll('.merge-mark')).toHaveLength(0)
    button('Use merged text')?.click()
    await flushPromises()
    expect(said()).toContain('1 of 1 decided')
    // A mark that comes back takes the decision back.
    await type(text(both, '======='))
    expect(said()).toContain('0 of 1 decided')
    await type(both)
    button('Go on')?.click()
    await flushPromises()
    expect(project.copy.connections[0]?.fields['mapper_url']).toBe(toMapperUrl(both))
  })

  it('keep the text and the choice over an end of the app in between', async () => {
    await start(clashing)
    await type('{ both: 1 }')
    button('Use merged text')?.click()
    await flushPromises()
    // Nothing is unmounted in an orderly way: what is on disk is what there is.
    const onDisk = structuredClone(settings)
    open?.unmount()
    document.body.innerHTML = ''
    settings = onDisk
    const project = await start(clashing)
    expect((await editor()).state.doc.toString()).toBe('{ both: 1 }')
    expect(said()).toContain('1 of 1 decided')
    button('Go on')?.click()
    await flushPromises()
    expect(project.copy.connections[0]?.fields['mapper_url']).toBe(toMapperUrl('{ both: 1 }'))
  })

  it('are asked about anew when a side has moved on since', async () => {
    await start(clashing)
    await type('{ by: hand }')
    button('Use merged text')?.click()
    await flushPromises()
    open?.unmount()
    document.body.innerHTML = ''
    await start(clashing.replace('name', 'given_name'))
    expect(said()).toContain('0 of 1 decided')
    const had = () => document.querySelector('[aria-label^="Merged before"]')?.textContent
    expect(had()).toBe('{ by: hand }')
    // It stays until the conflict is decided.
    button('Keep mine')?.click()
    await flushPromises()
    expect(said()).toContain('1 of 1 decided')
    expect(had()).toBe('{ by: hand }')
    button('Go on')?.click()
    await flushPromises()
    expect(settings.decisions).toEqual({})
  })
})

describe('texts that cannot be read', () => {
  it('leave two choices when it is the one that both began with', async () => {
    readable[stored(was)] = failure(appError('api.not-found', 'gone'))
    await start(mine)
    expect(said()).toContain('What it was can no longer be read')
    expect(radios()).toEqual(['Keep mine', 'Take theirs'])
    for (const content of [mine, theirs]) expect(said()).toContain(content)
    button('Take theirs')?.click()
    await flushPromises()
    expect(said()).toContain('1 of 1 decided')
  })

  it('are read again on request when it is theirs', async () => {
    const answer = readable[stored(theirs)]!
    readable[stored(theirs)] = failure(appError('network.off', 'You work offline'))
    await start(mine)
    expect(said()).toContain('You work offline')
    expect(radios()).toEqual(['Keep mine', 'Take theirs'])
    readable[stored(theirs)] = answer
    button('Try again')?.click()
    await vi.waitFor(() => expect(radios()).toContain('Use merged text'))
  })
})
