import type { JsonObject } from '../../model/json'
import { schemaTraits } from './schema-traits'

/**
 * The traits of an identity schema that hold e-mail addresses, as paths of members below `traits`, by what it says of
 * them or of the items of a list: the format, or the way in which Ory contacts a person by them.
 */
export const emailTraits = (schema: JsonObject): readonly (readonly string[])[] =>
  schemaTraits(schema).flatMap(({ path, item, ...trait }) =>
    [trait, ...(item ? [item] : [])].some(
      ({ via, format }) => via === 'email' || (format === 'email' && via === undefined),
    )
      ? [path]
      : [],
  )
