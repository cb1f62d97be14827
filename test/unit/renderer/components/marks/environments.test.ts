import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { Environment } from '../../../../../src/core/model/project'
import EnvironmentBadge from '../../../../../src/renderer/components/marks/EnvironmentBadge.vue'
import { windowTitle } from '../../../../../src/renderer/components/marks/environments'

const words: [Environment, string][] = [
  ['production', 'Production'],
  ['staging', 'Staging'],
  ['development', 'Development'],
]

test.each(words)('%s has its word and its icon, in a tab too', (environment, word) => {
  for (const compact of [false, true]) {
    const badge = mount(EnvironmentBadge, { props: { environment, compact } })
    expect(badge.text()).toBe(word)
    expect(badge.find('svg').exists()).toBe(true)
    expect(badge.classes()).toContain(environment)
    expect(badge.attributes('title')).toBe(compact ? word : undefined)
  }
})

test('the title of a window names the project and its environment', () => {
  expect(windowTitle(undefined)).toBe('SSO Workbench')
  const titles = words.map(([environment]) => windowTitle({ name: 'Northwind', environment }))
  expect(titles).toEqual([
    '🔴 Northwind – Production – SSO Workbench',
    '🟠 Northwind – Staging – SSO Workbench',
    '🟢 Northwind – Development – SSO Workbench',
  ])
  // A name cannot turn around the word that stands behind it.
  expect(windowTitle({ name: 'Acme\u202E', environment: 'staging' })).toBe(
    '🟠 Acme  – Staging – SSO Workbench',
  )
})
