import { expect, it } from 'vitest'
import { atOry } from '../../../support/states/project-ids'
import { allScreenNamed } from '../../../../src/renderer/stores/ui'

it('knows a place of all projects by its name, and by what it was called before', () => {
  expect(allScreenNamed('all-organizations')).toEqual({ name: 'all-organizations' })
  expect(allScreenNamed('team-folder')).toEqual({ name: 'compare' })
  expect(allScreenNamed('who')).toEqual({ name: 'all-organizations' })
  expect(allScreenNamed('history')).toBeUndefined()
  expect(allScreenNamed('mapper-library')).toEqual({ name: 'mappers' })
  // What one project had of it is a filter now.
  const of = { projectId: atOry('11111111-1111-4111-8111-111111111111') }
  expect(allScreenNamed('mappers', of.projectId)).toEqual({ name: 'mappers', of })
})
