import { describe, expect, it, test } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import type { JsonObject, JsonValue } from '../../../../../src/core/model/json'
import { uuidOf } from '../../../../../src/core/model/project-id'
import { noIntents } from '../../../../../src/core/intents/intents'
import { cliObstacle } from '../../../../../src/core/publish/commands/cli-steps'
import { publishCommands, type Tool } from '../../../../../src/core/publish/commands/commands'
import {
  commentText,
  isWord,
  jsonPieces,
  jsonText,
  type Pieces,
  tidy,
  unusedMark,
} from '../../../../../src/core/publish/commands/pieces'
import { publishBodies } from '../../../../../src/core/publish/commands/publish'
import { joinPieces, quoteWord } from '../../../../../src/core/publish/commands/sh'
import { isPlainWord } from '../../../../../src/core/publish/commands/shell'
import { planPublish } from '../../../../../src/core/publish/publish-plan'
import { draftWith } from '../../../../support/states/draft-with'
import { scimEntry } from '../../../../support/states/radar'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { fieldEdit } from '../../../../support/states/field-edit'

const keyOf = (number: number) => `new:0b5a8f0e-2f8e-4f0e-9c52-00000000000${number}`
const organizations = [
  { id: 'o1', label: 'One', domains: ['one.example'] },
  { id: 'o2', label: 'Two', domains: [] },
]
const oidc = [connection('a'), connection('b')]
const saml = [{ id: 's', label: 'S' }]
const scimClients = [scimEntry('s', 'o1'), scimEntry('t', 'o1')]
const made = (number: number, fields: JsonObject = {}): Edit => ({
  kind: 'create-organization',
  key: keyOf(number),
  fields: { label: 'New', domains: [`n${number}.example`], ...fields },
})
const set = (field: string, value: JsonValue, key = 'oidc:a'): Edit =>
  fieldEdit({ kind: key.includes(':') ? 'connection' : 'organization', key }, field, value)
const rename = set('label', 'Uno', 'o1')
const secret = set('client_secret', { $secret: 'r1' })
const gone: Edit = { kind: 'delete-organization', key: 'o2', connections: 'detach' }
const all = [made(1), made(2), rename, set('organization_id', keyOf(1)), secret, gone]

interface Way {
  readonly tool?: Tool
  readonly viaPatch?: boolean
  /** Whether the server gives new organizations the ids that are asked for. */
  readonly keepsIds?: boolean
  readonly apiAddress?: string
}

function scriptOf(edits: readonly Edit[], way: Way = {}) {
  const { tool = 'curl', viaPatch = false, apiAddress = 'https://api.console.ory.com' } = way
  const snapshot = {
    ...snapshotOf({ organizations, oidc, saml, scimClients, viaPatch }),
    ...(way.keepsIds ? { organizationIds: 'kept' as const } : {}),
  }
  const plan = planPublish(snapshot, draftWith(snapshot, edits).intents)
  return publishCommands({ snapshot, plan, apiAddress }, tool)
}
const byCli = (edits: readonly Edit[], way: Way = {}) =>
  scriptOf(edits, { tool: 'Ory CLI', ...way })
