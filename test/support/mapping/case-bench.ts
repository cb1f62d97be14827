import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { ssoCommand } from '../../../scripts/lib/mapper-build.mjs'
import type { MapperCase } from '../../../src/core/mapper/cases/case'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import type { IdentitySchemas } from '../../../src/main/services/projects/identity-schemas'
import type { Asking } from '../../../src/main/services/cases/transfer'
import { failure, success } from '../../../src/core/errors/result'
import { appError } from '../../../src/core/errors/app-error'
import { caseNamed, staging } from './cases'
import { startBench, value, type Bench } from '../services/main-services'
import { startEngine } from './mapper'
import { runNode } from '../runner/run-to-end'

export const { projectId, key: connectionKey, sibling } = staging
/** Has another mapper than those two. */
export const other = 'oidc:google'
/** Schemas that are listed and cannot be read. */
export const unreadable: Pick<IdentitySchemas, 'list' | 'read'> = {
  list: () =>
    Promise.resolve(
      success([{ id: 'x', url: 'https://x.example', isDefault: true, from: 'elsewhere' }]),
    ),
  read: () => Promise.resolve(failure(appError('schema.address-refused', 'Ory does not store it'))),
}
/** A project without schemas. */
export const noSchemas = () => Promise.resolve(success([]))
/** Takes the address over, verified or not. */
export const direct = '{ identity: { traits: { email: std.extVar("claims").email } } }\n'
/** Takes a verified address over. */
export const guarded = `local claims = { email_verified: false } + std.extVar('claims');
{
  identity: {
    traits: {
      [if 'email' in claims && claims.email_verified then 'email' else null]: claims.email,
    },
  },
}
`

let engine: MapperEngine | undefined
/** The engine of the tests of a file; see `useCaseBench`. */
export function runningEngine(): MapperEngine {
  if (!engine) throw new Error('The engine was not started')
  return engine
}

/** What the system's own dialogs answer. */
export const asking = {
  chooseFolder: vi.fn<Asking['chooseFolder']>(),
  chooseFiles: vi.fn<Asking['chooseFiles']>(),
  confirmReplace: vi.fn<Asking['confirmReplace']>(),
}
/** A folder outside the app, new for each test: the one that is chosen. */
export const outside = { path: '' }

/** Starts the engine for the tests of a file, and makes a folder for each of them. */
export function useCaseBench(): void {
  beforeAll(async () => {
    engine = await startEngine({ spare: true })
  }, 60_000)
  afterAll(() => engine?.close())
  beforeEach(async () => {
    outside.path = await mkdtemp(join(tmpdir(), 'checkout-'))
    asking.chooseFolder.mockReset().mockResolvedValue(outside.path)
    asking.chooseFiles.mockReset().mockResolvedValue([])
    asking.confirmReplace.mockReset().mockResolvedValue(true)
  })
  afterEach(() => rm(outside.path, { recursive: true, force: true }))
}

/** The services, with the project read. */
export async function open(
  more: { engine?: MapperEngine; identitySchemas?: Pick<IdentitySchemas, 'list' | 'read'> } = {},
) {
  const bench = await startBench({}, { engine: runningEngine(), asking, ...more })
  value(await bench.projects.read(projectId, {}))
  return bench
}
/** A mapper of a connection, as requests name it. */
export const at = (text: string, key = connectionKey) => ({ projectId, connectionKey: key, text })
/** Keeps a case of a mapper. */
export const save = async (bench: Bench, text: string, saved: MapperCase, key = connectionKey) =>
  value(await bench.cases.save({ ...at(text, key), case: saved }))

/** What the command line says of a folder of cases. */
export function mapperTest(folder: string) {
  const args = [ssoCommand, 'mapper', 'test', folder]
  const { status, stdout, stderr } = runNode(args)
  return { status, stdout, stderr }
}

/** Fails where an address is taken over that is not verified. */
export const unverified = caseNamed('Not verified', {
  expect: { output: { identity: { traits: {} } } },
})
export const schema = {
  properties: { traits: { properties: { email: { type: 'string' } }, required: ['name'] } },
}
/** Asks for a name that the schema requires. */
export const backToForm = caseNamed('Without a name', {
  schema,
  expect: { error: 'registration form for `name`' },
})
