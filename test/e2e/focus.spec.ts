import { accessibilityProblems } from '../support/window/accessibility'
import { resize, type RunningApp } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'
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
async function walk(page: Page): Promise<{ stops: number; wrong: string[] }> {
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

const softly = expect.configure({ soft: true })

type Look = (name: string) => Promise<void>

/** Goes through every view of the side bar and through the dialogs with most in them. */
async function everywhere({ page }: RunningApp, look: Look): Promise<void> {
  await ui.openProject(page, demo.staging.name)
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Pilot of the walk')
  const views = page.getByRole('navigation', { name: 'Views' }).getByRole('button')
  const names = await views.evaluateAll((all) =>
    all.map((each) => each.getAttribute('aria-label') ?? ''),
  )
  for (const [at, name] of names.entries()) {
    await views.nth(at).click()
    await expect(views.nth(at), name).toHaveAttribute('aria-current', 'page')
    await look(name)
  }
  await ui.view(page, 'Organizations and connections').click()
  const review = await ui.openReview(page)
  await look('Review changes')
  await ui.button(review, 'Close').click()
  await ui.openNewConnection(page)
  await look('New connection')
  await page.keyboard.press('Escape')
  await ui.button(page, ui.names.switchProject).click()
  await look('Switch project')
  await page.keyboard.press('Escape')
}

for (const [width, height] of [
  [1280, 800],
  [900, 600],
] as const) {
  test(`what has the focus is seen on every screen at ${width}x${height} @long`, async ({
    workbench,
  }) => {
    const running = await workbench.openShared(demo.production.name)
    await resize(running, width, height)
    await everywhere(running, async (name) => {
      const { stops, wrong } = await walk(running.page)
      expect.soft(wrong, name).toEqual([])
      expect.soft(stops, name).toBeGreaterThan(name === 'Switch project' ? 1 : 5)
    })
  })
}

for (const [factor, what] of [
  [2, 'text of 200 %'],
  [4, 'a window of 320 pixels'],
] as const) {
  test(`nothing is lost with ${what} @long`, async ({ workbench }) => {
    const running = await workbench.openShared(demo.production.name)
    const { app, page } = running
    await resize(running, 1280, 1024)
    const zoom = (to: number) =>
      app.evaluate(({ BrowserWindow }, next) => {
        BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(next)
      }, to)
    await everywhere(running, async (name) => {
      await zoom(factor)
      await page.waitForFunction((most) => innerWidth <= most, 1280 / factor + 1)
      // The parts of the window follow its width a moment later.
      await softly.poll(() => page.evaluate(cutOff), { message: name }).toEqual([])
      await zoom(1)
      await page.waitForFunction(() => innerWidth > 1200)
    })
  })
}

/** What cannot be reached by scrolling up and down: the window's width, and buttons and fields beyond it. */
function cutOff(): string[] {
  const wide = document.documentElement.scrollWidth - innerWidth
  const dialogs = document.querySelectorAll('dialog[open]')
  const scope = dialogs.item(dialogs.length - 1) ?? document.body
  const controls = scope.querySelectorAll<HTMLElement>('button, input, textarea, [role="listbox"]')
  const beyond = [...controls].filter((each) => {
    const { left, right, width } = each.getBoundingClientRect()
    // Tabs go on in a line of their own, which scrolls to what has the focus.
    const isShown = each.checkVisibility() && width > 1 && !each.closest('[role="tablist"]')
    return isShown && (right > innerWidth + 1 || left < -1)
  })
  const widest = [...document.querySelectorAll('body *')].filter(
    (each) => each.getBoundingClientRect().right >= innerWidth + wide - 1,
  )
  return [
    ...(wide > 0
      ? [`${wide} pixels wider than the window: ${widest.at(-1)?.outerHTML.slice(0, 160) ?? ''}`]
      : []),
    ...beyond.map((each) => each.outerHTML.slice(0, 120)),
  ]
}

test('what the checks of accessibility look for is found where it is planted @long', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  expect(await accessibilityProblems(page)).toEqual([])
  await page.evaluate(() => {
    // Something lies over the text, so that axe leaves it open; the field has no name and no ring.
    const text = document.createElement('p')
    const over = document.createElement('i')
    const field = document.createElement('input')
    text.append('Pale', over)
    Object.assign(text.style, { color: '#999', background: '#fff', position: 'relative' })
    Object.assign(over.style, { position: 'absolute', inset: '0' })
    Object.assign(field.style, { outline: 'none' })
    document.querySelector('main')?.prepend(text, field)
  })
  const problems = (await accessibilityProblems(page)).join('\n')
  expect(problems).toMatch(/contrast 2\.8/)
  expect(problems).toMatch(/^label: /m)
  expect((await walk(page)).wrong.join('\n')).toContain('input : no ring')
})
