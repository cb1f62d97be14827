import { t } from '../../language/translate'
import type { StdTable } from './std-member'

/** Members for lists, and for lists that serve as sets. */
export const stdLists: StdTable = {
  'all(arr): boolean': t('Whether every member of a list is true.'),
  'any(arr): boolean': t('Whether at least one member of a list is true.'),
  'avg(arr): number': t('The average of a list of numbers; an error for an empty one.'),
  'contains(arr, elem): boolean': t('Whether a list has this member.'),
  'count(arr, x): number': t('How often `x` is in a list.'),
  'deepJoin(arr): string': t('All texts of nested lists, put together.'),
  'filter(func, arr): array': t('The members for which `func(member)` is true.'),
  'filterMap(filter_func, map_func, arr): array': t(
    'Keeps members by the first function and changes them by the second.',
  ),
  'find(value, arr): array': t('Every position at which `value` is in a list.'),
  'flatMap(func, arr)': t(
    'As `map`, where `func` gives a list and all lists become one; also for texts.',
  ),
  'flattenArrays(arrs): array': t('A list of lists made one list.'),
  'flattenDeepArray(value): array': t('Lists in lists, however deep, made one list.'),
  'foldl(func, arr, init)': t(
    'Goes through a list from the left: `func(so far, member)`, from `init` on.',
  ),
  'foldr(func, arr, init)': t(
    'Goes through a list from the right: `func(member, so far)`, from `init` on.',
  ),
  'join(sep, arr)': t(
    'Texts put together with `sep` between them, or lists; `null` members are left out.',
  ),
  'lines(arr): string': t('Texts put together, each with a line end after it.'),
  'makeArray(sz, func): array': t('A list of `sz` members, each `func(position)`.'),
  'map(func, arr): array': t(
    'The list of `func(member)` for every member; also for the characters of a text.',
  ),
  'mapWithIndex(func, arr): array': t(
    'As `map`, with the position first: `func(position, member)`.',
  ),
  'maxArray(arr, keyF=id, onEmpty=error)': t(
    'The greatest member, by `keyF`; `onEmpty` where there is none.',
  ),
  'member(arr, x): boolean': t('Whether a list has the member `x`, or a text has the part `x`.'),
  'minArray(arr, keyF=id, onEmpty=error)': t(
    'The least member, by `keyF`; `onEmpty` where there is none.',
  ),
  'range(from, to): array': t('The whole numbers from `from` to `to`, both included.'),
  'remove(arr, elem): array': t('The list without the first `elem` in it.'),
  'removeAt(arr, i): array': t('The list without the member at the position `i`.'),
  'repeat(what, count)': t('A text or a list, so many times after itself.'),
  'reverse(arr): array': t('The list from its end to its beginning.'),
  'set(arr, keyF=id): array': t(
    'The list sorted and without doubles, for the other `set` functions.',
  ),
  'setDiff(a, b, keyF=id): array': t('The members of the set `a` that are not in `b`.'),
  'setInter(a, b, keyF=id): array': t('The members that both sets have.'),
  'setMember(x, arr, keyF=id): boolean': t('Whether `x` is in a set; the list must be sorted.'),
  'setUnion(a, b, keyF=id): array': t('The members of both sets, each once.'),
  'slice(indexable, index, end, step)': t(
    'The part of a list or text from `index` to before `end`, every `step`.',
  ),
  'sort(arr, keyF=id): array': t('The list in order, by `keyF(member)`.'),
  'sum(arr): number': t('The sum of a list of numbers.'),
  'uniq(arr, keyF=id): array': t(
    'The list without members that equal the one before; sort it first.',
  ),
}
