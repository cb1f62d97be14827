import { longRunViews, photographer } from '../support/window/photographer'
import { sampled } from '../soak/size'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

for (const view of longRunViews) {
  test(`every view of the side bar at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await workbench.openShared(demo.production.name)
    const { page } = running
    await ui.openProject(page, demo.staging.name)
    const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
    await ui.textbox(connection, 'Label').fill('Pilot of the picture')
    const picture = await photographer(running, view)
    const views = page.getByRole('navigation', { name: 'Views' }).getByRole('button')
    const names = await views.evaluateAll((all) =>
      all.map((each) => each.getAttribute('aria-label') ?? each.textContent?.trim() ?? ''),
    )
    expect(names).toHaveLength(8)
    // Each of them in the long run.
    for (const [at, name] of sampled([...names.entries()], 3)) {
      await views.nth(at).click()
      await expect(views.nth(at), name).toHaveAttribute('aria-current', 'page')
      await ui.atRest(page)
      await picture(`view-${name.toLowerCase().replaceAll(/\W+/g, '-')}`)
    }
    await page.keyboard.press('ControlOrMeta+Shift+p')
    await expect(ui.dialog(page, 'Command palette')).toBeVisible()
    await picture('view-palette')
    await page.keyboard.press('Escape')
    await page.keyboard.press('ControlOrMeta+/')
    await expect(ui.dialog(page, 'Keyboard shortcuts')).toBeVisible()
    await picture('view-shortcuts')
  })
}
