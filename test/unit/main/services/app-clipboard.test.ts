import { describe, expect, it } from 'vitest'
import { createAppClipboard, secretStays } from '../../../../src/main/services/app-clipboard'

/** A clipboard, and timers that pass when the test says so. */
function start() {
  let text = 'before'
  let waiting: { run: () => void; milliseconds: number }[] = []
  const clipboard = createAppClipboard(
    { readText: () => text, writeText: (next) => void (text = next) },
    {
      setTimeout(run, milliseconds) {
        const timer = { run, milliseconds }
        waiting.push(timer)
        return timer
      },
      clearTimeout: (timer: unknown) => void (waiting = waiting.filter((item) => item !== timer)),
    },
  )
  const pass = async () => {
    for (const { run } of waiting.splice(0)) run()
    await Promise.resolve()
  }
  return {
    clipboard,
    pass,
    waiting: () => waiting.map(({ milliseconds }) => milliseconds),
    text: () => text,
    copyElsewhere: (next: string) => void (text = next),
  }
}

describe('a secret on the clipboard', () => {
  it('is cleared after a minute', async () => {
    const { clipboard, pass, waiting, text } = start()
    await clipboard.writeSecret('secret')
    expect(text()).toBe('secret')
    expect(waiting()).toEqual([secretStays])
    expect(secretStays).toBe(60_000)
    await pass()
    expect(text()).toBe('')
  })

  it('leaves alone what was copied since, here or elsewhere', async () => {
    const one = start()
    await one.clipboard.writeSecret('secret')
    one.copyElsewhere('another')
    await one.pass()
    expect(one.text()).toBe('another')

    const two = start()
    await two.clipboard.writeSecret('secret')
    await two.clipboard.write('a redirect URL')
    expect(two.waiting()).toEqual([])
    await two.clipboard.close()
    expect(two.text()).toBe('a redirect URL')
  })

  it('has its whole minute when it is copied again, or another is', async () => {
    const { clipboard, waiting, pass, text } = start()
    await clipboard.writeSecret('first')
    await clipboard.writeSecret('second')
    expect(waiting()).toHaveLength(1)
    await pass()
    expect(text()).toBe('')
  })

  it('does not outlive the app', async () => {
    const { clipboard, waiting, text } = start()
    await clipboard.close()
    expect(text()).toBe('before')
    await clipboard.writeSecret('secret')
    await clipboard.close()
    expect(text()).toBe('')
    expect(waiting()).toEqual([])
  })
})
