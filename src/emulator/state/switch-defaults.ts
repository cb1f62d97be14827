import { isObject, memberAt, type JsonObject } from './json'

/**
 * What a switch is that nobody set, as Kratos' configuration schema has it; SAML, which is Ory's own,
 * as new projects have it. Ory's servers always show one, so removing it gives it this value again.
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

/** Gives the methods and flows that are there their switch, where they have none. Works in place. */
export function showSwitches(services: JsonObject): void {
  for (const [part, defaults] of Object.entries({ methods, flows })) {
    const nodes = memberAt(services, 'identity', 'config', 'selfservice', part)
    for (const [name, usual] of Object.entries(defaults)) {
      const node = memberAt(nodes ?? null, name)
      if (isObject(node) && typeof node['enabled'] !== 'boolean') node['enabled'] ??= usual
    }
  }
}
