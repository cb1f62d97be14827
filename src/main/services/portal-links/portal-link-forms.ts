import {
  portalProxyFields,
  type NewPortalLink,
  type PortalLink,
} from '../../../core/ipc/portal-links'
import { encodedPart } from '../../../core/links/api-address'
import type { JsonObject } from '../../../core/model/json'
import type { WirePortalLink } from '../../api/wire/portal-link'

const nil = '00000000-0000-0000-0000-000000000000'
const isMapper = (name: string) => name.endsWith('_mapper_url')
const isProxy = (name: string) => portalProxyFields.some((field) => field === name)
const shownByName = new Set([
  'id',
  'value',
  'project_id',
  'organization_id',
  'enable_sso',
  'enable_scim',
  'expires_at',
  'created_at',
  'custom_hostname_id',
])

export function customHostOf({ custom_hostname_id: id }: WirePortalLink): string | undefined {
  return typeof id === 'string' && id !== '' && id !== nil ? id : undefined
}

/** Address of a link for the customer's administrators. `value` is a secret. */
export function linkAddress(hostname: string, value: string): string {
  return `https://${hostname}/onboarding/${encodedPart(value)}`
}

/** A link without its secret, also where other members repeat it. */
export function toPortalLink(wire: WirePortalLink): PortalLink {
  const { id, value, enable_sso: sso, enable_scim: scim, expires_at, created_at } = wire
  // Loose schema: members it doesn't name are included.
  const texts = Object.entries(wire as Readonly<Record<string, unknown>>).flatMap(
    ([name, member]): [string, string][] => {
      if (shownByName.has(name) || member === undefined || member === null || member === '') {
        return []
      }
      const text = typeof member === 'string' ? member : JSON.stringify(member)
      return value && text.includes(value) ? [] : [[name, text]]
    },
  )
  const customHostnameId = customHostOf(wire)
  return {
    id,
    enableSso: sso,
    enableScim: scim,
    expiresAt: expires_at,
    ...(created_at ? { createdAt: created_at } : {}),
    ...(customHostnameId === undefined ? {} : { customHostnameId }),
    mapperUrls: Object.fromEntries(texts.filter(([name]) => isMapper(name))),
    proxies: Object.fromEntries(texts.filter(([name]) => isProxy(name))),
    others: Object.fromEntries(texts.filter(([name]) => !isMapper(name) && !isProxy(name))),
  }
}

/** Body of createOrganizationOnboardingPortalLink, without unset members. */
export function bodyOf(link: NewPortalLink): JsonObject {
  const { enableSso, enableScim, expiresAt, customHostnameId, mapperUrls, proxies = {} } = link
  const chosen = Object.entries({ ...mapperUrls, ...proxies }).flatMap(([name, url]) =>
    url ? [[name, url]] : [],
  )
  return {
    enable_sso: enableSso,
    enable_scim: enableScim,
    expires_at: expiresAt,
    ...(customHostnameId === undefined ? {} : { custom_hostname_id: customHostnameId }),
    // Names and values are texts.
    ...(Object.fromEntries(chosen) as Record<string, string>),
  }
}
