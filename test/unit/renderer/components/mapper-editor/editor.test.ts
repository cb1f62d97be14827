import { redo, undo } from '@codemirror/commands'
import { completionStatus, currentCompletions, startCompletion } from '@codemirror/autocomplete'
import { forEachDiagnostic } from '@codemirror/lint'
import { EditorView } from '@codemirror/view'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  createMapperEditor,
  type MapperEditor,
} from '../../../../../src/renderer/components/mapper-editor/editor'

import { unreachedWords } from '../../../../../src/renderer/components/mapper-editor/coverage'
import { muteSelection } from './selection'
import { expectNoSquare, loadCounted } from '../../../../support/runner/growth'

const counted = await loadCounted<
  typeof import('../../../../../src/renderer/components/mapper-editor/editor')
>('src/renderer/components/mapper-editor/editor.ts')

let editor: MapperEditor | undefined
beforeAll(muteSelection)
afterEach(() => {
  editor?.destroy()
  editor = undefined
})

function start(text: string, readOnly = false, create = createMapperEditor) {
  const onChange = vi.fn<(text: string) => void>()
  const onBlur = vi.fn<() => void>()
  const parent = document.createElement('div')
  document.body.append(parent)
  const made = create({ parent, text, readOnly, onChange, onBlur })
  editor = made
  const content = parent.querySelector<HTMLElement>('.cm-content')
  const view = content && EditorView.findFromDOM(content)
  if (!content || !view) throw new Error('There is no editor')
  return { editor: made, view, content, parent, onChange, onBlur }
}
const shown = (view: EditorView) => {
  const list: string[] = []
  forEachDiagnostic(view.state, ({ message }, from, to) =>
    list.push(`${from}-${to} ${view.state.sliceDoc(from, to)}: ${message}`),
  )
  return list
}
const press = (target: Element, key: string, more: KeyboardEventInit = {}) =>
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
  )
const keyCodes = { F8: 119, Escape: 27, Tab: 9 } as const

