import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../../../src/core/errors/app-error'
import { commandOfKeys } from '../../../../src/renderer/app/use-commands'
import { errorNote, errorTexts } from '../../../../src/renderer/components/error-texts'

describe('shortcuts', () => {
  it.each([
    ['z', true, false, 'undo'],
    ['Z', true, true, 'redo'],
    ['y', true, false, 'redo'],
    ['k', true, false, 'switch-project'],
    ['f', true, false, 'find'],
    ['F5', false, false, 'refresh'],
    ['z', false, false, undefined],
  ] as const)('%s, command %s, shift %s', (key, command, shift, expected) => {
    expect(commandOfKeys({ key, command, shift })).toBe(expected)
  })
})

describe('error texts', () => {
  it('has words for every code', () => {
    for (const code of errorCodes) {
      const { title, safe, todo } = errorTexts[code]
      expect([code, title !== '', safe !== '', todo !== '']).toEqual([code, true, true, true])
    }
  })

  it('carries the request id', () => {
    const error = {
      code: 'api.unauthorized',
      message: 'm',
      retry: false,
      requestId: 'r-1',
    } as const
    expect(errorNote(error)).toMatchObject({ title: 'This key was refused', requestId: 'r-1' })
  })
})
