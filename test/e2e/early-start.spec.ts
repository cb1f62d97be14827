import { execFileSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import {
  firstAnswersName,
  stampOf,
  sumOf,
  type FirstAnswers,
} from '../../src/main/files/first-answers'
import { appFolder, type RunningApp } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo, expect, test, type Workbench } from '../support/window/workbench'

const keptIn = ({ userData }: Workbench) => join(userData, firstAnswersName)
const label = 'Pilot Keycloak'

/** A first run, at whose end a connection is in sight with an edit in the draft. */
async function firstRun(workbench: Workbench): Promise<void> {
  const { page, close } = await workbench.open(demo.staging.name)
  const connection = await ui.chooseConnection(page, label)
  await ui.textbox(connection, 'Label').press('End')
  await ui.textbox(connection, 'Label').pressSequentially(', first run')
  await expect(ui.button(page, /^Review changes.*1/)).toBeVisible()
  await close()
}

/**
 * Holds the services at a start, until `release`, by a file of the trash that cannot be read to its end: nothing else
 * than them reads it.
 */
function heldServices({ userData }: Workbench): { release(): void } {
  mkdirSync(join(userData, 'trash'), { recursive: true })
  const pipe = join(userData, 'trash', 'held.json')
  execFileSync('mkfifo', [pipe])
  return {
    release() {
      const end = openSync(pipe, 'w')
      // Before anything comes of it: who reads it again would otherwise wait for a second writer.
      rmSync(pipe)
      writeSync(end, '{}')
      closeSync(end)
    },
  }
}

/** The same answers, changed by somebody who knows how they are kept. */
async function tampered(
  workbench: Workbench,
  running: RunningApp,
  change: (answers: FirstAnswers) => unknown,
): Promise<void> {
  const versions = await running.app.evaluate(
    ({ app }) => `${app.getVersion()} ${process.versions.electron}`,
  )
  await running.close()
  const kept = readFileSync(keptIn(workbench), 'utf8').split('\n')
  const text = JSON.stringify(change(JSON.parse(kept[2] ?? '') as FirstAnswers))
  writeFileSync(
    keptIn(workbench),
    [stampOf(workbench.userData, versions), sumOf(text), text].join('\n'),
  )
}

test('rows and the draft are there before the services are, and what is done meanwhile is kept', async ({
  workbench,
}) => {
  test.skip(process.platform === 'win32', 'there are no pipes in folders')
  await firstRun(workbench)
  const services = heldServices(workbench)
  const early = await workbench.launchEarly()
  const rows = ui.region(early.page, ui.names.connections).getByRole('option')
  await expect(rows.filter({ hasText: `${label}, first run` })).toBeVisible()
  // What breaks a start, or what a run changes, is not there at the next one.
  expect(existsSync(keptIn(workbench))).toBe(false)
  const connection = await ui.chooseConnection(early.page, `${label}, first run`)
  await ui.textbox(connection, 'Label').press('End')
  await ui.textbox(connection, 'Label').pressSequentially(', early')
  services.release()
  await expect(early.page.getByRole('contentinfo').getByText('Read just now')).toBeVisible()
  await expect(ui.textbox(connection, 'Label')).toHaveValue(`${label}, first run, early`)
  await early.close()

  const { page } = await workbench.launch()
  await expect(
    ui
      .region(page, ui.names.connections)
      .getByRole('option')
      .filter({ hasText: `${label}, first run, early` }),
  ).toBeVisible()
})

test('an app that ends while it reads leaves no error, and begins as fast the next time', async ({
  workbench,
}) => {
  const { app, page, close } = await workbench.open(demo.staging.name)
  await expect(page.getByRole('contentinfo').getByText('Read just now')).toBeVisible()
  workbench.emulator.clearRequests()
  workbench.emulator.fault({ delayMs: 600_000, times: 99 })
  await page.keyboard.press('F5')
  await expect.poll(() => workbench.emulator.requests().length).toBeGreaterThan(1)
  await Promise.all([app.waitForEvent('close'), app.evaluate(({ app }) => setImmediate(app.quit))])
  await close()
  expect(existsSync(keptIn(workbench))).toBe(true)
})

test('what became otherwise since is told at once', async ({ workbench }) => {
  await firstRun(workbench)
  const second = await workbench.launch()
  await expect(ui.button(second.page, /^Review changes.*1/)).toBeVisible()
  // Another name than the files have: the services know the right one.
  await tampered(workbench, second, (answers) => ({
    ...answers,
    app: {
      ...answers.app,
      workspaces: answers.app.workspaces.map((each) => ({
        ...each,
        projects: each.projects.map((project) => ({ ...project, name: 'Somebody else’s' })),
      })),
    },
  }))
  const third = await workbench.launch()
  await expect(ui.banner(third.page)).toContainText(demo.staging.name)
  await expect(third.page.getByText('Somebody else’s')).toHaveCount(0)
})

test.describe('a file that no page can read', () => {
  // The page says what it could not read, and begins anew.
  test.use({ leavesErrors: true })

  test('costs no more than a moment @long', async ({ workbench }) => {
    await firstRun(workbench)
    const second = await workbench.launch()
    await expect(ui.button(second.page, /^Review changes.*1/)).toBeVisible()
    await tampered(workbench, second, (answers) => ({ ...answers, app: { settings: 3 } }))
    const { page } = await workbench.launch()
    await expect(ui.banner(page)).toContainText(demo.staging.name)
    await expect(
      ui.region(page, ui.names.connections).getByRole('option').filter({ hasText: 'first run' }),
    ).toBeVisible()
  })
})

test('a start loads no script that reads metadata and certificates', () => {
  const page = join(appFolder, 'out/renderer')
  const begins = readFileSync(join(page, 'index.html'), 'utf8')
  const scripts = readdirSync(join(page, 'assets')).filter((name) => name.endsWith('.js'))
  const reading = scripts.filter((name) =>
    /X509Certificate.*unclosed tag|unclosed tag.*X509Certificate/s.test(
      readFileSync(join(page, 'assets', name), 'utf8'),
    ),
  )
  // Both are in the one that has the rules.
  expect(reading).toHaveLength(1)
  expect(scripts.filter((name) => begins.includes(name)).length).toBeGreaterThan(0)
  expect(reading.filter((name) => begins.includes(name))).toEqual([])
})
