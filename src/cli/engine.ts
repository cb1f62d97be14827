import { createMapperEngine, type MapperEngine } from '../main/mapper/engine'
import { compileEngine } from '../main/mapper/engine-file'

/** The engine for one command, without a spare worker, since the command ends soon. */
export function startEngine({ spare = false } = {}): MapperEngine {
  return createMapperEngine({
    workerFile: new URL('worker.js', import.meta.url),
    compile: () => compileEngine(new URL('jsonnet.wasm', import.meta.url)),
    compileValidator: () => compileEngine(new URL('identity.wasm', import.meta.url)),
    spare,
  })
}
