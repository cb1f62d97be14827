import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RequestName } from '../../src/core/ipc/contract'
import { closeWindow, openWindow, type RunningApp } from '../support/window/app'
import { hostile, leaveSystemAlone, prepareEveryRequest } from '../support/window/hostile-page'
import {
  answerOpenDialog,
  answerQuestions,
  letPausePass,
  answerSaveDialog,
  askedQuestions,
} from '../support/window/native-dialogs'
import { photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test, type Workbench } from '../support/window/workbench'

/** The requests that write to a project. One that is new belongs here, and is refused below by itself. */
const writing = [
  'drafts.publish',
  'draft.publish',
  'portal-link.create',
  'portal-link.delete',
  'portal-link.update',
] as const

/** How a request was refused, also where its answer holds one refusal for each project. */
const codeOf = (answer: any): string =>
  answer.ok
    ? (/"code":"(guard\.[a-z-]+)"/.exec(JSON.stringify(answer.value))?.[1] ?? 'ok')
    : answer.error.code

/** Sends all of them, one after the other. @returns how each was answered, and which of them wrote */
async function sendAll(
  running: RunningApp,
  { emulator }: Workbench,
  requests: Awaited<ReturnType<typeof prepareEveryRequest>>,
  names = Object.keys(requests) as RequestName[],
) {
  const { send } = hostile(running)
  const codes = new Map<string, string>()
  const wrote: string[] = []
  for (const name of names) {
    emulator.clearRequests()
    const answer = await send(name, requests[name])
    codes.set(name, codeOf(answer))
    // What the contract refuses as malformed would prove nothing.
    if (!answer.ok) expect(answer.error.message).not.toContain('wrong input at')
    if (emulator.requests().some(({ method }) => method !== 'GET')) wrote.push(name)
  }
  return { codes, wrote: wrote.toSorted() }
}

test.describe('among every request', () => {
  // One of them reports an error of the page.
  test.use({ leavesErrors: true })

  test('a project that may not be written is not, by any request of a hostile page', async ({
    workbench,
  }) => {
    const running = await workbench.launch()
    const { ask } = hostile(running)
    const projectId = workbench.id(demo.production.id)
    await answerSaveDialog(running, undefined)
    await answerOpenDialog(running, [])
    await leaveSystemAlone(running)

    // Without a guard exactly these write: so what is sent below would do so, too.
    for (const name of writing) {
      const requests = await prepareEveryRequest(running, workbench, `Before ${name}`)
      expect((await sendAll(running, workbench, requests, [name])).wrote).toEqual([name])
    }

    const barriers = [
      ['guard.read-only', () => ask('guard.change', { kind: 'lock', projectId })],
      [
        'guard.not-on-list',
        () =>
          ask('guard.change', {
            kind: 'allow',
            workspaceId: demo.northwind,
            projectIds: [workbench.id(demo.staging.id)],
          }),
      ],
    ] as const
    for (const [code, close] of barriers) {
      await answerQuestions(running, 'Unlock')
      await letPausePass(running)
      await ask('workspace.connect', {
        apiKey: workbench.northwindKey,
        apiAddress: workbench.emulator.apiAddress,
      })
      await ask('guard.change', { kind: 'unlock', projectId })
      await answerQuestions(running, 'Allow')
      await ask('guard.change', { kind: 'allow', workspaceId: demo.northwind })
      const requests = await prepareEveryRequest(running, workbench, `Wanted, ${code}`)
      // The person says no to whatever the system asks.
      await answerQuestions(running, 'Cancel')
      await close()
      await ask('guard.change', { kind: 'allow', workspaceId: demo.northwind })
      const tried = await sendAll(running, workbench, requests)
      expect(tried.wrote).toEqual([])
      expect(writing.map((name) => [name, tried.codes.get(name)])).toEqual(
        writing.map((name) => [name, code]),
      )
      // Disconnected, connected again and all the rest of it: the guard is still there.
      await ask('workspace.connect', {
        apiKey: workbench.northwindKey,
        apiAddress: workbench.emulator.apiAddress,
      })
      const { draft } = requests['draft.save']
      await ask('draft.save', { draft })
      const again = await sendAll(running, workbench, requests, [...writing])
      expect(again.wrote).toEqual([])
      expect([...again.codes.values()]).toEqual(writing.map(() => code))
    }
    expect(await askedQuestions(running)).toContain('Unlock Northwind Production?')
  })
})

