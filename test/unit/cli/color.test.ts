import { expect, onTestFinished, test } from 'vitest'
import { colored, coloredSeverity } from '../../../src/cli/color'

/** Plays standard output. @param own `hasColors` is only there on a terminal */
function playStdout(own: { isTTY: boolean; hasColors?: () => boolean }): void {
  const { isTTY, hasColors } = process.stdout
  Object.assign(process.stdout, own)
  onTestFinished(() => void Object.assign(process.stdout, { isTTY, hasColors }))
}

test('a terminal that shows colors gets them', () => {
  playStdout({ isTTY: true, hasColors: () => true })
  expect(colored('green', '+ a')).toBe('\u001b[32m+ a\u001b[39m')
  expect(coloredSeverity('error')).toBe('\u001b[31merror\u001b[39m')
  expect(coloredSeverity('info')).toBe('info')
})

test('a terminal without colors, as with NO_COLOR, and a file get none', () => {
  playStdout({ isTTY: true, hasColors: () => false })
  expect(colored('green', '+ a')).toBe('+ a')
  playStdout({ isTTY: false })
  expect(coloredSeverity('warning')).toBe('warning')
})
