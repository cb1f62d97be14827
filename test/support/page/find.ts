import { flushPromises } from '@vue/test-utils'

/** The first button with this label or text. */
export const button = (name: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll('button')].find(
    (each) => each.getAttribute('aria-label') === name || each.textContent.trim() === name,
  )

/** The text of the page, with single spaces. */
export const pageText = (): string => document.body.textContent.replaceAll(/\s+/g, ' ')

/** The last button with this label or text, which is that of the dialog on top. */
export const topButton = (name: string | RegExp): HTMLButtonElement | undefined =>
  [...document.querySelectorAll('button')].findLast((each) => {
    const own = [each.getAttribute('aria-label') ?? '', each.textContent.trim()]
    return own.some((text) => (typeof name === 'string' ? text === name : name.test(text)))
  })

/** Presses a button as a person does, in the dialog on top. */
export async function press(name: string | RegExp): Promise<void> {
  const found = topButton(name)
  if (!found) throw new Error(`There is no button ${String(name)}: ${pageText()}`)
  found.click()
  await flushPromises()
}

/** The input with this label. */
export function field(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll('label')].find(
    (each) => each.textContent.trim() === label,
  )
  const input = document.getElementById(found?.htmlFor ?? '')
  if (!(input instanceof HTMLElement)) throw new Error(`There is no field ${label}`)
  return input as HTMLInputElement
}

export async function type(label: string, text: string): Promise<void> {
  const input = field(label)
  input.value = text
  input.dispatchEvent(new Event('input'))
  await flushPromises()
}
