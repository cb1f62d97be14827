import type { Locator, Page } from '@playwright/test'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyDraft } from '../../src/core/draft/draft'
import { largeIds, largeState, type Emulator } from '../emulator'
import { appFolder, row } from '../support/window/app'
import { rendererMemory, threadTime, watchFrames } from '../support/window/frames'
import { countRows, listRequests } from '../support/window/ipc-rows'
import {
  answerOpenDialog,
  answerQuestions,
  answerSaveDialog,
} from '../support/window/native-dialogs'
import * as ui from '../support/window/screens'
import { expect, test } from '../support/window/workbench'
import { projectIdOf } from '../../src/core/model/project-id'

const size = { organizations: 10_000, connections: 5_000 }
const project = 'Large Production'
const reports = join(appFolder, 'out', 'reports')

const isForm = (path: string) => path === `/normalized/projects/${largeIds.project}`
const reads = (emulator: Emulator) =>
  emulator
    .requests()
    .filter(({ path }) => path.includes(largeIds.project))
    .filter(({ path }) => !path.includes('/cname') && !isForm(path))
const count = (region: Locator) => region.locator('.list-count')

/** Before the large project a small one, since the first project of a workspace opens by itself. */
function largeAndSmall(of = size) {
  const state = largeState(of)
  const [small] = largeState({ organizations: 1, connections: 1 }).projects
  if (!small) throw new Error('largeState has no project')
  const id = '5c9f2e18-7f3a-4c0d-8b46-1d2a90e7b003'
  state.projects.unshift({ ...small, id, name: 'Small Staging', slug: 'small-kepler-0000000000' })
  return state
}

test.use({ emulatorOptions: { state: largeAndSmall() } })

async function connect(page: Page, emulator: Emulator): Promise<void> {
  const key = emulator.demoApiKeys[largeIds.workspace] ?? ''
  await ui.connect(page, emulator.apiAddress, key)
}

const rounded = (value: number) => Math.round(value * 10) / 10

/** What typing costs, in milliseconds. */
interface Typing {
  /** From each letter to the end of its work, on the clock. */
  readonly keys: readonly number[]
  /** Processor time of the window's thread for one letter, on average. */
  readonly thread: number
}

async function type(page: Page, field: Locator, text: string): Promise<Typing> {
  let keys: readonly number[] = []
  await field.focus()
  const all = await threadTime(page, async () => {
    keys = await typeLetters(page, text)
  })
  return { keys: keys.map(rounded), thread: rounded(all / text.length) }
}

async function typeLetters(page: Page, text: string): Promise<number[]> {
  const taken: number[] = []
  for (const letter of text) {
    await page.evaluate(() => {
      const work = new Promise((resolve) => {
        const begin = () => {
          const began = performance.now()
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => {
            // Layout is part of it: asking for a height does it now.
            document.body.getBoundingClientRect()
            resolve(performance.now() - began)
          })
          port1.start()
          port2.postMessage(0)
        }
        window.addEventListener('input', begin, { capture: true, once: true })
      })
      Object.assign(window, { keyWork: work })
    })
    await page.keyboard.type(letter)
    taken.push(await page.evaluate(() => (window as any).keyWork))
  }
  return taken
}

