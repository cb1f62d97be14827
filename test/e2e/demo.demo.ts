import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { appFolder, launchApp, newUserData, removeUserData, resize } from '../support/window/app'
import * as ui from '../support/window/screens'
import { expect, test } from '@playwright/test'

const pictures = join(appFolder, 'out', 'demo')
const project = { name: 'Northwind Production', slug: 'brave-lovelace-7k2m9x4q1d' }

/** The main job on the demo workspace; prints what the API holds afterwards, as the app reads it. */
test('main job on the demo workspace', async () => {
  mkdirSync(pictures, { recursive: true })
  const userData = newUserData()
  const running = await launchApp(userData)
  const { page } = running
  const picture = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) })
  try {
    await resize(running, 1280, 800)
    await expect(ui.button(page, ui.names.demo)).toBeVisible()
    await picture('1-first-start')
    await ui.button(page, ui.names.demo).click()
    await expect(ui.region(page, ui.names.organizations)).toBeVisible()
    await ui.openProject(page, project.name)
    await picture('2-main')
    await ui.createOrganization(page, 'Pebble & Finch', ['pebblefinch.example', 'pf.example'])
    await ui.createConnection(page, {
      organization: 'Pebble & Finch',
      label: 'Pebble Okta',
      id: 'pebble-okta',
      clientId: '0oaPebble',
      clientSecret: 'a-demo-secret',
      issuer: 'https://pebble.okta.example',
    })
    await ui.chooseConnection(page, 'Pebble Okta')
    await picture('3-new-connection')
    const review = await ui.openReview(page)
    await expect(review.getByRole('listitem')).toHaveCount(2)
    await picture('4-review')
    await ui.publish(page)
    await expect(ui.statusLine(page, 'Published')).toBeVisible()
    const close = ui.dialog(page, 'Review changes')
    if (await close.isVisible()) await ui.button(close, 'Close').click()
    await ui.button(page, 'Refresh').click()
    const connection = await ui.chooseConnection(page, 'Pebble Okta')
    await expect(connection).toContainText('/organization/')
    await picture('5-published')
    const held = await page.evaluate(async () => {
      const { request } = (window as any).bridge
      const state = await request('app.read', {}, 'demo-1')
      const projectId = state.value.settings.lastProjectId
      const { value } = await request('project.read', { projectId }, 'demo-2')
      const { providers } = value.project.services.identity.config.selfservice.methods.oidc.config
      return {
        organization: value.organizations.find((item: any) => item.label === 'Pebble & Finch'),
        connection: providers.find((item: any) => item.id === 'pebble-okta'),
      }
    })
    expect(held.connection.organization_id).toBe(held.organization.id)
    console.log('The API now holds:')
    console.log(JSON.stringify(held, undefined, 2))
  } finally {
    await running.close()
    removeUserData(userData)
  }
})
