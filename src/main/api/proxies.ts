import { t } from '../../core/language/translate'

export type Route =
  | { readonly kind: 'direct' }
  /** URL: `http://host:port`, or `https://…` for a proxy over TLS. */
  | { readonly kind: 'proxy'; readonly address: string }
  /** Unsupported. */
  | { readonly kind: 'socks'; readonly address: string }
  /** An invalid proxy in a variable; `why` omits the value. */
  | { readonly kind: 'malformed'; readonly why: string }

const direct: Route = { kind: 'direct' }
const schemes: Readonly<Record<string, string>> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' }

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== undefined
  } catch {
    // Invalid percent encoding.
    return false
  }
}

function proxyRoute(address: string): Route | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, host, hostname, username, password } = new URL(address)
  // Decoded later, where a failure can't be handled.
  if (hostname === '' || !isDecodable(username) || !isDecodable(password)) return undefined
  if (/^socks\w*:$/.test(protocol)) return { kind: 'socks', address: host }
  return /^https?:$/.test(protocol) ? { kind: 'proxy', address } : undefined
}

/** Parses a PAC answer such as `PROXY proxy:3128; DIRECT`; ignores unknown entries. */
export function parseProxyAnswer(answer: string): Route[] {
  return answer.split(';').flatMap((entry): Route[] => {
    const [word = '', place = '', ...rest] = entry.trim().split(/\s+/)
    const kind = word.toUpperCase()
    if (rest.length > 0) return []
    if (kind === 'DIRECT') return place === '' ? [direct] : []
    if (!/^(\[[0-9a-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i.test(place)) return []
    const scheme = /^SOCKS[45]?$/.test(kind) ? 'socks' : schemes[kind]
    const route = scheme === undefined ? undefined : proxyRoute(`${scheme}://${place}`)
    return route ? [route] : []
  })
}

/** First usable route: direct without entries, SOCKS last; skips proxies that failed recently. */
export function chooseRoute(
  routes: readonly Route[],
  isDown: (address: string) => boolean = () => false,
): Route {
  const ways = routes.filter(({ kind }) => kind !== 'socks')
  const up = ways.find((route) => route.kind !== 'proxy' || !isDown(route.address))
  return up ?? ways[0] ?? routes[0] ?? direct
}

/** Omits the value, which may contain a password. */
function malformedRoute(variable: string, value: string): Route {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(value)?.[1]?.toLowerCase() ?? 'http'
  const why = /^(?:https?|socks\w*)$/.test(scheme)
    ? t(
        'The environment’s {variable} is not an address of a proxy, such as http://proxy.example:3128',
        { variable },
      )
    : t('The environment’s {variable} names a proxy of a kind that is not supported ({scheme})', {
        variable,
        scheme,
      })
  return { kind: 'malformed', why }
}

type Environment = Readonly<Record<string, string | undefined>>

const portOf = ({ port, protocol }: URL) => port || (protocol === 'https:' ? '443' : '80')

/** `NO_PROXY` entries: `host`, `.domain`, `*.domain`, `host:port`, `*`. */
function isExcepted(entry: string, url: URL): boolean {
  if (entry === '*') return true
  const [, name = '', port] = /^(\[.*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? []
  if (name === '' || (port !== undefined && port !== portOf(url))) return false
  const bare = (host: string) => host.toLowerCase().replace(/^\[|\]$/g, '')
  const domain = bare(name).replace(/^\*?\./, '')
  const host = bare(url.hostname)
  return host === domain || host.endsWith(`.${domain}`)
}

/** Route by `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`; `undefined` if they name no proxy. */
export function environmentRoute(env: Environment, url: URL): Route | undefined {
  const firstOf = (...variables: string[]) =>
    variables
      .map((variable) => ({ variable, value: env[variable]?.trim() ?? '' }))
      .find(({ value }) => value !== '')
  const http = firstOf('http_proxy', 'HTTP_PROXY')
  const https = firstOf('https_proxy', 'HTTPS_PROXY') ?? http
  const named = url.protocol === 'https:' ? https : http
  if (!http && !https) return undefined
  const exceptions = (env['no_proxy'] ?? env['NO_PROXY'] ?? '').split(/[\s,]+/)
  if (!named || exceptions.some((entry) => isExcepted(entry, url))) return direct
  const { variable, value } = named
  const route = proxyRoute(value.includes('://') ? value : `http://${value}`)
  // A direct connection would defy the person's intent.
  return route ?? malformedRoute(variable, value)
}
