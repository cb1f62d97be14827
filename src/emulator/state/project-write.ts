import { storedText, toStoredAddress, type Content, type ContentKind } from './content'
import { checkFlags, checkTextLists, checkUrls, refuse } from './field-checks'
import { checkSchemas, storeSchemas } from './identity-schemas'
import { isObject, pick, textOf, type JsonObject } from './json'
import {
  identityConfigKeys,
  methodNames,
  oidcConfigKeys,
  oidcMethodKeys,
  samlConfigKeys,
  samlMethodKeys,
  selfserviceKeys,
  serviceNames,
} from './known-keys'
import { checkOidcEntry, oidcEntryKeys } from './oidc-entry'
import type { Variants } from './options'
import { acceptOrganizations } from './organizations-write'
import { providersIn } from './project-document'
import { checkSamlEntry, samlEntryKeys, setAcsUrls } from './saml-entry'
import { checkMetadata } from './saml-metadata'
import type { StoredProject } from './types'
import { isWhole, writtenBack } from './written-back'

const root = 'services/identity/config/selfservice/methods'

export interface WriteOptions {
  content: Content
  variants: Variants
}

/**
 * Replaces `before` by a whole project document (secrets included): drops unknown members, checks all
 * connections and organizations, stores texts. Read-only members are ignored.
 */
export function acceptDocument(
  before: StoredProject,
  document: JsonObject,
  options: WriteOptions,
): StoredProject {
  const { name, services, organizations, cors_public: corsPublic, cors_admin: corsAdmin } = document
  if (typeof name !== 'string') refuse('name', 'expected string')
  if (!isObject(services)) refuse('services', 'expected object')
  if (!Array.isArray(organizations)) refuse('organizations', 'expected array')
  if (!isObject(corsPublic) || !isObject(corsAdmin)) refuse('cors', 'expected object')
  for (const [place, cors] of Object.entries({ cors_public: corsPublic, cors_admin: corsAdmin })) {
    checkFlags(cors, ['enabled'], place)
    checkTextLists(cors, ['origins'], place)
  }
  // Texts are stored into a copy, so that a refused patch has no effect.
  const content = { ...options.content }
  const after: StoredProject = {
    ...before,
    name,
    cors_public: corsPublic,
    cors_admin: corsAdmin,
    organizations: acceptOrganizations(before, organizations),
    services: acceptServices(before, services, { ...options, content }),
  }
  Object.assign(options.content, content)
  return after
}

function acceptServices(
  before: StoredProject,
  services: JsonObject,
  options: WriteOptions,
): JsonObject {
  const after = pick(services, serviceNames)
  for (const [name, service] of Object.entries(after)) {
    if (!isObject(service) || !isObject(service['config']))
      refuse(`services/${name}/config`, 'expected object')
  }
  const identity = after['identity']
  if (isObject(identity) && isObject(identity['config'])) {
    after['identity'] = { config: acceptIdentity(before, identity['config'], options) }
  }
  return after
}

function acceptIdentity(
  before: StoredProject,
  config: JsonObject,
  options: WriteOptions,
): JsonObject {
  const after = pick(config, identityConfigKeys)
  checkSchemas(after)
  storeSchemas(after, options.content)
  const selfservice = after['selfservice']
  if (selfservice === undefined) return after
  if (!isObject(selfservice)) refuse('services/identity/config/selfservice', 'expected object')
  const kept = pick(selfservice, selfserviceKeys)
  after['selfservice'] = kept
  const methods = kept['methods']
  if (methods === undefined) return after
  if (!isObject(methods)) refuse(root, 'expected object')
  const keptMethods = pick(methods, methodNames)
  kept['methods'] = keptMethods
  for (const method of ['oidc', 'saml'] as const) {
    const node = keptMethods[method]
    if (node === undefined) continue
    if (!isObject(node)) refuse(`${root}/${method}`, 'expected object')
    keptMethods[method] = acceptMethod(before, method, node, options)
  }
  return after
}

function acceptMethod(
  before: StoredProject,
  method: 'oidc' | 'saml',
  node: JsonObject,
  options: WriteOptions,
): JsonObject {
  const where = `${root}/${method}`
  const after = pick(node, method === 'oidc' ? oidcMethodKeys : samlMethodKeys)
  checkFlags(after, ['enabled', 'enable_auto_link_policy'], where)
  const config = after['config']
  if (config === undefined) return after
  if (!isObject(config)) refuse(`${where}/config`, 'expected object')
  const keptConfig = pick(config, method === 'oidc' ? oidcConfigKeys : samlConfigKeys)
  after['config'] = keptConfig
  checkUrls(keptConfig, ['base_redirect_uri'], `${where}/config`)
  const providers = keptConfig['providers']
  if (providers === undefined) return after
  if (!Array.isArray(providers)) refuse(`${where}/config/providers`, 'expected array')
  const stored = providersIn(before.services, method)
  keptConfig['providers'] = providers.map((item, index) => {
    const place = `${where}/config/providers/${index}`
    if (!isObject(item)) refuse(place, 'expected object')
    return method === 'oidc'
      ? acceptOidcEntry(stored, item, place, options)
      : acceptSamlEntry({ before, stored }, item, place, options)
  })
  return after
}

function acceptOidcEntry(
  stored: JsonObject[],
  item: JsonObject,
  where: string,
  options: WriteOptions,
): JsonObject {
  const entry = pick(item, oidcEntryKeys)
  const { secretsReadAs, secretsWrittenBack } = options.variants
  const known = stored.find((other) => other['id'] === entry['id'])
  writtenBack(entry, item, known, options.variants, where)
  // Where secrets are returned as the empty string, one that is written back becomes the new secret.
  checkOidcEntry(entry, where, secretsReadAs === 'empty' || secretsWrittenBack === 'emptied')
  storeMember(entry, 'mapper_url', 'jsonnet', where, options.content)
  return entry
}

const sharedAcsUrl = ({ slug }: StoredProject) =>
  `https://${slug}.projects.oryapis.com/saml/api/oauth/saml`

function acceptSamlEntry(
  { before, stored }: { before: StoredProject; stored: JsonObject[] },
  item: JsonObject,
  where: string,
  options: WriteOptions,
): JsonObject {
  const entry = pick(item, samlEntryKeys)
  const known = stored.find((other) => other['id'] === entry['id'])
  writtenBack(entry, item, known, options.variants, where)
  const own = `${sharedAcsUrl(before)}/${encodeURIComponent(textOf(entry['id']))}`
  const assigned = before.assigns_acs_urls ? own : undefined
  setAcsUrls(entry, known, { isWhole: isWhole(item), assigned }, where)
  checkSamlEntry(entry, where)
  storeMember(entry, 'mapper_url', 'jsonnet', where, options.content)
  const place = `${where}/raw_idp_metadata_xml`
  const address = storeMember(entry, 'raw_idp_metadata_xml', 'xml', where, options.content)
  const xml = storedText(options.content, address)
  if (xml !== undefined) checkMetadata(xml, place)
  return entry
}

function storeMember(
  entry: JsonObject,
  name: string,
  kind: ContentKind,
  where: string,
  content: Content,
): string {
  const address = toStoredAddress(content, textOf(entry[name]), kind, `${where}/${name}`)
  entry[name] = address
  return address
}
