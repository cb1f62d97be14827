import { isJsonObject, textMember, type JsonObject, type JsonValue } from '../../../core/model/json'
import { baseRedirectUri } from '../../../core/model/connection'
import type { ProjectSummary } from '../../../core/model/project'
import type { ProjectHost } from '../../../core/links/project-host'
import type { WireLoginFlow } from '../../api/wire/login-flow'
import type { SignInStart } from './sign-in-place'

/** Addresses of a test sign-in, all made here and none taken from a page. */
export interface FlowAddresses {
  /** The flow's only button, as if pressed. */
  readonly start: SignInStart
  /** The flow's page in a browser. */
  readonly page: string
  /** Result for whoever has the sign-in cookie. */
  result(origin?: string): string
  deletion(origin?: string): string
  /** Origin of the results page; `undefined` for any other page. */
  resultsAt(address: string): string | undefined
}

const originOf = (address: string): string | undefined =>
  URL.canParse(address) ? new URL(address).origin : undefined

/** Origins of a project: its own, further hosts, and its redirect URLs. */
function originsOf(host: ProjectHost, project: ProjectSummary, document: JsonObject): Set<string> {
  // A local API has one address for everything.
  if (host.base !== '') return new Set([host.origin])
  const callbacks = baseRedirectUri({ project: document })
  const others = [...project.hosts.map((name) => `https://${name}`), callbacks ?? '']
  const known = others.map(originOf).filter((origin) => origin?.startsWith('https:') === true)
  return new Set([host.origin, ...known.filter((origin) => origin !== undefined)])
}

function memberAt(value: JsonValue, ...names: string[]): JsonValue | undefined {
  return names.reduce<JsonValue | undefined>(
    (node, name) => (isJsonObject(node) ? node[name] : undefined),
    value,
  )
}

/** The project's login page; `undefined` if it may not be opened. */
function loginPage(host: ProjectHost, document: JsonObject): string | undefined {
  if (host.base !== '') return undefined
  const flows = ['services', 'identity', 'config', 'selfservice', 'flows', 'login']
  const login = memberAt(document, ...flows)
  const address = isJsonObject(login) ? textMember(login, 'ui_url') : undefined
  if (!address || !URL.canParse(address, host.origin)) return undefined
  const page = new URL(address, host.origin)
  return page.protocol === 'https:' ? page.href : undefined
}

/** Fields that the form's button sends. */
function fieldsOf({ ui }: WireLoginFlow): URLSearchParams {
  const fields = new URLSearchParams()
  for (const { attributes } of ui.nodes) {
    const { name, value } = attributes
    if (name !== undefined && value !== undefined && value !== null) fields.set(name, String(value))
  }
  return fields
}

/** Flow addresses from the fresh document; `undefined` if the form leads to another host. */
export function flowAddresses(
  flow: WireLoginFlow,
  host: ProjectHost,
  project: ProjectSummary,
  document: JsonObject,
): FlowAddresses | undefined {
  const { id, ui } = flow
  const origins = originsOf(host, project, document)
  const action = originOf(ui.action)
  if (action === undefined || !origins.has(action)) return undefined
  const own = (path: string, name: string, origin = host.origin) =>
    `${origin}${host.base}${path}?${name}=${encodeURIComponent(id)}`
  const page = new URL(loginPage(host, document) ?? `${host.origin}${host.base}/ui/login`)
  page.searchParams.set('flow', id)
  return {
    start: { address: ui.action, form: fieldsOf(flow).toString() },
    page: page.href,
    result: (origin) => own('/self-service/login/flows', 'id', origin),
    deletion: (origin) => own('/self-service/login/test', 'id', origin),
    resultsAt(address) {
      if (!URL.canParse(address)) return undefined
      const { origin, pathname, searchParams } = new URL(address)
      const isResults =
        origins.has(origin) &&
        pathname === `${host.base}/session/test-oidc` &&
        searchParams.get('flow') === id
      return isResults ? origin : undefined
    },
  }
}
