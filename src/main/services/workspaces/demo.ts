import type { Access } from '../../api/client'
import type { AppFiles } from '../../files/app-files'
import { secretFields } from '../../../core/fields/fields'
import { demoServer } from '../../../core/model/project-id'

export interface RunningEmulator {
  readonly apiAddress: string
  readonly storageAddress: string
  readonly demoApiKeys: Readonly<Record<string, string>>
  close(): Promise<void>
}

export type StartEmulator = (options: {
  readonly state: object | undefined
  readonly onChange: (state: object) => void
}) => Promise<RunningEmulator>

/** The local emulator, started on first use; its state survives restarts. */
export interface Demo {
  start(): Promise<RunningEmulator>
  /** Present address (the port changes) and the workspace's key. */
  access(workspaceId: string): Promise<Access | undefined>
  /** Storage address, if `apiAddress` is the demo's present one. */
  storageOf(apiAddress: string): string | undefined
  /** Stops it after its last state is written. */
  close(): Promise<void>
}

const kept = '(kept only while the demo runs)'

/** Whether a member of the emulator's state is secret. */
function isSecret(name: string, inside: string): boolean {
  if (name === 'value') return inside === 'portal_links'
  return secretFields.has(name) || name === 'authorization_header_secret'
}

/** Copy without typed secrets; `inside` is the member's name. */
export function withoutSecrets(value: unknown, inside = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, inside))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      isSecret(name, inside) && typeof item === 'string' && item !== ''
        ? kept
        : withoutSecrets(item, name),
    ]),
  )
}

export function createDemo(deps: {
  readonly files: AppFiles
  readonly startEmulator: StartEmulator
}): Demo {
  const { files, startEmulator } = deps
  let running: Promise<RunningEmulator> | undefined
  let current: RunningEmulator | undefined
  let latest: object | undefined
  let saving: Promise<void> | undefined

  async function save(): Promise<void> {
    while (latest) {
      // An object's copy is an object.
      const state = withoutSecrets(latest) as object
      latest = undefined
      await files.demo.write(state)
    }
    saving = undefined
  }

  async function start(): Promise<RunningEmulator> {
    const state = await files.demo.read()
    current = await startEmulator({
      state: state.ok ? state.value : undefined,
      onChange(changed) {
        latest = changed
        saving ??= save()
      },
    })
    return current
  }

  return {
    start() {
      running ??= start().catch((error: unknown) => {
        running = undefined
        throw error
      })
      return running
    },
    async access(workspaceId) {
      const { apiAddress, demoApiKeys } = await this.start()
      const apiKey = demoApiKeys[workspaceId]
      return apiKey === undefined ? undefined : { apiAddress, apiKey, server: demoServer }
    },
    storageOf: (apiAddress) =>
      current?.apiAddress === apiAddress ? current.storageAddress : undefined,
    async close() {
      // A failed start was reported to its caller.
      const emulator = await running?.catch(() => undefined)
      await emulator?.close()
      await saving
    },
  }
}