describe('the editor of a mapper', () => {
  it('is a named textbox that says how the keyboard leaves it', () => {
    const { content } = start('{}')
    expect(content.getAttribute('role')).toBe('textbox')
    expect(content.getAttribute('aria-label')).toBe('Mapper text')
    expect(content.getAttribute('aria-multiline')).toBe('true')
    expect(content.getAttribute('aria-description')).toBe(
      'Tab indents. Press Escape, then Tab, to leave the editor.',
    )
  })

  it('reports what is typed, and nothing that is put in from outside', () => {
    const { editor: made, view, onChange } = start('{}')
    view.dispatch({ changes: { from: 1, insert: 'a' }, userEvent: 'input.type' })
    expect(onChange.mock.calls).toEqual([['{a}']])
    made.setText('{ b: 1 }')
    expect(made.text()).toBe('{ b: 1 }')
    expect(onChange).toHaveBeenCalledTimes(1)
  })

  it('takes back nothing that came from outside, and leaves those keys to the draft', () => {
    const { editor: made, view, content, parent } = start('{}')
    const own = () => parent.querySelector('.cm-editor')?.getAttribute('data-own-history')
    const undoKey = () => press(content, 'z', { keyCode: 90, ctrlKey: true })
    expect(own()).toBeNull()
    view.dispatch({ changes: { from: 1, insert: 'a' }, userEvent: 'input.type' })
    expect(own()).toBe('undo')
    expect(undoKey()).toBe(false)
    expect([made.text(), own()]).toEqual(['{}', 'redo'])
    redo(view)
    made.setText('{ outside: 1 }')
    expect(own()).toBeNull()
    // Nobody has taken the key: the draft may.
    expect(undoKey()).toBe(true)
    expect(made.text()).toBe('{ outside: 1 }')
    view.dispatch({ changes: { from: 0, insert: '//\n' }, userEvent: 'input.type' })
    undoKey()
    expect(made.text()).toBe('{ outside: 1 }')
  })

  it('reports line ends as they were given, where they are all of one kind', () => {
    const { editor: made, view, onChange } = start('{\r\n}\r\n')
    const type = (insert: string) => {
      view.dispatch({ changes: { from: 1, insert } })
      return onChange.mock.lastCall?.[0]
    }
    expect(type('\n  a: 1')).toBe('{\r\n  a: 1\r\n}\r\n')
    undo(view)
    expect(onChange.mock.lastCall).toEqual(['{\r\n}\r\n'])
    // Offsets are those of the text that was reported last.
    type('\n  a: x')
    made.setDiagnostics([{ from: 8, to: 9, severity: 'error', message: 'No x' }])
    expect(shown(view)).toEqual(['7-8 x: No x'])
    expect(made.applyEdits([{ start: 8, end: 9, text: '1' }])).toBe(true)
    expect(onChange.mock.lastCall).toEqual(['{\r\n  a: 1\r\n}\r\n'])
    made.setText('{\r\n}\n')
    expect(type('x')).toBe('{x\n}\n')
    made.setText('{}')
    expect(type('\n')).toBe('{\n}')
  })

  it('goes to a place without the focus when it is asked to', () => {
    const { editor: made, view } = start('{\n}')
    made.goTo(2, { focus: false })
    expect(view.state.selection.main.head).toBe(2)
    expect(document.activeElement).not.toBe(view.contentDOM)
    made.goTo(0)
    expect(document.activeElement).toBe(view.contentDOM)
  })

  it('indents by Tab, and lets Tab pass after Escape', () => {
    const { view, content } = start('a')
    press(content, 'Tab', { keyCode: keyCodes.Tab })
    expect(view.state.doc.toString()).toBe('  a')
    press(content, 'Escape', { keyCode: keyCodes.Escape })
    expect(press(content, 'Tab', { keyCode: keyCodes.Tab })).toBe(true)
    expect(view.state.doc.toString()).toBe('  a')
  })

  it('leaves Ctrl+Enter to the mapper editor', () => {
    const { view, content } = start('a')
    const free = press(content, 'Enter', { keyCode: 13, ctrlKey: true })
    expect(free).toBe(true)
    expect(view.state.doc.toString()).toBe('a')
  })

  it('indents a new line by the bracket before it', () => {
    const { view, content } = start('{ a: {')
    view.dispatch({ selection: { anchor: 6 } })
    press(content, 'Enter', { keyCode: 13 })
    expect(view.state.doc.toString()).toBe('{ a: {\n  ')
  })

  it('takes no text while it is read only, and says so', () => {
    const { editor: made, content } = start('{}', true)
    expect(content.getAttribute('aria-readonly')).toBe('true')
    press(content, 'Enter', { keyCode: 13 })
    expect(made.text()).toBe('{}')
    made.setReadOnly(false)
    expect(content.getAttribute('aria-readonly')).toBeNull()
    made.setText('{ a: 1 }')
    expect(made.text()).toBe('{ a: 1 }')
  })

  it('tells when it is left', () => {
    const { content, onBlur } = start('{}')
    content.dispatchEvent(new FocusEvent('blur'))
    expect(onBlur).toHaveBeenCalledTimes(1)
  })
})

