import { expect, it } from 'vitest'
import { commands } from '../../../../../src/core/app/commands/app-commands'
import { findCommands } from '../../../../../src/core/app/commands/find-commands'

const namesFor = (typed: string, recent: readonly string[] = []) =>
  findCommands(commands, typed, recent).map(({ item }) => item.name)

it('finds every command by its label, its letters in order, and its menu', () => {
  for (const { name, label } of commands) expect(namesFor(label)[0]).toBe(name)
  expect(namesFor('newcon')[0]).toBe('new-connection')
  expect(namesFor('help')).toContain('shortcuts')
  expect(namesFor('qqqq')).toEqual([])
})

it('has what was used last in front, until something is typed that fits another better', () => {
  expect(namesFor('', ['trash', 'gone', 'find']).slice(0, 2)).toEqual(['trash', 'find'])
  expect(namesFor('', ['trash'])).toHaveLength(commands.length)
  expect(namesFor('theme', ['theme-dark'])[0]).toBe('theme-dark')
  expect(namesFor('refresh', ['theme-dark'])[0]).toBe('refresh')
})
