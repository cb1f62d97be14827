import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isProjectId,
  parseProjectId,
  projectFileName,
  projectIdAt,
  projectIdSchema,
  projectOfFile,
} from '../../../../src/core/model/project-id'

const uuid = '450fa61b-18fd-48b6-8744-5a1395ddba47'

test.each([
  ['https://api.console.ory.com', `${uuid}@https+api.console.ory.com`],
  ['http://127.0.0.1:4000', `${uuid}@http+127.0.0.1+4000`],
  ['https://[::1]:4000', `${uuid}@https+__1+4000`],
  ['demo:', `${uuid}@demo`],
])('a project at %s has files of one name, which says whose they are', (server, name) => {
  const id = projectIdAt(server, uuid.toUpperCase())
  expect(id).toBe(`${server}/projects/${uuid}`)
  expect(projectFileName(id!)).toBe(name)
  expect(projectOfFile(name)).toBe(id)
})

test.each([
  uuid,
  `https://api.console.ory.com/projects/${uuid}/`,
  `https://api.console.ory.com/projects/${uuid.toUpperCase()}`,
  `https://API.console.ory.com/projects/${uuid}`,
  `https://api.console.ory.com:443/projects/${uuid}`,
  `https://api.console.ory.com./projects/${uuid}`,
  `https://a..b/projects/${uuid}`,
  `https://user@api.console.ory.com/projects/${uuid}`,
  `https://api.console.ory.com/x/projects/${uuid}`,
  `http://api.console.ory.com/projects/${uuid}`,
  `https://api.console.ory.com:99999/projects/${uuid}`,
  `https://api.console.ory.com:0/projects/${uuid}`,
  `https://${'a'.repeat(64)}/projects/${uuid}`,
  `demo:x/projects/${uuid}`,
  `file:///projects/${uuid}`,
  `https://api.console.ory.com/projects/..`,
  '',
])('%s is no id', (text) => {
  expect(isProjectId(text)).toBe(false)
  expect(projectIdSchema.safeParse(text).success).toBe(false)
})

test('names of files are safe everywhere, differ where projects do, and lead back', () => {
  const label = fc.stringMatching(/^[a-z0-9]{1,12}$/)
  const host = fc.oneof(
    fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.')),
    fc.ipV6().map((text) => `[${text.toLowerCase().replace(/[^0-9a-f:]/g, '')}]`),
  )
  const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined })
  fc.assert(
    fc.property(host, port, fc.uuid(), (name, number, id) => {
      const given = projectIdAt(`https://${name}${number === undefined ? '' : `:${number}`}`, id)
      fc.pre(given !== undefined)
      const file = projectFileName(given)
      expect(file).toMatch(/^[a-z0-9@+._-]{1,130}$/)
      expect(projectOfFile(file)).toBe(given)
      expect(parseProjectId(given)?.uuid).toBe(id.toLowerCase())
    }),
  )
})

test.each(['', 'x', uuid, `${uuid}@`, `${uuid}@https`, `${uuid}@https+a+b+c`, `${uuid}@demo@demo`])(
  'the file %s is about no project',
  (name) => {
    expect(projectOfFile(name)).toBeUndefined()
  },
)
