import { describe, expect, it } from 'vitest'
import { focusFilter, isFilterKey } from '../../../../src/renderer/app/list-filter'

function paneWith(html: string): HTMLElement {
  document.body.innerHTML = `<div id="other"><section data-list="home"><input type="search" id="another"></section></div><div id="pane">${html}</div>`
  return document.querySelector<HTMLElement>('#pane') ?? document.body
}
const lists = `
  <section data-list="organizations"><input type="search" id="o"><button id="in-o">A</button></section>
  <section data-list="connections"><input type="search" id="c" value="acme"></section>
  <section data-list="home"><input type="search" id="r"></section>
  <section data-list="mapper"><textarea id="w"></textarea></section>`
const focused = () => document.activeElement?.id

describe('the filter of the list in use', () => {
  it('is that of the list with the focus, else that of the screen', () => {
    const pane = paneWith(lists)
    focusFilter(pane, 'main')
    expect(focused()).toBe('c')
    document.querySelector<HTMLElement>('#in-o')?.focus()
    focusFilter(pane, 'main')
    expect(focused()).toBe('o')
    document.querySelector<HTMLElement>('#w')?.focus()
    focusFilter(pane, 'home')
    expect(focused()).toBe('r')
  })

  it('is looked for in the pane of the project alone', () => {
    const pane = paneWith(lists)
    document.querySelector<HTMLElement>('#another')?.focus()
    focusFilter(pane, 'home')
    expect(focused()).toBe('r')
  })

  it('leaves the focus where a screen has none', () => {
    const pane = paneWith(lists)
    document.querySelector<HTMLElement>('#in-o')?.focus()
    focusFilter(pane.querySelector<HTMLElement>('[data-list="mapper"]') ?? pane, 'mapper')
    expect(focused()).toBe('in-o')
  })
})

describe('its key', () => {
  function press(id: string, init: KeyboardEventInit): boolean {
    let answer = false
    const listener = (event: KeyboardEvent) => (answer = isFilterKey(event))
    document.addEventListener('keydown', listener)
    document
      .querySelector(`#${id}`)
      ?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }))
    document.removeEventListener('keydown', listener)
    return answer
  }

  it('is / wherever it is not typed into something, and no dialog is open', () => {
    paneWith(`${lists}<dialog><button id="in-dialog">A</button></dialog>
      <div contenteditable="true"><p id="in-editor">a</p></div>`)
    expect(press('in-o', { key: '/' })).toBe(true)
    expect(press('in-o', { key: '/', ctrlKey: true })).toBe(false)
    expect(press('in-o', { key: 'x' })).toBe(false)
    for (const id of ['o', 'w', 'in-dialog', 'in-editor']) {
      expect(press(id, { key: '/' }), id).toBe(false)
    }
  })
})
