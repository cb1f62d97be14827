import { expect, it } from 'vitest'
import { commandNamed } from '../../../../../src/core/app/commands/app-commands'
import { shownKeys } from '../../../../../src/core/app/commands/keys'
import { textOf, tourSteps } from '../../../../../src/renderer/features/tour/tour-steps'

it('every key that the tour names is one of a command', () => {
  const named = tourSteps.flatMap(({ text }) => [...text.matchAll(/\{([^}]*)\}/g)])
  expect(named.length).toBeGreaterThan(2)
  for (const step of tourSteps) {
    const text = textOf(step, (name) => shownKeys(commandNamed(name), 'linux'))
    expect(text, step.title).not.toMatch(/[{}]|undefined|\(\)/)
  }
})

it('puts the keys of the system in', () => {
  const step = { title: 'Find', text: 'All of it ({switch-project}).' }
  const on = (platform: 'linux' | 'darwin') =>
    textOf(step, (name) => shownKeys(commandNamed(name), platform))
  expect(on('linux')).toBe('All of it (Ctrl+K).')
  expect(on('darwin')).toBe('All of it (⌘K).')
})
