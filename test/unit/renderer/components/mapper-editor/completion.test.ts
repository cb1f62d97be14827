import { CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import { EditorView } from '@codemirror/view'
import { afterEach, describe, expect, it } from 'vitest'
import { stdMembers } from '../../../../../src/core/mapper/std/std-members'
import { completeMapper } from '../../../../../src/renderer/components/mapper-editor/mapper-completion'
import { sample, stateAt } from './states'

function complete(marked: string, explicit = false, values = sample as object) {
  const { state, position } = stateAt(marked, values)
  return completeMapper(new CompletionContext(state, position, explicit))
}
const labels = (result: CompletionResult | null) => result?.options.map(({ label }) => label) ?? []
const head = "local claims = std.extVar('claims');\nlocal raw = claims.raw_claims;\n"

let view: EditorView | undefined
afterEach(() => {
  view?.destroy()
  view = undefined
})
/** The text after a choice, with the cursor at `¦`. */
function pick(marked: string, label: string): string {
  const { state, position } = stateAt(marked)
  const result = completeMapper(new CompletionContext(state, position, true))
  const option = result?.options.find((item) => item.label === label)
  if (!result || !option) throw new Error(`“${label}” is not offered`)
  const { apply = label } = option
  const to = result.to ?? position
  if (typeof apply === 'string') {
    const text = state.doc.toString()
    return text.slice(0, result.from) + apply + text.slice(to)
  }
  view = new EditorView({ state })
  apply(view, option, result.from, to)
  const { doc, selection } = view.state
  const cursor = selection.main.head
  return `${doc.sliceString(0, cursor)}¦${doc.sliceString(cursor)}`
}

describe('completion after std', () => {
  it('offers every member that is for mappers, with its parameters and help', () => {
    const result = complete('std.¦')
    expect(labels(result)).toEqual(
      stdMembers.filter(({ internal }) => !internal).map(({ name }) => name),
    )
    expect(labels(result).length).toBeGreaterThan(140)
    const option = result?.options.find(({ label }) => label === 'startsWith')
    expect(option).toMatchObject({ detail: '(a, b)', type: 'function' })
    const info = typeof option?.info === 'function' ? option.info(option) : undefined
    expect((info as HTMLElement).textContent).toBe(
      'std.startsWith(a, b) → booleanWhether the text a begins with b.',
    )
    expect(result?.from).toBe(4)
  })

  it('begins where the name does, and puts the parentheses once', () => {
    expect(complete('{ a: std.asc¦ }')?.from).toBe(9)
    expect(pick('{ a: std.asc¦ }', 'asciiLower')).toBe('{ a: std.asciiLower(¦) }')
    expect(pick('std.asc¦(x)', 'asciiLower')).toBe('std.asciiLower(¦x)')
    expect(pick('std.p¦', 'pi')).toBe('std.pi')
  })

  it('offers nothing in comments and in other texts', () => {
    expect(complete('// std.¦', true)).toBeNull()
    expect(complete('/* std.¦ */ 1', true)).toBeNull()
    expect(complete("'std.¦'", true)).toBeNull()
    expect(complete('|||\n  std.¦\n|||', true)).toBeNull()
    expect(complete('1.¦', true)).toBeNull()
    expect(complete('unknown.¦', true)).toBeNull()
    expect(complete('f().¦', true)).toBeNull()
    expect(complete('x.std.¦', true)).toBeNull()
  })
})

describe('completion of claims', () => {
  it("offers the sample's first, with their values, then what else Ory passes on", () => {
    const result = complete(`${head}claims.¦`)
    expect(labels(result).slice(0, 4)).toEqual(['iss', 'email', 'email_verified', 'raw_claims'])
    expect(result?.options[1]).toMatchObject({ detail: '"ada@example.com"' })
    expect(result?.options[3]?.detail).toHaveLength(40)
    expect(labels(result)).toContain('given_name')
    expect(labels(result).filter((label) => label === 'email')).toHaveLength(1)
    const [present, absent] = [result?.options[1], result?.options.at(-1)]
    expect(present?.boost ?? 0).toBeGreaterThan(absent?.boost ?? 0)
  })

  it('offers the names that Ory knows where there is no sample', () => {
    const result = complete(`${head}claims.¦`, false, {})
    expect(labels(result)).toContain('email_verified')
    expect(complete(`${head}claims.raw_claims.¦`, false, {})).toBeNull()
  })

  it('follows every way to the claims', () => {
    const groups = (text: string) => labels(complete(text)).includes('groups')
    expect(groups(`${head}claims.raw_claims.¦`)).toBe(true)
    expect(groups(`${head}raw.gr¦`)).toBe(true)
    expect(groups(`${head}claims['raw_claims'].¦`)).toBe(true)
    expect(groups("std.extVar('claims').raw_claims.¦")).toBe(true)
    expect(groups('std.extVar( "claims" ) . raw_claims . ¦')).toBe(true)
    expect(groups(`${head}{ a: [raw.¦ ] }`)).toBe(true)
    expect(labels(complete(`${head}raw.realm_access.¦`))).toEqual(['roles'])
    expect(groups(`${head}other.raw_claims.¦`)).toBe(false)
    const own = "local c = { email_verified: false } + std.extVar('claims');\nc.¦"
    expect(labels(complete(own))).toContain('email')
  })

  it('offers the traits of the identity', () => {
    const identity = "local identity = std.extVar('identity');\n"
    expect(labels(complete(`${identity}identity.¦`))).toEqual([
      'traits',
      'metadata_public',
      'metadata_admin',
    ])
    expect(labels(complete(`${identity}identity.traits.¦`))).toEqual(['email', 'name'])
    expect(labels(complete(`${identity}identity.traits.name.¦`))).toEqual(['first'])
  })

  it('writes a name that may not stand after a point in brackets', () => {
    expect(pick(`${head}raw.ht¦`, 'https://example.com/roles')).toBe(
      `${head}raw['https://example.com/roles']¦`,
    )
    expect(pick(`${head}raw.¦`, "o'clock")).toBe(`${head}raw['o\\'clock']¦`)
    expect(pick(`${head}raw.¦`, 'if')).toBe(`${head}raw['if']¦`)
    expect(pick(`${head}raw.¦`, 'groups')).toBe(`${head}raw.groups`)
  })

  it('offers names in texts that name a field, and replaces what stands there', () => {
    expect(labels(complete(`${head}if '¦' in raw then 1`))).toContain('groups')
    expect(pick(`${head}if 'gro¦' in raw then 1`, 'groups')).toBe(
      `${head}if 'groups' in raw then 1`,
    )
    expect(pick(`${head}if "o¦x" in raw then 1`, "o'clock")).toBe(
      `${head}if "o'clock" in raw then 1`,
    )
    expect(pick(`${head}if '¦' in raw then 1`, "o'clock")).toBe(
      `${head}if 'o\\'clock' in raw then 1`,
    )
    expect(labels(complete(`${head}claims['¦']`))).toContain('email')
    expect(labels(complete(`${head}std.get(claims, '¦', '')`))).toContain('email')
    expect(labels(complete(`${head}std.objectHas(raw, "¦")`))).toContain('groups')
    expect(labels(complete("std.extVar('¦')"))).toEqual(['claims', 'identity'])
    expect(complete(`${head}if '¦' in other then 1`, true)).toBeNull()
    expect(complete(`${head}{ a: '¦' }`, true)).toBeNull()
    expect(complete(`${head}'email'¦ in claims`)).toBeNull()
  })
})

describe('completion of words', () => {
  it('offers the names of the text, variables and keywords', () => {
    const text = 'local one = 1, two(three) = 3;\n{ four(five):: [six for six in five] }\n'
    const result = complete(`${text}t¦`)
    expect(labels(result).slice(0, 5)).toEqual(['one', 'two', 'three', 'five', 'six'])
    expect(result?.options.slice(0, 3).map(({ detail }) => detail)).toEqual([
      'local',
      'function',
      'parameter',
    ])
    expect(labels(result)).toEqual(expect.arrayContaining(['std', 'local', 'tailstrict', 'true']))
  })

  it('waits for a letter unless it is asked for', () => {
    expect(complete('{ a: ¦ }')).toBeNull()
    expect(labels(complete('{ a: ¦ }', true))).toContain('std')
    expect(labels(complete('{ a: s¦ }'))).toContain('std')
  })

  it('offers nothing where a new name is made', () => {
    expect(complete('local cl¦', true)).toBeNull()
    expect(complete('[x for i¦', true)).toBeNull()
  })
})

describe('completion in a mapper for SCIM', () => {
  const scim = { given: 'scim', claims: { userName: 'kim', name: { givenName: 'Kim' } } }
  const begun = "local scim = std.extVar('scim');\n"

  it('offers scim and not claims', () => {
    expect(labels(complete("std.extVar('¦')", false, scim))).toEqual(['scim', 'identity'])
    expect(labels(complete('{ a: s¦ }', true, scim))).toContain("std.extVar('scim')")
    expect(labels(complete("std.extVar('¦')"))).toEqual(['claims', 'identity'])
  })

  it('offers the attributes of the sample, then the others', () => {
    const offered = labels(complete(`${begun}{ a: scim.¦ }`, false, scim))
    expect(offered.slice(0, 2)).toEqual(['userName', 'name'])
    expect(offered).toContain('emails')
    expect(offered).not.toContain('email_verified')
    expect(labels(complete(`${begun}{ a: scim.name.¦ }`, false, scim))).toEqual([
      'givenName',
      'formatted',
      'familyName',
      'middleName',
      'honorificPrefix',
      'honorificSuffix',
    ])
  })
})
