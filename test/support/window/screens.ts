import { expect, type Locator, type Page } from '@playwright/test'
import { row } from './app'

/** The accessible names used by people, assistive technology and tests, in one place. */
export const names = {
  connect: 'Connect workspace',
  demo: 'Open demo workspace',
  apiKey: 'Workspace API key',
  apiAddress: 'API address',
  switchProject: 'Switch project',
  findProject: 'Find a project',
  review: /^Review changes/,
  organizations: 'Organizations',
  connections: 'Connections',
  conflict: 'Someone else changed this project',
  confirm: 'Confirm production change',
} as const

export const button = (scope: Page | Locator, name: string | RegExp): Locator =>
  typeof name === 'string'
    ? scope.getByRole('button', { name, exact: true })
    : scope.getByRole('button', { name })
export const textbox = (scope: Page | Locator, name: string): Locator =>
  scope.getByRole('textbox', { name, exact: true })
export const dialog = (page: Page, name: string): Locator =>
  page.getByRole('dialog', { name, exact: true })
export const region = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true })
export const banner = (page: Page): Locator => page.getByRole('banner')
export const statusLine = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('status').filter({ hasText: text }).first()

/** The panel or dialog of an organization, a connection or a SCIM client. */
export function panel(page: Page, name: 'Organization' | 'Connection' | 'SCIM client'): Locator {
  return region(page, name)
    .or(dialog(page, name))
    .or(page.getByRole('complementary', { name, exact: true }))
    .first()
}

/** Fills the first form and waits for the main screen. */
export async function connect(page: Page, apiAddress: string, apiKey: string): Promise<void> {
  await button(page, names.connect).first().click()
  const form = dialog(page, names.connect)
  await textbox(form, names.apiKey).fill(apiKey)
  await textbox(form, names.apiAddress).fill(apiAddress)
  await button(form, 'Connect').click()
  await expect(form).toBeHidden()
}

export async function openProject(page: Page, name: string): Promise<void> {
  const chooser = dialog(page, names.switchProject)
  if (!(await chooser.isVisible())) await button(page, names.switchProject).click()
  await chooser
    .getByRole('combobox', { name: names.findProject })
    .or(chooser.getByRole('searchbox', { name: names.findProject }))
    .fill(name)
  await chooser
    .getByRole('option', { name: new RegExp(`^${name}`) })
    .first()
    .click()
  await projectOpened(page, name)
}

/** Waits until a project is there. */
export async function projectOpened(page: Page, name: string): Promise<void> {
  await expect(banner(page)).toContainText(name)
  await expect(region(page, names.organizations)).toBeVisible()
}

/** Opens the command palette and types into it. */
export async function typeInPalette(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+P')
  await expect(
    dialog(page, 'Command palette').getByRole('combobox', { name: 'Find a command' }),
  ).toBeFocused()
  await page.keyboard.type(typed)
}

/** Waits until what a screen looks up by itself is there. */
export async function atRest(page: Page): Promise<void> {
  // The lists of the project stay in the document, hidden, beside another view.
  await expect(page.locator('main:visible')).toHaveCount(1)
  const reading = '.skeleton-rows:visible, main progress:visible, main [aria-busy=true]:visible'
  await expect(page.locator(reading)).toHaveCount(0)
}

/** Shows a list that gave its place to the detail, as it does in a small window. */
export async function showList(page: Page, name: string): Promise<void> {
  const close = button(page, 'Close details').or(button(page, 'Clear selection')).first()
  if (!(await region(page, name).isVisible()) && (await close.isVisible())) await close.click()
}

/** Takes away that the connections are those of one organization. */
export async function showAllConnections(page: Page): Promise<void> {
  await showList(page, names.connections)
  await button(page, /show all connections$/).click()
}

export async function chooseConnection(page: Page, label: string): Promise<Locator> {
  await showList(page, names.connections)
  await row(region(page, names.connections), label).click()
  const shown = panel(page, 'Connection')
  await expect(textbox(shown, 'Label')).toBeVisible()
  return shown
}

export async function chooseOrganization(page: Page, label: string): Promise<Locator> {
  await showList(page, names.organizations)
  await row(region(page, names.organizations), label).click()
  const shown = panel(page, 'Organization')
  await expect(textbox(shown, 'Label')).toBeVisible()
  return shown
}

/** Chooses an option of a combobox by typing its name, because a long list only renders a part. */
export async function choose(
  scope: Locator,
  page: Page,
  name: string,
  option: string,
): Promise<void> {
  const field = scope.getByRole('combobox', { name, exact: true })
  await field.click()
  await field.fill(option)
  await page.getByRole('option', { name: option, exact: true }).first().click()
}

