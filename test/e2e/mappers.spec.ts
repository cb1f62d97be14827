import type { Page } from '@playwright/test'
import { giveMapper, mapperOf } from '../support/window/other-writer'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test, type Workbench } from '../support/window/workbench'

const readsGroups = `local claims = std.extVar('claims');

{
  identity: {
    traits: {
      [if 'email' in claims then 'email' else null]: claims.email,
    },
    metadata_public: {
      groups: claims.groups,
    },
  },
}
`

const mappers = (page: Page) =>
  page.getByRole('listbox', { name: 'Mappers of all projects', exact: true })
const mapperWith = (page: Page, words: RegExp) => mappers(page).getByRole('option', { name: words })
const filter = (page: Page) => page.getByRole('searchbox', { name: 'Filter mappers' })
const wrong = /“groups” is a custom claim/

async function openMappers(page: Page) {
  await ui.view(page, 'Mappers').click()
  await expect(ui.region(page, 'Mappers')).toBeVisible()
  await expect(mappers(page)).toBeVisible()
}

async function openWithMistake(workbench: Workbench) {
  giveMapper(workbench, 'pilot-keycloak', readsGroups)
  const running = await workbench.openShared(demo.staging.name)
  await openMappers(running.page)
  return running
}

/** Steps through the draft of staging, and comes back. */
async function inStaging(page: Page, name: 'Undo' | 'Redo') {
  await ui.openProject(page, demo.staging.name)
  await ui.button(ui.banner(page), name).click()
  // The filter may leave no mapper.
  await ui.view(page, 'Mappers').click()
  await expect(ui.region(page, 'Mappers')).toBeVisible()
}

test('a mistake in one of all mappers is found, explained, fixed in one step and published', async ({
  workbench,
}) => {
  const { page } = await openWithMistake(workbench)
  await filter(page).fill('groups custom-claim pilot')
  const found = mapperWith(page, wrong)
  await expect(found).toHaveCount(1)
  await found.click()
  const detail = ui.region(page, 'Mapper')
  await expect(detail).toContainText('only in raw_claims')
  await expect(detail).toContainText('groups: claims.groups')
  await ui.button(detail, /^Fix: /).click()
  await expect(found).toHaveCount(0)
  await expect(ui.statusLine(page, 'custom-claim is fixed')).toBeVisible()

  await inStaging(page, 'Undo')
  await expect(found).toHaveCount(1)
  await inStaging(page, 'Redo')
  await expect(found).toHaveCount(0)
  await filter(page).fill('')
  const fixed = mapperWith(page, /in drafts only/)
  await expect(fixed).toHaveCount(1)
  await ui.openProject(page, demo.staging.name)
  await ui.publishDraft(page)
  expect(mapperOf(workbench, 'pilot-keycloak')).toContain('claims.raw_claims.groups')
})

for (const view of longRunViews) {
  test(`the place Mappers at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await openWithMistake(workbench)
    const { page } = running
    const picture = await photographer(running, view)
    await mapperWith(page, wrong).first().click()
    await expect(ui.region(page, 'Mapper')).toContainText('How to write it')
    await picture('mappers-finding')
  })
}
