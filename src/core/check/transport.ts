import { commasFirst } from '../language/listed'
import { t } from '../language/translate'
import { dayText } from '../model/format'
import { daysBetween, milliseconds } from '../model/times'
import { quoted } from './address'
import { type CheckStep, failed, passed, skipped, warning } from './report'

/** Why a public address could not be read. */
export type ReadFailure =
  | { readonly kind: 'unresolved'; readonly host: string }
  /** No name resolves. */
  | { readonly kind: 'no-network' }
  | { readonly kind: 'unreachable'; readonly host: string; readonly code: string }
  /** `code` from the TLS library, such as `CERT_HAS_EXPIRED`. */
  | { readonly kind: 'tls'; readonly host: string; readonly code: string }
  | { readonly kind: 'timeout'; readonly host: string }
  | { readonly kind: 'proxy'; readonly host: string }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-text' }
  | { readonly kind: 'redirects' }
  /** A redirect that is not followed or has no valid address. */
  | {
      readonly kind: 'redirect'
      readonly to: string
      readonly why: 'private' | 'not-https' | 'user-name' | 'no-address'
    }

/** The server's certificate; times are ISO 8601. */
export interface ServerCertificate {
  readonly issuer: string
  readonly validTo: string
}

type Words = Required<Pick<CheckStep, 'text' | 'remedy'>>

const askThere = t('Ask the administrator of the identity provider.')

function tlsWords(host: string, code: string): Words {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return {
        text: t('The certificate of {host} has expired.', { host }),
        remedy: t('The identity provider has to renew it.'),
      }
    case 'CERT_NOT_YET_VALID':
      return {
        text: t('The certificate of {host} is not valid yet.', { host }),
        remedy: t('Check the clock of this computer, else wait until it is valid.'),
      }
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return {
        text: t('The certificate of {host} is for another name.', { host }),
        remedy: t('Check the address: the certificate has to name its host.'),
      }
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE': {
      const ownSigned = code === 'DEPTH_ZERO_SELF_SIGNED_CERT'
      return {
        text: ownSigned
          ? t('{host} uses a certificate that it signed itself.', { host })
          : t(
              'The certificate of {host} comes from an authority that this computer does not know.',
              { host },
            ),
        remedy: t(
          'Ory has to be able to check it too: use a certificate of a public authority, with all certificates in between.',
        ),
      }
    }
    default:
      return {
        text: t('No secure connection to {host} could be made ({code}).', { host, code }),
        remedy: t('The server has to offer TLS 1.2 or newer on this port.'),
      }
  }
}

function statusWords(status: number): Words {
  if (status === 404 || status === 410) {
    return {
      text: t('There is nothing at this address ({status}).', { status }),
      remedy: t('Check the address.'),
    }
  }
  if (status === 401 || status === 403) {
    return {
      text: t('The server does not let this be read without a sign-in ({status}).', { status }),
      remedy: t('It has to be open to everyone: Ory reads it without credentials.'),
    }
  }
  if (status === 429) {
    return {
      text: t('The server was asked too often (429).'),
      remedy: t('Check again in a minute.'),
    }
  }
  if (status >= 500) {
    return {
      text: t('The server reported an internal error ({status}).', { status }),
      remedy: askThere,
    }
  }
  return { text: t('The server answered {status}.', { status }), remedy: t('Check the address.') }
}