test('10,000 organizations and 5,000 connections are read, shown, filtered and edited', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { app, page } = await workbench.launch()
  await connect(page, emulator)
  const memoryBefore = await rendererMemory(app)
  emulator.clearRequests()
  const stop = await watchFrames(page)
  const start = performance.now()
  await ui.openProject(page, project)
  const organizations = ui.region(page, 'Organizations')
  const connections = ui.region(page, 'Connections')
  await expect(row(organizations, '').first()).toBeVisible()
  const firstRows = performance.now() - start
  await expect(count(connections)).toHaveText('5000')
  await expect(count(organizations)).toHaveText('10000')
  const whole = performance.now() - start
  const longestFrame = await stop()
  expect(reads(emulator)).toHaveLength(1)
  // Beside it, once, the form that has the SCIM clients.
  expect(emulator.requests().filter(({ path }) => isForm(path))).toHaveLength(1)

  const filters: Record<string, Typing> = {}
  for (const [list, region, text, all] of [
    ['organizations', organizations, 'health 98', '10000'],
    ['connections', connections, 'sign-in 0049', '5000'],
  ] as const) {
    const field = page.getByRole('searchbox', { name: `Filter ${list}` })
    filters[list] = await type(page, field, text)
    await expect(count(region)).toHaveText(new RegExp(`^\\d{1,3} of ${all}$`))
    const shown = await region.getByRole('option').allTextContents()
    expect(shown.length).toBeGreaterThan(0)
    for (const item of shown) {
      for (const word of text.split(' ')) expect(item.toLowerCase()).toContain(word)
    }
    await field.press('Escape')
    await expect(count(region)).toHaveText(all)
  }

  const choosing = performance.now()
  await row(organizations, 'Amber Freight 1').first().click()
  const panel = ui.panel(page, 'Organization')
  await expect(ui.textbox(panel, 'Label')).toHaveValue('Amber Freight 1')
  const chosen = performance.now() - choosing
  const label = ui.textbox(panel, 'Label')
  await label.press('End')
  const edits = await type(page, label, ' Ltd')
  await expect(row(organizations, 'Amber Freight 1 Ltd')).toBeVisible()
  await expect(ui.button(page, /^Review changes.*1/)).toBeVisible()
  await ui.button(ui.banner(page), 'Undo').click()
  await expect(label).toHaveValue('Amber Freight 1')

  const heap = await page.evaluate(() => (performance as any).memory.usedJSHeapSize / 2 ** 20)
  const figures = {
    ...size,
    requests: reads(emulator).length,
    millisecondsToFirstRows: rounded(firstRows),
    millisecondsToAll: rounded(whole),
    longestFrameWhileReading: longestFrame,
    millisecondsToChoose: rounded(chosen),
    filterMilliseconds: filters,
    editMilliseconds: edits,
    heapMebibytes: rounded(heap),
    windowMebibytesBefore: memoryBefore,
    windowMebibytesAfter: await rendererMemory(app),
  }
  console.log(JSON.stringify(figures, undefined, 2))
  mkdirSync(reports, { recursive: true })
  writeFileSync(join(reports, 'large.json'), `${JSON.stringify(figures, undefined, 2)}\n`)
  // What a letter costs grows with the rows that are drawn; `npm run bench` measures it.
  for (const region of [organizations, connections]) {
    const drawn = await region.getByRole('option').count()
    expect(drawn).toBeGreaterThan(0)
    expect(drawn).toBeLessThan(100)
  }
  expect(figures.heapMebibytes).toBeLessThan(200)
})

test.describe('of a server whose documents say nothing of organizations', () => {
  test.use({ emulatorOptions: { state: largeAndSmall(), organizationsInDocument: 'absent' } })

  test('pages show as they come, and a cancelled reading keeps them and says so @long', async ({
    workbench,
  }) => {
    const { emulator } = workbench
    const { page } = await workbench.launch()
    await connect(page, emulator)
    // The last page is not there before the person has had enough.
    emulator.fault({ operation: 'listOrganizations', times: 3 })
    const slow = emulator.fault({ operation: 'listOrganizations', delayMs: 60_000, times: 99 })
    await ui.openProject(page, project)
    const organizations = ui.region(page, 'Organizations')
    const status = page.getByRole('contentinfo').locator('.read-status')
    await expect(status).toContainText(/Reading… \d,000 organizations/)
    const first = row(organizations, 'Amber Freight 1').first()
    await expect(first).toBeVisible()
    // Its connections are not read yet, so nothing is said about them.
    await expect(first).not.toContainText('cannot sign in')
    await ui.button(status, 'Cancel').click()
    await expect(status).toContainText(/the first \d,000 organizations only/)
    const kept = Number((await count(organizations).textContent()) ?? 0)
    expect(kept).toBeGreaterThanOrEqual(1000)
    expect(kept).toBeLessThan(10_000)
    slow.remove()
    await ui.button(status, 'Read all').click()
    await expect(count(organizations)).toHaveText('10000')
    await expect(count(ui.region(page, 'Connections'))).toHaveText('5000')
    await expect(status).not.toContainText('only')
  })

  test('a project that is opened again while it is read is read whole @long', async ({
    workbench,
  }) => {
    const { emulator } = workbench
    const { page } = await workbench.launch()
    await connect(page, emulator)
    emulator.fault({ operation: 'listOrganizations', times: 2 })
    const slow = emulator.fault({ operation: 'listOrganizations', delayMs: 60_000, times: 99 })
    await ui.openProject(page, project)
    const status = page.getByRole('contentinfo').locator('.read-status')
    await expect(status).toContainText(/Reading… \d,000 organizations/)
    await ui.openProject(page, project)
    slow.release()
    await expect(status).toContainText('Read just now')
    // The reading that was given up may not end this one, nor leave its part in sight.
    expect(await status.textContent()).not.toContain('only')
    await expect(count(ui.region(page, 'Organizations'))).toHaveText('10000')
  })
})