describe('remarks', () => {
  const problem = { from: 2, to: 3, severity: 'error', message: 'Unknown variable: x' } as const

  it('are squiggles and a tinted line, and follow the text', () => {
    const { editor: made, view, parent } = start('{ x }\n{ y }')
    made.setDiagnostics([
      problem,
      { ...problem, from: 8, to: 9, severity: 'warning', message: 'y' },
    ])
    expect(shown(view)).toEqual(['2-3 x: Unknown variable: x', '8-9 y: y'])
    expect(parent.querySelector('.cm-lintRange-error')?.textContent).toBe('x')
    expect(parent.querySelector('.cm-lintRange-warning')?.textContent).toBe('y')
    const tinted = () => [...parent.querySelectorAll('.cm-error-line')].map((e) => e.textContent)
    expect(tinted()).toEqual(['{ x }'])
    view.dispatch({ changes: { from: 0, insert: '// more\n' } })
    expect(shown(view)[0]).toBe('10-11 x: Unknown variable: x')
    expect(tinted()).toEqual(['{ x }'])
    made.setDiagnostics([])
    expect(shown(view)).toEqual([])
    expect(tinted()).toEqual([])
  })

  it('stay in the text wherever they are said to be', () => {
    const { editor: made, view } = start('ab')
    made.setDiagnostics([
      { ...problem, from: 90, to: 99, message: 'beyond' },
      { ...problem, from: 2, to: 1, message: 'turned' },
      { ...problem, from: -5, to: 1, message: 'before' },
    ])
    expect(shown(view).sort()).toEqual(['0-1 a: before', '1-2 b: beyond', '1-2 b: turned'])
  })

  it('are in the order of F8, and listed with their fixes by Ctrl+Shift+M', () => {
    const { editor: made, view, content, parent } = start('{ x }\n{ y }')
    const apply = vi.fn<() => void>(() => {
      made.applyEdits([{ start: 8, end: 9, text: 'z' }])
    })
    made.setDiagnostics([
      problem,
      {
        ...problem,
        from: 8,
        to: 9,
        severity: 'info',
        message: 'Better z',
        source: 'rule',
        actions: [{ name: 'Write z', apply }],
      },
    ])
    press(content, 'F8', { keyCode: keyCodes.F8 })
    expect(view.state.selection.main.from).toBe(2)
    press(content, 'F8', { keyCode: keyCodes.F8 })
    expect(view.state.selection.main.from).toBe(8)

    press(content, 'M', { keyCode: 77, ctrlKey: true, shiftKey: true })
    const panel = parent.querySelector<HTMLElement>('section[aria-label="Problems in the text"]')
    const buttons = () => [...(panel?.querySelectorAll('button') ?? [])]
    expect(buttons().map((item) => item.getAttribute('aria-label') ?? item.textContent)).toEqual([
      'Error, line 1: Unknown variable: x',
      'Note, line 2: Better z',
      'Write z',
      'Close the list of problems',
    ])
    expect(document.activeElement).toBe(buttons()[0])
    buttons()[2]?.click()
    expect(apply).toHaveBeenCalledTimes(1)
    expect(made.text()).toBe('{ x }\n{ z }')
    undo(view)
    expect(made.text()).toBe('{ x }\n{ y }')
    buttons()[0]?.click()
    expect(view.state.selection.main.head).toBe(2)
    made.setDiagnostics([])
    expect(panel?.textContent).toContain('No problems.')
    made.showProblems()
    expect(panel?.contains(document.activeElement)).toBe(true)
    press(buttons()[0] ?? content, 'Escape', { keyCode: keyCodes.Escape })
    expect(parent.querySelector('section')).toBeNull()
  })
})

describe('texts from outside', () => {
  const text = '{\n  a: 1,\n  b: 2,\n}\n'

  it('come as one step of undo by the smallest edits, and are reported', () => {
    const { editor: made, view, onChange } = start(text)
    view.dispatch({ selection: { anchor: text.indexOf('b') } })
    view.dispatch({ changes: { from: 0, insert: '// x\n' }, userEvent: 'input.type' })
    const formatted = '// x\n{\n  a: 11,\n  aa: 3,\n  b: 2,\n}\n'
    made.replaceAll(formatted)
    expect(onChange.mock.calls.at(-1)).toEqual([formatted])
    expect(onChange).toHaveBeenCalledTimes(2)
    const { head } = view.state.selection.main
    expect(view.state.sliceDoc(head, head + 1)).toBe('b')
    undo(view)
    expect(made.text()).toBe(`// x\n${text}`)
    redo(view)
    expect(made.text()).toBe(formatted)
    made.replaceAll(formatted)
    expect(onChange).toHaveBeenCalledTimes(4)
  })

  it('are refused as edits that do not lie in the text or overlap', () => {
    const { editor: made, onChange } = start('abc')
    expect(made.applyEdits([{ start: 2, end: 9, text: '' }])).toBe(false)
    expect(
      made.applyEdits([
        { start: 0, end: 2, text: '' },
        { start: 1, end: 3, text: '' },
      ]),
    ).toBe(false)
    expect(onChange).not.toHaveBeenCalled()
    expect(
      made.applyEdits([
        { start: 3, end: 3, text: '!' },
        { start: 0, end: 1, text: '' },
      ]),
    ).toBe(true)
    expect(onChange.mock.calls).toEqual([['bc!']])
  })

  it('keep their own offsets while they have Windows line ends', () => {
    const given = 'local a = 1;\r\n\r\n{ b: x }'
    const { editor: made, view } = start(given)
    const at = given.indexOf('x')
    const mark = { severity: 'error', message: 'm' } as const
    made.setDiagnostics([{ from: at, to: at + 1, ...mark }])
    expect(shown(view)).toEqual(['19-20 x: m'])
    made.goTo(at)
    expect(view.state.selection.main.head).toBe(19)
    made.applyEdits([{ start: at, end: at + 1, text: 'y' }])
    expect(made.text()).toBe('local a = 1;\n\n{ b: y }')
    made.setDiagnostics([{ from: at, to: at + 1, ...mark }])
    expect(shown(view)).toEqual(['19-20 y: m'])
    made.setText(given)
    made.goTo(at)
    expect(view.state.selection.main.head).toBe(19)
  })

  it('are gone to within their bounds', () => {
    const { editor: made, view, content } = start('abc')
    made.goTo(99)
    expect(view.state.selection.main.head).toBe(3)
    expect(document.activeElement).toBe(content)
  })
})

