import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import {
  demoIds,
  demoState,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../emulator'
import type { JsonObject } from '../../../src/emulator/state/json'
import { startGateway } from './gateway'
import { cliFolder } from './real-cli'
import { temporaryFolder } from '../../support/services/temporary'

const ory = cliFolder()
/** Whether there is no real CLI to run. */
export const noCli = ory === undefined

export interface CliEnd {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

/** A project of its own, so that commands can run side by side, and what is done with it. */
export interface CliProject {
  readonly id: string
  readonly slug: string
  /** Runs the real CLI, by default with the key of the workspace and nothing else set. */
  ory(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<CliEnd>
  /** The same API without the CLI. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }>
  /** All that is stored of it but what the server chooses: ids, times and the revision. */
  state(): unknown
  stored(): any
  /** Requests to it, in order, as `PATCH /projects/ID`. */
  requests(): { line: string; body: unknown; status: number }[]
  /** Writes a file into a folder of the test. */
  file(name: string, content: unknown): Promise<string>
}

interface Started {
  readonly emulator: Emulator
  readonly env: Readonly<Record<string, string>>
  readonly folder: string
}

/** One emulator and one way to it for all tests of a file. */
export function cliBench(options: EmulatorOptions = {}) {
  const ends: (() => Promise<unknown>)[] = []
  let started: Started | undefined

  beforeAll(async () => {
    if (noCli) return
    const emulator = await startEmulator(options)
    const atEnd = (end: () => Promise<unknown>) => void ends.push(end)
    const { env } = await startGateway('api.console.ory.com', emulator.apiAddress, atEnd)
    const folder = await temporaryFolder(atEnd)
    ends.push(() => emulator.close())
    started = { emulator, env, folder }
  })
  afterAll(async () => {
    for (const end of ends.splice(0).toReversed()) await end()
  })

  function use(): Started {
    if (!started) throw new Error('The bench has not started')
    return started
  }

  function run(args: readonly string[], more: Readonly<Record<string, string>>): Promise<CliEnd> {
    const { emulator, env, folder } = use()
    const key = emulator.demoApiKeys[demoIds.northwind] ?? ''
    const own = {
      HOME: folder,
      ORY_CONFIG_PATH: join(folder, `${randomUUID()}.json`),
      ORY_WORKSPACE_API_KEY: key,
    }
    return new Promise((resolve) => {
      const child = spawn(join(ory ?? '', 'ory'), args, {
        cwd: folder,
        env: { ...env, ...own, ...more },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let [output, errors] = ['', '']
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
      child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
      child.on('close', (code) => resolve({ code, output, errors }))
    })
  }

  /** A copy of Northwind Staging, changed before it is seen. */
  function project(change: (project: any) => void = () => undefined): CliProject {
    const { emulator, folder } = use()
    const id = randomUUID()
    const slug = `quiet-${id.slice(0, 13)}`
    emulator.edit((state: any) => {
      const found = state.projects.find((item: any) => item.id === demoIds.northwindStaging)
      const copy = { ...structuredClone(found), id, slug, revision_id: randomUUID() }
      change(copy)
      state.projects.push(copy)
    })
    const stored = () => emulator.state().projects.find((item) => item.id === id) as any
    return {
      id,
      slug,
      ory: (args, env = {}) => run(args, env),
      async call(method, path, body) {
        const response = await fetch(`${emulator.apiAddress}${path}`, {
          method,
          headers: {
            authorization: `Bearer ${emulator.demoApiKeys[demoIds.northwind] ?? ''}`,
            'content-type': 'application/json',
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        const text = await response.text()
        return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
      },
      stored,
      state: () => withoutChosen(stored(), [id, slug]),
      requests: () =>
        emulator
          .requests()
          .filter(({ path }) => path.includes(id))
          .map(({ method, url, body, status }) => ({ line: `${method} ${url}`, body, status })),
      async file(name, content) {
        const path = join(folder, `${randomUUID()}-${name}`)
        const text = typeof content === 'string' ? content : JSON.stringify(content)
        await writeFile(path, text)
        return path
      },
    }
  }

  return { project, run, emulator: () => use().emulator }
}

/** A stored project without what the server chooses: times, revisions and ids of new organizations. */
function withoutChosen(project: JsonObject, names: readonly string[]): unknown {
  let text = JSON.stringify(project, (name, value: unknown) =>
    /(_at|revision_?id)$/i.test(name) ? undefined : value,
  )
  for (const name of names) text = text.replaceAll(name, 'OWN')
  const copy = JSON.parse(text) as any
  for (const item of copy.organizations) if (!demoOrganizations.has(item.id)) item.id = 'MADE'
  return copy
}

const demoOrganizations: ReadonlySet<unknown> = new Set(
  demoState().projects.flatMap(({ organizations }) => organizations.map(({ id }) => id)),
)
