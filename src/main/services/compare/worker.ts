import type { SetUpReading } from '../../../core/set-up-file/read'
import { serveThread } from '../../concurrency/serve-thread'

// The thread that reads the files of set-ups that are compared. It is given their text, and reads and writes nothing.
void serveThread<string, never, SetUpReading>(async () => {
  const { readSetUpFile } = await import('../../../core/set-up-file/read')
  return (text) => Promise.resolve(readSetUpFile(text))
})
