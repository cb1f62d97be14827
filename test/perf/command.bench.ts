import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { locked } from '../../scripts/lib/lock.mjs'
import { buildMapperIfNeeded, ssoCommand } from '../../scripts/lib/mapper-build.mjs'
import { largeIds } from '../emulator'
import { newUserData, removeUserData } from '../support/window/app'
import { startFarServer } from './far-server-process'
import { beside, figure, report } from './figures'

const run = promisify(execFile)

test('the start of the command, beside a Node that does nothing', async () => {
  await locked(() => buildMapperIfNeeded())
  const node = (...args: string[]) => run(process.execPath, args)
  for (const [name, args] of [
    ['command-help', ['--help']],
    ['command-plan-help', ['plan', '--help']],
  ] as const) {
    const { subjects, floors } = await beside(9, {
      floor: () => node('-e', '0'),
      subject: () => node(ssoCommand, ...args),
    })
    report({
      name,
      subject: figure(`sso-workbench ${args.join(' ')}`, subjects),
      floor: figure('Node, which does nothing', floors),
      budget: { times: 3, why: 'whoever asks what a command does waits for nothing else' },
    })
  }
})

/** Asks for what `plan` asks for, in the order in which it can, and reads the answers; then the files of the folder. */
const bareRequests = `
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
const [address, key, folder] = process.argv.slice(1)
const ask = async (path) => {
  const answer = await fetch(address + path, { headers: { authorization: 'Bearer ' + key } })
  if (!answer.ok) throw new Error(path + ': ' + answer.status)
  return answer.json()
}
const { workspaces } = await ask('/workspaces')
await ask('/workspaces/' + workspaces[0].id + '/projects')
await Promise.all(['/projects/', '/normalized/projects/'].map((path) => ask(path + '${largeIds.project}')))
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue
  const text = readFileSync(join(entry.parentPath, entry.name), 'utf8')
  if (entry.name.endsWith('.json')) JSON.parse(text)
}
`

test('plan of a project with 5,000 connections, beside its requests', async () => {
  test.setTimeout(300_000)
  await locked(() => buildMapperIfNeeded())
  const server = await startFarServer({ organizations: 10_000, connections: 5_000 })
  const folder = newUserData()
  const at = ['--project', largeIds.project, '--api', server.apiAddress, '--settings', folder]
  const options = {
    cwd: folder,
    maxBuffer: 1e9,
    env: { ...process.env, TMPDIR: folder, ORY_WORKSPACE_API_KEY: server.apiKey },
  }
  const sso = (...args: string[]) => run(process.execPath, [ssoCommand, ...args, ...at], options)
  await sso('pull', 'team')
  const file = join(folder, 'team', 'projects', 'large-kepler-0000000000.json')
  const project = JSON.parse(readFileSync(file, 'utf8'))
  for (const connection of project.connections.slice(0, 5)) connection.fields.label += ' renamed'
  writeFileSync(file, `${JSON.stringify(project, undefined, 2)}\n`)
  const { subjects, floors } = await beside(5, {
    floor: () =>
      run(
        process.execPath,
        ['--input-type=module', '-e', bareRequests, server.apiAddress, server.apiKey, 'team'],
        options,
      ),
    async subject() {
      // 2: there is something to do.
      const planned: { code?: number; stdout?: string } = await sso('plan', 'team').catch(
        (error: unknown) => error as { code: number; stdout: string },
      )
      expect(planned).toMatchObject({ code: 2 })
      expect(planned.stdout).toContain('0 new, 5 edited, 0 deleted')
    },
  })
  await server.close()
  removeUserData(folder)
  report({
    name: 'command-plan-large',
    subject: figure('plan of 5,000 connections, of which five changed', subjects),
    floor: figure(
      'a Node that sends the same requests, and reads the answers and the files once',
      floors,
    ),
    budget: { times: 1.5, why: 'what is worked out on this computer is a small part of the wait' },
  })
})
