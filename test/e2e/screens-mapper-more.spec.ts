import {
  casesOf,
  openMapperEditor,
  putMapper,
  resultOf,
  saveCase,
} from '../support/window/mapper-editor'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const traced = `local claims = std.extVar('claims');
local verified = std.trace('email_verified is ' + std.get(claims, 'email_verified', false), true);

{
  identity: {
    traits: {
      email: std.trace('the mailbox of ' + claims.sub, claims.email),
      [if 'family_name' in claims then 'surname']: claims.family_name,
      [if 'nickname' in claims then 'nickname']: std.asciiLower(claims.nickname),
    },
    metadata_public: if verified then { level: 'known' } else { level: 'unknown' },
  },
}
`

for (const view of longRunViews) {
  const name = `${view.width}x${view.height}, ${view.theme}`
  test(`what is traced, what no case reaches, and cases that fail at ${name}`, async ({
    workbench,
  }) => {
    const running = await workbench.open(demo.staging.name)
    const { page } = running
    const picture = await photographer(running, view)
    await openMapperEditor(page, 'Foxglove Okta preview')
    const result = resultOf(page)
    const cases = casesOf(page)
    await expect(result).toContainText('Traits')
    for (const title of [
      'An employee',
      'Somebody from outside whose name is long enough to be cut',
    ]) {
      await saveCase(page, title)
    }
    await expect(cases).toContainText('2 of 2 pass')

    await putMapper(page, traced)
    const question = page.getByRole('dialog', { name: 'What does this edit apply to?' })
    await expect(question).toBeVisible()
    await ui.button(page, 'This connection only').click()
    await result.getByRole('tab', { name: 'Trace' }).click()
    await expect(result).toContainText('the mailbox of')
    await expect(cases).toContainText('0 of 2 pass')
    await picture('lab-trace')

    const unreached = ui.button(cases, /^\d+ parts? not covered by a case$/)
    const place = cases.getByRole('status').filter({ hasText: /^Line \d+: No case/ })
    await unreached.focus()
    await page.keyboard.press('Enter')
    await expect(place).toBeVisible()
    const first = await place.textContent()
    await page.keyboard.press('Enter')
    await expect(place).not.toHaveText(first ?? '')
    await expect(unreached).toBeFocused()
    await picture('lab-unreached')

    const fold = ui.button(page, 'Show the cases')
    if (await fold.isVisible()) await fold.click()
    await cases.getByRole('button', { name: /An employee/ }).click()
    const claims = ui.region(page, 'Sample claims')
    await claims.getByRole('button', { name: 'Identity at sign-in' }).click()
    await ui.button(claims, 'Use this result as the identity').click()
    await picture('lab-identity')

    const review = await ui.openReview(page)
    await expect(review).toContainText('2 of 2 cases fail')
    await picture('review-cases-fail')
    await ui.button(review, 'Publish').click()
    const warning = ui.dialog(page, 'Cases fail')
    await expect(warning).toContainText('2 of 2 cases fail')
    await picture('cases-fail')
    await ui.button(warning, 'Cancel').click()
    await expect(warning).toBeHidden()
    await expect(review).toBeVisible()
  })
}
