import { openEachScreen } from '../support/open-each-screen'
import * as ui from '../support/screens'
import { shownTexts } from '../support/shown-texts'
import { demo, expect, test } from '../support/workbench'
import { misused } from '../support/words'

test('every screen and dialog that a command opens has one word for one thing @long', async ({
  workbench,
}) => {
  test.setTimeout(120_000)
  const { page } = await workbench.openShared(demo.production.name)
  await ui.chooseConnection(page, 'Tidewater ADFS')
  const found: string[] = []
  const opened = await openEachScreen(
    page,
    (english) => english,
    async (name) => {
      const texts = await shownTexts(page)
      expect(texts.length, name).toBeGreaterThan(20)
      found.push(...texts.flatMap((text) => misused(`${name}, in “${text}”:`, text)))
    },
  )
  expect(opened).toBeGreaterThan(20)
  expect(found).toEqual([])
})
