import { t } from '../../core/language/translate'
import type { ReadFailure } from '../../core/check/transport'
import { malformedProxy, socksOnly } from './connect-errors'
import { codesOf } from './http-errors'

const unresolved = /^(ENOTFOUND|ENODATA|EAI_\w+)$/
const timeout = /^(ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_\w+_TIMEOUT)$/
const tls =
  /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO|HOSTNAME_MISMATCH|UND_ERR_PRX_TLS)/

export function readFailureOf(error: unknown, host: string, proxied: boolean): ReadFailure {
  const codes = codesOf(error)
  const tlsCode = codes.find((code) => tls.test(code))
  if (tlsCode !== undefined) return { kind: 'tls', host, code: tlsCode }
  if (proxied) {
    const isProxys = codes.some((code) => /^(UND_ERR_|ERR_SOCKS|ECONN)/.test(code))
    if (isProxys || (error instanceof Error && /proxy/i.test(error.message))) {
      return { kind: 'proxy', host }
    }
  }
  if (codes.includes(socksOnly) || codes.includes(malformedProxy)) return { kind: 'proxy', host }
  if (codes.some((code) => timeout.test(code))) return { kind: 'timeout', host }
  if (codes.some((code) => unresolved.test(code))) return { kind: 'unresolved', host }
  return { kind: 'unreachable', host, code: codes.at(-1) ?? t('no answer') }
}
