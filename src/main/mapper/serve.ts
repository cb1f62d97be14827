import type { EngineCall, FromEngine, ToEngine } from './channel'
import type { MapperEngine } from './engine'

export function serveEngine(engine: MapperEngine, send: (message: FromEngine) => void) {
  const running = new Map<number, AbortController>()

  async function answer(id: number, call: EngineCall): Promise<void> {
    const controller = new AbortController()
    running.set(id, controller)
    const result = await run(engine, call, controller.signal)
    running.delete(id)
    send({ id, result })
  }

  return (message: ToEngine): void => {
    if (message.kind === 'cancel') running.get(message.id)?.abort()
    else void answer(message.id, message.call)
  }
}

function run(engine: MapperEngine, call: EngineCall, signal: AbortSignal) {
  switch (call.op) {
    case 'evaluate':
      return engine.evaluate(call.request, signal)
    case 'cover':
      return engine.cover(call.request, signal)
    case 'format':
      return engine.format(call.text, call.fileName, signal)
    case 'lint':
      return engine.lint(call.text, call.fileName, signal)
    case 'validate':
      return engine.validate(call.request, signal)
  }
}
