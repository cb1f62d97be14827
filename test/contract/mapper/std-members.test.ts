import { describe, expect, it } from 'vitest'
import { findStdMember, stdMembers, type StdMember } from '../../../src/core/mapper/std/std-members'
import { bare } from '../../support/mapping/mapper'
import { useEngine } from '../../support/mapping/use-engine'

const engine = useEngine()

async function evaluate(text: string): Promise<unknown> {
  const result = await engine.evaluate(bare(text))
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`)
  return JSON.parse(result.value.output)
}
async function messageOf(text: string): Promise<string> {
  const result = await engine.evaluate(bare(text))
  return result.ok ? '' : result.error.message
}

const isFunction = (member: StdMember) => member.parameters !== undefined
const functions = stdMembers.filter(isFunction)
/** A call with every parameter by its name; each value is an error, so that nothing is done. */
const call = ({ name }: StdMember, parameters: readonly { readonly name: string }[]) =>
  `std['${name}'](${parameters.map((parameter) => `${parameter.name}=error 'given'`).join(', ')})`

describe('the table of the standard library', () => {
  it('has exactly the members of the engine', async () => {
    expect(stdMembers.map(({ name }) => name)).toEqual(await evaluate('std.objectFieldsAll(std)'))
  })

  it('knows functions from values, and how many parameters each has', async () => {
    const kinds = await evaluate(
      '{ [name]: std.type(std[name]) for name in std.objectFieldsAll(std) }',
    )
    expect(
      Object.fromEntries(
        stdMembers.map((member) => [member.name, member.parameters ? 'function' : member.result]),
      ),
    ).toEqual(kinds)
    const counts = await evaluate(
      "{ [n]: std.length(std[n]) for n in std.objectFieldsAll(std) if std.type(std[n]) == 'function' }",
    )
    expect(
      Object.fromEntries(
        functions.map(({ name, parameters = [] }) => [
          name,
          // The engine counts those that must be given.
          parameters.filter((parameter) => parameter.default === undefined).length,
        ]),
      ),
    ).toEqual(counts)
  })

  it('names the parameters as the engine does, and says which may be left out', async () => {
    for (const member of functions) {
      const parameters = member.parameters ?? []
      const whole = await messageOf(call(member, parameters))
      expect(whole, member.name).not.toMatch(/has no parameter|Missing argument|too many/i)
      for (const { name, default: value } of parameters) {
        const rest = parameters.filter((parameter) => parameter.name !== name)
        const missing = (await messageOf(call(member, rest))).includes('Missing argument')
        expect({ member: member.name, name, missing }).toEqual({
          member: member.name,
          name,
          missing: value === undefined,
        })
      }
    }
  })

  it('gives the kind of result that it says', async () => {
    for (const [text, name] of calls) {
      const member = findStdMember(name)
      expect([text, member?.result]).toEqual([text, await evaluate(`std.type(${text})`)])
    }
    const told = stdMembers.filter(({ result, internal }) => result !== undefined && !internal)
    expect(told.map(({ name }) => name)).toEqual(calls.map(([, name]) => name).sort())
  })

  it('has a signature and one sentence for each', () => {
    for (const { name, signature, about } of stdMembers) {
      expect(signature).toMatch(/^std(\.\w+|\['\$\w+'\])(\(.*\))?$/)
      expect(signature).toContain(name)
      expect(about, name).toMatch(/^[A-Z`1][^\n]*\.$/)
    }
    expect(new Set(stdMembers.map(({ about }) => about)).size).toBe(stdMembers.length)
    expect(findStdMember('get')).toEqual({
      name: 'get',
      signature: 'std.get(o, f, default=null, inc_hidden=true)',
      about: 'The field `f` of an object, or `default` where there is none.',
      parameters: [
        { name: 'o' },
        { name: 'f' },
        { name: 'default', default: 'null' },
        { name: 'inc_hidden', default: 'true' },
      ],
      internal: false,
    })
    expect(findStdMember('toUpper')).toBeUndefined()
  })
})

/** One call for each member that always gives the same kind of thing. */
const calls = `
abs(-1) acos(1) all([true]) any([true]) asciiLower('A') asciiUpper('a') asin(1) assertEqual(1,1)
atan(1) atan2(1,2) avg([1]) base64('a') base64Decode('YQ==') base64DecodeBytes('YQ==') ceil(1)
char(97) clamp(1,2,3) codepoint('a') contains([1],1) cos(1) count([1],1) decodeUTF8([97])
deepJoin(['a',['b']]) deg2rad(1) encodeUTF8('a') endsWith('a','a') equals(1,1)
equalsIgnoreCase('a','A') escapeStringBash('a') escapeStringDollars('a') escapeStringJson('a')
escapeStringPython('a') escapeStringXML('a') exp(1) exponent(1) filter(std.isString,['a'])
filterMap(std.isString,std.length,['a']) find(1,[1]) findSubstr('a','a') flattenArrays([[1]])
flattenDeepArray([[1]]) floor(1) format('%s',[1]) hypot(3,4) isArray(1) isBoolean(1) isDecimal(1)
isEmpty('') isEven(1) isFunction(1) isInteger(1) isNumber(1) isObject(1) isOdd(1) isString(1)
length('a') lines(['a']) log(1) log10(1) log2(1) lstripChars('a','b') makeArray(1,std.id)
manifestIni({sections:{}}) manifestJson(1) manifestJsonEx(1,'') manifestJsonMinified(1)
manifestPython(1) manifestPythonVars({a:1}) manifestToml({a:1}) manifestTomlEx({a:1},'')
manifestXmlJsonml(['a']) manifestYamlDoc(1) manifestYamlStream([1]) mantissa(1) map(std.id,[1])
mapWithIndex(function(i,x)x,[1]) mapWithKey(function(k,v)v,{a:1}) max(1,2) md5('a') member([1],1)
mergePatch({},{}) min(1,2) modulo(1,2) native('a') objectFields({}) objectFieldsAll({})
objectFieldsEx({},true) objectHas({},'a') objectHasAll({},'a') objectHasEx({},'a',true)
objectKeysValues({}) objectKeysValuesAll({}) objectRemoveKey({a:1},'a') objectValues({})
objectValuesAll({}) parseHex('f') parseInt('1') parseOctal('7') pi pow(1,2) primitiveEquals(1,1)
rad2deg(1) range(1,2) remove([1],1) removeAt([1],0) resolvePath('a','b') reverse([1]) round(1)
rstripChars('a','b') set([1]) setDiff([1],[1]) setInter([1],[1]) setMember(1,[1]) setUnion([1],[1])
sha1('a') sha256('a') sha3('a') sha512('a') sign(1) sin(1) sort([1]) split('a','b')
splitLimit('a','b',1) splitLimitR('a','b',1) sqrt(1) startsWith('a','a') strReplace('a','b','c')
stringChars('a') stripChars('a','b') substr('a',0,1) sum([1]) tan(1) thisFile toString(1) trim('a')
type(1) uniq([1]) xnor(true,true) xor(true,true)`
  .trim()
  .split(/\s+(?=\w+(?:\(|\s|$))/)
  .map((text): readonly [string, string] => [`std.${text}`, text.replace(/\(.*/, '')])
