import { startDnsServer } from '../support/services/dns-server'
import { verification } from '../support/states/radar'
import type { RunningApp } from '../support/window/app'
import { narrowViews, photographer, wideViews } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test, type Workbench } from '../support/window/workbench'

const customer = 'Meadowlark Health'
const recordName = '_ory-domain-verification.meadowlark.example'
const recordValue = 'ory-value-of-meadowlark.example'

/** Ory's state with a domain of each status; the document has them on organizations of a workspace. */
function verify({ emulator }: Workbench): void {
  emulator.edit((state: any) => {
    const project = state.projects.find(({ id }: any) => id === demo.staging.id)
    const organization = project?.organizations.find(({ label }: any) => label === customer)
    if (!organization) throw new Error(`The demo has no ${customer}`)
    organization['domains'] = ['meadowlark.example', 'old.example', 'done.example', 'odd.example']
    organization['domain_verifications'] = [
      verification('meadowlark.example', 'pending'),
      verification('old.example', 'failed', { exempt: true }),
      verification('done.example', 'verified'),
      verification('odd.example', 'delegated'),
    ] as never
  })
}

/** Sends the app's look-ups to a DNS server of the test. */
const useDnsServer = ({ app }: RunningApp, server: string) =>
  app.evaluate((_electron, address) => {
    const { Resolver } = process.getBuiltinModule('node:dns/promises')
    const { resolveTxt } = Resolver.prototype
    Resolver.prototype.resolveTxt = function (this: InstanceType<typeof Resolver>, name) {
      this.setServers([address])
      return resolveTxt.call(this, name)
    }
  }, server)

test('the app looks up a TXT record by itself: found, other value, none, and not checked', async ({
  workbench,
}) => {
  const server = await startDnsServer({
    [recordName]: [recordValue],
    'other.example': ['something else'],
    'broken.example': { code: 2 },
  })
  verify(workbench)
  const running = await workbench.open(demo.staging.name)
  const { page } = running
  await useDnsServer(running, server.address)
  const panel = await ui.chooseOrganization(page, customer)
  const domain = panel.getByRole('group', { name: 'meadowlark.example' })
  await ui.button(domain, 'Look up TXT record').click()
  const result = domain.getByRole('status').last()
  await expect(result).toContainText(/not a check by Ory.*Same value.*ory-value-of-meadowlark/s)

  const name = ui.textbox(domain, 'Record name')
  await expect(name).toHaveValue(recordName)
  const lookUp = async (typed: string) => {
    await name.fill(typed)
    await name.press('Enter')
  }
  await lookUp('other.example')
  await expect(result).toContainText(/Other value.*something else/s)
  await lookUp('missing.example')
  await expect(result).toHaveText('No TXT record')
  await lookUp('broken.example')
  await expect(result).toHaveText('Not checked: DNS did not answer.')
  await lookUp('no name')
  await expect(domain).toContainText('Enter a DNS name')
  expect(server.asked).not.toContain('no name')

  const asked = server.asked.length
  await page.evaluate(() =>
    (window as any).bridge.request('settings.save', { settings: { workOffline: true } }, 'off'),
  )
  await lookUp('other.example')
  await expect(result).toHaveText('Not checked: you work offline.')
  expect(server.asked).toHaveLength(asked)
  await server.close()
})

for (const view of new Set([...wideViews, ...narrowViews])) {
  test(`domains at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
    const server = await startDnsServer({ [recordName]: ['other', recordValue] })
    verify(workbench)
    const running = await workbench.open(demo.staging.name)
    const { page } = running
    await useDnsServer(running, server.address)
    const picture = await photographer(running, view)
    const panel = await ui.chooseOrganization(page, customer)
    const domains = panel.getByRole('region', { name: 'Domain verification' })
    await domains.scrollIntoViewIfNeeded()
    await ui.button(domains, 'Look up TXT record').first().click()
    await expect(domains).toContainText('Same value')
    await picture('organization-domains')
    await server.close()
  })
}