/** Text and advice for a failed read. */
export function failureWords(failure: ReadFailure): Words {
  switch (failure.kind) {
    case 'unresolved':
      return {
        text: t('The name {host} is not known.', { host: failure.host }),
        remedy: t('Check the spelling, and whether this computer is in a network that knows it.'),
      }
    case 'no-network':
      return {
        text: t('This computer has no network.'),
        remedy: t('Connect it to a network whose name server (DNS) answers, then check again.'),
      }
    case 'unreachable':
      return {
        text: t('{host} cannot be reached ({code}).', { host: failure.host, code: failure.code }),
        remedy: t('Check the address and its port, and the network of this computer.'),
      }
    case 'tls':
      return tlsWords(failure.host, failure.code)
    case 'timeout':
      return {
        text: t('{host} did not answer in time; a check takes 10 seconds at most.', {
          host: failure.host,
        }),
        remedy: t('Check again. If it stays slow, people will wait as long when they sign in.'),
      }
    case 'proxy':
      return {
        text: t('The proxy did not let the connection to {host} through.', { host: failure.host }),
        remedy: t('Check the proxy settings of this computer.'),
      }
    case 'status':
      return statusWords(failure.status)
    case 'too-large':
      return {
        text: t('The answer is larger than 1 MiB and was not read further.'),
        remedy: askThere,
      }
    case 'not-text':
      return { text: t('The answer is not UTF-8 text.'), remedy: askThere }
    case 'redirects':
      return {
        text: t('It was redirected more than twice, and was not followed further.'),
        remedy: t('Enter the address at which it ends.'),
      }
    case 'redirect': {
      const address = quoted(failure.to)
      switch (failure.why) {
        case 'private':
          return {
            text: t(
              'It was redirected to {address}, which leads into a private network, and was not followed.',
              { address },
            ),
            remedy: t(
              'If that is meant, enter that address itself. Ory may not be able to reach it.',
            ),
          }
        case 'not-https':
          return {
            text: t(
              'It was redirected to {address}, which is not an https address, and was not followed.',
              { address },
            ),
            remedy: t('The server has to redirect to https.'),
          }
        case 'user-name':
          return { text: t('It was redirected to an address with a user name.'), remedy: askThere }
        case 'no-address':
          return { text: t('It was redirected, but not to an address.'), remedy: askThere }
      }
    }
  }
}

/** Whether the server responded at all. */
export function reachedServer(failure: ReadFailure): boolean {
  return !['unresolved', 'no-network', 'unreachable', 'tls', 'timeout', 'proxy'].includes(
    failure.kind,
  )
}

/** `addresses` is `undefined` if a proxy resolves names. */
export function resolveStep(host: string, addresses: readonly string[] | undefined): CheckStep {
  if (!addresses) {
    return skipped('resolve', t('A proxy is used, which resolves names itself.'))
  }
  if (addresses.length === 1 && addresses[0] === host.replaceAll(/[[\]]/g, '')) {
    return passed('resolve', t('{host} is an address already.', { host }))
  }
  const found = commasFirst(addresses, 4)
  return passed('resolve', t('{host} resolves to {addresses}.', { host, addresses: found }))
}

/** Milliseconds before expiry from which to warn. */
const soon = 30 * 24 * 60 * 60 * 1000

/** `certificate` is `undefined` behind a proxy, which verified it but cannot show it. */
export function tlsStep(certificate: ServerCertificate | undefined, nowIso: string): CheckStep {
  if (!certificate) {
    const text = t('The certificate was checked, but it cannot be shown through a proxy.')
    return passed('tls', text)
  }
  const { issuer, validTo } = certificate
  const days = daysBetween(nowIso, validTo)
  const until = dayText(validTo)
  const values = { count: Math.max(0, days), until }
  const issued = issuer === '' ? undefined : { ...values, issuer: quoted(issuer) }
  if (milliseconds(validTo) - milliseconds(nowIso) >= soon) {
    const text = issued
      ? t(
          'The certificate is good, issued by {issuer}, until {until} ({count, plural, one {# day} other {# days}}).',
          issued,
        )
      : t(
          'The certificate is good until {until} ({count, plural, one {# day} other {# days}}).',
          values,
        )
    return passed('tls', text)
  }
  const text = issued
    ? t(
        'The certificate, issued by {issuer}, expires {count, plural, =0 {today} =1 {tomorrow} other {in # days}}, on {until}.',
        issued,
      )
    : t(
        'The certificate expires {count, plural, =0 {today} =1 {tomorrow} other {in # days}}, on {until}.',
        values,
      )
  return warning('tls', text, {
    remedy: t('Make sure that the identity provider renews it in time.'),
  })
}

/** Step for a failure before any response, else `undefined`. */
export function connectionFailureStep(failure: ReadFailure): CheckStep | undefined {
  if (reachedServer(failure)) return undefined
  const { text, remedy } = failureWords(failure)
  const isAboutName = failure.kind === 'unresolved' || failure.kind === 'no-network'
  return failed(isAboutName ? 'resolve' : 'tls', text, { remedy })
}
