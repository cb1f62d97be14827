import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RequestInput, RequestName, RequestOutput } from '../../src/core/ipc/contract'
import { workingCopy } from '../../src/core/draft/working-copy'
import { noIntents } from '../../src/core/intents/intents'
import { textMember } from '../../src/core/model/json'
import { planPublish, planText } from '../../src/core/publish/publish-plan'
import { openWindow, type RunningApp } from '../support/app'
import { draftWith } from '../support/draft-with'
import { everyRequest, type RequestPlace } from '../support/every-request'
import {
  answerOpenDialog,
  answerQuestions,
  answerSaveDialog,
  askedQuestions,
} from '../support/native-dialogs'
import { photographer } from '../support/photographer'
import * as ui from '../support/screens'
import { demo, expect, test, type Workbench } from '../support/workbench'

const { id: projectId, slug } = demo.production
/** The requests that write to a project. One that is new belongs here, and is refused below by itself. */
const writing = [
  'bulk.publish',
  'draft.publish',
  'portal-link.create',
  'portal-link.delete',
  'portal-link.update',
] as const

/** A page that sends what it wants, as one would that runs foreign code. */
function hostile({ page }: RunningApp) {
  async function send(name: RequestName, input: object): Promise<any> {
    return page.evaluate(
      ([what, given]) => (window as any).bridge.request(what, given, crypto.randomUUID()),
      [name, input] as const,
    )
  }
  async function ask<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
  ): Promise<RequestOutput<Name>> {
    const answer = await send(name, input)
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`)
    return answer.value
  }
  return { send, ask }
}

/** Everything there to write: a draft with an organization and a connection, a link, a publish before. */
async function prepare(running: RunningApp, { emulator, northwindKey }: Workbench, label: string) {
  const { ask } = hostile(running)
  await ask('workspace.connect', { apiKey: northwindKey, apiAddress: emulator.apiAddress })
  const snapshot = await ask('project.read', { projectId })
  const copy = workingCopy(snapshot, noIntents)
  const organizationId = textMember(snapshot.organizations[0] ?? {}, 'id') ?? ''
  const connection = copy.connections[0]
  if (!connection) throw new Error('The project has connections')
  const edit = (kind: 'organization' | 'connection', key: string) =>
    ({ kind: 'set-field', target: { kind, key }, field: 'label', value: label }) as const
  const edits = [edit('organization', organizationId), edit('connection', connection.target.key)]
  const draft = draftWith(snapshot, edits)
  const before = await ask('draft.read', { projectId })
  const after = before.sequence === undefined ? {} : { after: before.sequence }
  const { sequence = 0 } = await ask('draft.save', { draft, ...after })
  const shown = planText(planPublish(snapshot, draft.intents))
  const organization = { projectId, organizationId }
  const expiresAt = new Date(Date.now() + 8 * 86_400_000).toISOString()
  const flags = { enableSso: true, enableScim: false, expiresAt }
  const linkOf = async () => (await ask('portal-link.list', organization)).links[0]
  const make = { ...organization, confirmedSlug: slug, link: { ...flags, mapperUrls: {} } }
  const link = (await linkOf()) ?? (await ask('portal-link.create', make)).link
  const [publish] = await ask('publish-history.list', { projectId })
  const place: RequestPlace = {
    workspaceId: demo.northwind,
    apiAddress: emulator.apiAddress,
    apiKey: northwindKey,
    projectId,
    slug,
    organizationId,
    connectionKey: connection.target.key,
    mapperUrl: textMember(connection.fields, 'mapper_url') ?? '',
    domain: 'northwind.example',
    linkId: link.id,
    expiresAt,
    publishId: publish?.id ?? crypto.randomUUID(),
    draft,
    sequence,
    shown,
  }
  return everyRequest(place)
}

/** How a request was refused, also where its answer holds one refusal for each project. */
const codeOf = (answer: any): string =>
  answer.ok
    ? (/"code":"(guard\.[a-z-]+)"/.exec(JSON.stringify(answer.value))?.[1] ?? 'ok')
    : answer.error.code

/** Sends all of them, one after the other. @returns how each was answered, and which of them wrote */
async function sendAll(
  running: RunningApp,
  { emulator }: Workbench,
  requests: Awaited<ReturnType<typeof prepare>>,
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
    test.setTimeout(180_000)
    const running = await workbench.launch()
    const { ask } = hostile(running)
    await answerSaveDialog(running, undefined)
    await answerOpenDialog(running, [])
    await running.app.evaluate(({ shell, webContents }) => {
      shell.openExternal = () => Promise.resolve()
      for (const contents of webContents.getAllWebContents()) {
        contents.print = (_options, end) => end?.(false, 'cancelled')
      }
    })

    // Without a guard exactly these write: so what is sent below would do so, too.
    for (const name of writing) {
      const requests = await prepare(running, workbench, `Before ${name}`)
      expect((await sendAll(running, workbench, requests, [name])).wrote).toEqual([name])
    }

    const barriers = [
      ['guard.read-only', () => ask('guard.lock', { projectId })],
      [
        'guard.not-on-list',
        () => ask('guard.allow', { workspaceId: demo.northwind, projectIds: [demo.staging.id] }),
      ],
    ] as const
    for (const [code, close] of barriers) {
      await answerQuestions(running, 'Unlock')
      await ask('workspace.connect', {
        apiKey: workbench.northwindKey,
        apiAddress: workbench.emulator.apiAddress,
      })
      await ask('guard.unlock', { projectId })
      await answerQuestions(running, 'Allow')
      await ask('guard.allow', { workspaceId: demo.northwind })
      const requests = await prepare(running, workbench, `Wanted, ${code}`)
      // The person says no to whatever the system asks.
      await answerQuestions(running, 'Cancel')
      await close()
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
      // One of all the requests has locked it besides.
      expect([...again.codes.values()]).toEqual(writing.map(() => 'guard.read-only'))
    }
    expect(await askedQuestions(running)).toContain('Unlock Northwind Production?')
  })
})

test('a project is made read-only, says so everywhere, and is unlocked on purpose', async ({
  workbench,
}) => {
  test.setTimeout(120_000)
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
    locked: [demo.staging.id],
    allowed: {},
  })

  await second.close()
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
  await answerQuestions(running, 'Unlock')
  await ui.button(review, 'Unlock').click()
  await expect(ui.button(review, 'Publish')).toBeEnabled()
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible({ timeout: 20_000 })
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
