import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseMenuItem, row } from '../support/window/app'
import { canaries, plantedState } from '../support/texts/canaries'
import { drop } from '../support/window/dropped'
import { answerOpenDialog, answerSaveDialog } from '../support/window/native-dialogs'
import { narrowViews, photographer, wideViews, withPictures } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, projectState, test } from '../support/window/workbench'

const development = 'Northwind Development'

test.describe('a project that shows secrets', () => {
  test.use({ emulatorOptions: { state: plantedState(demo.staging.id) } })

  const title = 'is exported without one in every form, and imported elsewhere as one step @long'
  test(title, withPictures, async ({ workbench }) => {
    const { userData } = workbench
    const running = await workbench.openShared(demo.staging.name)
    const { page } = running
    await chooseMenuItem(running, 'Export Set-up…')
    const dialog = ui.dialog(page, 'Export set-up')
    const text = dialog.getByRole('region', { name: 'Text of the file' })
    await expect(text).toContainText('"format": "sso-workbench/set-up"')
    // Mappers stand in it line by line.
    await expect(text).toContainText('local claims = ')
    for (const view of narrowViews) {
      const picture = await photographer(running, view)
      await picture('set-up-export')
    }
    const files: string[] = []
    for (const [form, ending, words] of [
      ['Set-up', 'set-up.json', '"version": 1'],
      ['Identity config', 'identity-config.json', '"selfservice"'],
      ['Terraform', 'tf', 'resource "ory_social_provider"'],
    ] as const) {
      await dialog.getByRole('radio', { name: form }).check()
      await expect(text).toContainText(words)
      const file = join(userData, `staging.${ending}`)
      await answerSaveDialog(running, file)
      await ui.button(dialog, 'Save…').click()
      await expect(ui.statusLine(page, `Saved as staging.${ending}`)).toBeVisible()
      files.push(file)
    }
    for (const file of files) {
      const written = readFileSync(file, 'utf8')
      for (const canary of Object.values(canaries)) expect(written).not.toContain(canary)
      const { providers } = methodsOf(workbench.emulator, demo.staging.id).oidc.config
      const secrets = providers.flatMap(({ client_secret: secret }: any) => secret ?? [])
      expect(secrets.length).toBeGreaterThan(2)
      for (const secret of secrets) expect(written).not.toContain(secret)
    }
    // Some of it: one organization with its connections.
    await dialog.getByRole('radio', { name: 'Set-up' }).check()
    await dialog.getByRole('radio', { name: /^Chosen organizations/ }).check()
    await expect(dialog).toContainText('Choose at least one organization')
    await dialog.getByRole('checkbox', { name: /^Meadowlark Health/ }).check()
    await expect(dialog).toContainText('1 organization, 1 connection')
    const some = join(userData, 'some.json')
    await answerSaveDialog(running, some)
    await ui.button(dialog, 'Save…').click()
    await expect(ui.statusLine(page, 'Saved as some.json')).toBeVisible()
    await ui.button(dialog, 'Close').click()

    // The same project: there is nothing to import.
    await answerOpenDialog(running, [files[0]!])
    await chooseMenuItem(running, 'Import Set-up…')
    const again = ui.dialog(page, 'Import set-up')
    await ui.button(again, 'Choose file…').click()
    await expect(again).toContainText('The project is as the file says: there is nothing to import')
    await ui.cancelForm(again)

    await ui.openProject(page, development)
    await answerOpenDialog(running, [some])
    await chooseMenuItem(running, 'Import Set-up…')
    const importing = ui.dialog(page, 'Import set-up')
    await ui.button(importing, 'Choose file…').click()
    await expect(importing).toContainText('The file comes from Northwind Staging')
    const items = importing.getByRole('region', { name: 'What is added to the draft' })
    await expect(items).toContainText('Meadowlark Health')
    await expect(items).toContainText('To be typed before it can be published: Client secret.')
    await expect(items).toContainText('To be typed before it can be published: Secret token.')
    // What all connections share is another project's, and has to be wanted.
    await items.getByRole('checkbox', { name: 'Import Meadowlark Health' }).uncheck()
    await expect(items).toContainText('Its organization is new and is not chosen')
    await items.getByRole('checkbox', { name: 'Import Meadowlark Health' }).check()
    for (const view of wideViews) {
      const picture = await photographer(running, view)
      await picture('set-up-import')
    }
    await ui.button(importing, 'Add to the draft').click()
    await expect(importing).toBeHidden()
    await expect(row(ui.region(page, 'Organizations'), 'Meadowlark Health')).toBeVisible()
    const connection = await ui.chooseConnection(page, 'Meadowlark Okta preview')
    await expect(ui.textbox(connection, 'Issuer URL')).toHaveValue(
      'https://meadowlark.oktapreview.example',
    )
    await expect(ui.button(page, /^Review changes.*3/)).toBeVisible()
    await ui.button(ui.banner(page), 'Undo').click()
    await expect(row(ui.region(page, 'Organizations'), 'Meadowlark Health')).toHaveCount(0)
    await expect(ui.button(page, 'Review changes')).toBeVisible()
  })
})

