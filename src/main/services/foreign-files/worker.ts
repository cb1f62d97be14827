import { serveThread } from '../../concurrency/serve-thread'
import type { ForeignAnswer, ForeignQuestion } from './in-thread'

// The thread that reads what others wrote: set-ups and pages of people that it is given, and team
// folders. It writes nothing.
void serveThread<ForeignQuestion, never, ForeignAnswer>(async () => {
  const { createForeignReader } = await import('./in-thread')
  return createForeignReader()
})
