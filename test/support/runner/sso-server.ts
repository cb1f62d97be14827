import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll } from 'vitest'
import { locked } from '../../../scripts/lib/lock.mjs'
import { buildMapperIfNeeded, ssoCommand } from '../../../scripts/lib/mapper-build.mjs'
import { demoIds, startEmulator, type Emulator, type EmulatorOptions } from '../../emulator'
import { useSsoHost, type RanCommand } from './sso-host'

/** The built `sso-workbench` in another process, beside an emulator that it asks over HTTP. */
export function useSsoServer() {
  const host = useSsoHost()
  const ends: (() => void | Promise<void>)[] = []
  /** Everything that a process said, to be looked through for keys and secrets. */
  const said: string[] = []
  beforeAll(() => locked(() => buildMapperIfNeeded()), 60_000)
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end()
  })

  async function start(options: EmulatorOptions = {}) {
    const emulator: Emulator = await startEmulator(options)
    ends.push(() => emulator.close())
    const place = mkdtempSync(join(tmpdir(), 'sso-server-'))
    ends.push(() => rmSync(place, { recursive: true, force: true }))
    const key = emulator.demoApiKeys[demoIds.northwind] ?? ''
    const environment = (more: NodeJS.ProcessEnv) => ({
      PATH: process.env['PATH'],
      HOME: place,
      TMPDIR: place,
      ORY_WORKSPACE_API_KEY: key,
      ...more,
    })
    /** Starts it in the place as a process of its own, with what the environment holds besides. */
    function begin(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
      let resolve: (ran: RanCommand) => void = () => undefined
      const ran = new Promise<RanCommand>((settle) => (resolve = settle))
      const child = execFile(
        process.execPath,
        [ssoCommand, ...args],
        {
          cwd: place,
          encoding: 'utf8',
          env: environment(env),
          timeout: 120_000,
          maxBuffer: 1e9,
        },
        (_error, stdout, stderr) => {
          said.push(stdout, stderr)
          resolve({ status: child.exitCode ?? -1, stdout, stderr })
        },
      )
      return { child, ran }
    }
    /** Runs it, and waits for its end. */
    async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<RanCommand> {
      const ran = await host.run({ args, env: environment(env), cwd: place })
      said.push(ran.stdout, ran.stderr)
      return ran
    }
    /** The same with the emulator's address. */
    const sso = (...args: string[]) => run([...args, '--api', emulator.apiAddress])
    const read = (path: string) => readFileSync(join(place, path), 'utf8')
    const put = (path: string, text: string) => writeFileSync(join(place, path), text)
    /** Every file in the place with its text. */
    const everyFile = () =>
      readdirSync(place, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    /** Requests that change something. */
    const writes = () => emulator.requests().filter(({ method }) => method !== 'GET')
    return { emulator, place, key, begin, run, sso, read, put, everyFile, writes, said }
  }
  return { start }
}
