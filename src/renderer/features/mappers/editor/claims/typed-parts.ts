import type { JsonObject } from '../../../../../core/model/json'
import { partsOf } from '../../../../../core/mapper/cases/case-of-run'

/** Names of the traits that have a value, such as `name.first`. */
export function typedNames(form: JsonObject): string[] {
  return typedParts(form).map(({ path }) => path.join('.'))
}

/** The values that were typed; an object without members is none. */
export function typedParts(form: JsonObject) {
  return partsOf(form).filter(({ value }) => JSON.stringify(value) !== '{}')
}