test('the end of the process that reads files ends as an error, and the next file is read', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page, app } = running
  await chooseMenuItem(running, 'Import Set-up…')
  const dialog = ui.dialog(page, 'Import set-up')
  const file = join(workbench.userData, 'nested.yaml')
  const choose = async (text: string) => {
    writeFileSync(file, text)
    await answerOpenDialog(running, [file])
    await ui.button(dialog, /^Choose (another )?file…$/).click()
  }
  const readers = () =>
    app.evaluate(({ app: electron }) =>
      electron.getAppMetrics().flatMap(({ name, pid }) => (name === 'File reader' ? [pid] : [])),
    )
  await choose('- '.repeat(4000))
  const alert = dialog.getByRole('alert')
  await expect(alert).toContainText('nested deeper than 40 levels')
  const [reader = 0] = await readers()
  expect(reader).toBeGreaterThan(0)
  // It ends while it reads, as V8 ends it for want of memory.
  process.kill(reader, 'SIGSTOP')
  await choose('[')
  // By then the process has the file.
  await expect(alert).toBeHidden()
  process.kill(reader, 'SIGKILL')
  await expect(alert).toContainText('The file could not be read')
  await choose('[')
  await expect(alert).toContainText('The file is not JSON')
})

test('a file that the system opens shows what it would change, in its own project, and waits for a form', async ({
  workbench,
}) => {
  const { emulator, userData } = workbench
  const running = await workbench.openShared(demo.production.name)
  const { page, app } = running
  const { slug } = projectState(emulator, demo.staging.id)
  const project = { name: demo.staging.name, slug, environment: 'staging', hosts: [] }
  const fields = { label: 'New by a file', domains: ['by-a-file.example'] }
  const organizations = [{ id: '9e0f6d5a-6a3f-4f0e-9a5b-0d5f6f1b7c11', fields }]
  const text = { format: 'sso-workbench/set-up', version: 1, project, organizations }
  writeFileSync(join(userData, 'new.set-up.json'), JSON.stringify(text))
  const open = (by: 'second-instance' | 'open-file', name: string) =>
    app.evaluate(
      ({ app: electron }, given) => {
        const event = { preventDefault: () => undefined } as any
        if (given.by === 'open-file') electron.emit('open-file', event, given.path)
        else electron.emit('second-instance', event, ['app', '--x', given.name], given.folder)
      },
      { by, name, folder: userData, path: join(userData, name) },
    )
  emulator.clearRequests()

  // What is being typed stays.
  const form = await ui.openNewConnection(page)
  await ui.textbox(form, 'Label').fill('Half typed')
  await open('second-instance', 'new.set-up.json')
  await expect(ui.textbox(form, 'Label')).toHaveValue('Half typed')
  await ui.cancelForm(form)
  const preview = ui.dialog(page, 'Import set-up')
  await expect(preview).toContainText('new.set-up.json')
  await expect(preview).toContainText('1 of 1 change')
  await ui.button(preview, 'Cancel').click()
  await expect(ui.banner(page)).toContainText(demo.staging.name)
  await expect(ui.button(page, 'Review changes')).toBeVisible()

  // By hand, one at a time.
  const file = JSON.stringify(text)
  await drop(page, 'main', { files: { 'one.set-up.json': file, 'two.set-up.json': file } })
  await expect(ui.statusLine(page, 'These are several files')).toBeVisible()
  await drop(page, 'main', { files: { 'dropped.set-up.json': file } })
  await expect(preview).toContainText('dropped.set-up.json')
  await expect(preview).toContainText('1 of 1 change')
  await ui.button(preview, 'Cancel').click()

  // Once more, and now it is wanted.
  await open('open-file', 'new.set-up.json')
  await ui.button(preview, 'Add to the draft').click()
  await expect(row(ui.region(page, 'Organizations'), 'New by a file')).toBeVisible()
  await open('second-instance', 'gone.json')
  await expect(page.getByRole('alert').filter({ hasText: 'gone.json' })).toContainText(
    'The file could not be read',
  )
  expect(emulator.requests().filter(({ method }) => method !== 'GET')).toEqual([])
})
