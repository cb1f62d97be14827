import { clockStep } from '../../core/check/clock'
import { certificatesStep, metadataStep } from '../../core/check/saml'
import { failed, skipped } from '../../core/check/steps'
import type { CheckTarget } from '../../core/check/target'
import { failureWords } from '../../core/check/transport'
import type { Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import { readMetadata } from '../../core/saml/metadata'
import { cancelled, done, readFirst, skipAll, type CheckEnding, type CheckRun } from './check-run'

type MetadataTarget = Extract<CheckTarget, { kind: 'metadata' | 'inline' | 'stored' }>

const accept = 'application/samlmetadata+xml, application/xml, text/xml'
const noMetadata = t('There is no metadata to check.')

function judge(text: string, run: CheckRun): void {
  const nowIso = run.now().toISOString()
  const reading = readMetadata(text)
  run.say(metadataStep(reading, nowIso))
  run.say(
    reading.ok ? certificatesStep(reading.metadata, nowIso) : skipped('certificates', noMetadata),
  )
}

/** Checks a SAML connection by its identity provider's metadata. */
export async function checkMetadata(
  target: MetadataTarget,
  run: CheckRun,
  /** Reads metadata that Ory stores at an address. */
  readStored: (address: string, signal: AbortSignal) => Promise<Result<string>>,
): Promise<CheckEnding> {
  run.say(target.step)
  if (target.kind === 'inline') {
    judge(target.text, run)
    return done
  }
  if (target.kind === 'stored') {
    const signal = AbortSignal.any([run.cancel, run.limit])
    const stored = await readStored(target.address, signal)
    if (run.cancel.aborted) return cancelled
    if (stored.ok) {
      judge(stored.value, run)
    } else {
      const remedy = t('Check again. Sign-ins do not depend on it: Ory has its own copy.')
      const text = t('Ory’s copy could not be read: {why}.', { why: stored.error.message })
      run.say(failed('metadata', text, { remedy }))
      run.say(skipped('certificates', noMetadata))
    }
    return done
  }
  const first = await readFirst(target.address, accept, run)
  if (first.kind === 'asks' || first.kind === 'cancelled' || first.kind === 'no-network') {
    return first
  }
  if (first.kind === 'unreached') {
    skipAll(run, ['metadata', 'certificates', 'clock'], t('The server was not reached.'))
    return done
  }
  if (first.kind === 'unread') {
    const { text, remedy } = failureWords(first.failure)
    run.say(failed('metadata', text, { remedy }))
    skipAll(run, ['certificates', 'clock'], noMetadata)
    return done
  }
  judge(first.text, run)
  run.say(clockStep(first.time))
  return done
}
