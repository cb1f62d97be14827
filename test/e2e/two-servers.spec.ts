import { planPublish, planText } from '../../src/core/publish/publish-plan'
import { draftWith } from '../support/states/draft-with'
import { answerQuestions, askedQuestions } from '../support/window/native-dialogs'
import { hostile } from '../support/window/hostile-page'
import { otherKey, otherName, startOtherServer } from '../support/window/other-server'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, projectState, test } from '../support/window/workbench'

const labelOf = (emulator: Parameters<typeof methodsOf>[0]) =>
  methodsOf(emulator, demo.staging.id).oidc.config.providers.at(-1).label

test('a project that two servers list is opened and published at the one that was chosen', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const other = await startOtherServer(demo.northwind)
  try {
    const { page } = await workbench.openShared(demo.staging.name)
    await ui.button(page, ui.names.switchProject).click()
    await ui.connect(page, other.apiAddress, otherKey)
    await ui.button(page, ui.names.switchProject).click()
    const chooser = ui.dialog(page, ui.names.switchProject)
    await chooser.getByRole('combobox', { name: ui.names.findProject }).fill(demo.staging.name)
    const found = chooser.getByRole('option', { name: new RegExp(`^${demo.staging.name}`) })
    await expect(found).toHaveCount(2)
    emulator.clearRequests()
    await found.filter({ hasText: otherName }).click()
    await expect(ui.banner(page)).toContainText(otherName)
    await expect(page.getByRole('tab', { name: new RegExp(demo.staging.name) })).toHaveCount(2)
    const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
    await ui.textbox(connection, 'Label').fill('Pilot of somebody else')
    await ui.openReview(page)
    await ui.publish(page)
    await expect(ui.statusLine(page, 'Published')).toBeVisible()
    expect(labelOf(other)).toBe('Pilot of somebody else')
    expect(labelOf(emulator)).toBe('Pilot Keycloak')
    expect(emulator.requests().filter(({ method }) => method !== 'GET')).toEqual([])
    expect(projectState(other, demo.staging.id).revision_id).not.toBe(
      projectState(emulator, demo.staging.id).revision_id,
    )
  } finally {
    await other.close()
  }
})

test('two projects of one name are told apart by their workspaces: in Home, and before a publish to production', async ({
  workbench,
}) => {
  const other = await startOtherServer(demo.northwind)
  try {
    const { page } = await workbench.openShared(demo.production.name)
    await ui.button(page, ui.names.switchProject).click()
    await ui.connect(page, other.apiAddress, otherKey)
    const organization = await ui.chooseOrganization(page, 'Harbor Lights Logistics')
    await ui.textbox(organization, 'Label').fill('Harbor Lights')
    await ui.openReview(page)
    await ui.button(ui.dialog(page, 'Review changes'), 'Publish').click()
    await expect(ui.question(page)).toContainText(`${demo.production.name} · `)
    await ui.button(ui.question(page), 'Cancel').click()
    await page.keyboard.press('Escape')
    await ui.button(page, 'Home').click()
    const home = ui.region(page, 'Home')
    await expect(home).toContainText(`${demo.production.name} · ${otherName}`)
  } finally {
    await other.close()
  }
})

test('a page that puts a second server in the place of the first gets no secret there', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const other = await startOtherServer(demo.northwind)
  const secret = 'canary-for-the-first-server-0123456789'
  const reference = '6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c13'
  const target = { kind: 'connection', key: 'oidc:pilot-keycloak' } as const
  const edits = [
    { kind: 'set-field', target, field: 'client_secret', value: { $secret: reference } },
  ] as const
  try {
    const running = await workbench.open(demo.staging.name)
    const { send, ask } = hostile(running)
    const first = workbench.id(demo.staging.id)
    const second = first.replace(emulator.apiAddress, other.apiAddress) as typeof first
    expect(second).not.toBe(first)
    const own = await ask('project.read', { projectId: first })
    await ask('secret.put', { projectId: first, reference, value: secret })
    await ask('draft.save', { draft: draftWith(own, edits) })
    // A workspace goes to no other server by a new key, and another server does not take its place.
    const moved = { workspaceId: demo.northwind, apiKey: otherKey, apiAddress: other.apiAddress }
    expect(await send('workspace.replace-key', moved)).toMatchObject({
      error: { code: 'workspace.other-address' },
    })
    expect(other.requests()).toEqual([])
    await ask('workspace.disconnect', { workspaceId: demo.northwind })
    await ask('workspace.connect', { apiKey: otherKey, apiAddress: other.apiAddress })
    const theirs = await ask('project.read', { projectId: second })
    const draft = draftWith(theirs, edits)
    await ask('draft.save', { draft })
    const shown = planText(planPublish(theirs, draft.intents))
    for (const projectId of [second, first]) {
      const answer = await send('draft.publish', { projectId, excluded: [], shown })
      expect(answer.ok, JSON.stringify(answer)).toBe(false)
    }
    expect(await send('draft.publish', { projectId: second, excluded: [], shown })).toMatchObject({
      error: { code: 'secret.missing' },
    })
    expect(other.requests().filter(({ method }) => method !== 'GET')).toEqual([])
    expect(JSON.stringify([other.requests(), other.state()])).not.toContain(secret)
    // It is still there for the server that it was typed for.
    const { missing } = await ask('secret.check', { projectId: first, references: [reference] })
    expect(missing).toEqual([])
  } finally {
    await other.close()
  }
})

test('main asks before a key goes to a server that is not Ory’s, and a no is no heap of questions', async ({
  workbench,
}) => {
  const running = await workbench.launch()
  const { send } = hostile(running)
  await answerQuestions(running, 'Connect anyway')
  const apiAddress = 'https://ory.invalid'
  const input = { apiKey: 'ory_wak_of_nobody', apiAddress, acceptOldElectron: true }
  for (const code of ['workspace.address-declined', 'guard.too-soon', 'guard.too-soon']) {
    expect(await send('workspace.connect', input)).toMatchObject({ ok: false, error: { code } })
  }
  const asked = await askedQuestions(running)
  // An Electron out of support is another question, which was answered with yes.
  const ofServer = asked.filter((question) => !question.includes('Electron'))
  expect(ofServer).toEqual([expect.stringContaining('ory.invalid')])
})