describe('the margin', () => {
  it('marks each line that no case reaches, with the reasons', () => {
    const { editor: made, view, parent } = start('a\nb\nc\nd')
    made.setUnreached([
      { start: 2, end: 5, words: 'No case takes this branch' },
      { start: 2, end: 3, words: 'No case reads this claim' },
      { start: 4, end: 5, words: 'No case takes this branch' },
    ])
    const marks = () =>
      [...parent.querySelectorAll<HTMLElement>('.cm-unreached-mark')].map(({ title }) => title)
    expect(marks()).toEqual([
      'No case reads this claim\nNo case takes this branch',
      'No case takes this branch',
    ])
    expect(parent.querySelectorAll('.cm-unreached')).toHaveLength(2)
    view.dispatch({ changes: { from: 2, insert: 'x\n' } })
    expect(unreachedWords(view.state, 2)).toBeUndefined()
    expect(unreachedWords(view.state, 4)).toContain('No case reads this claim')
    made.setUnreached([])
    expect(marks()).toEqual([])
  })
})

describe('the places that no case reaches', () => {
  it('are gone to one after the other, with their words, without taking the focus', () => {
    const { editor: made, view, content } = start('a\nb\nc\nd')
    made.setUnreached([
      { start: 6, end: 7, words: 'No case needs this value' },
      { start: 2, end: 5, words: 'No case takes this branch' },
    ])
    content.blur()
    const head = () => view.state.selection.main.head
    expect(made.goToUnreached()).toEqual({ line: 2, words: 'No case takes this branch' })
    expect(head()).toBe(2)
    expect(made.goToUnreached()).toEqual({ line: 4, words: 'No case needs this value' })
    expect(made.goToUnreached()).toEqual({ line: 2, words: 'No case takes this branch' })
    expect(document.activeElement).not.toBe(content)
    // They follow the text.
    view.dispatch({ changes: { from: 0, insert: '// new\n' } })
    expect(made.goToUnreached()?.line).toBe(5)
    made.setUnreached([])
    expect(made.goToUnreached()).toBeUndefined()
  })
})

describe('completion and help in the editor', () => {
  it('offer the claims that were set last, also for names written since', async () => {
    const { editor: made, view } = start('')
    made.setClaims({ email: 'a@example.com', raw_claims: { groups: ['x'] } })
    const text = "local c = std.extVar('claims');\nc.raw_claims."
    view.dispatch({
      changes: { from: 0, insert: text },
      selection: { anchor: text.length },
      userEvent: 'input.type',
    })
    view.focus()
    await vi.waitFor(() => {
      // The claims are looked at a moment after the last key.
      if (completionStatus(view.state) === null) startCompletion(view)
      expect(currentCompletions(view.state).map(({ label }) => label)).toEqual(['groups'])
    })
  })

  it('is shown at the cursor by Shift+F1 and read out, until Escape', async () => {
    const { view, content, parent } = start('std.length(1)')
    view.focus()
    view.dispatch({ selection: { anchor: 6 } })
    press(content, 'F1', { keyCode: 112, shiftKey: true })
    await vi.waitFor(() => {
      expect(parent.querySelector('.cm-announced')?.textContent).toContain('std.length(x)')
      expect(parent.querySelector('.cm-help-code')?.textContent).toBe('std.length(x) → number')
    })
    press(content, 'Escape', { keyCode: keyCodes.Escape })
    await vi.waitFor(() => expect(parent.querySelector('.cm-help-code')).toBeNull())
  })

  it('keeps each key short with a mapper of 64 KiB', async () => {
    const part = "local f(x) = { a: x, [if 'k' in x then 'b']: std.map(function(q) q + 1, x) };\n"
    await expectNoSquare(
      (size) =>
        start(part.repeat(Math.ceil(size / part.length)) + '{}', false, counted.createMapperEditor)
          .view,
      (view) => {
        for (let key = 0; key < 10; key += 1) {
          const from = view.state.doc.length - 1
          view.dispatch({ changes: { from, insert: 'a' }, userEvent: 'input.type' })
        }
      },
      65_536,
    )
  })
})
