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
    const { page } = await workbench.open(demo.staging.name)
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
    await expect(ui.statusLine(page, 'Published')).toBeVisible({ timeout: 20_000 })
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
