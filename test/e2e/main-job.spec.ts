import { createHash } from 'node:crypto'
import { keychainSecrets, row, until } from '../support/window/app'
import { filesHolding } from '../support/texts/files'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, projectState, test } from '../support/window/workbench'

const { names } = ui
const secret = 'typed-client-secret-4711'

for (const [what, organizationWritesMoveRevision] of [
  ['organization requests move the revision', true],
  ['organization requests do not move the revision @long', false],
] as const) {
  test.describe(what, () => {
    test.use({ emulatorOptions: { organizationWritesMoveRevision } })

    test('the main job, through the window only', async ({ workbench }) => {
      const { emulator } = workbench
      const before = emulator.state()
      let running = await workbench.open(demo.staging.name)
      // Other tests do without movement; this one sees the app as most people do.
      await running.page.emulateMedia({ reducedMotion: 'no-preference' })
      let { page } = running
      await expect(ui.banner(page)).toContainText('Staging')
      await ui.openProject(page, demo.production.name)
      await expect(ui.banner(page)).toContainText('Production')

      await ui.createOrganization(page, 'Pebble & Finch', ['pebblefinch.example', 'pf.example'])
      await ui.createConnection(page, {
        organization: 'Pebble & Finch',
        label: 'Pebble Okta',
        id: 'pebble-okta',
        clientId: '0oaPebble',
        clientSecret: secret,
        issuer: 'https://pebble.okta.example',
      })
      let connection = await ui.chooseConnection(page, 'Pebble Okta')
      await ui.button(connection, 'Edit mapper').click()
      const editor = ui.region(page, 'Mapper').getByRole('textbox')
      await editor.click()
      await page.keyboard.press('ControlOrMeta+a')
      const mapper =
        "local claims = std.extVar('claims');\n{ identity: { traits: { [if 'email' in claims then 'email' else null]: claims.email } } }"
      await page.keyboard.insertText(mapper)
      await ui.button(page, 'Back').click()

      connection = await ui.chooseConnection(page, 'Copperline Keycloak')
      await ui.textbox(connection, 'Label').fill('Copperline Keycloak 26')

      connection = await ui.chooseConnection(page, 'Quarry Auth0')
      await ui.button(connection, 'Delete connection').click()
      const gone = row(ui.region(page, names.connections), 'Quarry Auth0')
      await expect(gone).toContainText('deleted')
      await ui.button(ui.banner(page), 'Undo').click()
      await expect(gone).not.toContainText('deleted')
      await ui.button(ui.banner(page), 'Redo').click()
      await expect(gone).toContainText('deleted')
      await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()

      await running.close()
      running = await workbench.launch()
      ;({ page } = running)
      await expect(ui.banner(page)).toContainText(demo.production.name)
      await expect(ui.button(page, /^Review changes.*4/)).toBeVisible()

      const review = await ui.openReview(page)
      await expect(review.getByRole('listitem')).toHaveCount(4)
      const shown = await ui.shownPatch(review)
      expect(shown.text).not.toContain(secret)
      emulator.clearRequests()
      await ui.publish(page)
      await expect(ui.statusLine(page, 'Published')).toBeVisible()

      const state = projectState(emulator, demo.production.id)
      const organization = state.organizations.find((item: any) => item.label === 'Pebble & Finch')
      expect(organization.domains).toEqual(['pebblefinch.example', 'pf.example'])
      const after = methodsOf(emulator, demo.production.id)
      const hash = createHash('sha512').update(mapper).digest('hex')
      const providers = after.oidc.config.providers
      expect(providers.at(-1)).toMatchObject({
        id: 'pebble-okta',
        label: 'Pebble Okta',
        client_id: '0oaPebble',
        client_secret: secret,
        organization_id: organization.id,
        mapper_url: `stored://${hash}.jsonnet`,
      })
      expect(emulator.state().content[hash]).toBe(mapper)

      // Everything else is byte for byte as before, unknown keys and secrets included.
      const old = before.projects.find(({ id }) => id === demo.production.id) as any
      const expected = structuredClone(old)
      const list = expected.services.identity.config.selfservice.methods.oidc.config.providers
      list.find((item: any) => item.id === 'ory-GPx1yPH4').label = 'Copperline Keycloak 26'
      list.splice(
        list.findIndex((item: any) => item.id === 'quarry-auth0'),
        1,
      )
      list.push(providers.at(-1))
      expected.organizations.push(organization)
      expected.revision_id = state.revision_id
      expected.updated_at = state.updated_at
      expect(JSON.stringify(state)).toBe(JSON.stringify(expected))

      // The patch shown is the patch sent, but for the two stand-ins.
      const sent = emulator.requests().filter(({ method }) => method === 'PATCH')
      // The first one makes the organization, for its id is not known to be kept before.
      expect(sent).toHaveLength(2)
      expect(JSON.stringify(sent[0]?.body)).not.toContain('pebblefinch.example')
      const body = JSON.stringify(sent[1]?.body, undefined, 2)
        .replace(JSON.stringify(secret), '"<secret kept in the keychain>"')
        .replace(JSON.stringify(organization.id), '"<id of Pebble & Finch>"')
      expect(shown.text).toBe(body)
      for (const { path } of sent) expect(path).toMatch(/\/revision\//)
    })
  })
}

test('a key and a typed secret are in the keychain and nowhere else', async ({ workbench }) => {
  const secret = 'only-in-the-keychain-0815'
  const { emulator, northwindKey } = workbench
  const running = await workbench.open(demo.staging.name)
  const { page } = running
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  const field = ui.textbox(connection, 'Client secret')
  await expect(field).toHaveAttribute('placeholder', /Unchanged/)
  await field.fill(secret)
  await field.blur()
  await expect(ui.button(page, /^Review changes/)).toContainText('1')
  await until(() => keychainSecrets().includes(secret), 'the typed secret in the keychain')
  expect(keychainSecrets()).toContain(northwindKey)
  const memory = await page.evaluate(() => {
    const stores = (document.querySelector('#app') as any)?.__vue_app__?.config.globalProperties
      .$pinia?.state.value
    return (
      JSON.stringify([stores, { ...localStorage }, { ...sessionStorage }]) +
      document.documentElement.outerHTML
    )
  })
  expect(memory).toContain('pilot-keycloak')
  expect(memory).not.toContain(northwindKey)
  expect(memory).not.toContain(secret)
  await ui.openReview(page)
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  const stored = methodsOf(emulator, demo.staging.id).oidc.config.providers
  expect(stored.find((item: any) => item.id === 'pilot-keycloak').client_secret).toBe(secret)
  await running.close()
  expect(filesHolding(workbench.userData, northwindKey)).toEqual([])
  expect(filesHolding(workbench.userData, secret)).toEqual([])
  const withKey = emulator
    .requests()
    .filter(({ headers }) => headers['authorization'] !== undefined)
  expect(new Set(withKey.map(({ server }) => server))).toEqual(new Set(['api']))
  expect(keychainSecrets()).not.toContain(secret)
})
