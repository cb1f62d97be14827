import { afterAll, beforeAll } from 'vitest'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import { startEngine } from './mapper'

/** The engine of a test file, which is started before its first test and closed after its last. */
export function useEngine(options?: Parameters<typeof startEngine>[0]): MapperEngine {
  let engine: MapperEngine
  beforeAll(async () => {
    engine = await startEngine(options)
  })
  afterAll(() => engine.close())
  return new Proxy({} as MapperEngine, { get: (_none, name) => Reflect.get(engine, name) })
}
