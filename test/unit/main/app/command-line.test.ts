import { expect, test } from 'vitest'
import { commandIn } from '../../../../src/main/app/command-line'

const program = '/usr/lib/sso-workbench/sso-workbench'

test.each([
  ['a command', ['plan', 'team', '--project', 'X'], true],
  ['its help', ['plan', '--help'], true],
  ['the version', ['--version'], true],
  ['the help of all', ['--help'], true],
  ['a command in a container', ['--no-sandbox', 'plan', 'team'], true],
  ['no argument', [], false],
  ['a link', ['sso-workbench://project/plan'], false],
  ['a file that is called so', ['/home/ada/plan'], false],
  ['a switch of the app', ['--user-data-dir=plan', 'plan'], false],
  ['what is a command of nobody', ['planned'], false],
])('%s', (_what, args, isCommand) => {
  const words = args[0] === '--no-sandbox' ? args.slice(1) : args
  const expected = isCommand ? words : undefined
  expect(commandIn([program, ...args], true)).toEqual(expected)
  // From source, the folder of the app stands first.
  expect(commandIn(['electron', '/src/app', ...args], false)).toEqual(expected)
})
