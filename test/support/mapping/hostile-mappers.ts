import type { ErrorCode } from '../../../src/core/errors/app-error'

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

/** Possible errors of a hostile mapper. Which limit it reaches first depends on the machine. */
const limits: readonly ErrorCode[] = [
  'mapper.timeout',
  'mapper.memory',
  'mapper.runtime',
  'mapper.size',
]

/** Name, mapper, and the possible codes. */
export const hostile: readonly (readonly [string, string, readonly ErrorCode[]])[] = [
  ['endless recursion', 'local f(x) = f(x + 1); f(0)', ['mapper.runtime']],
  ['endless tail calls', 'local f(x) = f(x + 1) tailstrict; f(0)', ['mapper.timeout']],
  [
    'a loop of 1e10',
    'std.length([x for x in std.range(1, 1e6) for y in std.range(1, 1e4)])',
    limits,
  ],
  ['an array of 1e9', 'std.makeArray(1e9, function(i) i)', limits],
  ['an array of 1e9 numbers', 'std.range(1, 1e9)', limits],
  ['a text of 1e9', "std.length(std.repeat(std.repeat('x', 1e5), 1e4))", limits],
  ['a text that doubles', "std.foldl(function(a, i) a + a, std.range(1, 40), 'x')", limits],
  [
    'an object that doubles',
    'local d(n) = if n == 0 then {} else { a: d(n - 1), b: d(n - 1) }; d(24)',
    limits,
  ],
  [
    'an output of 1 MB',
    "std.join('', [std.toString(std.range(1, 9999)) for i in std.range(1, 22)])",
    ['mapper.size'],
  ],
  ['arrays 1,000 deep', nested(1000), limits],
  ['arrays 50,000 deep', nested(50_000), limits],
  [
    'brackets 100,000 deep',
    '('.repeat(100_000),
    ['mapper.syntax', 'mapper.size', 'mapper.memory', 'mapper.timeout'],
  ],
  ['import of a file', "import '/etc/passwd'", ['mapper.runtime']],
  ['importstr of a file', "importstr '/etc/passwd'", ['mapper.runtime']],
  ['importbin of a device', "importbin '/dev/urandom'", ['mapper.runtime']],
  ['import of an address', "import 'https://example.com/x.libsonnet'", ['mapper.runtime']],
  ['a native function', "std.native('exec')('id')", ['mapper.runtime']],
  ['another variable', "std.extVar('HOME')", ['mapper.runtime']],
  ['a crash of the library', 'std.range(3, 1)', ['mapper.runtime']],
  ['NUL and odd characters', '\u0000\ud800\u202e', ['mapper.syntax']],
  ['a padded number', "std.format('%1000000000d', [1])", limits],
  ['a text without end', `"${'a'.repeat(60_000)}`, ['mapper.syntax']],
]
