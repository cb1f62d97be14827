import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

test('everything is made larger by keys, and the menu has the projects that were open last @long', async ({
  workbench,
}) => {
  const { app, page } = await workbench.openShared(demo.staging.name)
  const width = () => page.evaluate(() => innerWidth)
  const before = await width()
  // The plus without Shift, as most people press it; a dialog does not keep it from them.
  await ui.button(page, ui.names.switchProject).click()
  await page.keyboard.press('ControlOrMeta+=')
  await expect.poll(width).toBeLessThan(before)
  await page.keyboard.press('ControlOrMeta+-')
  await expect.poll(width).toBe(before)
  await page.keyboard.press('ControlOrMeta+-')
  await expect.poll(width).toBeGreaterThan(before)
  await page.keyboard.press('ControlOrMeta+0')
  await expect.poll(width).toBe(before)
  await page.keyboard.press('Escape')

  await ui.openProject(page, demo.production.name)
  const recent = (clicked?: string) =>
    app.evaluate(({ Menu }, label) => {
      const items = (Menu.getApplicationMenu()?.items ?? []).flatMap(
        ({ submenu }) => submenu?.items ?? [],
      )
      const all = items.find((each) => each.label === 'Open Recent')?.submenu?.items ?? []
      all.find((each) => each.label === label)?.click()
      return all.map((each) => each.label)
    }, clicked)
  const staging = `${demo.staging.name} (Northwind)`
  await expect
    .poll(async () => (await recent()).slice(0, 2))
    .toEqual([`${demo.production.name} (Northwind)`, staging])
  await recent(staging)
  await expect(ui.banner(page)).toContainText(demo.staging.name)
})
