import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { appFolder } from '../support/window/app'
import type { Size } from './far-server-facts'

/** Starts the server; what it says of itself and how it ends. */
export async function startFarServer(size: Size) {
  const root = pathToFileURL(appFolder)
  const loader = new URL(`${root.href}/node_modules/tsx/dist/loader.mjs`).href
  const file = join(appFolder, 'test', 'perf', 'far-server.ts')
  const child = spawn(process.execPath, ['--import', loader, file, JSON.stringify(size)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const { apiAddress, apiKey }: { apiAddress: string; apiKey: string } = JSON.parse(String(line))
  const close = async () => {
    child.stdin.end()
    await ended
  }
  return { apiAddress, apiKey, close }
}
