import { rm } from 'node:fs/promises'
import type { CheckReport, CheckStep, CheckStepId } from '../../../src/core/check/report'
import { emptyDraft, record } from '../../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../../src/core/draft/edits'
import { success, type Result } from '../../../src/core/errors/result'
import type { JsonObject } from '../../../src/core/model/json'
import { createTransportLoader } from '../../../src/main/api/dispatcher'
import { createPublicFetch } from '../../../src/main/api/public-fetch'
import { createPublicReader } from '../../../src/main/api/public-reader'
import {
  createCheckService,
  type CheckDeps,
  type CheckInput,
  type ScimAccess,
} from '../../../src/main/check/check-service'
import { noScim } from '../../support/states/no-scim'
import { createAppFiles } from '../../../src/main/files/app-files'
import { createJsonFiles } from '../../../src/main/files/store/json-files'
import { createNotices } from '../../../src/main/files/store/notices'
import {
  createAuthority,
  type KeyAndCertificate,
  type TestAuthority,
} from '../../support/identity-providers/certificates'
import {
  privateHost,
  startOidcProvider,
  type OidcFault,
} from '../../support/identity-providers/oidc'
import { atEnd } from '../../support/runner/at-end'
import { startSamlProvider, type SamlFault } from '../../support/identity-providers/saml'
import { connection, snapshotOf } from '../../support/states/snapshots'
import { temporaryFolder } from '../../support/services/temporary'

let authority: Promise<TestAuthority> | undefined
let usual: Promise<KeyAndCertificate> | undefined

/** The authority that the checks of a test file trust; made once, since keys take their time. */
export const testAuthority = () => (authority ??= createAuthority())
const usualTls = () => (usual ??= testAuthority().then((made) => made.issue()))

export async function oidcProvider(
  faults: readonly OidcFault[] = [],
  more: { readonly tls?: KeyAndCertificate; readonly host?: string } = {},
) {
  const provider = await startOidcProvider({
    tls: await usualTls(),
    host: 'idp.test',
    ...more,
    faults,
  })
  atEnd(provider.close)
  return provider
}

export async function samlProvider(faults: readonly SamlFault[] = []) {
  const provider = await startSamlProvider({ tls: await usualTls(), host: 'idp.test', faults })
  atEnd(provider.close)
  return provider
}

const names: Record<string, string> = {
  'idp.test': '127.0.0.1',
  [privateHost]: '127.0.0.2',
}

/** Names as a name server would tell them, for hosts that only these tests know. */
function resolve(name: string): Promise<string[]> {
  const address = names[name]
  return address === undefined
    ? Promise.reject(Object.assign(new Error(`${name} is not known`), { code: 'ENOTFOUND' }))
    : Promise.resolve([address])
}

/** A time limit of checks that runs out when a test says so. */
export function createLimit() {
  const late = new AbortController()
  return {
    limit: () => late.signal,
    expire: () => late.abort(new DOMException('Too late', 'TimeoutError')),
  }
}

export interface BenchOptions {
  readonly limit?: () => AbortSignal
  /** Takes this computer's addresses for what they are; without it 127.0.0.2 alone is private. */
  readonly guardsLoopback?: boolean
  readonly readStored?: CheckDeps['readStored']
  readonly env?: Record<string, string>
  readonly scim?: ScimAccess
}

/** The check service on a temporary folder with one connection of each protocol, or a SCIM client. */
export async function startCheckBench(
  fields: { readonly oidc?: JsonObject; readonly saml?: JsonObject; readonly scim?: JsonObject },
  options: BenchOptions = {},
) {
  const { certificate } = await testAuthority()
  const folder = await temporaryFolder()
  const files = createAppFiles(createJsonFiles({ folder, notices: createNotices() }))
  const transport = createTransportLoader(options.env ?? {}, {
    extraCertificates: () => [certificate],
  })
  atEnd(() => files.flush().then(() => rm(folder, { recursive: true, force: true })))
  atEnd(() => transport.close())
  const snapshot = snapshotOf({
    oidc: fields.oidc ? [connection('a', fields.oidc)] : [],
    saml: fields.saml ? [{ id: 'a', ...fields.saml }] : [],
    ...(fields.scim ? { scimClients: [fields.scim] } : {}),
  })
  value(await files.snapshots.write(snapshot))
  const told: CheckStep[] = []
  const asked: string[] = []
  const fetch = createPublicFetch({
    transport,
    userAgent: 'test/1',
    resolve: (name) => {
      asked.push(name)
      return resolve(name)
    },
    ...(options.guardsLoopback ? {} : { isPrivate: (address) => address === '127.0.0.2' }),
    extraCertificates: () => [certificate],
  })
  const checks = createCheckService({
    files,
    reader: createPublicReader({ fetch, now: Date.now }),
    readStored: options.readStored ?? (() => Promise.resolve(success(''))),
    now: () => new Date(),
    onStep: (step) => told.push(step),
    scim: options.scim ?? noScim,
    askPrivate: () => Promise.resolve({ ok: true, value: true }),
    ...(options.limit === undefined ? {} : { limit: options.limit }),
  })
  const projectId = snapshot.summary.id
  const connectionKey = fields.oidc ? 'oidc:a' : 'saml:a'
  return {
    files,
    checks,
    projectId,
    connectionKey,
    /** Steps as they were told while a check ran. */
    told,
    /** Names that were looked up. */
    asked,
    /** @param privateHost of the question that a report asked */
    check: (privateHost?: string, signal = new AbortController().signal) =>
      checks.check({ projectId, connectionKey, privateHost }, signal),
    /** Checks any of them, as the window asks for it. */
    checkWith: (input: Omit<CheckInput, 'projectId'>, signal = new AbortController().signal) =>
      checks.check({ projectId, ...input }, signal),
    async edit(edit: Edit) {
      const draft = emptyDraft(projectId, snapshot.revisionId)
      const changes = intentChangesOf(snapshot, draft.intents, edit)
      value(await files.drafts.write(record(draft, { label: 'Edit', at: '', changes })))
    },
  }
}

export function value<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

/** Checks one OIDC connection against one provider. */
export async function reportOn(fields: JsonObject, options?: BenchOptions): Promise<CheckReport> {
  return value(await (await startCheckBench({ oidc: fields }, options)).check())
}

export function stepOf(report: CheckReport, id: CheckStepId): CheckStep {
  const step = report.steps.find((item) => item.id === id)
  if (!step) throw new Error(`The report has no step ${id}: ${JSON.stringify(report)}`)
  return step
}

/** Ids of the steps with a status, in order. */
export function idsWith(report: CheckReport, status: CheckStep['status']): CheckStepId[] {
  return report.steps.filter((step) => step.status === status).map(({ id }) => id)
}
