import type { Locator } from '@playwright/test'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningApp } from '../support/window/app'
import { rendererMemory } from '../support/window/frames'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test } from '../support/window/workbench'

const mebibyte = 1024 * 1024
const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/metadata/${name}.xml`, import.meta.url), 'utf8')

const withDoctype = fixture('okta').replace(
  /(<\?xml[^>]*\?>)?/,
  '<?xml version="1.0"?><!DOCTYPE EntityDescriptor SYSTEM "file:///etc/passwd">',
)
const entities = Array.from({ length: 10 }, (_, index) => {
  const ten = `&lol${index};`.repeat(10)
  return `<!ENTITY lol${index + 1} "${ten}">`
}).join('\n')
const tenBillionLaughs = `<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol0 "lol">
${entities}]>
<lolz>&lol10;</lolz>`
const twentyMebibytes = () => fixture('okta').replace('</', `<!--${'x'.repeat(20 * mebibyte)}--></`)

/** The form of a new SAML connection, complete but for its metadata. */
async function openForm({ page }: RunningApp): Promise<{ form: Locator; metadata: Locator }> {
  const form = await ui.openNewConnection(page, 'SAML')
  await ui.textbox(form, 'Connection ID').fill('nimbus')
  return { form, metadata: ui.textbox(form, 'IdP metadata XML') }
}

/** Does something, and holds the window's memory to what leaves it quick; `npm run bench` measures its thread. */
async function held({ app }: RunningApp, act: () => Promise<void>): Promise<void> {
  const before = await rendererMemory(app)
  await act()
  const grown = (await rendererMemory(app)) - before
  console.log(`    the window's memory moved by ${grown} MiB`)
  expect(grown).toBeLessThan(100)
}

const refused = [
  { name: 'a DOCTYPE', tag: ' @long', xml: withDoctype, says: 'The XML holds a DOCTYPE' },
  { name: 'ten billion laughs', tag: '', xml: tenBillionLaughs, says: 'The XML holds a DOCTYPE' },
  {
    name: 'a service provider',
    tag: ' @long',
    xml: fixture('service-provider'),
    says: /service provider/i,
  },
]

for (const { name, tag, xml, says } of refused) {
  test(`metadata with ${name} is refused in words and held back${tag}`, async ({ workbench }) => {
    const { emulator } = workbench
    const before = methodsOf(emulator, demo.staging.id)
    const running = await workbench.openShared(demo.staging.name)
    const { page } = running
    const { form, metadata } = await openForm(running)
    await held(running, async () => {
      await metadata.fill(xml)
      await expect(form).toContainText(says)
    })
    await expect(form.getByRole('region', { name: 'What the metadata says' })).toBeHidden()
    // It may wait in the draft until the right one comes, and nothing of it is sent.
    await ui.button(form, 'Create').click()
    await expect(form).toBeHidden()
    await expect(ui.panel(page, 'Connection')).toContainText(says)
    const review = await ui.openReview(page)
    await expect(review).toContainText(says)
    await expect(ui.button(review, 'Publish')).toBeDisabled()
    expect(methodsOf(emulator, demo.staging.id)).toEqual(before)
  })
}

test('a list around one descriptor is refused as Ory refuses it, and the descriptor inside is taken on a click @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  const { form, metadata } = await openForm(running)
  const descriptor = fixture('okta')
    .replace(/^<\?xml[^>]*\?>\s*/, '')
    .trim()
  await metadata.fill(
    `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">\n${descriptor}\n</EntitiesDescriptor>`,
  )
  await expect(form).toContainText('Ory does not look into lists')
  await ui.button(form, 'Create').click()
  let review = await ui.openReview(page)
  await expect(review).toContainText('Ory does not look into lists')
  await expect(ui.button(review, 'Publish')).toBeDisabled()
  await page.keyboard.press('Escape')

  const panel = await ui.chooseConnection(page, 'nimbus')
  const offer = panel.getByRole('button', { name: 'Use the EntityDescriptor alone' })
  await offer.scrollIntoViewIfNeeded()
  await offer.focus()
  await page.keyboard.press('Enter')
  await expect(offer).toBeHidden()
  await expect(panel).not.toContainText('Ory does not look into lists')
  await expect(panel.getByRole('region', { name: 'What the metadata says' })).toContainText(
    'Ory verifies sign-ins with it',
  )
  await ui.publishDraft(page)
  const { providers } = methodsOf(emulator, demo.staging.id).saml.config
  expect(providers.map(({ id }: any) => id)).toContain('nimbus')
})

test('20 MB of metadata are not taken, pasted or as a file, and the right one is @long', async ({
  workbench,
}) => {
  const running = await workbench.open(demo.staging.name)
  const { app, page } = running
  const { form, metadata } = await openForm(running)
  const file = join(workbench.userData, 'large-metadata.xml')
  writeFileSync(file, twentyMebibytes())

  await held(running, async () => {
    await form.locator('input[type=file]').setInputFiles(file)
    await expect(form).toContainText('This is larger than 1 MiB, so it was not used')
    await expect(metadata).toHaveValue('')
  })
  await metadata.fill(fixture('okta'))
  await expect(form).not.toContainText('larger than 1 MiB')

  await app.evaluate(
    ({ clipboard }, size) => clipboard.writeText('<a>'.padEnd(size, 'x')),
    20 * mebibyte,
  )
  await held(running, async () => {
    await metadata.press('ControlOrMeta+a')
    await metadata.press('ControlOrMeta+v')
    await expect(form).toContainText('This is larger than 1 MiB, so it was not used')
  })
  await app.evaluate(({ clipboard }) => clipboard.clear())
  await expect(metadata).toHaveValue(/EntityDescriptor/)
  await expect(form.getByRole('region', { name: 'What the metadata says' })).toBeVisible()
  await ui.button(form, 'Create').click()
  await ui.publishDraft(page)
  const { providers } = methodsOf(workbench.emulator, demo.staging.id).saml.config
  expect(providers.map(({ id }: any) => id)).toContain('nimbus')
})

test('an expired certificate is told in words, and publishing it is the person’s to decide', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  const { form, metadata } = await openForm(running)
  await metadata.fill(fixture('expired'))
  const said = form.getByRole('region', { name: 'What the metadata says' })
  await expect(said).toContainText(/expired [\d,]+ days ago, on \d+ \w{3} \d{4}/i)
  await expect(said).toContainText('Ory does not look at the date, so members still sign in')
  await ui.button(form, 'Create').click()
  await ui.publishDraft(page)
  const panel = await ui.chooseConnection(page, 'nimbus')
  await expect(panel).toContainText(/Expired [\d,]+ days ago/)
})
