import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { scimClientPython } from '../../../scripts/lib/prepare/scim-client.mjs'

const program = fileURLToPath(new URL('scim_client.py', import.meta.url))

/** Whether a SCIM client that is not ours is installed. `npm test` installs it where it can. */
export function hasScimClient(): boolean {
  const has = scimClientPython() !== undefined
  if (!has) process.stderr.write('No foreign SCIM client is installed: tests with it are skipped\n')
  return has
}

/**
 * What a SCIM client that is not ours makes of a server: `provision` takes a user through its life, `check` is
 * a test of conformance.
 *
 * @param secret without `Bearer`; it goes by standard input, as no other process may see it
 * @param keep whether the user of `provision` stays
 */
export async function runScimClient(
  mode: 'provision' | 'check',
  { base, secret, keep = false }: { base: string; secret: string; keep?: boolean },
): Promise<unknown> {
  const python = scimClientPython()
  if (python === undefined) throw new Error('No foreign SCIM client is installed')
  const child = spawn(python, [program, mode, base, ...(keep ? ['keep'] : [])])
  child.stdin.end(secret)
  const [out, problems] = await Promise.all([text(child.stdout), text(child.stderr)])
  if (out === '') throw new Error(problems)
  return JSON.parse(out)
}
