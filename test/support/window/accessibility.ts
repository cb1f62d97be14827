import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** A script for a page that has axe already. */
const nothingMore = 'undefined'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * What axe leaves to a person, by its own words for why, and how this is decided here instead: the contrast is
 * computed from the text's colour and the grounds of what it stands in, or the field is looked at. No element is
 * excepted, and what axe leaves open for any other reason fails.
 */
export const decidedHere: Readonly<Record<string, { why: string; by: 'grounds' | 'empty' }>> = {
  bgOverlap: {
    why: 'Naive UI draws the edge of a button or field as an element over its text',
    by: 'grounds',
  },
  elmPartiallyObscured: {
    why: 'A row at the edge of a list that scrolls is partly under what stands above or below the list',
    by: 'grounds',
  },
  elmPartiallyObscuring: {
    why: 'A line that is wider than what it stands in and scrolls there, or text of a dialog over another dialog',
    by: 'grounds',
  },
  shortTextContent: {
    why: 'One character, which axe takes for a picture',
    by: 'grounds',
  },
  nonBmp: { why: 'A sign such as an arrow, which axe takes for a picture', by: 'grounds' },
  'Axe encountered an error; test the page for this type of problem manually': {
    why: 'An element outside of the area that axe maps, such as a line number of an editor that is scrolled',
    by: 'grounds',
  },
  emptyValue: {
    why: 'A field without a text; its placeholder is what can be read',
    by: 'empty',
  },
}

/** An element that axe left open, and what is needed to decide it. */
interface LeftOpen {
  readonly selector: string
  readonly by: 'grounds' | 'empty'
}

/**
 * The contrast of the text of each element with what it stands on, or for a field without a text that of its
 * placeholder; 0 where it cannot be told, `undefined` where it is gone. Runs in the page.
 */
function contrastsInPage(elements: readonly LeftOpen[]): (number | undefined)[] {
  type Colour = readonly [red: number, green: number, blue: number, alpha: number]

  function parse(text: string): Colour | undefined {
    const parts = (text.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number)
    const [red, green, blue, alpha = 1] = parts
    if (red === undefined || green === undefined || blue === undefined) return undefined
    if (text.startsWith('color(srgb')) return [red * 255, green * 255, blue * 255, alpha]
    return text.startsWith('rgb') ? [red, green, blue, alpha] : undefined
  }

  function over([r, g, b, alpha]: Colour, [r2, g2, b2, alpha2]: Colour): Colour {
    const rest = alpha2 * (1 - alpha)
    const all = alpha + rest
    const mix = (one: number, two: number) => (all === 0 ? 0 : (one * alpha + two * rest) / all)
    return [mix(r, r2), mix(g, g2), mix(b, b2), all]
  }

  /** What stands behind the text: the grounds of the element and its ancestors, up to one that lets nothing through. */
  function groundOf(element: Element): Colour | undefined {
    let ground: Colour = [0, 0, 0, 0]
    for (let each: Element | null = element; each; each = each.parentElement) {
      const { backgroundColor, opacity } = getComputedStyle(each)
      const colour = parse(backgroundColor)
      if (!colour || Number(opacity) < 1) return undefined
      ground = over(ground, colour)
      if (ground[3] > 0.999) return ground
    }
    return undefined
  }

  function luminance([red, green, blue]: Colour): number {
    const linear = (part: number) => {
      const value = part / 255
      return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  function contrast(element: Element, text: string): number {
    const ground = groundOf(element)
    const colour = parse(text)
    if (!ground || !colour) return 0
    const [one, two] = [luminance(over(colour, ground)), luminance(ground)]
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05)
  }

  return elements.map(({ selector, by }) => {
    const element = document.querySelector(selector)
    if (!element) return undefined
    if (by === 'grounds') return contrast(element, getComputedStyle(element).color)
    const field = element as HTMLInputElement
    if (field.value !== '') return 0
    const placeholder = getComputedStyle(field, '::placeholder').color
    // Naive UI hides the browser's placeholder and writes one of its own, which axe checks like any text.
    const isHidden = field.placeholder === '' || parse(placeholder)?.[3] === 0
    return isHidden ? 21 : contrast(field, placeholder)
  })
}

const lowest = 4.5
/** How often a screen is looked at that changes meanwhile. */
const mostLooks = 3

/** What is wrong in the present window by WCAG 2.2 AA, as far as axe and the rules above can tell. */
export async function accessibilityProblems(page: Page, look = 1): Promise<string[]> {
  // Half a megabyte of source goes into a page once, and of what passes nothing comes back: a third of the time.
  const isThere = await page.evaluate(() => 'axe' in window)
  // In legacy mode, because Electron has no new page.
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: nothingMore }) })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations', 'incomplete'] })
    .withTags(tags)
  const { violations, incomplete } = await axe.analyze()
  const wrong = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}`),
  )
  const open = incomplete.flatMap(({ id, nodes }) =>
    nodes.map((node) => {
      const [check] = [...node.any, ...node.all, ...node.none]
      const why = String(check?.data?.messageKey ?? check?.message ?? 'no reason given')
      const selector = node.target.join(' ')
      const decided = id === 'color-contrast' ? decidedHere[why] : undefined
      return { id, why, selector, html: node.html, decided }
    }),
  )
  const decidable = open.flatMap(({ selector, decided, html }) =>
    decided ? [{ selector, by: decided.by, html }] : [],
  )
  const contrasts = await page.evaluate(contrastsInPage, decidable)
  if (contrasts.includes(undefined) && look < mostLooks)
    return accessibilityProblems(page, look + 1)
  return [
    ...wrong,
    ...open
      .filter(({ decided }) => !decided)
      .map(({ id, why, selector, html }) => `${id} left open (${why}): ${selector} ${html}`),
    ...decidable.flatMap(({ selector, html }, at) => {
      const found = contrasts[at] ?? 0
      return found < lowest ? [`contrast ${found.toFixed(2)}: ${selector} ${html}`] : []
    }),
  ]
}
