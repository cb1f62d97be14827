import { t } from '../../core/language/translate'
import { clockStep } from '../../core/check/clock'
import {
  claimsStep,
  discoveryFailureStep,
  endpointsStep,
  parseJsonObject,
  pkceStep,
  scopesStep,
} from '../../core/check/discovery'
import { issuerStep } from '../../core/check/issuer'
import { keysStep, selectKeys, type KeySelection } from '../../core/check/keys'
import {
  asWarning,
  type CheckStep,
  type CheckStepId,
  failed,
  passed,
  skipped,
} from '../../core/check/report'
import type { CheckTarget } from '../../core/check/target'
import { failureWords } from '../../core/check/transport'
import { textMember, type JsonObject } from '../../core/model/json'
import { cancelled, done, readFirst, skipAll, type CheckEnding, type CheckRun } from './check-run'

/** Counts importable keys. Loads jose on first use, so that the window doesn't wait for it. */
async function countUsableKeys({ candidates }: KeySelection): Promise<number> {
  const { importJWK } = await import('jose')
  const usable = await Promise.all(
    candidates.map(async ({ jwk, algorithm }) => {
      try {
        const key = await importJWK(jwk, algorithm)
        // A secret key would be the provider's mistake and verifies nothing.
        return !(key instanceof Uint8Array) && key.type === 'public'
      } catch {
        // Not importable, so not counted.
        return false
      }
    }),
  )
  return usable.filter(Boolean).length
}

type DiscoveryTarget = Extract<CheckTarget, { kind: 'discovery' }>

const ofDocument: readonly CheckStepId[] = [
  'issuer',
  'endpoints',
  'pkce',
  'scopes',
  'claims',
  'keys',
]
const noDocument = t('There is no discovery document to check.')

/** Key set of a document; `undefined` if canceled. */
async function readKeys(document: JsonObject, run: CheckRun): Promise<CheckStep | undefined> {
  const address = textMember(document, 'jwks_uri')
  if (!address?.startsWith('https://')) {
    return skipped('keys', t('The document names no key set with an https address.'))
  }
  const { reader, privateHost, cancel, limit } = run
  const accept = 'application/jwk-set+json, application/json'
  const outcome = await reader.read(address, { accept, privateHost, cancel, limit })
  switch (outcome.kind) {
    case 'cancelled':
      return undefined
    case 'private': {
      const remedy = t('Ory reads it from the internet: the provider has to publish it there.')
      const text = t('The key set is on {host}, in a private network, and was not read.', {
        host: outcome.host,
      })
      return failed('keys', text, { remedy })
    }
    case 'failed': {
      const { text, remedy } = failureWords(outcome.failure)
      return failed('keys', `${t('The key set could not be read.')} ${text}`, { remedy })
    }
    case 'read': {
      const parsed = parseJsonObject(outcome.text)
      if (!parsed.ok) {
        const remedy = t('The provider has to publish a JSON Web Key Set there.')
        const text = `${t('The key set could not be read.')} ${parsed.why}.`
        return failed('keys', text, { remedy })
      }
      const selection = selectKeys(parsed.value, document)
      return keysStep(selection, selection ? await countUsableKeys(selection) : 0)
    }
  }
}

/** Checks an OIDC connection by its issuer's discovery document and keys. */
export async function checkDiscovery(
  { address, use, step }: DiscoveryTarget,
  fields: JsonObject,
  run: CheckRun,
): Promise<CheckEnding> {
  run.say(step)
  const first = await readFirst(address, 'application/json', run)
  if (first.kind === 'asks' || first.kind === 'cancelled' || first.kind === 'no-network') {
    return first
  }
  if (first.kind === 'unreached') {
    skipAll(run, ['discovery', ...ofDocument, 'clock'], t('The server was not reached.'))
    return done
  }
  if (first.kind === 'unread') {
    run.say(discoveryFailureStep(use, first.failure))
    skipAll(run, [...ofDocument, 'clock'], noDocument)
    return done
  }
  const parsed = parseJsonObject(first.text)
  if (!parsed.ok) {
    run.say(discoveryFailureStep(use, parsed.why))
    skipAll(run, ofDocument, noDocument)
    run.say(clockStep(first.time))
    return done
  }
  const document = parsed.value
  run.say(passed('discovery', t('The discovery document was read and is JSON.')))
  run.say(issuerStep(use, document['issuer']))
  run.say(endpointsStep(document, use, fields))
  run.say(pkceStep(document, fields))
  run.say(scopesStep(document, use, fields))
  run.say(claimsStep(document, fields))
  const keys = await readKeys(document, run)
  if (!keys) return cancelled
  // If Ory builds the endpoints, it reads the user there and needs no key.
  run.say(use.discovery === 'built' ? asWarning(keys) : keys)
  run.say(clockStep(first.time))
  return done
}
