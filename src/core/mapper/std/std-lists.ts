import type { StdTable } from './std-member'

/** Members for lists, and for lists that serve as sets. */
export const stdLists: StdTable = {
  'all(arr): boolean': 'Whether every member of a list is true.',
  'any(arr): boolean': 'Whether at least one member of a list is true.',
  'avg(arr): number': 'The average of a list of numbers; an error for an empty one.',
  'contains(arr, elem): boolean': 'Whether a list has this member.',
  'count(arr, x): number': 'How often `x` is in a list.',
  'deepJoin(arr): string': 'All texts of nested lists, put together.',
  'filter(func, arr): array': 'The members for which `func(member)` is true.',
  'filterMap(filter_func, map_func, arr): array':
    'Keeps members by the first function and changes them by the second.',
  'find(value, arr): array': 'Every position at which `value` is in a list.',
  'flatMap(func, arr)':
    'As `map`, where `func` gives a list and all lists become one; also for texts.',
  'flattenArrays(arrs): array': 'A list of lists made one list.',
  'flattenDeepArray(value): array': 'Lists in lists, however deep, made one list.',
  'foldl(func, arr, init)':
    'Goes through a list from the left: `func(so far, member)`, from `init` on.',
  'foldr(func, arr, init)':
    'Goes through a list from the right: `func(member, so far)`, from `init` on.',
  'join(sep, arr)':
    'Texts put together with `sep` between them, or lists; `null` members are left out.',
  'lines(arr): string': 'Texts put together, each with a line end after it.',
  'makeArray(sz, func): array': 'A list of `sz` members, each `func(position)`.',
  'map(func, arr): array':
    'The list of `func(member)` for every member; also for the characters of a text.',
  'mapWithIndex(func, arr): array': 'As `map`, with the position first: `func(position, member)`.',
  'maxArray(arr, keyF=id, onEmpty=error)':
    'The greatest member, by `keyF`; `onEmpty` where there is none.',
  'member(arr, x): boolean': 'Whether a list has the member `x`, or a text has the part `x`.',
  'minArray(arr, keyF=id, onEmpty=error)':
    'The least member, by `keyF`; `onEmpty` where there is none.',
  'range(from, to): array': 'The whole numbers from `from` to `to`, both included.',
  'remove(arr, elem): array': 'The list without the first `elem` in it.',
  'removeAt(arr, i): array': 'The list without the member at the position `i`.',
  'repeat(what, count)': 'A text or a list, so many times after itself.',
  'reverse(arr): array': 'The list from its end to its beginning.',
  'set(arr, keyF=id): array': 'The list sorted and without doubles, for the other `set` functions.',
  'setDiff(a, b, keyF=id): array': 'The members of the set `a` that are not in `b`.',
  'setInter(a, b, keyF=id): array': 'The members that both sets have.',
  'setMember(x, arr, keyF=id): boolean': 'Whether `x` is in a set; the list must be sorted.',
  'setUnion(a, b, keyF=id): array': 'The members of both sets, each once.',
  'slice(indexable, index, end, step)':
    'The part of a list or text from `index` to before `end`, every `step`.',
  'sort(arr, keyF=id): array': 'The list in order, by `keyF(member)`.',
  'sum(arr): number': 'The sum of a list of numbers.',
  'uniq(arr, keyF=id): array': 'The list without members that equal the one before; sort it first.',
}
