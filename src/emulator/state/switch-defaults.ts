import { isObject, memberAt, type JsonObject } from './json'

/**
 * The default of each switch, from Kratos' configuration schema; for SAML, which is Ory's own, from new
 * projects. Ory's servers always return a switch, so removing it restores this default.
 */
const methods: Readonly<Record<string, boolean>> = {
  code: true,
  link: false,
  lookup_secret: false,
  oidc: false,
  passkey: false,
  password: true,
  profile: true,
  saml: false,
  totp: false,
  webauthn: false,
}
const flows: Readonly<Record<string, boolean>> = {
  recovery: false,
  registration: true,
  verification: false,
}

/** Adds the switch of methods and flows that have none. Modifies the argument. */
export function showSwitches(services: JsonObject): void {
  for (const [part, defaults] of Object.entries({ methods, flows })) {
    const nodes = memberAt(services, 'identity', 'config', 'selfservice', part)
    for (const [name, usual] of Object.entries(defaults)) {
      const node = memberAt(nodes ?? null, name)
      if (isObject(node) && typeof node['enabled'] !== 'boolean') node['enabled'] ??= usual
    }
  }
}
