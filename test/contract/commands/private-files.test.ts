import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { publishCommands } from '../../../src/core/publish/commands/commands'
import type { Tool } from '../../../src/core/publish/commands/commands'
import type { Edit } from '../../../src/core/draft/edits'
import { planPublish } from '../../../src/core/publish/publish-plan'
import { demoIds } from '../../emulator'
import { draftOf, startBench } from '../../support/services/main-services'
import { forward, startGateway, startServer } from './gateway'
import { cliFolder } from './real-cli'
import { missingPrograms, shellsHere, startScript } from './run'
import { temporaryFolder } from '../../support/services/temporary'
import { fieldEdit } from '../../support/states/field-edit'

const missing = missingPrograms(['curl', 'jq'])
const skipped = missing.length > 0 || shellsHere.length === 0
if (skipped) console.log(`Skipped: commands were not run, there is no ${missing.join(', ')}`)
const cli = cliFolder()
const tools: readonly Tool[] = cli === undefined ? ['curl'] : ['curl', 'Ory CLI']

const secret = 'the secret that nobody reads'
const signals = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 } as const

let folder = ''
beforeEach(async () => {
  folder = await temporaryFolder()
})

const host = 'api.console.ory.com'
const project = demoIds.northwindStaging
const reference = '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001'
const edit: Edit = fieldEdit({ kind: 'connection', key: 'oidc:meadowlark-okta' }, 'client_secret', {
  $secret: reference,
})

/** A script that sends a patch with a secret to a server, which keeps it waiting. */
async function begin(shell: string, tool: Tool) {
  const bench = await startBench()
  const { snapshot, draft } = await draftOf(bench, project, [edit])
  const plan = planPublish(snapshot, draft.intents)
  let arrived: (answer: () => void) => void = () => {}
  const held = new Promise<() => void>((resolve) => (arrived = resolve))
  let closed: () => void = () => {}
  const left = new Promise<void>((resolve) => (closed = resolve))
  const further = forward(bench.emulator.apiAddress)
  const address = await startServer((request, response) => {
    if (request.method !== 'PATCH') return further(request, response)
    response.on('close', closed)
    return arrived(() => further(request, response))
  })
  const apiAddress = tool === 'curl' ? address : `https://${host}`
  const { text } = publishCommands({ snapshot, plan, apiAddress }, tool)
  const { env } = await startGateway(host, address)
  const script = startScript(
    shell,
    `umask 022\n${text}`,
    {
      ...env,
      PATH: `${cli ?? ''}:${process.env['PATH'] ?? ''}`,
      HOME: folder,
      TMPDIR: folder,
      ORY_WORKSPACE_API_KEY: bench.apiKey,
      MEADOWLARK_OKTA_CLIENT_SECRET: secret,
    },
    folder,
  )
  const failed = script.ended.then((end) => {
    throw new Error(`It ended before it was held: ${JSON.stringify(end)}`)
  })
  const goOn = await Promise.race([held, failed])
  return { ...script, goOn, left, bench }
}

/** The command lines of all processes, as any other user of the machine reads them. */
async function commandLines(): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  return Promise.all(
    ids.map(async (id) => {
      // A process that has ended meanwhile has none.
      const line = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')
      return line.replaceAll('\0', ' ')
    }),
  )
}

async function modes(): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of await readdir(folder, { recursive: true })) {
    found[name] = ((await stat(join(folder, name))).mode & 0o777).toString(8)
  }
  return found
}

for (const shell of shellsHere) {
  for (const tool of tools) {
    it.skipIf(skipped)(`${shell} shows neither key nor secret to others: ${tool}`, async () => {
      const { goOn, ended, bench } = await begin(shell, tool)
      const lines = await commandLines()
      const program = tool === 'curl' ? /^\S*curl .*\/revision\// : /^\S*ory patch project/
      expect(lines.some((line) => program.test(line))).toBe(true)
      expect(lines.filter((line) => line.includes(bench.apiKey) || line.includes(secret))).toEqual(
        [],
      )
      const [top, ...files] = Object.entries(await modes())
      expect(top?.[0]).not.toContain('/')
      expect(top?.[1]).toBe('700')
      expect(files.length).toBeGreaterThan(1)
      for (const [, fileMode] of files) expect(fileMode).toBe('600')
      goOn()
      expect(await ended).toMatchObject({ code: 0 })
      expect(await readdir(folder)).toEqual([])
      expect(JSON.stringify(bench.emulator.state().projects)).toContain(secret)
    })
  }

  for (const [signal, code] of Object.entries(signals)) {
    it.skipIf(skipped)(`${shell} leaves nothing behind after ${signal}`, async () => {
      const tool = tools[Object.keys(signals).indexOf(signal) % tools.length] ?? 'curl'
      const { pid, ended, left } = await begin(shell, tool)
      expect(await readdir(folder)).toHaveLength(1)
      process.kill(pid, signal)
      const end = await ended
      expect({ code: end.code, left: await readdir(folder) }).toEqual({ code, left: [] })
      expect(end.errors).toContain(`Stopped at step ${tool === 'curl' ? 1 : 2}`)
      expect(end.errors).toContain('may have succeeded')
      // The program that it had started is gone too.
      await left
    })
  }
}
