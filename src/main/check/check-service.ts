import {
  type CheckReport,
  type CheckReports,
  type CheckStep,
  verdictOf,
} from '../../core/check/report'
import { scimTarget, type SecretFrom } from '../../core/check/scim'
import { checkTarget } from '../../core/check/target'
import type { WorkingCopy } from '../../core/draft/working-copy'
import { appError, type AppError } from '../../core/errors/app-error'
import { isSecretReference } from '../../core/intents/secret-places'
import { scimServerUrl } from '../../core/links/scim-server'
import { mapperOwners, ownerKey, type MapperOwner } from '../../core/mapper/owners/owners'
import { textMember, type JsonObject } from '../../core/model/json'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import type { RequestProgress, RequestInput, RequestOutput } from '../../core/ipc/contract'
import type { PublicReader } from '../api/public-reader'
import { inParallel } from '../concurrency/in-parallel'
import type { AppFiles } from '../files/app-files'
import { createLocks } from '../services/locks'
import { savedCopy } from '../services/projects/saved-copy'
import { done, type CheckEnding, type CheckRun } from './check-run'
import { checkDiscovery } from './discovery-check'
import { checkMetadata } from './metadata-check'
import { checkScim } from './scim-check'
import type { ReadStored } from './stored-metadata'
import type { ProjectId } from '../../core/model/project-id'

/** Milliseconds. */
const patience = 10_000
/** Parallel checks, and reports per write. */
const atOnce = 8
const keptTogether = 50

const noNetwork = () => failure(appError('network.none', t('This computer has no network')))
const cancelledCheck = () => failure(appError('request.cancelled', t('The check was cancelled')))

export interface CheckInput {
  readonly projectId: ProjectId
  /** As from `ownerKey`. */
  readonly connectionKey: string
  /** Host of a report's question; needs the person's native consent too. */
  readonly privateHost?: string | undefined
  /** SCIM token, never stored; default: the draft's. */
  readonly secret?: string | undefined
}

export interface CheckService {
  /** Checks a connection or SCIM client with its saved draft and stores the report. */
  check(input: CheckInput, signal: AbortSignal): Promise<Result<CheckReport>>
  /** Checks `keys` or all connections, a few at a time. A cancel keeps the finished reports. */
  checkAll(
    input: RequestInput<'connection.check-all'>,
    signal: AbortSignal,
    onReport: (told: RequestProgress<'connection.check-all'>) => void,
  ): Promise<Result<RequestOutput<'connection.check-all'>>>
  /** Last reports by key. */
  checks(projectId: ProjectId): Promise<Result<CheckReports>>
}

/** Drops server data about metadata that the draft replaced. */
function ofServer({ fields, server }: MapperOwner): JsonObject {
  const { valid_to: ends, ...others } = fields
  const isReplaced = server?.['raw_idp_metadata_xml'] !== fields['raw_idp_metadata_xml']
  return isReplaced || ends === undefined ? others : fields
}

export interface ScimAccess {
  /** Prefix of all addresses on the project's host; `undefined` if the slug isn't a host label. */
  readonly hostOf: (projectId: ProjectId) => Promise<Result<string | undefined>>
  /** A draft's secret; `undefined` if the keychain lost it. */
  readonly draftSecret: (
    projectId: ProjectId,
    reference: string,
  ) => Promise<Result<string | undefined>>
  /** Registers a secret for scrubbing before it is sent. */
  readonly noteSecret: (projectId: ProjectId, secret: string) => void
}

export interface CheckDeps {
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots' | 'checks'>
  readonly reader: PublicReader
  readonly readStored: ReadStored
  readonly now: () => Date
  readonly onStep: (step: CheckStep) => void
  /** Asks in a native dialog, which no page can answer. */
  readonly askPrivate: (question: NonNullable<CheckReport['question']>) => Promise<Result<boolean>>
  readonly scim: ScimAccess
  readonly limit?: () => AbortSignal
  readonly allowsSending?: () => Promise<Result<void>>
}