export async function createOrganization(
  page: Page,
  label: string,
  domains: readonly string[],
): Promise<void> {
  await showList(page, names.organizations)
  await button(page, 'New organization').click()
  const form = dialog(page, 'Organization')
  await textbox(form, 'Label').fill(label)
  for (const domain of domains) {
    await textbox(form, 'Domains').fill(domain)
    await textbox(form, 'Domains').press('Enter')
  }
  await button(form, 'Create').click()
  await expect(form).toBeHidden()
}

export interface NewConnection {
  /** Without one, it belongs to none. */
  readonly organization?: string | undefined
  readonly label: string
  readonly id: string
  readonly clientId?: string
  readonly clientSecret?: string
  readonly issuer: string
}

/** The form of a new connection, with its protocol chosen. */
export async function openNewConnection(
  page: Page,
  protocol: 'OIDC' | 'SAML' = 'OIDC',
): Promise<Locator> {
  await button(page, 'New connection').click()
  const form = dialog(page, 'Connection')
  if (protocol === 'SAML') await choose(form, page, 'Protocol', protocol)
  return form
}

export async function createConnection(page: Page, given: NewConnection): Promise<void> {
  await button(page, 'New connection').click()
  const form = dialog(page, 'Connection')
  await choose(form, page, 'Provider', 'Generic')
  if (given.organization !== undefined) {
    await choose(form, page, 'Organization', given.organization)
  }
  await textbox(form, 'Label').fill(given.label)
  await textbox(form, 'Connection ID').fill(given.id)
  if (given.clientId) await textbox(form, 'Client ID').fill(given.clientId)
  if (given.clientSecret) await textbox(form, 'Client secret').fill(given.clientSecret)
  await textbox(form, 'Issuer URL').fill(given.issuer)
  await button(form, 'Create').click()
  await expect(form).toBeHidden()
}

/** The bar of actions on the rows that are selected. */
export const selectionBar = (page: Page): Locator => region(page, 'Selected rows')

/** The dialog in which several rows are changed, or deleted. */
export const changeDialog = (page: Page): Locator =>
  page.getByRole('dialog', { name: /^(Change|Delete) \d/ })

/** Chooses what to change in the selected rows, enters it, and waits for the preview. */
export async function previewChange(
  page: Page,
  what: string,
  fill: (dialog: Locator) => Promise<void>,
): Promise<void> {
  await button(selectionBar(page), 'Change…').click()
  await choose(changeDialog(page), page, 'What to change', what)
  await fill(changeDialog(page))
  await button(changeDialog(page), 'Preview').click()
  await expect(page.getByRole('listbox', { name: 'Preview', exact: true })).toBeVisible()
}

/** Adds a scope, in a dialog that changes several rows. */
export const addScope =
  (scope: string) =>
  async (dialog: Locator): Promise<void> => {
    await textbox(dialog, 'Scopes').fill(scope)
    await textbox(dialog, 'Scopes').press('Enter')
  }

const kindsOfRows = ['Organizations', 'OIDC', 'SAML'] as const

/** The rows of all projects. */
export const allRows = (page: Page): Locator =>
  page.getByRole('listbox', {
    name: 'Organizations, connections and SCIM clients of all projects',
    exact: true,
  })

/** Shows the rows of all projects that were read, of some kinds. */
export async function showAllRows(
  page: Page,
  kinds: readonly (typeof kindsOfRows)[number][],
): Promise<void> {
  await button(page, 'All organizations').click()
  for (const kind of kindsOfRows) {
    const chip = page.getByRole('button', { name: new RegExp(`^${kind} \\d`) })
    const isPressed = (await chip.getAttribute('aria-pressed')) === 'true'
    if (isPressed !== kinds.includes(kind)) await chip.click()
  }
  await expect(allRows(page).getByRole('option').first()).toBeVisible()
}

/** Changes the connections of all projects that were read, and shows the drafts that have it then. */
export async function changeEverywhere(
  page: Page,
  what: string,
  fill: (dialog: Locator) => Promise<void>,
): Promise<void> {
  await showAllRows(page, ['OIDC', 'SAML'])
  await allRows(page).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await previewChange(page, what, fill)
  await button(changeDialog(page), 'Apply to drafts').click()
  await button(changeDialog(page), 'Show in Drafts').click()
}

/** The row of a project in the list of all drafts. */
export const draftOf = (page: Page, project: string): Locator =>
  page
    .getByRole('list', { name: 'Drafts', exact: true })
    .locator('> li')
    .filter({ has: page.locator('strong').getByText(project, { exact: true }) })

/** What is to be handed over of a project that was published from the drafts; the newest first. */
export const handedOver = (page: Page, project: string): Locator =>
  page
    .getByRole('list', { name: 'Published projects' })
    .locator('> li')
    .filter({ has: page.locator('strong').getByText(`Published to ${project}`, { exact: true }) })

