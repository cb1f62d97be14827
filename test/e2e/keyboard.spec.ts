import type { Page } from '@playwright/test'
import * as ui from '../support/screens'
import { demo, expect, methodsOf, projectState, test } from '../support/workbench'

/** Name of what has the focus, as assistive technology would say it. */
function focusName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null
    const labelled = element?.getAttribute('aria-labelledby')
    const byId = labelled && document.getElementById(labelled)?.textContent
    const label =
      element?.id && document.querySelector(`label[for="${CSS.escape(element.id)}"]`)?.textContent
    return (
      element?.getAttribute('aria-label') ||
      byId ||
      label ||
      element?.textContent ||
      ''
    ).trim()
  })
}

/** Tabs until the focus is on what is named so. */
async function tabTo(page: Page, name: string | RegExp, most = 80): Promise<void> {
  const matches = (text: string) => (typeof name === 'string' ? text === name : name.test(text))
  const seen: string[] = []
  for (let i = 0; i < most; i += 1) {
    const text = await focusName(page)
    if (matches(text)) return
    seen.push(text.slice(0, 30))
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached ${String(name)}; seen: ${seen.join(' | ')}`)
}

test('the whole job with the keyboard alone', async ({ workbench }) => {
  test.setTimeout(180_000)
  const { emulator } = workbench
  const { page } = await workbench.launch()
  await expect(ui.button(page, ui.names.demo)).toBeVisible()
  await tabTo(page, 'Connect workspace')
  await page.keyboard.press('Enter')
  await expect(ui.dialog(page, ui.names.connect)).toBeVisible()
  await tabTo(page, 'Workspace API key')
  await page.keyboard.type(workbench.northwindKey)
  await tabTo(page, 'API address')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(emulator.apiAddress)
  await page.keyboard.press('Enter')
  await expect(ui.dialog(page, ui.names.connect)).toBeHidden()
  await expect(ui.banner(page)).toBeVisible()
  if (!(await ui.dialog(page, ui.names.switchProject).isVisible()))
    await page.keyboard.press('ControlOrMeta+k')
  await expect(ui.dialog(page, ui.names.switchProject)).toBeVisible()
  await page.keyboard.type('northwind prod')
  await page.keyboard.press('Enter')
  await expect(ui.banner(page)).toContainText(demo.production.name)

  await tabTo(page, 'New organization')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Label')
  await page.keyboard.type('Keyed Company')
  await tabTo(page, 'Domains')
  await page.keyboard.type('keyed.example,second.keyed.example,')
  await tabTo(page, 'Create')
  await page.keyboard.press('Enter')
  await expect(ui.dialog(page, 'Organization')).toBeHidden()

  await tabTo(page, 'New connection')
  await page.keyboard.press('Enter')
  const form = ui.dialog(page, 'Connection')
  await expect(form).toBeVisible()
  await tabTo(page, 'Provider')
  await page.keyboard.type('Generic')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Organization')
  await page.keyboard.type('Keyed')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Label')
  await page.keyboard.type('Keyed Okta')
  await tabTo(page, 'Connection ID')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('keyed-okta')
  await tabTo(page, 'Client ID')
  await page.keyboard.type('client')
  await tabTo(page, 'Client secret')
  await page.keyboard.type('keyed secret')
  await tabTo(page, 'Issuer URL')
  await page.keyboard.type('https://keyed.example')
  await tabTo(page, 'Create')
  await page.keyboard.press('Enter')
  await expect(form).toBeHidden()

  await page.keyboard.press('ControlOrMeta+z')
  await expect(ui.button(page, /^Review changes.*1/)).toBeVisible()
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect(ui.button(page, /^Review changes.*2/)).toBeVisible()
  await tabTo(page, /^Review changes/)
  await page.keyboard.press('Enter')
  await expect(ui.dialog(page, 'Review changes')).toBeVisible()
  await tabTo(page, 'Publish')
  await page.keyboard.press('Enter')
  await expect(ui.dialog(page, ui.names.confirm)).toBeVisible()
  await tabTo(page, 'Project slug')
  await page.keyboard.type(demo.production.slug)
  await page.keyboard.press('Enter')
  await expect(ui.statusLine(page, 'Published')).toBeVisible({ timeout: 20_000 })
  expect(methodsOf(emulator, demo.production.id).oidc.config.providers.at(-1)).toMatchObject({
    id: 'keyed-okta',
    client_secret: 'keyed secret',
  })
  const { organizations } = projectState(emulator, demo.production.id)
  expect(organizations.at(-1).domains).toEqual(['keyed.example', 'second.keyed.example'])
})
