import { createKeytarStore, type Keytar } from './keytar-store'
import { createMemoryStore } from './memory-store'
import { secretService, type SecretStore } from './secret-store'

export interface OpenSecretStoreOptions {
  /** Fails if the native module was not built. */
  readonly load?: () => Promise<Keytar>
  /** Milliseconds until the keychain's first answer. */
  readonly timeout?: number
  readonly service?: string
  readonly onUnavailable?: (why: string) => void
}

async function loadKeytar(): Promise<Keytar> {
  const module: { default?: Keytar } & Partial<Keytar> = await import('keytar')
  // CommonJS exports are under `default` unless bundled.
  return (module.default ?? module) as Keytar
}

function within<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const message = `no answer within ${milliseconds} ms`
    timer = setTimeout(() => reject(new Error(message)), milliseconds)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/** The keychain if it answers a harmless read, else memory; never a file. */
export async function openSecretStore(options: OpenSecretStoreOptions = {}): Promise<SecretStore> {
  const { load = loadKeytar, timeout = 5000, service = secretService, onUnavailable } = options
  try {
    const keytar = await within(load(), timeout)
    await within(keytar.getPassword(service, 'probe'), timeout)
    return createKeytarStore(keytar, service)
  } catch (error) {
    onUnavailable?.(error instanceof Error ? error.message : String(error))
    return createMemoryStore()
  }
}