const titles = ({ steps }: ReturnType<typeof scriptOf>) => steps.map(({ title }) => title)
/** The lines that keep what an answer tells. */
const takenIn = (text = '') => text.split('\n').filter((line) => /^\w*=\$\(id_of/.test(line))
/** The first line of each step, without what is the same in all. */
const sent = ({ steps }: ReturnType<typeof scriptOf>) =>
  steps.map(
    ({ text }) =>
      text
        .split('\n')
        .find((line) => /^(send|run_ory) /.test(line))
        ?.replace(/'https:.*?0001/, "'P")
        .replaceAll(project, 'P') ?? '',
  )
const project = uuidOf(snapshotOf({}).summary.id)
const reviewed = 'Stop if the project has changed since the review'
const between = 'Stop if anything except organizations has changed since then'

describe('the steps of a script', () => {
  test('read the project before requests for organizations, and again before the patch', () => {
    const script = scriptOf(all)
    expect(titles(script)).toEqual([
      `1. ${reviewed}`,
      '2. Create the organization New',
      '3. Create the organization New',
      '4. Update the organization Uno',
      `5. ${between}`,
      '6. Patch the project',
      '7. Delete the organization Two',
    ])
    expect(sent(script)).toEqual([
      "send GET 'P'",
      `send POST 'P/organizations' "$body"`,
      `send POST 'P/organizations' "$body"`,
      `send PUT 'P/organizations/o1' "$body"`,
      "send GET 'P'",
      `send PATCH 'P/revision/'"$revision" "$body"`,
      "send DELETE 'P/organizations/o2'",
    ])
    const [first, create, , update, again, patch, gone] = script.steps.map(({ text }) => text)
    expect(create).toContain('"label": "New"')
    expect(update).toContain('"label": "Uno"')
    expect(gone).not.toContain('body')
    expect(first).toContain(`[ "$(id_of .id)" = '${project}' ] || stop `)
    expect(first).toContain(`[ "$(id_of .revision_id)" = 'revision-1' ] || stop `)
    expect(first).toContain('[ -n "$services" ] || stop ')
    expect(create).toContain('\norganization_1=$(id_of .id)')
    expect(update).toContain(`[ "$(id_of .id)" = 'o1' ] || stop `)
    expect(again).toContain('" = "$services" ] || stop ')
    expect(again).toMatch(/\nrevision=\$\(id_of \.revision_id\)$/)
    expect(patch).toContain(`[ "$(id_of .project.id)" = '${project}' ] || stop `)
    expect(patch).toContain(`"value": "'"$organization_1"'"`)
  })

  test('read once, and keep nothing to compare, where no patch follows', () => {
    const script = scriptOf([rename])
    expect(titles(script)).toEqual([`1. ${reviewed}`, '2. Update the organization Uno'])
    expect(script.steps[0]?.text.split('\n').map((line) => line.slice(0, 26))).toEqual([
      "send GET 'https://api.cons",
      '[ "$(id_of .id)" = \'b1f6a2',
      '[ "$(id_of .revision_id)" ',
    ])
  })

  test('read nothing where the patch is for the reviewed revision, or for that of the answer before', () => {
    expect(sent(scriptOf([secret]))).toEqual([`send PATCH 'P/revision/revision-1' "$body"`])
    const script = scriptOf(all, { viaPatch: true })
    expect(titles(script)).toEqual([
      '1. Add the new organizations to the project',
      '2. Patch the project',
    ])
    expect(sent(script)).toEqual([
      `send PATCH 'P/revision/revision-1' "$body"`,
      `send PATCH 'P/revision/'"$revision" "$body"`,
    ])
    const [first = '', second = ''] = script.steps.map(({ text }) => text)
    // The id is proposed in the first; the second has the one of the answer.
    expect(first).toContain('"id": "0b5a8f0e-2f8e-4f0e-9c52-000000000001"')
    expect(second).not.toContain('0b5a8f0e')
    expect(second).toContain('"value": "Uno"')
    expect(first).toContain(`[ "$(id_of .project.id)" = '${project}' ] || stop `)
    // Two of one name are told apart by their order.
    expect(takenIn(first)).toEqual([
      `organization_1=$(id_of '[.project.organizations[] | select(.label == "New")][-2].id')`,
      `organization_2=$(id_of '[.project.organizations[] | select(.label == "New")][-1].id')`,
      'revision=$(id_of .project.revision_id)',
    ])
    const others = [rename, made(1), made(2, { label: 'Other' }), made(3)]
    const links = [set('organization_id', keyOf(2)), set('organization_id', keyOf(1), 'oidc:b')]
    const [, named = ''] = scriptOf([...others, ...links], { viaPatch: true }).steps.map(
      ({ text }) => text,
    )
    expect(takenIn(scriptOf([...others, ...links], { viaPatch: true }).steps[0]?.text)).toEqual([
      `organization_1=$(id_of '[.project.organizations[] | select(.label == "New")][-2].id')`,
      `organization_2=$(id_of '[.project.organizations[] | select(.label == "Other")][-1].id')`,
      `organization_3=$(id_of '[.project.organizations[] | select(.label == "New")][-1].id')`,
      'revision=$(id_of .project.revision_id)',
    ])
    expect(named.match(/"\$organization_\d"/g)).toEqual(['"$organization_2"', '"$organization_1"'])
  })

  describe('of SCIM clients', () => {
    const target = { kind: 'scim-client', key: 't' } as const
    const client: Edit = { kind: 'set-field', target, field: 'label', value: 'T' }
    const form = 'https://api.console.ory.com/normalized/projects/'
    /** The lines of a step without those of its body. */
    const lines = (text = '') => text.replace(/^body=[^]*\n(?=send)/m, '').split('\n')

    test('are one patch for the reviewed revision, where nothing else is sent', () => {
      const script = scriptOf([client])
      expect(titles(script)).toEqual(['1. Patch the normalized form of the project'])
      expect(lines(script.steps[0]?.text)).toEqual([
        `send PATCH '${form}${project}/revision/revision-1' "$body"`,
      ])
    })

    test('read the form again after another step, and look at each client that the patch names', () => {
      for (const other of [rename, secret]) {
        const last = scriptOf([other, client]).steps.at(-1)
        expect(last?.title).toMatch(/Patch the normalized form of the project$/)
        expect(lines(last?.text)).toEqual([
          `send GET '${form}${project}'`,
          'revision=$(id_of .current_revision.id)',
          expect.stringMatching(
            /^\[ "\$\(id_of '\.current_revision\.scim_clients\.?\[1\]\.client_id'\)" = 't' \] \|\| stop /,
          ),
          `send PATCH '${form}${project}/revision/'"$revision" "$body"`,
        ])
      }
    })

    test('are left to curl by the CLI, which says why', () => {
      const script = byCli([client])
      const last = script.steps.at(-1)
      expect(last?.note).toBe('The Ory CLI knows no SCIM clients, so this step uses curl')
      expect(lines(last?.text).at(-1)).toMatch(/^send PATCH /)
    })
  })

  test('are one patch with the ids that are asked for, where the server keeps them', () => {
    const { steps } = scriptOf(all, { viaPatch: true, keepsIds: true })
    expect(steps).toHaveLength(1)
    expect(steps[0]?.text).toContain('"value": "0b5a8f0e-2f8e-4f0e-9c52-000000000001"')
    expect(steps[0]?.text).not.toContain('$organization_')
  })

  test('hold a text that looks like a place to fill in as it is', () => {
    const label = set('label', '@0@organization_1')
    const [first = ''] = scriptOf([made(1), label, set('organization_id', keyOf(1))], {
      viaPatch: true,
    }).steps.map(({ text }) => text)
    const { text } = scriptOf([made(1), label, set('organization_id', keyOf(1))])
    expect(text).toContain('"value": "@0@organization_1"')
    expect(first).not.toContain('$organization_1')
  })

  test('by the CLI check the revision before a patch that it cannot send for one', () => {
    const script = byCli([secret])
    expect(titles(script)).toEqual([`1. ${reviewed}`, '2. Patch the project'])
    expect(script.steps.map(({ note }) => note?.slice(0, 50))).toEqual([
      undefined,
      'The Ory CLI cannot send a patch for a certain revi',
    ])
    expect(script.text).not.toContain('services=')
    expect(byCli(all).steps[4]?.text).not.toContain('revision=')
    const answering = byCli(all).steps.map(({ text }) => text.includes('\ncheck_json'))
    expect(answering).toEqual([true, true, true, true, true, true, false])
    expect(byCli([made(1, { domains: [] })]).steps[1]?.text).toContain(
      "0001 --format=json '--' New",
    )
  })

  test('by the CLI leave to curl what names a revision, and say why', () => {
    const script = byCli(all, { viaPatch: true })
    expect(sent(script).every((line) => line.startsWith('send PATCH'))).toBe(true)
    expect(script.steps.map(({ note }) => note)).toEqual([
      expect.stringContaining('which the IDs read here require'),
      expect.stringContaining('the revision that the previous step created'),
    ])
  })
})

describe('a whole script', () => {
  test('says what it is and needs, and names each step with its number and its doubt', () => {
    const { text } = scriptOf([rename, secret])
    expect(text.split('\n').slice(0, 6)).toEqual([
      ": 'Publishes to Project, as reviewed at revision revision-1.'",
      ": 'Needs curl, jq.'",
      ": 'A failed step stops the script, which then prints how many steps are done.'",
      ": 'Set and export these first, each with its plain value:'",
      ": '  ORY_WORKSPACE_API_KEY'",
      ": '  A_CLIENT_SECRET: Client secret of a in Project'",
    ])
    expect(text).toContain('\n: "${ORY_WORKSPACE_API_KEY:?}" "${A_CLIENT_SECRET:?}"\n')
    expect(text).toContain(`\n: '1. ${reviewed}'\nstep=1 doubt=''\n`)
    expect(text).toContain("\n: '2. Update the organization Uno'\nstep=2 doubt=' It may have ")
    expect(text).toContain("\necho 'Done: all 4 steps.'\n")
    expect(text).toContain('Stopped at step $step of 4.')
    expect(text).not.toContain('run_ory')
    // Without a secret, the steps begin after the parts that are fixed.
    expect(scriptOf([rename]).text).toMatch(/\n\}\n\n: '1\. Stop if /)
  })

  test('by the CLI needs curl only for what the CLI cannot send', () => {
    const { text } = byCli([rename])
    expect(text).toContain(": 'Needs the Ory CLI, jq.'")
    expect(text).not.toMatch(/\bcurl\b/)
    const mixed = byCli([rename, made(1, { session_lifespan: '8h' })]).text
    expect(mixed).toContain(": 'Needs curl, the Ory CLI, jq.'")
    const note = 'The Ory CLI cannot set the session lifespan, so this step uses curl'
    expect(mixed).toContain(`: '2. Create the organization New'\n: '${note}'\nstep=2 `)
    expect(mixed).toContain('\nsend() {')
    expect(mixed).toContain('\nrun_ory() {')
  })

  test('by the CLI refuses the address of a file as a secret, where the CLI sends it', () => {
    expect(byCli([secret]).text).toContain('case $A_CLIENT_SECRET in [Ff][Ii][Ll][Ee]:*) stop ')
    expect(scriptOf([secret]).text).not.toContain('case $A_CLIENT_SECRET')
    // Here curl sends it.
    expect(byCli([rename, set('label', 'file:x'), secret]).text).not.toContain(
      'case $A_CLIENT_SECRET',
    )
  })

  test('says in full what a step cannot guard against', () => {
    expect(byCli([secret]).text).toContain("The curl commands refuse in that case'\n")
  })

  test.each([
    ['http://127.0.0.1:4000', 'http'],
    ['http://[::1]:4000', 'http'],
    ['HTTP://LocalHost', 'http'],
    ['http://localhost/below', 'http'],
    ['https://localhost', 'https'],
    ['http://localhost.example', 'https'],
    ['http://127.0.0.1@evil.example', 'https'],
    ['http://', 'https'],
    ['xhttp://localhost', 'https'],
  ])('lets curl send to %s by %s alone', (apiAddress, protocol) => {
    expect(scriptOf([rename], { apiAddress }).text).toContain(` --proto '=${protocol}' `)
  })

  const unreachable = ['https://console.ory.com', 'http://api.console.ory.com', 'https://api.']
  test.each([...unreachable, 'xhttps://api.console.ory.com'])(
    'uses curl for %s, which the CLI cannot be told',
    (apiAddress) => {
      expect(byCli([rename], { apiAddress })).toMatchObject({
        note: expect.stringContaining('cannot use this address'),
        text: expect.stringContaining('\nsend PUT '),
      })
    },
  )
})

describe('what the CLI cannot send', () => {
  const whyNot = (edit: Edit) =>
    /cannot (.*), so this step/.exec(byCli([edit]).steps.at(-1)?.note ?? '')?.[1]
  const renamed = (label: string) => whyNot(set('label', label, 'o1'))
  /** As a request for an organization that a server has so, whatever the app would let pass. */
  const obstacle = (body: JsonObject) =>
    cliObstacle({
      step: { kind: 'update-organization', key: 'o', label: 'O', body } as never,
      body: undefined,
    })

  test('of an organization is named', () => {
    expect(whyNot(made(1))).toBeUndefined()
    expect(whyNot(rename)).toBeUndefined()
    expect(whyNot(made(1, { domains: [] }))).toBeUndefined()
    expect(whyNot(made(1, { session_lifespan: '8h' }))).toBe('set the session lifespan')
    expect(whyNot(made(1, { default_region: 'eu' }))).toBe('set the default region')
    expect(whyNot(set('domains', [], 'o1'))).toBe('remove all domains')
    expect(renamed('a\tb')).toBe('take the control characters in this label')
    expect(renamed('ä “b”')).toBeUndefined()
    expect(whyNot(set('session_lifespan', '8h', 'o1'))).toBe('set the session lifespan')
  })

  test('is a domain that would be two, or none', () => {
    for (const domain of ['a b.example', 'a,b.example', 'a".example', 'a\u200b.example', '']) {
      const note = obstacle({ label: 'O', domains: ['good.example', domain] })
      expect(note?.inScript).toBe('The Ory CLI cannot send these domains, so this step uses curl')
    }
    expect(obstacle({ label: 'O', domains: ['good.example', 'ä.example'] })).toBeUndefined()
  })

  test('for several reasons is a list, in the script and for people', () => {
    const why =
      'The Ory CLI cannot send an empty label or send these domains, so this step uses curl'
    const two = { inScript: why, shown: why }
    expect(obstacle({ label: '', domains: [' '] })).toEqual(two)
    expect(obstacle({ domains: [' '] })).toEqual(two)
    const all = obstacle({ label: 'a\nb', session_lifespan: '8h', default_region: 'eu' })
    const words =
      'set the session lifespan, set the default region, _ or take the control characters in this label'
    expect(all).toEqual({
      inScript: expect.stringContaining(words.replace('_', 'take all domains away')),
      shown: expect.stringContaining(words.replace('_', 'remove all domains')),
    })
  })

  test('of a patch is a text that names a file at any depth, and nothing', () => {
    const named: JsonValue[] = [
      { deep: [{ more: 'file:x' }] },
      ['x', 'file:x'],
      { a: 'x', b: 'file:x' },
    ]
    for (const value of named) {
      expect(whyNot(set('future', value))).toContain('of this computer')
    }
    expect(whyNot(set('future', { deep: [{ more: 'a file:x' }, 1] }))).toBeUndefined()
    expect(whyNot(set('future', { deep: null }))).toBeUndefined()
    expect(whyNot(gone)).toBeUndefined()
  })
})

describe('the variables of secrets', () => {
  const variables = (...edits: Edit[]) => {
    const snapshot = snapshotOf({ oidc })
    const plan = {
      ...planPublish(snapshot, noIntents),
      intents: draftWith(snapshot, edits).intents,
    }
    const { secrets } = publishBodies({ snapshot, plan, apiAddress: '' })
    return secrets.flatMap(({ name, about }) => [name, about])
  }
  const create = (key: number, fields: JsonObject): Edit => ({
    kind: 'create-connection',
    key: keyOf(key),
    protocol: 'oidc',
    fields: { client_secret: { $secret: `r${key}` }, ...fields },
  })

  test('are named after the connection and the field, each once', () => {
    expect(variables(secret)).toEqual(['A_CLIENT_SECRET', 'Client secret of a in Project'])
    expect(variables(create(3, { id: 'Pebble  Okta-1', label: 'Pebble' }))).toEqual([
      'PEBBLE_OKTA_1_CLIENT_SECRET',
      'Client secret of Pebble in Project',
    ])
    expect(variables(create(3, { id: '2nd', label: '' }))).toEqual([
      'SSO_2ND_CLIENT_SECRET',
      'Client secret of 2nd in Project',
    ])
    expect(variables(create(3, { id: '-x', label: 'X' }))[0]).toBe('SSO_X_CLIENT_SECRET')
    const apple = create(3, { id: 'a-', apple_private_key: { $secret: 'k' }, label: 'L' })
    expect(variables(apple)).toContain('Apple private key of L in Project')
    // Two that would have one name, and one secret that two have.
    const twins = [create(3, { id: 'x' }), create(4, { id: 'X' }), create(5, { id: 'x.' })]
    expect(variables(...twins).filter((_, index) => index % 2 === 0)).toEqual([
      'X_CLIENT_SECRET',
      'X_CLIENT_SECRET_2',
      'X_CLIENT_SECRET_3',
    ])
    const shared = set('client_secret', { $secret: 'r1' }, 'oidc:b')
    expect(variables(secret, shared)).toHaveLength(2)
  })
})

describe('texts of a script', () => {
  it('are printable, whatever they hold', () => {
    expect(jsonText({ a: "it's\u00f6! \u007f" })).toBe(
      String.raw`{"a":"it\u0027s\u00f6\u0021 \u007f"}`,
    )
    expect(jsonText(['~'], 2)).toBe('[\n  "~"\n]')
    expect(commentText("  a'; rm -rf “x” \u00e9\n(b) ")).toBe(String.raw`a rm -rf x \u00e9 b`)
    expect(commentText('x'.repeat(200))).toBe('x'.repeat(200))
    expect(commentText('x'.repeat(201))).toBe(`${'x'.repeat(200)} ...`)
    expect(['a b', 'ä', '', 'a\nb', '\u0085', '\ud800'].map(isWord)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })

  it('need no quotes only where a shell expands nothing', () => {
    const plain = ['get', '--format=json', '--domains=a.example', 'a-b', 'a1']
    expect(plain.map(isPlainWord)).toEqual(plain.map(() => true))
    const others = ['--', '', '1a', 'a b', '-x', '---x', 'a=', 'a=b,c', '=a', 'a$', '$a', 'ä']
    expect(others.filter(isPlainWord)).toEqual([])
  })

  it('are quoted over several lines where they are long', () => {
    expect(quoteWord('')).toBe("''")
    expect(quoteWord("it's \\")).toBe(String.raw`'it'\''s \'`)
    expect(quoteWord('x'.repeat(240))).toBe(`'${'x'.repeat(240)}'`)
    expect(quoteWord('x'.repeat(241))).toBe(`'${'x'.repeat(240)}'\\\n'x'`)
    const lines = `${'x'.repeat(200)}\n${'y'.repeat(200)}`
    expect(joinPieces([lines])).toBe(`'${lines}'`)
    expect(joinPieces(["a\n'b"])).toBe(String.raw`'a
'\''b'`)
  })

  it('are printed by their bytes where they are not plain', () => {
    for (const text of ['é', 'aé', 'éa']) expect(joinPieces([text])).toBe(quoteWord(text))
    expect(quoteWord('a!')).toBe(String.raw`"$(printf %b 'a\0041')"`)
    expect(quoteWord("é'\\ \u007f")).toBe(String.raw`"$(printf %b '\0303\0251\0047\0134 \0177')"`)
    expect(quoteWord('a\n\n')).toBe(`"$(printf %b 'a')"'\n\n'`)
    expect(quoteWord('a\nb')).toBe(String.raw`"$(printf %b 'a\0012b')"`)
    expect(quoteWord('\n')).toBe("'\n'")
    expect(quoteWord('\ud800')).toBe(String.raw`"$(printf %b '\0357\0277\0275')"`)
  })

  it('have holes for what the shell fills in', () => {
    const id = { kind: 'plain', variable: 'id' } as const
    const hidden = { kind: 'secret', variable: 'S' } as const
    expect(joinPieces(['a', id, '', 'b', 'c', hidden])).toBe(`'a'"$id"'bc'"$json_S"`)
    expect(joinPieces([])).toBe("''")
    expect(tidy(['', 'a', '', 'b', id, id, ''])).toEqual(['ab', id, id])
    expect(unusedMark('@1@')).toBe('@0@')
    expect(unusedMark('x@0@x @1@')).toBe('@2@')
    const pieces: Pieces = jsonPieces({ one: '@0@', other: ['@0@', '@0@s', 'x@0@'] }, [
      { text: '@0@', pieces: ['"', id, '"'] },
      { text: '@0@s', pieces: [hidden] },
    ])
    expect(tidy(pieces)).toEqual([
      '{\n  "one": "',
      id,
      '",\n  "other": [\n    "',
      id,
      '",\n    ',
      hidden,
      ',\n    "x@0@"\n  ]\n}',
    ])
  })
})

test('an organization whose ID is no part of an address is not changed by commands', () => {
  const snapshot = snapshotOf({ organizations, viaPatch: false })
  const plan = planPublish(snapshot, draftWith(snapshot, [rename]).intents)
  const steps = plan.steps.map((step) => ({ ...step, key: '..' }))
  const publish = { snapshot, apiAddress: 'https://api.console.ory.com' }
  const script = (own: typeof plan) => publishCommands({ ...publish, plan: own }, 'curl')
  expect(script({ ...plan, steps }).steps).toEqual([])
  expect(script(plan).steps).toHaveLength(2)
})
