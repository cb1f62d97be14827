import type { CheckReport, CheckReports, CheckStep } from '../../core/check/report'
import { verdictOf } from '../../core/check/steps'
import { checkTarget } from '../../core/check/target'
import type { WorkingCopy } from '../../core/draft/working-copy'
import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import type { PublicReader } from '../api/public-reader'
import type { AppFiles } from '../files/app-files'
import { createLocks } from '../services/locks'
import { savedCopy } from '../services/projects/saved-copy'
import { done, type CheckEnding, type CheckRun } from './check-run'
import { checkDiscovery } from './discovery-check'
import { checkMetadata } from './metadata-check'
import type { ReadStored } from './stored-metadata'

/** Time limit of a check, in milliseconds. */
const patience = 10_000

export interface CheckInput {
  readonly projectId: string
  readonly connectionKey: string
  /** The host in the question of a report, if a person agreed to read it. */
  readonly privateHost?: string | undefined
}

export interface CheckService {
  /**
   * Checks a connection with its saved draft, and stores the report. Problems of the provider are in the
   * report; an error means that the check could not be made.
   */
  check(input: CheckInput, signal: AbortSignal): Promise<Result<CheckReport>>
  /** The last report of each connection of a project, by its key. */
  checks(projectId: string): Promise<Result<CheckReports>>
}

export interface CheckDeps {
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots' | 'checks'>
  readonly reader: PublicReader
  readonly readStored: ReadStored
  readonly now: () => Date
  readonly onStep: (progress: {
    readonly projectId: string
    readonly connectionKey: string
    readonly step: CheckStep
  }) => void
  /** In milliseconds. */
  readonly limit?: number
  /** Fails while nothing may be sent. */
  readonly allowsSending?: () => Promise<Result<void>>
}

export function createCheckService(deps: CheckDeps): CheckService {
  const { files, reader, readStored, now, onStep, limit = patience } = deps
  const writing = createLocks()

  /** Stores a report, and removes those of deleted connections. */
  function keep(projectId: string, report: CheckReport, copy: WorkingCopy): Promise<Result<void>> {
    const known = new Set(copy.connections.map(({ target }) => target.key))
    return writing.run(projectId, async () => {
      const stored = files.checks(projectId)
      const before = await stored.read()
      // Reports are replaceable: if they cannot be read, start with an empty list.
      const reports = Object.entries((before.ok && before.value) || {})
      const left = reports.filter(([key]) => known.has(key))
      return stored.write({ ...Object.fromEntries(left), [report.connectionKey]: report })
    })
  }

  return {
    async check({ projectId, connectionKey, privateHost }, signal) {
      const allowed = await deps.allowsSending?.()
      if (allowed && !allowed.ok) return allowed
      const copy = await savedCopy(files, projectId)
      if (!copy.ok) return copy
      const connection = copy.value.connections.find(({ target }) => target.key === connectionKey)
      if (!connection) {
        return failure(appError('request.invalid', 'The project has no such connection'))
      }
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
          onStep({ projectId, connectionKey, step })
        },
      }

      async function make(): Promise<CheckEnding> {
        if (target.kind === 'nothing') {
          run.say(target.step)
          return done
        }
        return target.kind === 'discovery'
          ? checkDiscovery(target, connection?.fields ?? {}, run)
          : checkMetadata(target, run, (address, ending) => readStored(projectId, address, ending))
      }

      const ending = await make()
      if (ending.kind === 'cancelled' || signal.aborted) {
        return failure(appError('request.cancelled', 'The check was cancelled'))
      }
      const report: CheckReport = {
        connectionKey,
        address: 'address' in target ? target.address : '',
        at: now().toISOString(),
        verdict: ending.kind === 'asks' ? 'asks' : verdictOf(steps),
        steps,
        ...(ending.kind === 'asks' ? { question: ending.question } : {}),
      }
      if (ending.kind === 'asks') return success(report)
      const kept = await keep(projectId, report, copy.value)
      return kept.ok ? success(report) : kept
    },

    async checks(projectId) {
      const stored = await files.checks(projectId).read()
      return stored.ok ? success(stored.value ?? {}) : stored
    },
  }
}
