import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The folder of the real Ory CLI, where its package is installed: it is there for Linux on x64 alone. */
export function cliFolder(): string | undefined {
  try {
    const file = createRequire(import.meta.url).resolve('@ory/cli-linux-x64/package.json')
    const folder = join(dirname(file), 'bin')
    return existsSync(join(folder, 'ory')) ? folder : undefined
  } catch {
    // Not installed, as an optional package may be.
    return undefined
  }
}
