import type { CheckReport, CheckStep, CheckStepId } from '../../core/check/report'
import { skipped } from '../../core/check/steps'
import {
  connectionFailureStep,
  resolveStep,
  tlsStep,
  type ReadFailure,
} from '../../core/check/transport'
import type { PublicOutcome, PublicReader } from '../api/public-reader'

/** One check under way: what it may do, and the steps that it has told. */
export interface CheckRun {
  /** Host, with its port, that a person said may be read though it is in a private network. */
  readonly privateHost: string | undefined
  readonly cancel: AbortSignal
  /** The end of all patience. */
  readonly limit: AbortSignal
  readonly now: () => Date
  readonly reader: PublicReader
  /** Takes the next step, in the order of the report. */
  readonly say: (step: CheckStep) => void
}

/** How a check ended; `asks` before anything was read. */
export type CheckEnding =
  | { readonly kind: 'done' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'asks'; readonly question: NonNullable<CheckReport['question']> }

export const done: CheckEnding = { kind: 'done' }
export const cancelled: CheckEnding = { kind: 'cancelled' }

/** Says why each of these was not looked at. */
export function skipAll(run: CheckRun, ids: readonly CheckStepId[], why: string): void {
  for (const id of ids) run.say(skipped(id, why))
}

export type FirstReading =
  | Exclude<PublicOutcome, { kind: 'private' | 'failed' }>
  | Extract<CheckEnding, { kind: 'asks' }>
  /** The server was reached, so the failure is the document's. */
  | { readonly kind: 'unread'; readonly failure: ReadFailure }
  /** It was not, and the steps `resolve` and `tls` say so. */
  | { readonly kind: 'unreached' }

/** Reads a check's first address and tells the steps `resolve` and `tls` as they happen. */
export async function readFirst(
  address: string,
  accept: string,
  run: CheckRun,
): Promise<FirstReading> {
  const { reader, privateHost, cancel, limit, now, say } = run
  const said = new Set<CheckStepId>()
  const sayOnce = (step: CheckStep) => {
    said.add(step.id)
    say(step)
  }
  const outcome = await reader.read(address, {
    accept,
    privateHost,
    cancel,
    limit,
    onResolved: (host, addresses) => sayOnce(resolveStep(host, addresses)),
    onSecured: (certificate) => sayOnce(tlsStep(certificate, now().toISOString())),
  })
  if (outcome.kind === 'private') {
    const { host, address: inner } = outcome
    return { kind: 'asks', question: { host, address: inner } }
  }
  if (outcome.kind !== 'failed') return outcome
  const { failure } = outcome
  const step = said.has('tls') ? undefined : connectionFailureStep(failure)
  if (!step) return { kind: 'unread', failure }
  if (step.id === 'tls' && !said.has('resolve')) {
    skipAll(run, ['resolve'], 'It did not come to that.')
  }
  say(step)
  if (step.id === 'resolve') skipAll(run, ['tls'], 'The name is not known.')
  return { kind: 'unreached' }
}
