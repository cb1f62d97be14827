import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { locked } from '../../../scripts/lib/lock.mjs'
import { buildMapperIfNeeded, ssoCommand } from '../../../scripts/lib/mapper-build.mjs'
import { runNode } from './run-to-end'

/** A folder in which the built `sso-workbench` runs, as a person starts it. */
export function useSso(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`))
  beforeAll(() => locked(() => buildMapperIfNeeded()), 60_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return {
    folder,
    put: (file: string, text: string) => writeFileSync(join(folder, file), text),
    sso(...args: string[]) {
      const { status, stdout, stderr } = runNode([ssoCommand, ...args], { cwd: folder })
      return { status, stdout, stderr }
    },
  }
}
