import { appError, type AppError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { NewPortalLink, PortalHost, PortalLink } from '../../../core/ipc/portal-links'
import { isJsonObject } from '../../../core/model/json'
import type { ProjectSummary } from '../../../core/model/project'
import type { Access, ApiClient, CallOptions, WriteAccess } from '../../api/client'
import { listCustomDomains } from '../../api/endpoints/custom-domains'
import {
  createPortalLink,
  deletePortalLink,
  listPortalLinks,
  updatePortalLink,
} from '../../api/endpoints/portal-links'
import { getProject } from '../../api/endpoints/projects'
import { serverOf } from '../../api/uuid-at'
import type { WirePortalLink } from '../../api/wire/portal-link'
import { isTokenShaped, type SecretsInUse } from '../../scrub/secrets-in-use'
import type { AppClipboard } from '../app-clipboard'
import type { GuardsService } from '../guards/guards'
import { bodyOf, customHostOf, linkAddress, toPortalLink } from './portal-link-forms'
import { unknownProject } from '../projects/projects'
import { isLost } from '../publish/session'
import { summaryOfProject } from '../summaries'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { ProjectId } from '../../../core/model/project-id'

export interface PortalLinkPlace {
  readonly projectId: ProjectId
  readonly organizationId: string
}

/** Typed slug, needed in production. */
interface Confirmed {
  readonly confirmedSlug?: string | undefined
}

/** Portal links, written immediately. `value` leaves only in a new address or the clipboard. */
export interface PortalLinksService {
  list(
    place: PortalLinkPlace,
    options?: CallOptions,
  ): Promise<Result<{ links: PortalLink[]; hosts: PortalHost[] }>>
  /** Creates a link with one request; if the answer is lost, looks for it in the list. */
  create(
    place: PortalLinkPlace & Confirmed & { readonly link: NewPortalLink },
    options?: CallOptions,
  ): Promise<Result<{ link: PortalLink; url: string }>>
  update(
    given: PortalLinkPlace &
      Confirmed & {
        readonly linkId: string
        readonly enableSso: boolean
        readonly enableScim: boolean
        readonly expiresAt: string
      },
    options?: CallOptions,
  ): Promise<Result<PortalLink>>
  delete(
    given: PortalLinkPlace & Confirmed & { readonly linkId: string },
    options?: CallOptions,
  ): Promise<Result<void>>
  /** Copies a link's address to the clipboard for a minute. */
  copy(
    given: PortalLinkPlace & { readonly linkId: string },
    options?: CallOptions,
  ): Promise<Result<void>>
}

export interface PortalLinksDeps {
  readonly client: ApiClient
  readonly workspaces: WorkspacesService
  readonly guards: Pick<GuardsService, 'permit'>
  readonly clipboard: Pick<AppClipboard, 'writeSecret'>
  /** Receives link values, to scrub them from messages. */
  readonly secrets: Pick<SecretsInUse, 'add'>
}

interface Entered<Leave extends Access = Access> {
  readonly project: ProjectSummary
  readonly access: Leave
}

/** Registers link values in answers as secrets. */
function noticingLinks(client: ApiClient, secrets: Pick<SecretsInUse, 'add'>): ApiClient {
  const valuesIn = (answer: unknown): string[] => {
    if (!isJsonObject(answer)) return []
    const { value, links } = answer
    const own = typeof value === 'string' && isTokenShaped(value) ? [value] : []
    return Array.isArray(links) ? [...own, ...links.flatMap(valuesIn)] : own
  }
  return {
    async send(call) {
      const result = await client.send(call)
      if (result.ok) secrets.add(serverOf(call.access), ...valuesIn(result.value))
      return result
    },
  }
}

/** A conflict may come from a proxy's repetition of a successful request. */
const mayHaveArrived = (error: AppError) => isLost(error) || error.code === 'api.conflict'

export function createPortalLinksService(deps: PortalLinksDeps): PortalLinksService {
  const { workspaces, guards, clipboard, secrets } = deps
  const client = noticingLinks(deps.client, secrets)

  async function enter(projectId: ProjectId): Promise<Result<Entered>> {
    const project = await workspaces.findProject(projectId)
    if (!project) return unknownProject(projectId)
    const access = await workspaces.access(project.workspaceId)
    return access.ok ? success({ project, access: access.value }) : access
  }

  /** Like `enter`, with write permission; reads the environment afresh from the server. */
  async function enterToWrite(
    { projectId, confirmedSlug }: PortalLinkPlace & Confirmed,
    { signal }: CallOptions,
  ): Promise<Result<Entered<WriteAccess>>> {
    const entered = await enter(projectId)
    if (!entered.ok) return entered
    const { access: readAccess, project: listed } = entered.value
    const answer = await getProject(client, readAccess, projectId, signal)
    if (!answer.ok) return answer
    const project = summaryOfProject(answer.value, listed)
    const access = await guards.permit(project, readAccess, { typedSlug: confirmedSlug })
    return access.ok ? success({ project, access: access.value }) : access
  }

  /** The project's own host first; only that one if the list can't be read. */
  async function hostsOf(entered: Entered, options: CallOptions): Promise<PortalHost[]> {
    const { project, access } = entered
    const own = { hostname: `${project.slug}.projects.oryapis.com` }
    const domains = await listCustomDomains(client, access, project.id, options)
    const custom = (domains.ok ? (domains.value ?? []) : []).flatMap(({ id, hostname }) =>
      id && hostname ? [{ id, hostname }] : [],
    )
    return [own, ...custom]
  }

  /** Address of a link, if its host is known and its value is a token. */
  function addressOf(hosts: readonly PortalHost[], link: WirePortalLink): string | undefined {
    const host = hosts.find(({ id }) => id === customHostOf(link))
    const value = link.value ?? ''
    return host && isTokenShaped(value) ? linkAddress(host.hostname, value) : undefined
  }

  const unknownHost = (customHostnameId: string) =>
    failure(
      appError(
        'api.not-found',
        t('The custom domain {id} could not be looked up', { id: customHostnameId }),
      ),
    )

  const noAddress = () =>
    failure(appError('api.unexpected-response', t('The answer has no usable address of the link')))

  /** Finds the link whose answer was lost: new and as requested. */
  async function lost(
    { access }: Entered,
    { projectId, organizationId, link }: PortalLinkPlace & { readonly link: NewPortalLink },
    before: ReadonlySet<string>,
    options: CallOptions,
  ): Promise<WirePortalLink | undefined> {
    const after = await listPortalLinks(client, access, projectId, organizationId, options)
    if (!after.ok) return undefined
    // Servers store whole seconds.
    const second = (iso: string) => Math.floor(Date.parse(iso) / 1000)
    const made = after.value.filter((item) => {
      const { enableSso, enableScim, expiresAt } = toPortalLink(item)
      return (
        !before.has(item.id) &&
        enableSso === link.enableSso &&
        enableScim === link.enableScim &&
        second(expiresAt) === second(link.expiresAt)
      )
    })
    return made.length === 1 ? made[0] : undefined
  }

  return {
    async list({ projectId, organizationId }, options = {}) {
      const entered = await enter(projectId)
      if (!entered.ok) return entered
      const [links, hosts] = await Promise.all([
        listPortalLinks(client, entered.value.access, projectId, organizationId, options),
        hostsOf(entered.value, options),
      ])
      return links.ok ? success({ links: links.value.map(toPortalLink), hosts }) : links
    },

    async create(given, options = {}) {
      const { projectId, organizationId, link } = given
      const entered = await enterToWrite(given, options)
      if (!entered.ok) return entered
      const { access } = entered.value
      const [before, hosts] = await Promise.all([
        listPortalLinks(client, access, projectId, organizationId, options),
        hostsOf(entered.value, options),
      ])
      if (!before.ok) return before
      // Resolve the host first, so that the new link can be shown.
      const custom = link.customHostnameId
      if (!hosts.some(({ id }) => id === custom)) return unknownHost(custom ?? '')
      const body = bodyOf(link)
      const made = await createPortalLink(client, access, projectId, organizationId, body, options)
      if (!made.ok && !mayHaveArrived(made.error)) return made
      const ids = new Set(before.value.map(({ id }) => id))
      const found = made.ok ? made.value : await lost(entered.value, given, ids, options)
      const url = found && addressOf(hosts, found)
      if (found && url !== undefined) return success({ link: toPortalLink(found), url })
      return made.ok ? noAddress() : made
    },

    async update(given, options = {}) {
      const { projectId, organizationId, linkId } = given
      const entered = await enterToWrite(given, options)
      if (!entered.ok) return entered
      const { access } = entered.value
      const body = {
        enable_sso: given.enableSso,
        enable_scim: given.enableScim,
        expires_at: given.expiresAt,
      }
      const at = [projectId, organizationId, linkId] as const
      const updated = await updatePortalLink(client, access, ...at, body, options)
      return updated.ok ? success(toPortalLink(updated.value)) : updated
    },

    async delete(given, options = {}) {
      const { projectId, organizationId, linkId } = given
      const entered = await enterToWrite(given, options)
      if (!entered.ok) return entered
      const { access } = entered.value
      const answer = await deletePortalLink(
        client,
        access,
        projectId,
        organizationId,
        linkId,
        options,
      )
      if (!answer.ok) return answer
      if (answer.value === 'deleted') return success(undefined)
      // Deleted or hidden: the list tells.
      const links = await listPortalLinks(client, access, projectId, organizationId, options)
      if (!links.ok) return links
      const isThere = links.value.some(({ id }) => id === linkId)
      if (!isThere) return success(undefined)
      return failure(appError('api.not-found', t('The server did not find a link that it lists')))
    },

    async copy({ projectId, organizationId, linkId }, options = {}) {
      const entered = await enter(projectId)
      if (!entered.ok) return entered
      const { access } = entered.value
      const [links, hosts] = await Promise.all([
        listPortalLinks(client, access, projectId, organizationId, options),
        hostsOf(entered.value, options),
      ])
      if (!links.ok) return links
      const link = links.value.find(({ id }) => id === linkId)
      if (!link) return failure(appError('api.not-found', t('This portal link no longer exists')))
      const address = addressOf(hosts, link)
      if (!isTokenShaped(link.value ?? '')) return noAddress()
      if (address === undefined) return unknownHost(customHostOf(link) ?? '')
      await clipboard.writeSecret(address)
      return success(undefined)
    },
  }
}
