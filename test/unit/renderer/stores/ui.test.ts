import { expect, it } from 'vitest'
import { allScreenNamed } from '../../../../src/renderer/stores/ui'

it('knows a place of all projects by its name, and by what it was called before', () => {
  expect(allScreenNamed('all-organizations')).toEqual({ name: 'all-organizations' })
  expect(allScreenNamed('team-folder')).toEqual({ name: 'compare' })
  expect(allScreenNamed('who')).toEqual({ name: 'all-organizations' })
  expect(allScreenNamed('history')).toBeUndefined()
})