test.describe('of several messages', () => {
  /** Enough for several messages of each list; more would prove the same. */
  const several = { organizations: 2500, connections: 2500 }
  test.use({ emulatorOptions: { state: largeAndSmall(several) } })

  test('no message with an answer has over 1,000 rows, whatever is asked about a large project @long', async ({
    workbench,
  }) => {
    const { emulator } = workbench
    const running = await workbench.launch()
    const { page } = running
    const mostRows = await countRows(running)
    await connect(page, emulator)
    await ui.openProject(page, project)
    await expect(count(ui.region(page, 'Organizations'))).toHaveText(`${several.organizations}`)
    const summary = emulator.state().projects.find(({ id }) => id === largeIds.project)
    const [organization] = largeState({ organizations: 1, connections: 0 }).projects[0]!
      .organizations
    // Their types are of no use in the page.
    const requests: object = listRequests({
      workspaceId: largeIds.workspace,
      apiAddress: emulator.apiAddress,
      apiKey: emulator.demoApiKeys[largeIds.workspace] ?? '',
      projectId: projectIdOf(emulator.apiAddress, largeIds.project),
      slug: summary?.slug ?? '',
      organizationId: String(organization?.['id']),
      connectionKey: 'oidc:microsoft-00001',
      mapperUrl: 'https://storage.example/none',
      domain: 'amber-freight-1.example',
      linkId: crypto.randomUUID(),
      expiresAt: '2099-01-01T00:00:00Z',
      publishId: crypto.randomUUID(),
      draft: emptyDraft(projectIdOf(emulator.apiAddress, largeIds.project), 'none'),
      sequence: 0,
      shown: '',
    })
    // Whatever else asks a person gets a cancel.
    await answerSaveDialog(running, undefined)
    await answerOpenDialog(running, [])
    await answerQuestions(running, 'Cancel')
    const codes = await page.evaluate(async (inputs) => {
      const found: Record<string, string> = {}
      for (const [name, input] of Object.entries(inputs)) {
        const answer = await (window as any).bridge.request(name, input, crypto.randomUUID())
        found[name] = answer.ok ? 'ok' : `${answer.error.code} ${answer.error.message}`
      }
      return found
    }, requests)
    const refused = Object.entries(codes).filter(([, code]) => code !== 'ok')
    console.log(JSON.stringify({ refused, rows: await mostRows() }))
    expect(codes).toMatchObject({
      'compare.list': 'ok',
      'all-mappers.list': 'ok',
      'project.open': 'ok',
      'project.read': 'ok',
      'radar.list': 'ok',
      'search.find': 'ok',
      'all-organizations.list': 'ok',
      'all-organizations.addresses': 'ok',
    })
    const rows = await mostRows()
    expect(Object.keys(rows)).toEqual(expect.arrayContaining(Object.keys(requests)))
    expect(Object.entries(rows).filter(([, most]) => most > 1000)).toEqual([])
    // The counter counts: a large project fills messages to the brim.
    expect(rows['answer.rest']).toBe(1000)
  })
})
