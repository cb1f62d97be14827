import { entityLabel, type WorkingCopy } from '../../../core/draft/working-copy'
import type { AppError } from '../../../core/errors/app-error'
import {
  portalMapperFields,
  portalProxyFields,
  type NewPortalLink,
  type PortalHost,
  type PortalLink,
  type PortalProxyField,
} from '../../../core/ipc/portal-links'
import { t } from '../../../core/language/translate'
import { numberText } from '../../../core/model/format'
import { givenFor, type MapperGiven } from '../../../core/mapper/given'
import { kindOfOwner, mapperOwners } from '../../../core/mapper/owners/owners'
import { mapperHash, toMapperUrl } from '../../../core/model/mapper-text'
import { textMember } from '../../../core/model/json'

export type PortalMapperField = (typeof portalMapperFields)[number]

export const mapperNames: Readonly<Record<PortalMapperField, string>> = {
  generic_oidc_mapper_url: t('Any OIDC provider'),
  microsoft_mapper_url: 'Microsoft',
  google_mapper_url: 'Google',
  auth0_mapper_url: 'Auth0',
  apple_mapper_url: 'Apple',
  facebook_mapper_url: 'Facebook',
  github_mapper_url: 'GitHub',
  gitlab_mapper_url: 'GitLab',
  netid_mapper_url: 'netID',
  saml_mapper_url: 'SAML',
  scim_mapper_url: 'SCIM',
}

export function mapperName(field: string): string {
  // `hasOwn` proves that it is a key of the names.
  return Object.hasOwn(mapperNames, field) ? mapperNames[field as PortalMapperField] : field
}

export const proxyNames: Readonly<Record<PortalProxyField, string>> = {
  proxy_oidc_redirect_url: t('Redirect URL to show'),
  proxy_acs_url: t('ACS URL to show'),
  proxy_saml_audience_override: t('SAML audience to show'),
  proxy_scim_server_url: t('SCIM server URL to show'),
}

export function proxyName(field: string): string {
  // `hasOwn` proves that it is a key of the names.
  return Object.hasOwn(proxyNames, field) ? proxyNames[field as PortalProxyField] : field
}

/** When a link shall end: after a number of days, or at the end of a date as `YYYY-MM-DD`. */
export interface Expiry {
  readonly choice: string
  readonly date: string
}

export const expiryChoices = [
  { value: '1', label: t('1 day') },
  { value: '7', label: t('7 days') },
  { value: '14', label: t('14 days') },
  { value: '30', label: t('30 days') },
  { value: 'date', label: t('On a date') },
] as const

export const usualExpiry: Expiry = { choice: '7', date: '' }

const day = 24 * 3_600_000
/** The API requires at least a day by its own clock; five minutes cover the request and clock drift. */
const shortest = day + 5 * 60_000

/** @returns an ISO 8601 time, or why there is none. */
export function expiresAtOf(expiry: Expiry, now: number): { at: string } | { why: string } {
  if (expiry.choice !== 'date') {
    const wanted = Number(expiry.choice) * day
    return { at: new Date(now + Math.max(wanted, shortest)).toISOString() }
  }
  const [year, month, date] = expiry.date.split('-').map(Number)
  const end = new Date(year ?? NaN, (month ?? NaN) - 1, date ?? NaN, 23, 59, 59).getTime()
  if (!/^\d{4}-\d\d-\d\d$/.test(expiry.date) || Number.isNaN(end)) return { why: t('Enter a date') }
  if (end < now + shortest)
    return { why: t('A link must be valid for at least a day: choose a later date') }
  return { at: new Date(end).toISOString() }
}

export interface LinkForm {
  readonly enableSso: boolean
  readonly enableScim: boolean
  readonly expiry: Expiry
  /** Id of a custom domain; empty for the project's own host. */
  readonly hostId: string
  /** Mapper field to mapper address; empty for none. */
  readonly mappers: Readonly<Partial<Record<PortalMapperField, string>>>
  readonly proxies: Readonly<Partial<Record<PortalProxyField, string>>>
}

export const emptyForm: LinkForm = {
  enableSso: true,
  enableScim: false,
  expiry: usualExpiry,
  hostId: '',
  mappers: {},
  proxies: {},
}

export function mapperFieldsFor(form: LinkForm): PortalMapperField[] {
  return portalMapperFields.filter((field) =>
    field === 'scim_mapper_url' ? form.enableScim : form.enableSso,
  )
}

export const proxyFieldsFor = (form: LinkForm): PortalProxyField[] =>
  portalProxyFields.filter((field) =>
    field === 'proxy_scim_server_url' ? form.enableScim : form.enableSso,
  )