export function createCheckService(deps: CheckDeps): CheckService {
  const {
    files,
    reader,
    readStored,
    now,
    onStep,
    limit = () => AbortSignal.timeout(patience),
  } = deps
  const writing = createLocks()

  /** Stores reports and drops those of deleted connections. */
  function keep(
    projectId: ProjectId,
    made: readonly CheckReport[],
    copy: WorkingCopy,
  ): Promise<Result<void>> {
    const known = new Set(mapperOwners(copy).map(ownerKey))
    return writing.run(projectId, async () => {
      const stored = files.checks(projectId)
      const before = await stored.read()
      // Reports are replaceable, so start afresh if unreadable.
      const reports = Object.entries((before.ok && before.value) || {})
      const left = reports.filter(([key]) => known.has(key))
      const next = made.map((report) => [report.connectionKey, report] as const)
      return stored.write(Object.fromEntries([...left, ...next]))
    })
  }

  /** The typed secret, else the draft's. */
  async function secretFor(
    { fields }: MapperOwner,
    { projectId, secret }: CheckInput,
  ): Promise<Result<{ readonly value: string; readonly from: SecretFrom }>> {
    if (secret !== undefined) return success({ value: secret, from: 'typed' })
    const waiting = fields['authorization_header_secret']
    const kept = isSecretReference(waiting)
      ? await deps.scim.draftSecret(projectId, waiting.$secret)
      : success(undefined)
    if (!kept.ok) return kept
    return kept.value === undefined
      ? failure(appError('secret.missing', t('There is no secret token to check with')))
      : success({ value: kept.value, from: 'draft' })
  }

  async function plan(
    owner: MapperOwner,
    input: CheckInput,
  ): Promise<
    Result<{ readonly address: string; readonly ask: (run: CheckRun) => Promise<CheckEnding> }>
  > {
    const { projectId } = input
    const { protocol, fields } = owner
    const say = (step: CheckStep) => (run: CheckRun) => {
      run.say(step)
      return Promise.resolve(done)
    }
    if (protocol !== 'scim') {
      const target = checkTarget({ protocol, fields })
      const address = 'address' in target ? target.address : ''
      if (target.kind === 'nothing') return success({ address, ask: say(target.step) })
      if (target.kind === 'discovery') {
        return success({ address, ask: (run) => checkDiscovery(target, fields, run) })
      }
      const stored = (at: string, ending: AbortSignal) => readStored(projectId, at, ending)
      return success({ address, ask: (run) => checkMetadata(target, ofServer(owner), run, stored) })
    }
    const secret = await secretFor(owner, input)
    if (!secret.ok) return secret
    const host = await deps.scim.hostOf(projectId)
    if (!host.ok) return host
    // A draft can't change the ID of a published client.
    const clientId = textMember(owner.server ?? {}, 'client_id') ?? ''
    const url = host.value === undefined ? undefined : scimServerUrl(host.value, clientId)
    const at =
      url === undefined ? ({ lacks: host.value === undefined ? 'host' : 'path' } as const) : { url }
    const target = scimTarget(owner, at, secret.value.from)
    const { address } = target
    if (target.kind === 'nothing') return success({ address, ask: say(target.step) })
    const { value } = secret.value
    deps.scim.noteSecret(projectId, value)
    return success({ address, ask: (run) => checkScim(target, value, run) })
  }

  /** Checks one target without storing the report. */
  async function make(
    owner: MapperOwner,
    input: CheckInput,
    signal: AbortSignal,
    onStep: (step: CheckStep) => void = () => undefined,
  ): Promise<Result<CheckReport>> {
    const planned = await plan(owner, input)
    if (!planned.ok) return planned
    const steps: CheckStep[] = []
    const run: CheckRun = {
      privateHost: input.privateHost,
      cancel: signal,
      limit: limit(),
      now,
      reader,
      say(step) {
        if (signal.aborted) return
        steps.push(step)
        onStep(step)
      },
    }

    const ending = await planned.value.ask(run)
    if (ending.kind === 'cancelled' || signal.aborted) return cancelledCheck()
    if (ending.kind === 'no-network') return noNetwork()
    return success({
      connectionKey: ownerKey(owner),
      address: planned.value.address,
      at: now().toISOString(),
      verdict: ending.kind === 'asks' ? 'asks' : verdictOf(steps),
      steps,
      ...(ending.kind === 'asks' ? { question: ending.question } : {}),
    })
  }

  /** Private hosts the person allowed in this session. */
  const allowedHosts = new Set<string>()

  /** Looks up the host itself before asking: a page must not vouch for a private address. */
  async function makeAsked(
    owner: MapperOwner,
    input: CheckInput,
    signal: AbortSignal,
    onStepOf: (step: CheckStep) => void,
  ): Promise<Result<CheckReport>> {
    const { privateHost, ...unasked } = input
    const isAsked = privateHost !== undefined && !allowedHosts.has(privateHost)
    if (!isAsked) return make(owner, input, signal, onStepOf)
    const first = await make(owner, unasked, signal)
    if (!first.ok) return first
    const { question } = first.value
    if (question?.host !== privateHost) {
      first.value.steps.forEach(onStepOf)
      return first
    }
    const yes = await deps.askPrivate(question)
    if (!yes.ok) return yes
    if (!yes.value) return cancelledCheck()
    allowedHosts.add(privateHost)
    return make(owner, input, signal, onStepOf)
  }

  return {
    async check(input, signal) {
      const { projectId, connectionKey } = input
      const allowed = await deps.allowsSending?.()
      if (allowed && !allowed.ok) return allowed
      const copy = await savedCopy(files, projectId)
      if (!copy.ok) return copy
      const owner = mapperOwners(copy.value).find((each) => ownerKey(each) === connectionKey)
      if (!owner) {
        return failure(appError('request.invalid', t('The project has no such connection')))
      }
      const made = await makeAsked(owner, input, signal, onStep)
      if (!made.ok || made.value.verdict === 'asks') return made
      const kept = await keep(projectId, [made.value], copy.value)
      return kept.ok ? made : kept
    },

    async checkAll({ projectId, keys }, signal, onReport) {
      const allowed = await deps.allowsSending?.()
      if (allowed && !allowed.ok) return allowed
      const copy = await savedCopy(files, projectId)
      if (!copy.ok) return copy
      const state = copy.value
      const wanted = keys && new Set(keys)
      const all = state.connections.filter(
        ({ status, target }) => status !== 'deleted' && (wanted?.has(target.key) ?? true),
      )
      const waiting: CheckReport[] = []
      const counts = { checked: 0, bad: 0, asks: 0 }
      let failed: AppError | undefined
      // Without a network the other checks would fail too.
      const stopping = new AbortController()
      const ending = AbortSignal.any([signal, stopping.signal])
      async function keepWaiting(): Promise<void> {
        const kept = await keep(projectId, waiting.splice(0), state)
        if (!kept.ok) failed ??= kept.error
      }
      async function checkOne(connection: MapperOwner): Promise<void> {
        const connectionKey = ownerKey(connection)
        const made = await make(connection, { projectId, connectionKey }, ending)
        if (!made.ok) {
          if (made.error.code !== 'request.cancelled') failed ??= made.error
          if (made.error.code === 'network.none') stopping.abort()
          return
        }
        counts.checked += 1
        if (made.value.verdict === 'bad') counts.bad += 1
        // Consent for a private network is per connection.
        if (made.value.verdict === 'asks') counts.asks += 1
        else waiting.push(made.value)
        onReport({ done: counts.checked, of: all.length, report: made.value })
        if (waiting.length >= keptTogether) await keepWaiting()
      }
      onReport({ done: 0, of: all.length })
      await inParallel(all, checkOne, ending, atOnce)
      if (waiting.length > 0) await keepWaiting()
      if (failed) return failure(failed)
      return success({ ...counts, of: all.length })
    },

    async checks(projectId) {
      const stored = await files.checks(projectId).read()
      return stored.ok ? success(stored.value ?? {}) : stored
    },
  }
}
