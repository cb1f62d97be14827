import { stdMember, type StdMember, type StdTable } from './std-member'
import { t } from '../../language/translate'

/** Members for texts, their codes and their hashes. */
const stdTexts: StdTable = {
  'asciiLower(str): string': t('The text with A to Z made small; other letters stay.'),
  'asciiUpper(str): string': t('The text with a to z made capital; other letters stay.'),
  'base64(input): string': t('A text or a list of bytes as base64.'),
  'base64Decode(str): string': t('The text that was written as base64.'),
  'base64DecodeBytes(str): array': t('The bytes that were written as base64.'),
  'char(n): string': t('The character with this Unicode number.'),
  'codepoint(str): number': t('The Unicode number of a text of one character.'),
  'decodeUTF8(arr): string': t('The text that these UTF-8 bytes stand for.'),
  'encodeUTF8(str): array': t('The UTF-8 bytes of a text.'),
  'endsWith(a, b): boolean': t('Whether the text `a` ends with `b`.'),
  'equalsIgnoreCase(str1, str2): boolean': t('Whether two texts are the same, capital or small.'),
  'escapeStringBash(str_): string': t('The text in single quotes, safe in a shell.'),
  'escapeStringDollars(str_): string': t('The text with every `$` doubled.'),
  'escapeStringJson(str_): string': t('The text in double quotes, as JSON writes it.'),
  'escapeStringPython(str): string': t('The text in double quotes, as Python reads it.'),
  'escapeStringXML(str_): string': t('The text with `<`, `>`, `&` and quotes made safe for XML.'),
  'findSubstr(pat, str): array': t('Every position at which `pat` begins in `str`.'),
  'format(str, vals): string': t(
    'Puts values in place of `%s`, `%d` and the like; as `str % vals` does.',
  ),
  'isEmpty(str): boolean': t('Whether a text has no characters.'),
  'lstripChars(str, chars): string': t('The text without these characters at its beginning.'),
  'md5(s): string': t('The MD5 hash of a text in hexadecimal; not for anything secret.'),
  'parseHex(str): number': t('The number written in hexadecimal.'),
  'parseInt(str): number': t('The whole number written in decimal; an error for anything else.'),
  'parseOctal(str): number': t('The number written in octal.'),
  'resolvePath(f, r): string': t('The path `r` as seen from the folder of the file `f`.'),
  'rstripChars(str, chars): string': t('The text without these characters at its end.'),
  'sha1(s): string': t('The SHA-1 hash of a text in hexadecimal.'),
  'sha256(s): string': t('The SHA-256 hash of a text in hexadecimal.'),
  'sha3(s): string': t('The SHA3-512 hash of a text in hexadecimal.'),
  'sha512(s): string': t('The SHA-512 hash of a text in hexadecimal.'),
  'split(str, c): array': t('The parts of a text between the separators `c`.'),
  'splitLimit(str, c, maxsplits): array': t(
    'As `split`, with at most so many cuts from the left; -1 for all.',
  ),
  'splitLimitR(str, c, maxsplits): array': t(
    'As `split`, with at most so many cuts from the right; -1 for all.',
  ),
  'startsWith(a, b): boolean': t('Whether the text `a` begins with `b`.'),
  'strReplace(str, from, to): string': t('The text with every `from` replaced by `to`.'),
  'stringChars(str): array': t('The characters of a text as a list.'),
  'stripChars(str, chars): string': t('The text without these characters at both ends.'),
  'substr(str, from, len): string': t(
    'At most `len` characters, from the position `from` on; 0 is the first.',
  ),
  'trim(str): string': t('The text without white space at both ends.'),
}

