import type { Page } from '@playwright/test'

/** What has the focus, and what of it can be seen. */
interface Stop {
  /** Which element of the page it is, counted in the order in which they had the focus. */
  readonly element: number
  readonly name: string
  /** Whether something is drawn around it, or around what it stands in. */
  readonly hasRing: boolean
  /** What lies over its middle; absent where nothing does. */
  readonly coveredBy?: string
  readonly isOutside: boolean
}

/** Runs in the page. */
function stopInPage(): Stop {
  const focused = document.activeElement ?? document.body
  const known: Element[] = ((window as unknown as { walked?: Element[] }).walked ??= [])
  if (!known.includes(focused)) known.push(focused)
  // In a list the focus stays on the list, and what is shown is the row it is on.
  const row = focused.getAttribute('aria-activedescendant')
  const shown = (row !== null && document.getElementById(row)) || focused
  const box = shown.getBoundingClientRect()
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
  const over = document.elementFromPoint(x, y)
  const isOutside = x < 0 || y < 0 || x > innerWidth || y > innerHeight

  const isDrawn = (element: Element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'
  }
  /** The element, what it stands in, and the edges that Naive UI draws around its fields. */
  const around = [shown, shown.parentElement, shown.parentElement?.parentElement]
  const edges = shown.closest('.n-input')?.querySelectorAll('.n-input__state-border') ?? []
  const candidates = [...around, shown.closest('.n-input'), shown.closest('.cm-editor'), ...edges]
  const hasRing = candidates.some((each) => each instanceof Element && isDrawn(each))
  const isOwn = over !== null && (shown.contains(over) || over.contains(shown))
  const label = focused.getAttribute('aria-label') ?? focused.textContent?.trim().slice(0, 40)
  return {
    element: known.indexOf(focused),
    name: `${focused.tagName.toLowerCase()} ${label ?? ''}`,
    hasRing,
    isOutside,
    ...(isOwn || isOutside ? {} : { coveredBy: over?.outerHTML.slice(0, 120) ?? 'nothing' }),
  }
}

const most = 200

/**
 * Goes through all that Tab reaches, once around.
 *
 * @returns how many stops there were, and what is wrong with them: no ring, or out of sight
 */
export async function walk(page: Page): Promise<{ stops: number; wrong: string[] }> {
  await page.evaluate(() => {
    delete (window as unknown as { walked?: Element[] }).walked
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
  const seen = new Set<number>()
  const wrong: string[] = []
  for (let at = 0; at < most; at += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(stopInPage)
    if (seen.has(stop.element)) break
    seen.add(stop.element)
    // The page itself, between its last stop and its first.
    if (stop.name.startsWith('body')) continue
    if (!stop.hasRing) wrong.push(`${stop.name}: no ring`)
    if (stop.isOutside) wrong.push(`${stop.name}: outside of the window`)
    if (stop.coveredBy !== undefined) wrong.push(`${stop.name}: under ${stop.coveredBy}`)
  }
  return { stops: seen.size, wrong }
}
