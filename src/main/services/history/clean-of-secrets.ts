import { withoutSecrets } from '../../../core/history/publish-history'
import type { JsonValue } from '../../../core/model/json'
import { anywhereFrom } from '../../scrub/find-secrets'

/** Removes a publish's secrets from its record. */
export type CleanOfSecrets = <Value extends JsonValue>(value: Value) => Value

/** Short secrets are only recognized by member name; elsewhere they would match common words. */
export function cleanOf(secrets: Iterable<string>): CleanOfSecrets {
  const long = [...secrets].filter(({ length }) => length >= anywhereFrom)
  // Only texts change, so the type holds.
  return (value) => withoutSecrets(value, long) as typeof value
}