test('a project is made read-only, says so everywhere, and is unlocked on purpose', async ({
  workbench,
}) => {
  const { emulator } = workbench
  let running = await workbench.open(demo.staging.name)
  let { page } = running
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Renamed while read-only')
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  const second = await openWindow(running)
  await expect(ui.banner(second)).toContainText(demo.staging.name)

  const opener = ui.button(page, /^Project settings/)
  await opener.click()
  const settings = ui.dialog(page, 'Project settings')
  await expect(settings).toContainText('Anything that was reviewed can be published.')
  await ui.button(settings, 'Make read-only').press('Enter')
  await expect(settings).toContainText('Read-only: locked on this computer.')
  await expect(ui.button(settings, 'Unlock')).toBeFocused()
  const picture = await photographer(running, { theme: 'light', width: 1280, height: 800 })
  await picture('project-settings')
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()
  for (const each of [page, second]) await expect(ui.banner(each)).toContainText('Read-only')
  expect(JSON.parse(readFileSync(join(workbench.userData, 'guards.json'), 'utf8')).data).toEqual({
    locked: [workbench.id(demo.staging.id)],
    allowed: {},
  })

  await closeWindow(running, second)
  await running.close()
  running = await workbench.launch()
  ;({ page } = running)
  await expect(ui.banner(page)).toContainText('Read-only')
  let review = await ui.openReview(page)
  await expect(ui.button(review, 'Publish')).toBeDisabled()
  await expect(ui.button(review, 'Publish')).toHaveAccessibleDescription(
    'Read-only: locked on this computer',
  )
  const narrow = await photographer(running, { theme: 'dark', width: 900, height: 600 })
  await narrow('review-read-only')
  await answerQuestions(running, 'Cancel')
  await ui.button(review, 'Unlock').click()
  await expect.poll(() => askedQuestions(running)).toEqual(['Unlock Northwind Staging?'])
  await expect(ui.button(review, 'Publish')).toBeDisabled()
  await page.keyboard.press('Escape')

  await ui.chooseOrganization(page, 'Meadowlark Health')
  await ui.button(page, /^Portal links/).click()
  const links = ui.dialog(page, 'Portal links')
  await expect(links).toContainText('Read-only: locked on this computer.')
  await expect(ui.button(links, 'New link')).toBeDisabled()
  await narrow('portal-links-read-only')
  await page.keyboard.press('Escape')

  review = await ui.openReview(page)
  emulator.clearRequests()
  // Right after a no a page cannot ask again.
  await answerQuestions(running, 'Unlock')
  const { send } = hostile(running)
  const soon = await send('guard.change', {
    kind: 'unlock',
    projectId: workbench.id(demo.staging.id),
  })
  expect(soon).toMatchObject({ ok: false, error: { code: 'guard.too-soon' } })
  expect(await askedQuestions(running)).toHaveLength(1)
  await letPausePass(running)
  await ui.button(review, 'Unlock').click()
  await expect(ui.button(review, 'Publish')).toBeEnabled()
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  await expect(ui.banner(page)).not.toContainText('Read-only')
  expect(emulator.requests().filter(({ method }) => method !== 'GET')).toHaveLength(1)
})

test('where the file of the guards is damaged, every project is read-only until it is unlocked @long', async ({
  workbench,
}) => {
  let running = await workbench.open(demo.staging.name)
  await running.close()
  writeFileSync(join(workbench.userData, 'guards.json'), '{"version":1,"data":{"locked":["')
  running = await workbench.launch()
  const { page } = running
  await expect(page.getByRole('alert').filter({ hasText: 'guards.json was damaged' })).toBeVisible()
  await expect(
    page.getByRole('alert').filter({ hasText: 'Every project is read-only' }),
  ).toBeVisible()
  await expect(ui.banner(page)).toContainText('Read-only')
  expect(readdirSync(workbench.userData)).toContain('guards.json.damaged-1')
  await answerQuestions(running, 'Unlock')
  await ui.button(page, /^Project settings/).click()
  await ui.button(ui.dialog(page, 'Project settings'), 'Unlock').click()
  await expect(ui.dialog(page, 'Project settings')).toContainText('Anything that was reviewed')
  await page.keyboard.press('Escape')
  await expect(ui.banner(page)).not.toContainText('Read-only')
  await ui.openProject(page, demo.production.name)
  await expect(ui.banner(page)).toContainText('Read-only')
})
