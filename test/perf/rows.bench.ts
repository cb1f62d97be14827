import { expect, test, type Page } from '@playwright/test'
import { largeIds, largeState, startEmulator } from '../emulator'
import { launchApp, newUserData, removeUserData } from '../support/window/app'
import * as ui from '../support/window/screens'
import { figure, report } from './figures'
import { fromEvent, fromKey } from './from-event'
import { limits } from './limits'
import { plantInLetters } from './planted'
import { elementsIn, plainElements, settled } from './window-floor'

const count = '[data-list="connections"] .list-count'
/** What the count of the list says after each letter, as `49 of 5000`. */
async function countsOf(page: Page, text: string): Promise<string[]> {
  const counts: string[] = []
  for (const letter of text) {
    await page.keyboard.type(letter)
    await settled(page)
    counts.push((await page.locator(count).textContent()) ?? '')
  }
  return counts
}

test('a letter of a filter over all fields, and a row to its detail, in the large project', async () => {
  test.setTimeout(240_000)
  const emulator = await startEmulator({
    state: largeState({ organizations: 10_000, connections: 5_000 }),
  })
  const userData = newUserData()
  const { page, close } = await launchApp(userData)
  try {
    await ui.connect(page, emulator.apiAddress, emulator.demoApiKeys[largeIds.workspace] ?? '')
    await expect(page.locator(count)).toHaveText('5000', { timeout: 60_000 })
    await plantInLetters(page)
    const floors: number[] = []
    const detailFloors: number[] = []
    const list = '[data-list="connections"]'

    // Words of a ticket, each in another field: the issuer, the organization and the client.
    const text = 'realms amber client 49'
    const filter = page.getByRole('searchbox', { name: 'Filter connections' })
    await filter.focus()
    const counts = await countsOf(page, text)
    await filter.fill('')
    const letters: number[] = []
    for (const [index, letter] of [...text].entries()) {
      const press = () => page.keyboard.type(letter)
      // Where the count stays as it was, nothing in the window says when the letter is done.
      if (counts[index] === (counts[index - 1] ?? '5000')) await press()
      else {
        const wanted = { selector: count, text: counts[index] ?? '' }
        letters.push(await fromKey(page, wanted, press))
      }
      await settled(page)
      floors.push(await plainElements(page, await elementsIn(page, list)))
    }
    expect(letters.length, counts.join(', ')).toBeGreaterThan(5)
    await filter.fill('')
    report({
      name: 'filter-key',
      subject: figure(
        'a key of a filter over all fields of 5,000 connections to its rows',
        letters,
      ),
      floor: figure('drawing as many plain elements', floors),
      limit: limits.rows,
    })

    const rows = ui.region(page, 'Connections').getByRole('option')
    // The first one loads what shows a connection.
    await rows.first().click()
    await expect(ui.textbox(ui.panel(page, 'Connection'), 'Label')).toBeVisible()
    const details: number[] = []
    for (let index = 1; index < 9; index += 1) {
      const row = rows.nth(index)
      const wanted = {
        selector: '[aria-label="Connection"] .title',
        text: (await row.locator('.label').textContent()) ?? '',
      }
      details.push(await fromEvent(page, 'mousedown', wanted, () => row.click()))
      const drawn = await elementsIn(page, '[aria-label="Connection"]')
      detailFloors.push(await plainElements(page, drawn))
    }
    report({
      name: 'row-detail',
      subject: figure('a click on a row to its detail', details),
      floor: figure('drawing as many plain elements', detailFloors),
      limit: limits.detail,
    })
  } finally {
    await close()
    await emulator.close()
    removeUserData(userData)
  }
})
