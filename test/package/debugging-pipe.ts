import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

/** The page of an app that no network reaches, asked through two pipes in place of a port. */
export interface PipedApp {
  /** Waits until the page's text contains this. */
  shows(text: string): Promise<void>
  /** Presses the button with this text. */
  press(name: string): Promise<void>
  end(): void
}

interface Message {
  readonly id?: number
  readonly result?: any
  readonly error?: { readonly message: string }
}

/** One question at a time in Chromium's protocol: messages end with a zero byte. */
function ask(to: Writable, from: Readable) {
  let calls = 0
  let rest = ''
  const waiting = new Map<number, (message: Message) => void>()
  from.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const message: Message = JSON.parse(part)
      if (message.id !== undefined) waiting.get(message.id)?.(message)
    }
  })
  return (method: string, params: object = {}, sessionId?: string): Promise<any> =>
    new Promise((resolve, reject) => {
      calls += 1
      waiting.set(calls, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result),
      )
      to.write(`${JSON.stringify({ id: calls, method, params, sessionId })}\0`)
    })
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 200))

/** Milliseconds. */
const patience = 60_000

/** Starts a program with pipes to its pages; it must pass them on to the app. */
export async function startPiped(
  command: string,
  args: readonly string[],
  env: Record<string, string | undefined>,
): Promise<PipedApp> {
  const child: ChildProcess = spawn(command, args, {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'pipe'],
  })
  const end = () => void child.kill('SIGKILL')
  // Asked for just above, in this direction each.
  const send = ask(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const until = async <Value>(look: () => Promise<Value | undefined>, what: string) => {
    const last = Date.now() + patience
    for (;;) {
      const found = await look()
      if (found) return found
      if (Date.now() > last) {
        end()
        throw new Error(`Waited in vain: ${what}`)
      }
      await pause()
    }
  }
  const targetId: string = await until(async () => {
    const { targetInfos } = await send('Target.getTargets')
    return targetInfos.find(({ type, url }: any) => type === 'page' && url.startsWith('app://'))
      ?.targetId
  }, 'a window')
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
  const evaluate = (expression: string): Promise<any> =>
    send('Runtime.evaluate', { expression, returnByValue: true }, sessionId).then(
      ({ result }) => result.value,
      // The page has only begun to load.
      () => undefined,
    )
  return {
    async shows(text) {
      await until(
        () => evaluate(`document.body.innerText.includes(${JSON.stringify(text)})`),
        `the page shows ${text}`,
      )
    },
    async press(name) {
      const button = `[...document.querySelectorAll('button')].find((each) => each.innerText.trim() === ${JSON.stringify(name)})`
      await until(() => evaluate(`${button} !== undefined`), `a button ${name}`)
      await evaluate(`${button}?.click()`)
    },
    end,
  }
}
