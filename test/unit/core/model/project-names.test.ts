import { expect, test } from 'vitest'
import { projectIdOf } from '../../../../src/core/model/project-id'
import { projectNames } from '../../../../src/core/model/project-names'

const workspace = (name: string, apiAddress: string, projects: readonly string[]) => ({
  name,
  apiAddress,
  projects: projects.map((project, at) => ({
    id: projectIdOf(apiAddress, `00000000-0000-4000-8000-00000000000${at}`),
    name: project,
  })),
})
const namesOf = (...workspaces: ReturnType<typeof workspace>[]) => [
  ...projectNames(workspaces).values(),
]

test('a project is called by its name, and by its workspace too where another one has the same name', () => {
  expect(
    namesOf(
      workspace('Northwind', 'https://api.console.ory.com', ['Production', 'Staging']),
      workspace('Contoso', 'http://127.0.0.1:4000', ['production', 'Development']),
    ),
  ).toEqual(['Production · Northwind', 'Staging', 'production · Contoso', 'Development'])
})

test('of workspaces with one name the server tells them apart', () => {
  const [one, other] = namesOf(
    workspace('Northwind', 'https://api.console.ory.com', ['Production']),
    workspace('Northwind', 'http://127.0.0.1:4000', ['Production']),
  )
  expect(one).toBe('Production · Northwind · api.console.ory.com')
  expect(other).toBe('Production · Northwind · 127.0.0.1:4000')
})
