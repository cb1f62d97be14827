import { randomUUID } from 'node:crypto'
import { type CheckStepId, skipped } from '../../core/check/report'
import {
  acceptedSecret,
  notAsked,
  resourcesStep,
  scimFailureStep,
  serviceStep,
  unsendable,
  usersStep,
  type ScimTarget,
} from '../../core/check/scim'
import { t } from '../../core/language/translate'
import { cancelled, done, readFirst, type CheckEnding, type CheckRun } from './check-run'

type ScimServer = Extract<ScimTarget, { kind: 'scim' }>

const accept = 'application/scim+json, application/json'

/** Ory ignores a `Bearer` prefix on both sides. */
const bare = (secret: string) => secret.trim().replace(/^bearer\s+/i, '')

/** Checks a SCIM server without changing it; `secret` goes only to the target's address. */
export async function checkScim(
  { address, step, subject }: ScimServer,
  secret: string,
  given: CheckRun,
): Promise<CheckEnding> {
  const bearer = bare(secret)
  const run: CheckRun = { ...given, privateHost: undefined, bearer }
  const skip = (ids: readonly CheckStepId[]) => notAsked(ids).forEach(run.say)
  run.say(step)
  const refused = unsendable(bearer)
  if (refused) {
    run.say(refused)
    return done
  }
  const rest: readonly CheckStepId[] = ['resources', 'secret', 'users']
  const first = await readFirst(`${address}/ServiceProviderConfig`, accept, run)
  if (first.kind === 'cancelled' || first.kind === 'no-network') return first
  if (first.kind === 'asks') {
    run.say(scimFailureStep('resolve', { kind: 'redirect', to: address, why: 'private' }, subject))
    skip(['service', ...rest])
    return done
  }
  if (first.kind === 'unreached') {
    skip(['service', ...rest])
    return done
  }
  // Nothing is between the app and a local server.
  if (address.startsWith('http:')) run.say(skipped('tls', t('On this computer no TLS is used.')))
  if (first.kind === 'unread') {
    const failure = scimFailureStep('service', first.failure, subject)
    if (failure.id === 'secret') {
      skip(['service', 'resources'])
      run.say(failure)
      skip(['users'])
    } else {
      run.say(failure)
      skip(rest)
    }
    return done
  }
  const service = serviceStep(first.text)
  run.say(service)
  if (service.status === 'failed') {
    skip(rest)
    return done
  }

  const ask = (path: string) => {
    const { reader, cancel, limit } = run
    const read = { accept, privateHost: undefined, bearer, plainLoopback: true, cancel, limit }
    return reader.read(address + path, read)
  }
  const types = await ask('/ResourceTypes')
  if (types.kind === 'cancelled') return cancelled
  if (types.kind === 'read') run.say(resourcesStep(types.text))
  else run.say(scimFailureStep('resources', failureOf(types, address), subject))

  const name = `nobody-${randomUUID()}@sso-workbench.invalid`
  const query = new URLSearchParams({ filter: `userName eq "${name}"`, count: '1' })
  const users = await ask(`/Users?${query.toString()}`)
  if (users.kind === 'cancelled') return cancelled
  if (users.kind === 'read') {
    run.say(acceptedSecret(subject))
    run.say(usersStep(users.text, name))
    return done
  }
  const failure = scimFailureStep('users', failureOf(users, address), subject)
  if (failure.id === 'secret') {
    run.say(failure)
    skip(['users'])
  } else {
    skip(['secret'])
    run.say(failure)
  }
  return done
}

type Outcome = Awaited<ReturnType<CheckRun['reader']['read']>>

const failureOf = (outcome: Extract<Outcome, { kind: 'private' | 'failed' }>, address: string) =>
  outcome.kind === 'failed'
    ? outcome.failure
    : ({ kind: 'redirect', to: address, why: 'private' } as const)
