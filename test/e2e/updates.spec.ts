import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { chooseMenuItem, type RunningApp } from '../support/window/app'
import { narrowViews, photographer, withPictures } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { feedKey, releaseOf } from '../support/window/update-feed'
import { demo, expect, test } from '../support/window/workbench'

const key = feedKey()

/** A server that answers with one text, and counts whoever connects. */
async function counting(answer: { text: string }) {
  const asked: string[] = []
  const agents: (string | undefined)[] = []
  let connections = 0
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '')
    agents.push(request.headers['user-agent'])
    response.setHeader('content-type', 'application/json').end(answer.text)
  })
  server.on('connection', () => {
    connections += 1
  })
  // What a proxy is asked for over TLS.
  server.on('connect', (request, socket: Socket) => {
    asked.push(request.url ?? '')
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    asked,
    agents,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** Knocks at the address, which proves that the counter counts. */
const knock = (port: number) =>
  new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(resolve))
  })

const showSettings = (running: RunningApp) => chooseMenuItem(running, 'Settings')

test(
  'a first start asks nobody; new versions are told once that is turned on',
  withPictures,
  async ({ workbench }) => {
    const answer = { text: key.signed(JSON.stringify(releaseOf('9.8.7'))) }
    const feed = await counting(answer)
    const proxy = await counting(answer)
    const updates = {
      feed: `http://127.0.0.1:${feed.port}/updates.json`,
      page: `http://127.0.0.1:${feed.port}/releases/latest`,
      publicKey: key.publicKey,
    }
    const env = { SSO_WORKBENCH_UPDATES: JSON.stringify(updates) }
    try {
      // All that Chromium, and the app beside it, would ask of the internet goes to the proxy.
      const running = await workbench.launch(env, [`--proxy-server=127.0.0.1:${proxy.port}`])
      const { page } = running
      await expect(ui.button(page, 'Open demo workspace')).toBeVisible()
      await ui.connect(page, workbench.emulator.apiAddress, workbench.northwindKey)
      await ui.openProject(page, demo.staging.name)
      await expect(page.getByRole('contentinfo').getByText('Read just now')).toBeVisible()
      await showSettings(running)
      const section = ui.region(page, 'New versions')
      await expect(section).toContainText(`Asks 127.0.0.1:${feed.port}`)
      await expect(section.getByRole('switch')).not.toBeChecked()
      expect([feed.connections(), proxy.connections()]).toEqual([0, 0])
      await knock(proxy.port)
      await running.app.evaluate(({ net }) =>
        net.fetch('http://updates.example/').then(
          () => undefined,
          () => undefined,
        ),
      )
      expect(proxy.connections()).toBeGreaterThan(1)

      await section.getByRole('switch', { name: 'Look for new versions' }).check()
      const told = ui.statusLine(page, 'SSO Workbench 9.8.7 is available. You have')
      await expect(told).toBeVisible()
      expect(feed.asked).toEqual(['/updates.json'])
      expect(feed.agents[0]).toMatch(/^SSO-Workbench\/\d+\.\d+\.\d+$/)
      for (const view of narrowViews) {
        const picture = await photographer(running, view)
        await picture('updates')
      }
      // Not told again of this one; the settings still say it.
      await ui.button(page, 'Do not mention this version again').click()
      await expect(told).toHaveCount(0)
      await expect(ui.statusLine(page, 'SSO Workbench 9.8.7 is available.')).toBeVisible()

      // Whoever answers there without the key is not believed.
      answer.text = feedKey().signed(JSON.stringify(releaseOf('9.9.9')))
      await ui.button(section, 'Check now').click()
      await expect(section).toContainText('was not signed by the makers of this app')
      await expect(ui.button(section, 'Open its page')).toHaveCount(0)

      // Offline nobody is asked, whatever is turned on.
      const before = feed.connections()
      await page.getByRole('switch', { name: 'Work offline' }).check()
      await expect(ui.button(section, 'Check now')).toBeDisabled()
      await section.getByRole('switch', { name: 'Look for new versions' }).uncheck()
      await section.getByRole('switch', { name: 'Look for new versions' }).check()
      const refused = await page.evaluate(() =>
        (window as any).bridge.request('update.run', { step: 'check' }, 'offline'),
      )
      expect(refused).toMatchObject({ ok: false, error: { code: 'network.off' } })
      expect(feed.connections()).toBe(before)
    } finally {
      await feed.close()
      await proxy.close()
    }
  },
)
