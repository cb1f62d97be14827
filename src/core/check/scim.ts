import type { WorkingEntity } from '../draft/working-copy'
import { t } from '../language/translate'
import { isJsonObject, textListMember, textMember, type JsonObject } from '../model/json'
import { quoted } from './address'
import { parseJsonObject } from './discovery'
import { type CheckStep, type CheckStepId, failed, passed, skipped, warning } from './report'
import { failureWords, type ReadFailure } from './transport'

export type SecretFrom = 'typed' | 'draft'

/** Subject of a SCIM client check. */
export interface ScimSubject {
  readonly from: SecretFrom
  /** Ory's state such as `disabled`; empty if unknown. */
  readonly state: string
}

export type ScimTarget =
  | {
      readonly kind: 'scim'
      /** SCIM server without trailing slash. */
      readonly address: string
      readonly step: CheckStep
      readonly subject: ScimSubject
    }
  /** Nothing to request; the step says why. */
  | { readonly kind: 'nothing'; readonly address: string; readonly step: CheckStep }

const nothing = (step: CheckStep, address = ''): ScimTarget => ({ kind: 'nothing', address, step })

/** SCIM server address, or the part that is missing: slug or client ID. */
type ScimAt = { readonly url: string } | { readonly lacks: 'host' | 'path' }

function unaddressed(lacks: 'host' | 'path'): ScimTarget {
  if (lacks === 'host') {
    const text = t('The slug of this project is no part of a host name.')
    return nothing(failed('address', text, { remedy: t('Refresh the project. Nothing was sent.') }))
  }
  const text = t('The client ID of this SCIM client is no part of an address.')
  const remedy = t('Give the SCIM client another ID in the Ory Console. Nothing was sent.')
  return nothing(failed('address', text, { remedy }))
}

/** Target of a SCIM check; Ory knows only what is published. */
export function scimTarget(
  client: Pick<WorkingEntity, 'server'> & { readonly ambiguous: boolean },
  at: ScimAt,
  from: SecretFrom,
): ScimTarget {
  const { server, ambiguous } = client
  if (!server) {
    const text = t('The SCIM client is not published yet, so Ory does not know it.')
    const remedy = t('Publish it, then check. Nothing was sent.')
    return nothing(failed('address', text, { remedy }))
  }
  if (ambiguous) {
    const text = t('Another SCIM client has the same ID, so nobody knows which of them answers.')
    const remedy = t('Give each SCIM client an ID of its own in the Ory Console. Nothing was sent.')
    return nothing(failed('address', text, { remedy }))
  }
  if ('lacks' in at) return unaddressed(at.lacks)
  const { url: address } = at
  const proxied = textMember(server, 'proxy_scim_server_url') ?? ''
  const own = t('The SCIM server is at {address}.', { address })
  const beside = t('The identity provider has {address}, which was not asked.', {
    address: proxied,
  })
  return {
    kind: 'scim',
    address,
    step: passed('address', proxied === '' ? own : `${own} ${beside}`),
    subject: { from, state: textMember(server, 'state') ?? '' },
  }
}

/** Why a secret token cannot be a header value. */
export function unsendable(secret: string): CheckStep | undefined {
  if (/^[\x21-\x7e]+(?: +[\x21-\x7e]+)*$/.test(secret)) return undefined
  const text = t('The secret token has a character that no header may have.')
  const remedy = t('Enter it again, without line breaks. Nothing was sent.')
  return failed('secret', text, { remedy })
}

const checkAgain = t('Check again in a minute. If it stays so, ask Ory.')
const otherServer = t(
  'Something else answers at this host. Check the slug and the hosts of the project.',
)

function refusedSecret(status: number, { from }: ScimSubject): CheckStep {
  if (from === 'draft') {
    const text = t(
      'Ory refuses the secret token that waits in the draft ({status}): it still has the old one.',
      { status },
    )
    const remedy = t(
      'Publish the draft, give the new one to the identity provider, then check again.',
    )
    return failed('secret', text, { remedy })
  }
  const text = t('Ory refuses the secret token ({status}): it is not the one that was published.', {
    status,
  })
  const remedy = t(
    'Enter the one that was published. If nobody has it any more, generate a new one, publish it and give it to the identity provider.',
  )
  return failed('secret', text, { remedy })
}

