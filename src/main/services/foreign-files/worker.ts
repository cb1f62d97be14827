import { serveThread } from '../../concurrency/serve-thread'
import type { ForeignAnswer, ForeignQuestion } from './in-thread'

// The thread that reads what others wrote: set-ups of which it is given the text, and team folders. It writes nothing.
void serveThread<ForeignQuestion, never, ForeignAnswer>(async () => {
  const { createForeignReader } = await import('./in-thread')
  return createForeignReader()
})
