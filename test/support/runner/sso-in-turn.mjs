// Runs the built `sso-workbench` again and again in one process, so that what it loads is loaded once. Each run has its
// arguments, environment and folder, and begins at the command's own entry.
import { pathToFileURL } from 'node:url'

const [, , command] = process.argv
const entry = pathToFileURL(command).href
let runs = 0
let last = Promise.resolve()

/** Keeps what is written to a stream until it is released. */
function held(stream) {
  const { write } = stream
  const parts = []
  stream.write = (text) => parts.push(String(text)) > 0
  return {
    release() {
      stream.write = write
      return parts.join('')
    },
  }
}

async function run({ args, env, cwd }) {
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, env)
  process.chdir(cwd)
  process.argv = [process.execPath, command, ...args]
  process.exitCode = 0
  const [stdout, stderr] = [held(process.stdout), held(process.stderr)]
  let failed = ''
  try {
    runs += 1
    // Another address is another module; all that it imports is shared.
    await import(`${entry}?run=${runs}`)
  } catch (error) {
    // As Node ends a process.
    process.exitCode = 1
    failed = `${error?.stack ?? error}\n`
  }
  const status = process.exitCode
  process.exitCode = 0
  process.send({ status, stdout: stdout.release(), stderr: stderr.release() + failed })
}

process.on('message', (asked) => {
  last = last.then(() => run(asked))
})
// The test that started it has ended.
process.on('disconnect', () => process.exit())
