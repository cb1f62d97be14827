import fc from 'fast-check'

const names = ['a', 'b', 'claims', 'x']
const name = fc.constantFrom(...names)
const text = fc.oneof(
  fc.constantFrom('email', 'groups', 'ä😀', '', '@example.com', '%s', '\n'),
  fc.string({ maxLength: 5 }),
)
const jsonnetText = text.map((value) => JSON.stringify(value))

const { expression } = fc.letrec<{ expression: string; part: string; object: string }>((tie) => ({
  expression: fc.oneof({ maxDepth: 4, depthSize: 'small' }, tie('part'), tie('object')),
  part: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(jsonnetText, fc.integer().map(String), fc.constantFrom('null', 'true', 'false')),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => `(${value})`),
    name.map((value) => `std.extVar('claims').${value}`),
    fc.constantFrom("std.extVar('claims').raw_claims.groups", 'self.a', '$.b', "'a' in self"),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '-', '*', '/', '%', '==', '<', '&&', 'in'),
        tie('expression'),
      )
      .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([test, yes, no]) => `(if ${test} then ${yes} else ${no})`),
    fc
      .tuple(name, tie('expression'), tie('expression'))
      .map(([variable, value, body]) => `(local ${variable} = ${value}; ${body} + ${variable})`),
    fc
      .tuple(
        fc.constantFrom(
          'length',
          'toString',
          'type',
          'asciiLower',
          'sort',
          'prune',
          'objectFields',
        ),
        tie('expression'),
      )
      .map(([call, value]) => `std.${call}(${value})`),
    tie('expression').map((value) => `[item for item in ${value}]`),
    tie('expression').map((value) => `(error ${value})`),
  ),
  object: fc
    .array(fc.tuple(name, fc.constantFrom(':', '::', '+:'), tie('expression')), { maxLength: 3 })
    .map(
      (fields) => `{ ${fields.map(([key, sign, value]) => `${key}${sign} ${value}`).join(', ')} }`,
    ),
}))

/** Small Jsonnet programs; most of them end in an error of some kind. */
export const program = expression
