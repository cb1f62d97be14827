import { cpSync, existsSync, mkdtempSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { firstAnswersName } from '../../src/main/files/first-answers'
import { launchApp, removeUserData } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'
import { damageKinds, damageTo } from './damages'
import { seed } from './size'

/** What the app itself writes; all else in the folder is the browser's. */
const own = ['drafts', 'snapshots', 'history', 'checks', 'trash', 'publishing']

function filesOf(folder: string): string[] {
  const below = own
    .filter((name) => existsSync(join(folder, name)))
    .flatMap((name) =>
      readdirSync(join(folder, name), { recursive: true }).map((item) => join(name, String(item))),
    )
  const top = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return [...below, ...top]
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => relative('.', name).split(sep).join('/'))
    .toSorted()
}

function copyOf(userData: string, files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'sso-workbench-damage-'))
  for (const name of files) cpSync(join(userData, name), join(folder, name))
  return folder
}

/** Files that are only quick to have: they are made again from what is beside them. */
const isDerived = (name: string) => name.endsWith('/index.json') || name === firstAnswersName
/** Read when the publish history, the other project or a second window is opened, and not before. */
const isReadLater = (name: string) =>
  name.startsWith('history/') || name.includes(demo.production.id) || name === 'window.json'

test('a damaged file is told of in the window, and all else is there', async ({ workbench }) => {
  console.log(`damage in the app: seed ${seed}`)
  const { page, close } = await workbench.open(demo.staging.name)
  for (const text of ['Published', 'Whole', 'In the journal']) {
    const label = text === 'Published' ? 'Pilot Keycloak' : text === 'Whole' ? 'Published' : 'Whole'
    const connection = await ui.chooseConnection(page, label)
    await ui.textbox(connection, 'Label').fill(text)
    await ui.textbox(connection, 'Label').blur()
    await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
    if (text !== 'Published') continue
    await ui.openReview(page)
    await ui.publish(page)
    await expect(ui.statusLine(page, 'Published')).toBeVisible()
  }
  await close()

  const files = filesOf(workbench.userData)
  expect(files.filter((name) => name.endsWith('.journal'))).toHaveLength(1)
  const cells = files.flatMap((name) => damageKinds.map((kind) => [name, kind] as const))
  let told = 0
  for (const [name, kind] of cells) {
    await test.step(`${name} ${kind}`, async () => {
      const folder = copyOf(workbench.userData, files)
      const damage = await damageTo(join(folder, name), kind)
      const running = await launchApp(folder)
      try {
        const window = running.page
        const file = name.split('/').at(-1) ?? ''
        const notice = window.getByRole('alert').filter({ hasText: file })
        const isWhole = kind === 'cut by its last byte' && !name.endsWith('.journal')
        if (!isWhole && !isDerived(name) && !isReadLater(name)) {
          await expect(notice.first()).toBeVisible()
          told += 1
        }
        if (name === 'workspaces.json' && !isWhole) {
          await expect(ui.button(window, ui.names.connect).first()).toBeVisible()
          return
        }
        const connections = ui.region(window, 'Connections')
        await expect(connections.getByRole('option').first()).toBeVisible()
        if (name.startsWith('drafts/') || name === 'settings.json') return
        await ui.chooseConnection(window, 'In the journal')
      } finally {
        await running.close()
        await damage.mend()
        removeUserData(folder)
      }
    })
  }
  console.log(
    `damage in the app: ${cells.length} starts, ${files.length} files, ${told} told in a notice`,
  )
})
