import { documentFields } from '../fields/fields'
import type { Protocol } from '../model/connection'
import type { JsonObject } from '../model/json'
import { sorted, type FileConnection, type SetUpFile } from './form'

const providers = (connections: readonly FileConnection[], protocol: Protocol) =>
  connections
    .filter((item) => item.protocol === protocol)
    .map(({ id, fields }): JsonObject => ({ id, ...documentFields(protocol, fields) }))

/**
 * The setup's part of `ory get identity-config --format json`. `ory update identity-config` replaces everything, so
 * it must be merged and completed with secrets first.
 */
export function identityConfigText({ methods, connections }: SetUpFile): string {
  const { base_redirect_uri: base, ...others } = methods.oidc.settings
  const enabled = (value: boolean | undefined) => (value === undefined ? {} : { enabled: value })
  const oidc: JsonObject = {
    ...enabled(methods.oidc.enabled),
    ...others,
    config: {
      ...(base === undefined ? {} : { base_redirect_uri: base }),
      providers: providers(connections, 'oidc'),
    },
  }
  const saml: JsonObject = {
    ...enabled(methods.saml.enabled),
    config: { providers: providers(connections, 'saml') },
  }
  const document = { selfservice: { methods: { oidc, saml } } }
  return `${JSON.stringify(sorted(document), undefined, 2)}\n`
}
