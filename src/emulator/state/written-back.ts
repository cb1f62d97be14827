import { ApiError } from './errors'
import { isObject, type JsonObject, type JsonValue } from './json'
import { secretKeys } from './known-keys'
import type { Variants } from './options'
import { mask, providersIn } from './project-document'

/** A member that no server knows: an entry that still has it was not written anew as a whole. */
const stored = '\u0000stored'

/** Marks the connections of a document that a patch is about to change. Works in place. */
export function markStored(services: JsonObject): void {
  for (const method of ['oidc', 'saml'] as const) {
    for (const entry of providersIn(services, method)) if (isObject(entry)) entry[stored] = true
  }
}

/**
 * Gives a connection that was written as a whole what the options say that the server has kept of the
 * one with its id. One that a patch changed member by member is as the patch left it.
 *
 * @param entry as it was sent, changed in place
 * @param known what is stored under its id
 */
export function writtenBack(
  entry: JsonObject,
  sent: JsonObject,
  known: JsonObject | undefined,
  options: Variants,
  where: string,
): void {
  if (!known || sent[stored] === true) return
  if (options.unshownWrittenBack === 'kept') {
    for (const name of ['state', 'auto_link']) {
      const value = known[name]
      if (value !== undefined && !(name in entry)) entry[name] = value
    }
  }
  const fate = options.secretsWrittenBack ?? 'as-sent'
  // One of another kind needs other secrets: those that are stored are of no use to it.
  if (fate === 'as-sent' || entry['provider'] !== known['provider']) return
  for (const name of secretKeys) {
    const secret = known[name]
    if (secret === undefined || !isNotGiven(entry[name])) continue
    if (fate === 'refused') throw new ApiError(400, `${where}: missing properties: "${name}"`)
    entry[name] = { kept: secret, emptied: '', masked: mask }[fate]
  }
}

/** Whether it is left out, or in a form in which servers show one. */
const isNotGiven = (value: JsonValue | undefined) =>
  value === undefined || value === null || value === '' || value === mask
