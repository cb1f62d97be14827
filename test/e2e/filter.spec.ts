import type { Page } from '@playwright/test'
import { longRunViews, photographer } from '../support/window/photographer'
import { demo, test } from '../support/window/workbench'

const filter = (page: Page, name: string) => page.getByRole('searchbox', { name: `Filter ${name}` })

for (const view of longRunViews) {
  test(`lists that are filtered at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await workbench.openShared(demo.production.name)
    const { page } = running
    const picture = await photographer(running, view)
    await filter(page, 'organizations').fill('example')
    await filter(page, 'connections').fill('client')
    await picture('filtered')
    await filter(page, 'connections').fill('oidc meadow')
    await picture('filtered-words')
  })
}
