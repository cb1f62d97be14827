import { t } from '../../language/translate'
import type { StdTable } from './std-member'

/** Members for objects, and for comparing values. */
export const stdObjects: StdTable = {
  'assertEqual(a, b): boolean': t('True where both are equal, an error that shows them where not.'),
  'equals(x, y): boolean': t('Whether two values are the same, to the last member; as `==` does.'),
  'get(o, f, default=null, inc_hidden=true)': t(
    'The field `f` of an object, or `default` where there is none.',
  ),
  'isArray(v): boolean': t('Whether a value is a list.'),
  'isBoolean(v): boolean': t('Whether a value is true or false.'),
  'isFunction(v): boolean': t('Whether a value is a function.'),
  'isNumber(v): boolean': t('Whether a value is a number.'),
  'isObject(v): boolean': t('Whether a value is an object.'),
  'isString(v): boolean': t('Whether a value is a text.'),
  'length(x): number': t('How many characters, members, fields or parameters something has.'),
  'mapWithKey(func, obj): object': t('The object with `func(name, value)` in place of each value.'),
  'mergePatch(target, patch): object': t(
    'Merges as RFC 7396 says: fields of `patch` win, `null` removes.',
  ),
  'objectFields(o): array': t('The names of the fields in order, without hidden ones.'),
  'objectFieldsAll(o): array': t('The names of all fields in order, with hidden ones.'),
  'objectFieldsEx(obj, hidden): array': t(
    'The names of the fields; with hidden ones where `hidden` is true.',
  ),
  'objectHas(o, f): boolean': t('Whether an object has the field `f`, not hidden.'),
  'objectHasAll(o, f): boolean': t('Whether an object has the field `f`, hidden or not.'),
  'objectHasEx(obj, fname, hidden): boolean': t(
    'Whether an object has a field; also a hidden one where `hidden` is true.',
  ),
  'objectKeysValues(o): array': t('The fields as a list of `{ key, value }`.'),
  'objectKeysValuesAll(o): array': t('As `objectKeysValues`, with hidden fields.'),
  'objectRemoveKey(obj, key): object': t('The object without the field `key`.'),
  'objectValues(o): array': t('The values of the fields, without hidden ones.'),
  'objectValuesAll(o): array': t('The values of all fields, with hidden ones.'),
  'primitiveEquals(x, y): boolean': t(
    'Whether two values that are no lists and no objects are the same.',
  ),
  'prune(a)': t('The value without `null`, empty lists and empty objects inside.'),
  'type(x): string': t(
    'What a value is: array, boolean, function, null, number, object or string.',
  ),
}
