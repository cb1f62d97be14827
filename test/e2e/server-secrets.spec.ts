import { readFileSync } from 'node:fs'
import { row } from '../support/window/app'
import { filesBelow, filesHolding } from '../support/texts/files'
import { canaries, lastingCanaries, plantedState } from '../support/texts/canaries'
import { recordIpc } from '../support/window/ipc-record'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test } from '../support/window/workbench'

test.describe('a server that shows secrets of the project', () => {
  test.use({ emulatorOptions: { state: plantedState(demo.staging.id) } })

  test('has them neither stored nor sent to the window, and keeps them through a publish', async ({
    workbench,
  }) => {
    const { emulator, userData } = workbench
    const running = await workbench.launch()
    const { page } = running
    const record = await recordIpc(running)
    await ui.connect(page, emulator.apiAddress, workbench.northwindKey)
    await ui.openProject(page, demo.staging.name)
    const connections = ui.region(page, 'Connections')
    await expect(row(connections, 'Pilot Keycloak')).toBeVisible()

    const panel = await ui.chooseConnection(page, 'Pilot Keycloak')
    await ui.textbox(panel, 'Label').fill('Pilot Keycloak two')
    await ui.textbox(panel, 'Label').blur()
    await ui.createOrganization(page, 'Pebble & Finch', ['pebblefinch.example'])
    await ui.publishDraft(page)
    await ui.button(ui.banner(page), 'Refresh').click()
    await expect(row(connections, 'Pilot Keycloak two')).toBeVisible()

    const after = JSON.stringify(emulator.state().projects.find(({ id }) => id === demo.staging.id))
    const { text, answered } = await record.read()
    expect(answered).toEqual(expect.arrayContaining(['project.read', 'draft.publish']))
    expect(text).toContain('Pilot Keycloak two')
    await running.close()
    for (const canary of lastingCanaries(plantedState(demo.staging.id), demo.staging.id)) {
      expect(after).toContain(canary)
    }
    for (const canary of Object.values(canaries)) {
      expect(text).not.toContain(canary)
      expect(filesHolding(userData, canary)).toEqual([])
    }
    expect(filesHolding(userData, 'harmless')).not.toEqual([])
  })
})

const secret = 'Zb7~quoted by the server/+&"42'

test.describe('a server that quotes a secret', () => {
  const quoted = [
    `client_secret ${secret} is not allowed`,
    `body {"client_secret":${JSON.stringify(secret)}}`,
    `form client_secret=${encodeURIComponent(secret)}`,
    `Basic ${Buffer.from(`id:${secret}`).toString('base64')}`,
  ]
  test.use({ emulatorOptions: { warnings: quoted.map((message) => ({ message })) as never } })

  test('finds it neither in the window, nor in the history, its export or the log', async ({
    workbench,
  }) => {
    const { emulator, userData } = workbench
    const running = await workbench.launch()
    const { page } = running
    const record = await recordIpc(running)
    await ui.connect(page, emulator.apiAddress, workbench.northwindKey)
    await ui.openProject(page, demo.staging.name)
    const panel = await ui.chooseConnection(page, 'Pilot Keycloak')
    await ui.textbox(panel, 'Client secret').fill(secret)
    await ui.textbox(panel, 'Client secret').blur()
    await ui.textbox(panel, 'Label').fill('Pilot Keycloak two')
    await ui.textbox(panel, 'Label').blur()

    emulator.fault({
      operation: 'patchProjectWithRevision',
      status: 400,
      times: 1,
      body: { error: { code: 400, status: 'Bad Request', message: quoted.join('; ') } },
    })
    await ui.openReview(page)
    await ui.publish(page)
    await expect(page.getByText('is not allowed').first()).toBeVisible()
    await ui.publish(page)
    await expect(ui.region(page, `Published to ${demo.staging.name}`)).toContainText(
      'is not allowed',
    )
    expect(JSON.stringify(methodsOf(emulator, demo.staging.id))).toContain(
      JSON.stringify(secret).slice(1, -1),
    )

    const { text, answered } = await record.read()
    expect(answered.filter((name) => name === 'draft.publish')).not.toEqual([])
    const shown = await page.evaluate(() => document.documentElement.innerText)
    await running.close()
    const files = filesBelow(userData).map((path) => readFileSync(path, 'utf8'))
    expect(files.some((file) => file.includes('is not allowed'))).toBe(true)
    const forms = [
      secret,
      JSON.stringify(secret).slice(1, -1),
      JSON.stringify(JSON.stringify(secret)).slice(3, -3),
      encodeURIComponent(secret),
      Buffer.from(`id:${secret}`).toString('base64').replace(/=+$/, '').slice(8),
    ]
    for (const form of forms) {
      expect(text).not.toContain(form)
      expect(shown).not.toContain(form)
      expect(files.filter((file) => file.includes(form))).toEqual([])
    }
  })
})
