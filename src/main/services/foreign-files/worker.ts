import { serveProcess } from '../../concurrency/serve-process'
import type { ForeignAnswer, ForeignQuestion } from './in-thread'

// Process that reads foreign files (setups, pages of people, team folders) and writes nothing.
serveProcess<ForeignQuestion, never, ForeignAnswer>(async () => {
  const { createForeignReader } = await import('./in-thread')
  return createForeignReader()
})