export async function openReview(page: Page): Promise<Locator> {
  await button(page, names.review).click()
  const review = dialog(page, 'Review changes')
  await expect(review).toBeVisible()
  return review
}

/** Puts the draft into the trash, and waits until the review is closed. */
export async function discardDraft(page: Page): Promise<void> {
  const review = await openReview(page)
  await button(review, 'Discard draft').click()
  await button(dialog(page, 'Discard the draft?'), 'Discard').click()
  await expect(review).toBeHidden()
}

/** Shows the history of the project, unless it is shown. @returns its two lists */
export async function openHistory(page: Page): Promise<Locator> {
  const lists = page.getByRole('complementary', { name: 'History', exact: true })
  if (!(await lists.isVisible())) await view(page, 'History').click()
  await expect(lists).toBeVisible()
  return lists
}

/** Shows the lists of the project again. */
export async function leaveHistory(page: Page): Promise<void> {
  await view(page, 'Organizations and connections').click()
  await expect(page.getByRole('complementary', { name: 'History', exact: true })).toBeHidden()
}

/** The list of publishes in the history. */
export async function openPublishes(page: Page): Promise<Locator> {
  const publishes = (await openHistory(page)).getByRole('listbox', { name: 'Publishes' })
  await expect(publishes).toBeVisible()
  return publishes
}

/** Leaves a form in which something was typed, and gives up what was typed. */
export async function cancelForm(form: Locator): Promise<void> {
  await button(form, 'Cancel').click()
  await button(dialog(form.page(), 'Close the form?'), 'Discard').click()
  await expect(form).toBeHidden()
}

/** The row that keys go on from, of the list that has the focus. */
export const focusedRow = (page: Page): Locator =>
  page.locator('[role="listbox"]:focus [role="option"].active')

/** The view of the rail at the left. */
export const view = (page: Page, name: string): Locator =>
  button(page.getByRole('navigation', { name: 'Views' }), name)

/** Shows all that the team folder of the only workspace holds, which is a side of Compare. */
export async function openTeamFolder(page: Page): Promise<void> {
  await view(page, 'Compare').click()
  const side = page.getByRole('combobox', { name: 'Left project', exact: true })
  await side.click()
  await side.fill('Team folder of')
  await page.getByRole('option', { name: /^Team folder of/ }).click()
}

/** Shows a tab of the review, which opens on what happens to people. */
export async function openReviewTab(review: Locator, name: string): Promise<void> {
  await review.getByRole('tab', { name, exact: true }).click()
}

/** The region `JSON Patch`, opened by its tab. */
export async function openPatch(review: Locator): Promise<Locator> {
  await openReviewTab(review, 'JSON Patch')
  return review.getByRole('region', { name: 'JSON Patch' })
}

/** The text of the region `JSON Patch`, parsed and verbatim. */
export async function shownPatch(review: Locator): Promise<{ text: string; operations: any[] }> {
  const text = (await (await openPatch(review)).textContent()) ?? ''
  return { text, operations: JSON.parse(text) }
}

/** Publishes the whole draft, and waits until it is empty. */
export async function publishDraft(page: Page): Promise<void> {
  const review = await openReview(page)
  await publish(page)
  await expect(review).toBeHidden()
  await expect(statusLine(page, 'Published')).toBeVisible()
  await expect(button(page, 'Review changes')).toBeVisible()
}

/** The one question before a publish, in production and where people are locked out. */
export const question = (page: Page): Locator =>
  page.getByRole('dialog', { name: /^Confirm (?:production change|lock-out)$/ })

/** Answers the question as somebody who agrees: types what it asks for, and presses its button. */
export async function confirmPublish(page: Page): Promise<void> {
  const ask = question(page)
  for (const field of await ask.getByRole('textbox').all()) {
    const id = (await field.getAttribute('aria-describedby')) ?? ''
    const hint = await page.locator(`[id="${id.split(' ').at(-1)}"]`).textContent()
    await field.fill(/Type (.+) to go on/.exec(hint ?? '')?.[1] ?? '')
  }
  await button(ask, /^(?:Publish to production|Lock them out)$/).click()
}

/** Publishes from the open review, and agrees where something is asked. */
export async function publish(page: Page): Promise<void> {
  await button(dialog(page, 'Review changes'), 'Publish').click()
  // What is asked stands as soon as the button was pressed.
  if (await question(page).isVisible()) await confirmPublish(page)
}

/** Name of the focused element, as assistive technology would announce it. */
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

/** Tabs until the element with this name has the focus. */
export async function tabTo(page: Page, name: string | RegExp, most = 80): Promise<void> {
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