export function proxyProblem(field: PortalProxyField, typed: string): string | undefined {
  const text = typed.trim()
  // An audience is a name, which need not be an address.
  if (text === '' || field === 'proxy_saml_audience_override') return undefined
  const isAddress = URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol)
  return isAddress ? undefined : t('Enter a whole URL, beginning with https://')
}

export function linkOf(form: LinkForm, now: number): { link: NewPortalLink } | { why: string } {
  const { enableSso, enableScim, hostId, mappers } = form
  if (!enableSso && !enableScim) return { why: t('Switch on single sign-on, provisioning or both') }
  const expires = expiresAtOf(form.expiry, now)
  if ('why' in expires) return expires
  const used = mapperFieldsFor(form).flatMap((field) => {
    const url = mappers[field]
    return url ? [[field, url] as const] : []
  })
  const shown = proxyFieldsFor(form).map((field) => [field, form.proxies[field] ?? ''] as const)
  const wrong = shown.find(([field, typed]) => proxyProblem(field, typed) !== undefined)
  if (wrong) return { why: t('{name} is not a URL', { name: proxyNames[wrong[0]] }) }
  const proxies = shown.flatMap(([field, typed]) =>
    typed.trim() === '' ? [] : [[field, typed.trim()] as const],
  )
  const link = {
    enableSso,
    enableScim,
    expiresAt: expires.at,
    ...(hostId === '' ? {} : { customHostnameId: hostId }),
    mapperUrls: Object.fromEntries(used),
    ...(proxies.length > 0 ? { proxies: Object.fromEntries(proxies) } : {}),
  }
  return { link }
}

/** Longer mappers do not go through the bridge. */
const longestMapper = 100_000

interface MoreMappers {
  readonly label: string
  readonly text: string
}

/**
 * Mappers on the server for sign-ins or for SCIM, each once; "none" first.
 * @param more others, such as one that a person tries in the editor
 */
export function mapperChoices(
  copy: WorkingCopy,
  given: MapperGiven = 'claims',
  more: readonly MoreMappers[] = [],
) {
  const users = new Map<string, string[]>()
  for (const owner of mapperOwners(copy)) {
    const { server, target } = owner
    if (givenFor(kindOfOwner(owner)) !== given) continue
    const url = server ? textMember(server, 'mapper_url') : undefined
    if (!server || !url || url.length > longestMapper) continue
    users.set(url, [...(users.get(url) ?? []), entityLabel(server, target)])
  }
  const choices = [...users].map(([value, names]) => {
    const shown = names.slice(0, 2).join(', ')
    const more = names.length - 2
    const hash = mapperHash(value)
    return {
      value,
      label:
        more > 0
          ? t('Same as {names} and {n} more', { names: shown, n: numberText(more) })
          : t('Same as {names}', { names: shown }),
      ...(hash === undefined ? {} : { detail: `${hash.slice(0, 4)}…${hash.slice(-4)}` }),
    }
  })
  const others = more
    .map(({ label, text }) => ({ value: toMapperUrl(text), label }))
    .filter(({ value }) => value.length <= longestMapper && !users.has(value))
  return [{ value: '', label: t('Not set') }, ...choices, ...others]
}

/** The link's host; a custom domain's ID if its name is unknown, `undefined` if the project's own host is unknown. */
export function knownHost(
  hosts: readonly PortalHost[],
  customHostnameId: string | undefined,
): string | undefined {
  const host = hosts.find(({ id }) => id === customHostnameId)
  return host?.hostname ?? customHostnameId
}

export const hostName = (
  hosts: readonly PortalHost[],
  customHostnameId: string | undefined,
): string => knownHost(hosts, customHostnameId) ?? t('the project’s own host')

export function purposeText(link: Pick<PortalLink, 'enableSso' | 'enableScim'>): string {
  if (link.enableSso && link.enableScim) return t('SSO and SCIM')
  if (link.enableSso) return t('SSO')
  return link.enableScim ? t('SCIM') : t('Neither SSO nor SCIM')
}

/** Title of an error that the plan lacks a feature, with its name; `undefined` for other errors. */
export function errorTitle(error: AppError): string | undefined {
  return error.code === 'api.feature-not-available' && error.subject
    ? t('The plan of this project does not include {feature}', { feature: error.subject })
    : undefined
}

/** Whether a failed write may still have taken effect. */
export function mayBeDone(error: AppError): boolean {
  return (
    error.arrived !== false &&
    (error.code.startsWith('network.') ||
      error.code === 'request.cancelled' ||
      error.code === 'api.unavailable' ||
      error.code === 'api.conflict' ||
      error.code === 'api.unexpected-response')
  )
}