/** Step for a failed request; a refused token is a problem of the secret. */
export function scimFailureStep(
  id: CheckStepId,
  failure: ReadFailure,
  subject: ScimSubject,
): CheckStep {
  if (failure.kind === 'redirect' && failure.why === 'private') {
    const text = t('The host leads into a private network, so the secret token was not sent.')
    return failed(id, text, {
      remedy: t('Check the network of this computer, and its name server.'),
    })
  }
  if (failure.kind !== 'status') {
    const { text, remedy } = failureWords(failure)
    return failed(id, text, { remedy: failure.kind === 'too-large' ? otherServer : remedy })
  }
  const { status } = failure
  if (status === 401 || status === 403) return refusedSecret(status, subject)
  if (status === 404 || status === 410) {
    if (subject.state === 'disabled') {
      const text = t(
        'There is no SCIM server at this address ({status}): the client is disabled.',
        { status },
      )
      return failed(id, text, { remedy: t('Enable it, publish, then check again.') })
    }
    const text = t('Ory does not know this SCIM client, or it is disabled ({status}).', { status })
    return failed(id, text, {
      remedy: t('Refresh the project, and look whether it is there and enabled.'),
    })
  }
  if (status >= 300 && status < 400) {
    const text = t(
      'The host answered with a redirect ({status}), which was not followed: the secret token goes nowhere else.',
      { status },
    )
    return failed(id, text, { remedy: otherServer })
  }
  if (status === 429)
    return failed(id, t('The server was asked too often (429).'), { remedy: checkAgain })
  const text =
    status >= 500
      ? t('The server reported an internal error ({status}).', { status })
      : t('The server answered {status}.', { status })
  return failed(id, text, { remedy: checkAgain })
}

const providerConfig = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'
const listResponse = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

type Answer =
  | { readonly ok: true; readonly value: JsonObject }
  | { readonly ok: false; readonly step: CheckStep }

/** Parses a SCIM response by its schema. */
function scimAnswer(id: CheckStepId, text: string, schema: string): Answer {
  const parsed = parseJsonObject(text)
  const noScim = (why: string): Answer => ({
    ok: false,
    step: failed(id, `${t('The answer is not SCIM.')} ${why}.`, { remedy: otherServer }),
  })
  if (!parsed.ok) return noScim(parsed.why)
  return textListMember(parsed.value, 'schemas').includes(schema)
    ? { ok: true, value: parsed.value }
    : noScim(t('It names no schema of SCIM 2.0'))
}

const supports = (config: JsonObject, name: string): boolean => {
  const part = config[name]
  return isJsonObject(part) && part['supported'] === true
}

/** Response of `/ServiceProviderConfig`. */
export function serviceStep(text: string): CheckStep {
  const answer = scimAnswer('service', text, providerConfig)
  if (!answer.ok) return answer.step
  const missing = ['patch', 'filter'].filter((name) => !supports(answer.value, name))
  if (missing.length === 0)
    return passed('service', t('It answers as SCIM 2.0, with changes and filters.'))
  const remedy = t('Most identity providers need both to find people and to change them.')
  return warning(
    'service',
    t('It answers as SCIM 2.0, without: {names}.', { names: missing.join(', ') }),
    { remedy },
  )
}

/** Response of `/ResourceTypes`. */
export function resourcesStep(text: string): CheckStep {
  const answer = scimAnswer('resources', text, listResponse)
  if (!answer.ok) return answer.step
  const resources = answer.value['Resources']
  const endpoints = (Array.isArray(resources) ? resources : []).flatMap((item) =>
    isJsonObject(item) ? (textMember(item, 'endpoint') ?? []) : [],
  )
  if (!endpoints.includes('/Users')) {
    return failed('resources', t('It offers no users.'), { remedy: otherServer })
  }
  return passed(
    'resources',
    endpoints.includes('/Groups') ? t('It takes users and groups.') : t('It takes users.'),
  )
}

/** Response of `/Users` to a search for `name`, which nobody has. */
export function usersStep(text: string, name: string): CheckStep {
  const answer = scimAnswer('users', text, listResponse)
  if (!answer.ok) return answer.step
  const total = answer.value['totalResults']
  if (total === 0) {
    return passed(
      'users',
      t('A search for a user name that nobody has finds nobody, as it should.'),
    )
  }
  const remedy = t(
    'Identity providers search before they create somebody: with this answer they change a stranger.',
  )
  return failed(
    'users',
    t('The search for {name} found somebody: the filter was not applied.', { name: quoted(name) }),
    { remedy },
  )
}

/** The search accepted the secret token. */
export const acceptedSecret = ({ from }: ScimSubject): CheckStep =>
  passed(
    'secret',
    from === 'draft'
      ? t('Ory accepts the secret token that waits in the draft: it is the published one.')
      : t('Ory accepts the secret token.'),
  )

/** Steps skipped after a failure. */
export const notAsked = (ids: readonly CheckStepId[]): CheckStep[] =>
  ids.map((id) => skipped(id, t('An earlier step failed.')))
