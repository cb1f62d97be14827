import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { requests } from '../../../../src/core/ipc/contract'
import { goodInputs, requestNames } from '../../../support/texts/junk'

interface Schema {
  readonly type?: string
  readonly pattern?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

const naming = /^(?:id|ids|key|keys|reference|references|takenOut)$|(?:Id|Ids|Key|Keys)$/
/** What a person types, or a mapper sees, names nothing here. */
const typed = new Set(['apiKey', 'clientId'])
/** The texts of a schema below a member whose name says that it names something. */
function idsOf(schema: Schema, name: string, isId: boolean): [string, Schema][] {
  const { properties = {}, items, anyOf = [], oneOf = [] } = schema
  const own: [string, Schema][] = isId && schema.type === 'string' ? [[name, schema]] : []
  return [
    ...own,
    ...(items ? idsOf(items, name, isId) : []),
    ...[...anyOf, ...oneOf].flatMap((each) => idsOf(each, name, isId)),
    ...Object.entries(properties).flatMap(([member, inner]) =>
      idsOf(inner, member, naming.test(member) && !typed.has(member)),
    ),
  ]
}

/** Drafts and settings are stored as a whole; their names are looked up in the state of the server. */
const whole = new Set(['draft', 'entries', 'settings', 'case'])

test('every request takes what names something by a strict schema', () => {
  let count = 0
  for (const name of requestNames) {
    const { input } = requests[name]
    const shape = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema
    const members = Object.entries(shape.properties ?? {}).filter(([member]) => !whole.has(member))
    const known = { ...shape, properties: Object.fromEntries(members) }
    for (const [member, { pattern, format, enum: one, const: only }] of idsOf(known, '', false)) {
      count += 1
      const isStrict = [pattern, format, one, only].some((each) => each !== undefined)
      // A mapper may be named by its address, which is any text that a project holds.
      if (name.startsWith('all-mappers.') && member === 'id') continue
      expect(isStrict, `${name}: ${member}`).toBe(true)
    }
  }
  expect(count).toBeGreaterThan(100)
})

const leading = [
  '',
  '.',
  '..',
  '../..',
  '%2e%2e',
  '..\\..',
  '..%2f..',
  '..\t',
  '\u2024\u2024',
  'a/..',
]

test.each(requestNames.filter((name) => 'projectId' in goodInputs[name]))(
  '%s takes no project id that is no UUID',
  (name) => {
    for (const projectId of [...leading, 'not-a-uuid', '0'.repeat(36)]) {
      const input = { ...goodInputs[name], projectId }
      expect(requests[name].input.safeParse(input).success, projectId).toBe(false)
    }
  },
)

test('what leads elsewhere names no link, organization, workspace, case or draft', () => {
  const members = {
    'portal-link.delete': ['linkId', 'organizationId'],
    'portal-link.update': ['linkId', 'organizationId'],
    'portal-link.copy': ['linkId', 'organizationId'],
    'portal-link.create': ['organizationId'],
    'portal-link.list': ['organizationId'],
    'workspace.refresh': ['workspaceId'],
    'workspace.disconnect': ['workspaceId'],
    'case.delete': ['id'],
    'trash.restore': ['id'],
    'publish-history.revert': ['id'],
    'secret.put': ['reference'],
  } as const
  for (const [name, places] of Object.entries(members)) {
    for (const place of places) {
      for (const put of leading) {
        const good = goodInputs[name as keyof typeof members]
        const { input } = requests[name as keyof typeof members]
        expect(input.safeParse({ ...good, [place]: put }).success, `${name} ${put}`).toBe(false)
      }
    }
  }
  const { draft } = goodInputs['draft.save']
  const { input } = requests['draft.save']
  for (const projectId of leading) {
    expect(input.safeParse({ draft: { ...draft, projectId } }).success).toBe(false)
  }
})

test('requests use the schemas of one file alone', () => {
  const folder = 'src/core/ipc'
  for (const file of readdirSync(folder)) {
    if (file === 'ids.ts') continue
    const text = readFileSync(join(folder, file), 'utf8')
    const found = text.match(
      /\b(?!clientId)(?:\w*(?:Id|Key|Ids)|id|key): z\.(?:uuid|string)\(\)\.(?!optional)\w+/g,
    )
    expect(found ?? [], file).toEqual([])
  }
})
