import { isJsonObject, type JsonObject, type JsonValue } from '../model/json'
import { toEnvironment, type Environment } from '../model/project'
import type { SetUpFile } from './form'
import {
  objectsOf,
  readConnection,
  readOrganization,
  readSettings,
  type Reading,
} from './read-entries'
import { t } from '../language/translate'

const memberOf = (value: JsonValue | undefined, ...path: readonly string[]) =>
  path.reduce<JsonValue | undefined>(
    (node, name) => (isJsonObject(node) && Object.hasOwn(node, name) ? node[name] : undefined),
    value,
  )

/** The configuration itself, or that of a whole project. */
function configOf(document: JsonObject): JsonObject | undefined {
  const places = [
    ['services', 'identity', 'config'],
    ['project', 'services', 'identity', 'config'],
  ]
  for (const place of places) {
    const config = memberOf(document, ...place)
    if (isJsonObject(config)) return config
  }
  return isJsonObject(memberOf(document, 'selfservice', 'methods')) ? document : undefined
}

/** A whole project has it beside its services; a configuration has none. */
function environmentOf(document: JsonObject): Environment | undefined {
  const wire = [
    memberOf(document, 'services') && memberOf(document, 'environment'),
    memberOf(document, 'project', 'services') && memberOf(document, 'project', 'environment'),
  ].find((value) => typeof value === 'string')
  return typeof wire === 'string' ? toEnvironment(wire) : undefined
}

export function isIdentityConfig(document: JsonObject): boolean {
  return configOf(document) !== undefined
}

/**
 * Reads the output of `ory get identity-config` or `ory get project`: methods, connections and organizations only.
 */
export function readIdentityConfig(document: JsonObject, reading: Reading): SetUpFile {
  const config = configOf(document) ?? {}
  const methods = memberOf(config, 'selfservice', 'methods')
  const connections = (['oidc', 'saml'] as const).flatMap((protocol) =>
    objectsOf(
      reading,
      `${protocol} providers`,
      memberOf(methods, protocol, 'config', 'providers'),
    ).flatMap(({ who, object }) => readConnection(reading, who, protocol, object['id'], object)),
  )
  // A project has organizations beside its services, a self-hosted Kratos in its configuration.
  const listed =
    memberOf(document, 'organizations') ??
    memberOf(document, 'project', 'organizations') ??
    memberOf(methods, 'b2b', 'config', 'organizations')
  const organizations = objectsOf(reading, 'organizations', listed).flatMap(({ who, object }) =>
    readOrganization(reading, who, object['id'], object),
  )
  const enabledOf = (protocol: string) => {
    const enabled = memberOf(methods, protocol, 'enabled')
    return typeof enabled === 'boolean' ? { enabled } : {}
  }
  const oidc = memberOf(methods, 'oidc')
  const oidcConfig = memberOf(oidc, 'config')
  const settings = readSettings(reading, () => t('The OIDC method'), {
    ...(isJsonObject(oidc) ? oidc : {}),
    ...(isJsonObject(oidcConfig) ? oidcConfig : {}),
  })
  const environment = environmentOf(document)
  return {
    ...(environment ? { environment } : {}),
    methods: { oidc: { ...enabledOf('oidc'), settings }, saml: enabledOf('saml') },
    organizations,
    connections,
  }
}
