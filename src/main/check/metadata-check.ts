import { clockStep } from '../../core/check/clock'
import {
  certificatesStep,
  metadataStep,
  notPublished,
  publishedAddress,
  publishedSinceStep,
  publishedStep,
} from '../../core/check/saml'
import { failed, skipped } from '../../core/check/report'
import type { CheckTarget } from '../../core/check/target'
import { failureWords } from '../../core/check/transport'
import type { Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import type { JsonObject } from '../../core/model/json'
import { readMetadata } from '../../core/saml/metadata'
import type { IdpMetadata } from '../../core/saml/metadata-types'
import { cancelled, done, readFirst, skipAll, type CheckEnding, type CheckRun } from './check-run'

type MetadataTarget = Extract<CheckTarget, { kind: 'metadata' | 'inline' | 'stored' }>

const accept = 'application/samlmetadata+xml, application/xml, text/xml'
const noMetadata = t('There is no metadata to check.')

function judge(text: string, run: CheckRun): IdpMetadata | undefined {
  const nowIso = run.now().toISOString()
  const reading = readMetadata(text)
  run.say(metadataStep(reading, nowIso))
  run.say(
    reading.ok ? certificatesStep(reading.metadata, nowIso) : skipped('certificates', noMetadata),
  )
  return reading.ok ? reading.metadata : undefined
}

/** Compares stored metadata with the provider's current ones, if published. */
async function compare(
  stored: IdpMetadata,
  fields: JsonObject,
  run: CheckRun,
): Promise<CheckEnding> {
  const address = publishedAddress(fields, stored)
  if (address === undefined) return done
  const { reader, privateHost, cancel, limit, now } = run
  const outcome = await reader.read(address, { accept, privateHost, cancel, limit })
  if (outcome.kind === 'cancelled') return cancelled
  // Private networks too: no sign-in depends on it, so nobody is asked.
  run.say(
    outcome.kind === 'read'
      ? publishedStep(stored, { address, xml: outcome.text }, now().toISOString())
      : notPublished(address),
  )
  return done
}

/** Checks a SAML connection, with its draft, against the provider's published metadata. */
export async function checkMetadata(
  target: MetadataTarget,
  fields: JsonObject,
  run: CheckRun,
  readStored: (address: string, signal: AbortSignal) => Promise<Result<string>>,
): Promise<CheckEnding> {
  run.say(target.step)
  if (target.kind === 'inline') {
    const metadata = judge(target.text, run)
    return metadata ? compare(metadata, fields, run) : done
  }
  if (target.kind === 'stored') {
    const signal = AbortSignal.any([run.cancel, run.limit])
    const stored = await readStored(target.address, signal)
    if (run.cancel.aborted) return cancelled
    if (stored.ok) {
      const metadata = judge(stored.value, run)
      return metadata ? compare(metadata, fields, run) : done
    }
    const remedy = t('Check again. Sign-ins do not depend on it: Ory has its own copy.')
    const text = t('Ory’s copy could not be read: {why}.', { why: stored.error.message })
    run.say(failed('metadata', text, { remedy }))
    run.say(skipped('certificates', noMetadata))
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
  const metadata = judge(first.text, run)
  const since =
    metadata && publishedSinceStep(fields, { metadata, xml: first.text }, run.now().toISOString())
  if (since) run.say(since)
  run.say(clockStep(first.time))
  return done
}
