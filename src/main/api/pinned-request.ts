import { request as requestPlain, type IncomingMessage } from 'node:http'
import { request, type RequestOptions } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { TLSSocket, type PeerCertificate, type SecureContext } from 'node:tls'
import { t } from '../../core/language/translate'
import type { ServerCertificate } from '../../core/check/transport'

export interface PinnedRequest {
  readonly url: URL
  /** IP addresses that were checked: it connects to one of them without another name lookup. */
  readonly addresses: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** Trusted certificates; by default those of Node. */
  readonly trust?: SecureContext | undefined
  /** Called when the connection is established and its certificate verified. */
  readonly onSecured: (certificate: ServerCertificate) => void
}

function pinnedLookup(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_hostname, options, callback) => {
    const wanted = found.filter(({ family }) => !options.family || options.family === family)
    const first = wanted[0]
    if (!first) callback(new Error(t('None of the checked addresses can be used')), '')
    else if (options.all) callback(null, wanted)
    else callback(null, first.address, first.family)
  }
}

function toServerCertificate(certificate: PeerCertificate): ServerCertificate {
  // Empty if the server resumed a session, which the types do not express.
  const { issuer, valid_to } = certificate as Partial<PeerCertificate>
  const end = Date.parse(valid_to ?? '')
  return {
    issuer: [issuer?.O ?? issuer?.CN ?? ''].flat()[0] ?? '',
    validTo: new Date(Number.isFinite(end) ? end : 0).toISOString(),
  }
}

/**
 * One GET on a new connection to the given addresses, over TLS except to this computer's own storage.
 * Follows no redirect, and sends no cookie and no credentials. Rejects with the error of Node's `https`,
 * including its code.
 */
export function requestPinned(parts: PinnedRequest): Promise<IncomingMessage> {
  const { url, addresses, headers, signal, trust, onSecured } = parts
  const options: RequestOptions & { secureContext?: SecureContext } = {
    method: 'GET',
    headers,
    signal,
    agent: false,
    lookup: pinnedLookup(addresses),
    // Set explicitly, so that no environment variable can disable it.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(trust ? { secureContext: trust } : {}),
  }
  return new Promise((resolve, reject) => {
    const asked = (url.protocol === 'http:' ? requestPlain : request)(url, options, resolve)
    asked.on('socket', (socket) => {
      if (!(socket instanceof TLSSocket)) return
      socket.once('secureConnect', () =>
        onSecured(toServerCertificate(socket.getPeerCertificate())),
      )
    })
    asked.on('error', reject)
    asked.end()
  })
}
