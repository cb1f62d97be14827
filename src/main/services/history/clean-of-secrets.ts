import { withoutSecrets } from '../../../core/history/publish-history'
import type { JsonValue } from '../../../core/model/json'
import { anywhereFrom } from '../../scrub/find-secrets'

/** Takes the secrets of a publish out of what is kept of it and shown. */
export type CleanOfSecrets = <Value extends JsonValue>(value: Value) => Value

/** Short secrets are only recognized by member name; elsewhere they would match common words. */
export function cleanOf(secrets: Iterable<string>): CleanOfSecrets {
  const long = [...secrets].filter(({ length }) => length >= anywhereFrom)
  // Texts are replaced and the form is kept.
  return (value) => withoutSecrets(value, long) as typeof value
}
