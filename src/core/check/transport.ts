import { dayText } from '../model/format'
import { milliseconds } from '../model/times'
import { quoted } from './address'
import type { CheckStep } from './report'
import { failed, passed, skipped, warning } from './steps'

/** Why a public address could not be read. */
export type ReadFailure =
  | { readonly kind: 'unresolved'; readonly host: string }
  /** No name is found, whichever it is. */
  | { readonly kind: 'no-network' }
  | { readonly kind: 'unreachable'; readonly host: string; readonly code: string }
  /** `code` as the TLS library calls it, such as `CERT_HAS_EXPIRED`. */
  | { readonly kind: 'tls'; readonly host: string; readonly code: string }
  | { readonly kind: 'timeout'; readonly host: string }
  | { readonly kind: 'proxy'; readonly host: string }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-text' }
  | { readonly kind: 'redirects' }
  /** A redirect to an address that is not followed, or without a valid address. */
  | {
      readonly kind: 'redirect'
      readonly to: string
      readonly why: 'private' | 'not-https' | 'user-name' | 'no-address'
    }

/** The certificate that the server presented. Times are ISO 8601. */
export interface ServerCertificate {
  readonly issuer: string
  readonly validTo: string
}

type Words = Required<Pick<CheckStep, 'text' | 'remedy'>>

const askThere = 'Ask the administrator of the identity provider.'

function tlsWords(host: string, code: string): Words {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return {
        text: `The certificate of ${host} has expired.`,
        remedy: 'The identity provider has to renew it.',
      }
    case 'CERT_NOT_YET_VALID':
      return {
        text: `The certificate of ${host} is not valid yet.`,
        remedy: 'Check the clock of this computer, else wait until it is valid.',
      }
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return {
        text: `The certificate of ${host} is for another name.`,
        remedy: 'Check the address: the certificate has to name its host.',
      }
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE': {
      const ownSigned = code === 'DEPTH_ZERO_SELF_SIGNED_CERT'
      return {
        text: ownSigned
          ? `${host} uses a certificate that it signed itself.`
          : `The certificate of ${host} comes from an authority that this computer does not know.`,
        remedy:
          'Ory has to be able to check it too: use a certificate of a public authority, with all certificates in between.',
      }
    }
    default:
      return {
        text: `No secure connection to ${host} could be made (${code}).`,
        remedy: 'The server has to offer TLS 1.2 or newer on this port.',
      }
  }
}

function statusWords(status: number): Words {
  if (status === 404 || status === 410) {
    return { text: `There is nothing at this address (${status}).`, remedy: 'Check the address.' }
  }
  if (status === 401 || status === 403) {
    return {
      text: `The server does not let this be read without a sign-in (${status}).`,
      remedy: 'It has to be open to everyone: Ory reads it without credentials.',
    }
  }
  if (status === 429) {
    return { text: 'The server was asked too often (429).', remedy: 'Check again in a minute.' }
  }
  if (status >= 500) {
    return { text: `The server reported an internal error (${status}).`, remedy: askThere }
  }
  return { text: `The server answered ${status}.`, remedy: 'Check the address.' }
}

/** The text of a failed read and what to do about it. */
export function failureWords(failure: ReadFailure): Words {
  switch (failure.kind) {
    case 'unresolved':
      return {
        text: `The name ${failure.host} is not known.`,
        remedy: 'Check the spelling, and whether this computer is in a network that knows it.',
      }
    case 'no-network':
      return {
        text: 'This computer has no network.',
        remedy: 'Connect it to a network whose name server (DNS) answers, then check again.',
      }
    case 'unreachable':
      return {
        text: `${failure.host} cannot be reached (${failure.code}).`,
        remedy: 'Check the address and its port, and the network of this computer.',
      }
    case 'tls':
      return tlsWords(failure.host, failure.code)
    case 'timeout':
      return {
        text: `${failure.host} did not answer in time; a check takes 10 seconds at most.`,
        remedy: 'Check again. If it stays slow, people will wait as long when they sign in.',
      }
    case 'proxy':
      return {
        text: `The proxy did not let the connection to ${failure.host} through.`,
        remedy: 'Check the proxy settings of this computer.',
      }
    case 'status':
      return statusWords(failure.status)
    case 'too-large':
      return { text: 'The answer is larger than 1 MiB and was not read further.', remedy: askThere }
    case 'not-text':
      return { text: 'The answer is not UTF-8 text.', remedy: askThere }
    case 'redirects':
      return {
        text: 'It was redirected more than twice, and was not followed further.',
        remedy: 'Enter the address at which it ends.',
      }
    case 'redirect': {
      const text = `It was redirected to ${quoted(failure.to)}`
      switch (failure.why) {
        case 'private':
          return {
            text: `${text}, which leads into a private network, and was not followed.`,
            remedy: 'If that is meant, enter that address itself. Ory may not be able to reach it.',
          }
        case 'not-https':
          return {
            text: `${text}, which is not an https address, and was not followed.`,
            remedy: 'The server has to redirect to https.',
          }
        case 'user-name':
          return { text: `It was redirected to an address with a user name.`, remedy: askThere }
        case 'no-address':
          return { text: 'It was redirected, but not to an address.', remedy: askThere }
      }
    }
  }
}

/** Whether the server answered at all, so that the failure is about its answer. */
export function reachedServer(failure: ReadFailure): boolean {
  return !['unresolved', 'no-network', 'unreachable', 'tls', 'timeout', 'proxy'].includes(
    failure.kind,
  )
}

/** @param addresses the name's addresses; `undefined` where a proxy resolves names. */
export function resolveStep(host: string, addresses: readonly string[] | undefined): CheckStep {
  if (!addresses) {
    return skipped('resolve', 'A proxy is used, which resolves names itself.')
  }
  if (addresses.length === 1 && addresses[0] === host.replaceAll(/[[\]]/g, '')) {
    return passed('resolve', `${host} is an address already.`)
  }
  const shown = addresses.slice(0, 4).join(', ')
  const more = addresses.length > 4 ? ` and ${addresses.length - 4} more` : ''
  return passed('resolve', `${host} resolves to ${shown}${more}.`)
}

const day = 24 * 60 * 60 * 1000
const soonDays = 30

/** @param certificate `undefined` behind a proxy, where it was verified but cannot be shown. */
export function tlsStep(certificate: ServerCertificate | undefined, nowIso: string): CheckStep {
  if (!certificate) {
    const text = 'The certificate was checked, but it cannot be shown through a proxy.'
    return passed('tls', text)
  }
  const { issuer, validTo } = certificate
  const days = Math.floor((milliseconds(validTo) - milliseconds(nowIso)) / day)
  const until = dayText(validTo)
  const by = issuer === '' ? '' : ` by ${quoted(issuer)}`
  if (days >= soonDays) {
    return passed('tls', `The certificate is good, issued${by}, until ${until} (${days} days).`)
  }
  const left = days <= 0 ? 'in less than a day' : days === 1 ? 'in 1 day' : `in ${days} days`
  const text = `The certificate, issued${by}, expires ${left}, on ${until}.`
  return warning('tls', text, { remedy: 'See that the identity provider renews it in time.' })
}

/** The step of a failure that came before any answer; `undefined` when an answer came. */
export function connectionFailureStep(failure: ReadFailure): CheckStep | undefined {
  if (reachedServer(failure)) return undefined
  const { text, remedy } = failureWords(failure)
  const isAboutName = failure.kind === 'unresolved' || failure.kind === 'no-network'
  return failed(isAboutName ? 'resolve' : 'tls', text, { remedy })
}
