import { serveProcess } from '../../concurrency/serve-process'
import type { ForeignAnswer, ForeignQuestion } from './in-thread'

// The process that reads what others wrote: set-ups and pages of people that it is given, and team
// folders. It writes nothing.
serveProcess<ForeignQuestion, never, ForeignAnswer>(async () => {
  const { createForeignReader } = await import('./in-thread')
  return createForeignReader()
})
