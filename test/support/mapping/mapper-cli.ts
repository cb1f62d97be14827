import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { locked } from '../../../scripts/lib/lock.mjs'
import { buildMapperIfNeeded } from '../../../scripts/lib/mapper-build.mjs'
import { slowWarning } from '../../../src/core/mapper/kratos/limits'
import { useSsoHost, type RanCommand } from '../runner/sso-host'

/** Where the command line runs. */
export const folder = mkdtempSync(join(tmpdir(), 'mapper-cli-'))
/** Writes a file there: a text, or a value as JSON. */
export const put = (name: string, content: unknown) => {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), text)
}
/** The text of a file there. */
export const read = (name: string) => readFileSync(join(folder, name), 'utf8')

/** On a busy computer any run may take so long. */
const slow = `Warning: ${slowWarning}\n`

let host: ReturnType<typeof useSsoHost> | undefined

/** Runs the built command line in the folder, and waits for its end. */
export async function mapper(...args: string[]): Promise<RanCommand> {
  if (!host) throw new Error('The file does not call useMapperCli')
  const asked = { args: ['mapper', ...args], env: process.env, cwd: folder }
  const { status, stdout, stderr } = await host.run(asked)
  return { status, stdout, stderr: stderr.replaceAll(slow, '') }
}

/** Takes a verified address over. */
export const safe = `local claims = { email_verified: false } + std.extVar('claims');
{
  identity: {
    traits: {
      [if 'email' in claims && claims.email_verified then 'email' else null]: claims.email,
    },
  },
}
`

/** Builds the command line where it is not, and fills the folder. */
export function useMapperCli(): void {
  host = useSsoHost()
  beforeAll(async () => {
    await locked(() => buildMapperIfNeeded())
    put('safe.jsonnet', safe)
    put('claims.json', { iss: 'i', sub: 's', email: 'a@b.c', email_verified: true })
    put('fails.jsonnet', "{\n  identity: { traits: { name: std.extVar('claims').name } },\n}\n")
    put('broken.jsonnet', '{ identity: ')
    put('schema.json', {
      properties: {
        traits: { properties: { email: { type: 'string' } }, required: ['email', 'name'] },
      },
    })
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
}
