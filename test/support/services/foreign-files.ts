import {
  createForeignReader,
  type ForeignAnswer,
  type ForeignQuestion,
} from '../../../src/main/services/foreign-files/in-thread'
import {
  createForeignFiles,
  type ForeignFiles,
} from '../../../src/main/services/foreign-files/read-in-thread'
import { threadInPlace } from './thread-in-place'

/**
 * Reads what others wrote in the thread of the test; what is asked and answered is copied, as between two threads.
 *
 * @param on is told that the thread began, and each answer
 */
export function foreignFilesInPlace(
  on: { readonly begun?: () => void; readonly answered?: (answer: ForeignAnswer) => void } = {},
): ForeignFiles {
  return createForeignFiles(() => {
    on.begun?.()
    const read = createForeignReader()
    return threadInPlace<ForeignQuestion, never, ForeignAnswer>(
      async (question) => {
        const answer = structuredClone(await read(structuredClone(question)))
        on.answered?.(answer)
        return answer
      },
      { sent: () => undefined },
    )
  })
}
