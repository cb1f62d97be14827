import { t } from '../../core/language/translate'
import {
  type CheckReport,
  type CheckStep,
  type CheckStepId,
  skipped,
} from '../../core/check/report'
import {
  connectionFailureStep,
  resolveStep,
  tlsStep,
  type ReadFailure,
} from '../../core/check/transport'
import type { PublicOutcome, PublicReader } from '../api/public-reader'

export interface CheckRun {
  /** The private host:port that a person allowed. */
  readonly privateHost: string | undefined
  readonly cancel: AbortSignal
  readonly limit: AbortSignal
  readonly now: () => Date
  readonly reader: PublicReader
  /** SCIM token; such a check may use http to this computer. */
  readonly bearer?: string
  /** Reports steps in the report's order. */
  readonly say: (step: CheckStep) => void
}

/** `asks`: before anything was read. */
export type CheckEnding =
  | { readonly kind: 'done' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'asks'; readonly question: NonNullable<CheckReport['question']> }
  /** This computer has no network. */
  | { readonly kind: 'no-network' }

export const done: CheckEnding = { kind: 'done' }
export const cancelled: CheckEnding = { kind: 'cancelled' }

export function skipAll(run: CheckRun, ids: readonly CheckStepId[], why: string): void {
  for (const id of ids) run.say(skipped(id, why))
}

export type FirstReading =
  | Exclude<PublicOutcome, { kind: 'private' | 'failed' }>
  | Extract<CheckEnding, { kind: 'asks' | 'no-network' }>
  /** Reached, but the document was unreadable. */
  | { readonly kind: 'unread'; readonly failure: ReadFailure }
  /** Not reached; `resolve` and `tls` say why. */
  | { readonly kind: 'unreached' }

/** Reads the first address, reporting `resolve` and `tls`. */
export async function readFirst(
  address: string,
  accept: string,
  run: CheckRun,
): Promise<FirstReading> {
  const { reader, privateHost, bearer, cancel, limit, now, say } = run
  const said = new Set<CheckStepId>()
  const sayOnce = (step: CheckStep) => {
    said.add(step.id)
    say(step)
  }
  const outcome = await reader.read(address, {
    accept,
    privateHost,
    ...(bearer === undefined ? {} : { bearer, plainLoopback: true }),
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
  if (failure.kind === 'no-network') return { kind: 'no-network' }
  const step = said.has('tls') ? undefined : connectionFailureStep(failure)
  if (!step) return { kind: 'unread', failure }
  if (step.id === 'tls' && !said.has('resolve')) {
    skipAll(run, ['resolve'], t('An earlier step failed.'))
  }
  say(step)
  if (step.id === 'resolve') skipAll(run, ['tls'], t('The name is not known.'))
  return { kind: 'unreached' }
}
