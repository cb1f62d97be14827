import type { CheckReport, CheckReports, CheckStep } from '../../core/check/report'
import { verdictOf } from '../../core/check/steps'
import { checkTarget } from '../../core/check/target'
import type { WorkingConnection, WorkingCopy } from '../../core/draft/working-copy'
import { appError, type AppError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import type { EventPayload, RequestInput, RequestOutput } from '../../core/ipc/contract'
import type { PublicReader } from '../api/public-reader'
import { inParallel } from '../concurrency/in-parallel'
import type { AppFiles } from '../files/app-files'
import { createLocks } from '../services/locks'
import { savedCopy } from '../services/projects/saved-copy'
import { done, type CheckEnding, type CheckRun } from './check-run'
import { checkDiscovery } from './discovery-check'
import { checkMetadata } from './metadata-check'
import type { ReadStored } from './stored-metadata'
import type { ProjectId } from '../../core/model/project-id'

/** Time limit of a check, in milliseconds. */
const patience = 10_000
/** Connections that are checked at a time, and reports that are stored with one write. */
const atOnce = 8
const keptTogether = 50

const noNetwork = () => failure(appError('network.none', t('This computer has no network')))
const cancelledCheck = () => failure(appError('request.cancelled', t('The check was cancelled')))

export interface CheckInput {
  readonly projectId: ProjectId
  readonly connectionKey: string
  /** The host in the question of a report: it is read once the person said yes to main, too. */
  readonly privateHost?: string | undefined
}

export interface CheckService {
  /**
   * Checks a connection with its saved draft, and stores the report. Problems of the provider are in the
   * report; an error means that the check could not be made, such as without a network.
   */
  check(input: CheckInput, signal: AbortSignal): Promise<Result<CheckReport>>
  /**
   * Checks all connections of a project that are not deleted in the draft, or those of `keys`, a few at a
   * time, and stores the reports. A cancel ends it at once and keeps what was found; it is no error then.
   */
  checkAll(
    input: RequestInput<'connection.check-all'>,
    signal: AbortSignal,
    onReport: (told: Omit<EventPayload<'check.reported'>, 'projectId'>) => void,
  ): Promise<Result<RequestOutput<'connection.check-all'>>>
  /** The last report of each connection of a project, by its key. */
  checks(projectId: ProjectId): Promise<Result<CheckReports>>
}

export interface CheckDeps {
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots' | 'checks'>
  readonly reader: PublicReader
  readonly readStored: ReadStored
  readonly now: () => Date
  readonly onStep: (progress: {
    readonly projectId: ProjectId
    readonly connectionKey: string
    readonly step: CheckStep
  }) => void
  /** Asks the person where no page can answer for them whether a private network is read. */
  readonly askPrivate: (question: NonNullable<CheckReport['question']>) => Promise<Result<boolean>>
  /** In milliseconds. */
  readonly limit?: number
  /** Fails while nothing may be sent. */
  readonly allowsSending?: () => Promise<Result<void>>
}

export function createCheckService(deps: CheckDeps): CheckService {
  const { files, reader, readStored, now, onStep, limit = patience } = deps
  const writing = createLocks()

  /** Stores reports, and removes those of deleted connections. */
  function keep(
    projectId: ProjectId,
    made: readonly CheckReport[],
    copy: WorkingCopy,
  ): Promise<Result<void>> {
    const known = new Set(copy.connections.map(({ target }) => target.key))
    return writing.run(projectId, async () => {
      const stored = files.checks(projectId)
      const before = await stored.read()
      // Reports are replaceable: if they cannot be read, start with an empty list.
      const reports = Object.entries((before.ok && before.value) || {})
      const left = reports.filter(([key]) => known.has(key))
      const next = made.map((report) => [report.connectionKey, report] as const)
      return stored.write(Object.fromEntries([...left, ...next]))
    })
  }

  /** Checks one connection; what it finds is not stored. */
  async function make(
    connection: WorkingConnection,
    { projectId, privateHost }: Pick<CheckInput, 'projectId' | 'privateHost'>,
    signal: AbortSignal,
    onStep: (step: CheckStep) => void = () => undefined,
  ): Promise<Result<CheckReport>> {
    const target = checkTarget(connection)
    const steps: CheckStep[] = []
    const run: CheckRun = {
      privateHost,
      cancel: signal,
      limit: AbortSignal.timeout(limit),
      now,
      reader,
      say(step) {
        if (signal.aborted) return
        steps.push(step)
        onStep(step)
      },
    }

    async function ask(): Promise<CheckEnding> {
      if (target.kind === 'nothing') {
        run.say(target.step)
        return done
      }
      return target.kind === 'discovery'
        ? checkDiscovery(target, connection.fields, run)
        : checkMetadata(target, run, (address, ending) => readStored(projectId, address, ending))
    }

    const ending = await ask()
    if (ending.kind === 'cancelled' || signal.aborted) return cancelledCheck()
    if (ending.kind === 'no-network') return noNetwork()
    return success({
      connectionKey: connection.target.key,
      address: 'address' in target ? target.address : '',
      at: now().toISOString(),
      verdict: ending.kind === 'asks' ? 'asks' : verdictOf(steps),
      steps,
      ...(ending.kind === 'asks' ? { question: ending.question } : {}),
    })
  }

  /** Hosts in private networks that the person allowed in this session. */
  const allowedHosts = new Set<string>()

  /**
   * Checks one connection, whose address may lead into a private network. Main looks that up itself and asks the
   * person, since what a page says of a host is no consent.
   */
  async function makeAsked(
    connection: WorkingConnection,
    { projectId, privateHost }: Pick<CheckInput, 'projectId' | 'privateHost'>,
    signal: AbortSignal,
    onStepOf: (step: CheckStep) => void,
  ): Promise<Result<CheckReport>> {
    const isAsked = privateHost !== undefined && !allowedHosts.has(privateHost)
    if (!isAsked) return make(connection, { projectId, privateHost }, signal, onStepOf)
    const first = await make(connection, { projectId }, signal)
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
    return make(connection, { projectId, privateHost }, signal, onStepOf)
  }

  return {
    async check({ projectId, connectionKey, privateHost }, signal) {
      const allowed = await deps.allowsSending?.()
      if (allowed && !allowed.ok) return allowed
      const copy = await savedCopy(files, projectId)
      if (!copy.ok) return copy
      const connection = copy.value.connections.find(({ target }) => target.key === connectionKey)
      if (!connection) {
        return failure(appError('request.invalid', t('The project has no such connection')))
      }
      const made = await makeAsked(connection, { projectId, privateHost }, signal, (step) =>
        onStep({ projectId, connectionKey, step }),
      )
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
      // Without a network no other check would come to anything else.
      const stopping = new AbortController()
      const ending = AbortSignal.any([signal, stopping.signal])
      async function keepWaiting(): Promise<void> {
        const kept = await keep(projectId, waiting.splice(0), state)
        if (!kept.ok) failed ??= kept.error
      }
      async function checkOne(connection: WorkingConnection): Promise<void> {
        const made = await make(connection, { projectId }, ending)
        if (!made.ok) {
          if (made.error.code !== 'request.cancelled') failed ??= made.error
          if (made.error.code === 'network.none') stopping.abort()
          return
        }
        counts.checked += 1
        if (made.value.verdict === 'bad') counts.bad += 1
        // Whether a private network may be read is asked for one connection, not for all at once.
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
