import type { StdTable } from './std-member'

/** Members for objects, and for comparing values. */
export const stdObjects: StdTable = {
  'assertEqual(a, b): boolean': 'True where both are equal, an error that shows them where not.',
  'equals(x, y): boolean': 'Whether two values are the same, to the last member; as `==` does.',
  'get(o, f, default=null, inc_hidden=true)':
    'The field `f` of an object, or `default` where there is none.',
  'isArray(v): boolean': 'Whether a value is a list.',
  'isBoolean(v): boolean': 'Whether a value is true or false.',
  'isFunction(v): boolean': 'Whether a value is a function.',
  'isNumber(v): boolean': 'Whether a value is a number.',
  'isObject(v): boolean': 'Whether a value is an object.',
  'isString(v): boolean': 'Whether a value is a text.',
  'length(x): number': 'How many characters, members, fields or parameters something has.',
  'mapWithKey(func, obj): object': 'The object with `func(name, value)` in place of each value.',
  'mergePatch(target, patch): object':
    'Merges as RFC 7396 says: fields of `patch` win, `null` removes.',
  'objectFields(o): array': 'The names of the fields in order, without hidden ones.',
  'objectFieldsAll(o): array': 'The names of all fields in order, with hidden ones.',
  'objectFieldsEx(obj, hidden): array':
    'The names of the fields; with hidden ones where `hidden` is true.',
  'objectHas(o, f): boolean': 'Whether an object has the field `f`, not hidden.',
  'objectHasAll(o, f): boolean': 'Whether an object has the field `f`, hidden or not.',
  'objectHasEx(obj, fname, hidden): boolean':
    'Whether an object has a field; also a hidden one where `hidden` is true.',
  'objectKeysValues(o): array': 'The fields as a list of `{ key, value }`.',
  'objectKeysValuesAll(o): array': 'As `objectKeysValues`, with hidden fields.',
  'objectRemoveKey(obj, key): object': 'The object without the field `key`.',
  'objectValues(o): array': 'The values of the fields, without hidden ones.',
  'objectValuesAll(o): array': 'The values of all fields, with hidden ones.',
  'primitiveEquals(x, y): boolean':
    'Whether two values that are no lists and no objects are the same.',
  'prune(a)': 'The value without `null`, empty lists and empty objects inside.',
  'type(x): string': 'What a value is: array, boolean, function, null, number, object or string.',
}
