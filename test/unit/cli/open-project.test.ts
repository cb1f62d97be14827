import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createAppFiles } from '../../../src/main/files/app-files'
import { createJsonFiles } from '../../../src/main/files/store/json-files'
import { createNotices } from '../../../src/main/files/store/notices'
import { demoIds } from '../../emulator'
import { useSsoServer } from '../../support/runner/sso-server'
import { production } from '../../support/runner/team-on-server'
import { value } from '../../support/services/main-services'

const { start } = useSsoServer()

/** No bus, and so no keychain, whatever the machine has. */
const bare = {
  ORY_WORKSPACE_API_KEY: '',
  DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus',
}

it('the key of the app is asked for by the name of a workspace, and refused in words', async () => {
  const server = await start()
  const { apiAddress } = server.emulator
  const settings = join(server.place, 'app')
  const files = createAppFiles(createJsonFiles({ folder: settings, notices: createNotices() }))
  const workspace = {
    id: String(demoIds.northwind),
    name: 'Northwind',
    kind: 'ory' as const,
    apiAddress,
    projects: [],
  }
  const twins = ['one', 'two'].map((id) => ({ ...workspace, id, name: 'Twin' }))
  const demo = { ...workspace, id: 'demo', name: 'Demo', kind: 'demo' as const }
  const far = { ...workspace, id: 'far', name: 'Far', apiAddress: 'http://far.example' }
  const asked = ['drift', 'team', '--project', production, '--settings', settings]
  const refused = async (words: string, args: readonly string[], env: NodeJS.ProcessEnv = bare) => {
    const ran = await server.run([...asked, ...args], env)
    expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status: 1, stdout: '' })
    expect(ran.stderr).toContain(words)
    expect(ran.stderr).not.toContain(server.key)
    expect(ran.stderr).not.toMatch(/\n\s+at /)
  }
  await refused('has no workspace “Northwind”. It has:\n  none', ['--workspace', 'Northwind'])
  value(await files.workspaces.write([workspace, ...twins, demo, far]))
  await refused('--workspace NAME takes the key that the app keeps', [])
  await refused('and ORY_WORKSPACE_API_KEY holds another one', ['--workspace', 'Northwind'], {})
  await refused('Several workspaces are called “Twin”:\n  Twin (one)\n  Twin (two)', [
    '--workspace',
    'Twin',
  ])
  // The demo has no key.
  await refused('has no workspace “Demo”', ['--workspace', 'Demo'])
  await refused('There is no keychain here', ['--workspace', String(demoIds.northwind)])
  expect(server.emulator.requests()).toEqual([])
})
