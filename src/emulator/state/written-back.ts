import { ApiError } from './errors'
import { isObject, type JsonObject, type JsonValue } from './json'
import { secretKeys } from './known-keys'
import type { Variants } from './options'
import { mask, providersIn } from './project-document'

/** A marker that no server knows: an entry that still has it was not replaced as a whole. */
const stored = '\u0000stored'

/** Whether an entry was written as a whole: a patch that changes its members leaves the marker. */
export const isWhole = (sent: JsonObject): boolean => sent[stored] !== true

/** Marks the connections of a document before a patch. Modifies the argument. */
export function markStored(services: JsonObject): void {
  for (const method of ['oidc', 'saml'] as const) {
    for (const entry of providersIn(services, method)) if (isObject(entry)) entry[stored] = true
  }
}

/**
 * Adds to a connection that was written as a whole the members that the server keeps according to the
 * options. A connection that a patch changed member by member is not modified.
 *
 * @param entry as sent, modified in place
 * @param known the stored connection with its id
 */
export function writtenBack(
  entry: JsonObject,
  sent: JsonObject,
  known: JsonObject | undefined,
  options: Variants,
  where: string,
): void {
  if (!known || !isWhole(sent)) return
  if (options.unshownWrittenBack === 'kept') {
    for (const name of ['state', 'auto_link']) {
      const value = known[name]
      if (value !== undefined && !(name in entry)) entry[name] = value
    }
  }
  const fate = options.secretsWrittenBack ?? 'as-sent'
  // Another kind needs other secrets, so the stored ones are not used.
  if (fate === 'as-sent' || entry['provider'] !== known['provider']) return
  for (const name of secretKeys) {
    const secret = known[name]
    if (secret === undefined || !isNotGiven(entry[name])) continue
    if (fate === 'refused') throw new ApiError(400, `${where}: missing properties: "${name}"`)
    entry[name] = { kept: secret, emptied: '', masked: mask }[fate]
  }
}

/** Whether it is missing, or in a form in which servers return a secret. */
const isNotGiven = (value: JsonValue | undefined) =>
  value === undefined || value === null || value === '' || value === mask
