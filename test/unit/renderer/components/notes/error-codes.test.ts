import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../../../../src/core/errors/app-error'
import { errorNote, errorTexts } from '../../../../../src/renderer/components/notes/error-texts'

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
