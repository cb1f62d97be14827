import { serveThread } from '../../concurrency/serve-thread'
import type { TextQuestion, TextReading } from './read-text'

// The thread that reads what others wrote: files of set-ups, and pages of people. It is given their text, and reads and
// writes nothing.
void serveThread<TextQuestion, never, TextReading>(async () => {
  const { readText } = await import('./read-text')
  return (question) => Promise.resolve(readText(question))
})