/** Members for objects, and for comparing values. */
const stdObjects: StdTable = {
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

/** Members for numbers and for true and false. */
const stdNumbers: StdTable = {
  'abs(n): number': t('The number without its sign.'),
  'acos(x): number': t('The arc cosine, in radians.'),
  'asin(x): number': t('The arc sine, in radians.'),
  'atan(x): number': t('The arc tangent, in radians.'),
  'atan2(y, x): number': t('The angle of the point `x`, `y`, in radians.'),
  'ceil(x): number': t('The next whole number upwards.'),
  'clamp(x, minVal, maxVal): number': t('The number, or the bound that it is beyond.'),
  'cos(x): number': t('The cosine of an angle in radians.'),
  'deg2rad(x): number': t('Degrees as radians.'),
  'exp(x): number': t('The number e to the power of `x`.'),
  'exponent(x): number': t('The power of two of a number, as computers keep it.'),
  'floor(x): number': t('The next whole number downwards.'),
  'hypot(x, y): number': t('The square root of the sum of both squares.'),
  'isDecimal(x): boolean': t('Whether a number has a part after the point.'),
  'isEven(x): boolean': t('Whether the whole part of a number is even.'),
  'isInteger(x): boolean': t('Whether a number is whole.'),
  'isOdd(x): boolean': t('Whether the whole part of a number is odd.'),
  'log(x): number': t('The natural logarithm.'),
  'log10(x): number': t('The logarithm to the base 10.'),
  'log2(x): number': t('The logarithm to the base 2.'),
  'mantissa(x): number': t('The digits of a number beside its power of two, as computers keep it.'),
  'max(a, b): number': t('The greater of two numbers.'),
  'min(a, b): number': t('The lesser of two numbers.'),
  'mod(a, b)': t('The remainder of two numbers, or `a % b` of a text; as `%` does.'),
  'modulo(x, y): number': t('The remainder of a division, with the sign of `x`.'),
  'pi: number': t('The number pi.'),
  'pow(x, n): number': t('The number `x` to the power of `n`.'),
  'rad2deg(x): number': t('Radians as degrees.'),
  'round(x): number': t('The nearest whole number; a half is rounded away from 0.'),
  'sign(n): number': t('1, 0 or -1: the sign of a number.'),
  'sin(x): number': t('The sine of an angle in radians.'),
  'sqrt(x): number': t('The square root.'),
  'tan(x): number': t('The tangent of an angle in radians.'),
  'xnor(x, y): boolean': t('Whether both are true or both are false.'),
  'xor(x, y): boolean': t('Whether exactly one of the two is true.'),
}

/** Members for lists, and for lists that serve as sets. */
const stdLists: StdTable = {
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

/** Members that write and read values as text. */
const stdFormats: StdTable = {
  'manifestIni(ini): string': t('An object with `main` and `sections` as an INI file.'),
  'manifestJson(value): string': t('A value as JSON, indented by four spaces.'),
  'manifestJsonEx(value, indent, newline="\\n", key_val_sep=": "): string': t(
    'A value as JSON with your own indent and separators.',
  ),
  'manifestJsonMinified(value): string': t('A value as JSON in one line without spaces.'),
  'manifestPython(v): string': t('A value as Python writes it.'),
  'manifestPythonVars(conf): string': t('The fields of an object as Python variables, one a line.'),
  'manifestToml(value): string': t('An object as TOML, indented by two spaces.'),
  'manifestTomlEx(value, indent): string': t('An object as TOML with your own indent.'),
  'manifestXmlJsonml(value): string': t('A list `[tag, { attributes }, content …]` as XML.'),
  'manifestYamlDoc(value, indent_array_in_object=false, quote_keys=true): string': t(
    'A value as one YAML document.',
  ),
  'manifestYamlStream(value, indent_array_in_object=false, c_document_end=true, quote_keys=true): string':
    t('A list as a stream of YAML documents.'),
  'parseJson(str)': t('The value of a JSON text.'),
  'parseYaml(str)': t('The value of a YAML text.'),
  'toString(a): string': t('A value as text: a text as it is, all else as JSON.'),
}

/** Access to things outside the mapper, and everything else. */
const stdOthers: StdTable = {
  'extVar(x)': t(
    'What Ory gives to the mapper: `claims` and `identity`; any other name is an error.',
  ),
  'id(x)': t('The value itself.'),
  'native(x): null': t(
    'A function of the program around Jsonnet; Ory has none, so it is always `null`.',
  ),
  'thisFile: string': t('The name of the file; at Ory it is empty.'),
  'trace(str, rest)': t('Returns `rest` and writes `str` to the trace, which Ory does not show.'),
}

/** Internal members of the engine; not part of the language, and may be removed at any time. */
const stdInternals: StdTable = {
  '$flatMapArray(func, arr): array': t('Part of the engine: list comprehensions are made with it.'),
  '$objectFlatMerge(x): object': t('Part of the engine: object comprehensions are made with it.'),
  '__array_greater(arr1, arr2): boolean': t('Part of the engine: `>` of lists.'),
  '__array_greater_or_equal(arr1, arr2): boolean': t('Part of the engine: `>=` of lists.'),
  '__array_less(arr1, arr2): boolean': t('Part of the engine: `<` of lists.'),
  '__array_less_or_equal(arr1, arr2): boolean': t('Part of the engine: `<=` of lists.'),
  '__compare(v1, v2): number': t('Part of the engine: -1, 0 or 1 for the order of two values.'),
  '__compare_array(arr1, arr2): number': t(
    'Part of the engine: -1, 0 or 1 for the order of two lists.',
  ),
}

export type { StdMember } from './std-member'

/**
 * Every member of `std` in go-jsonnet v0.21.0, by name, with its parameter names. A test compares them
 * with the engine's members and parameters.
 */
export const stdMembers: readonly StdMember[] = [
  stdTexts,
  stdLists,
  stdObjects,
  stdNumbers,
  stdFormats,
  stdOthers,
  stdInternals,
]
  .flatMap((table) => Object.entries(table).map(stdMember))
  .sort((left, right) => (left.name < right.name ? -1 : 1))

const byName: ReadonlyMap<string, StdMember> = new Map(
  stdMembers.map((member) => [member.name, member]),
)

/** The member of this name, if `std` has it. */
export function findStdMember(name: string): StdMember | undefined {
  return byName.get(name)
}
